-- bad [enable=name-needs-quotes]: capitals
CREATE TABLE "User" (id bigint PRIMARY KEY);
-- bad [enable=name-needs-quotes]: a reserved word
CREATE TABLE users (id bigint PRIMARY KEY, "order" text);
-- bad [enable=name-needs-quotes]: a new column
ALTER TABLE users ADD COLUMN "createdAt" timestamptz;
-- good [enable=name-needs-quotes]: plain, quoted or not
CREATE TABLE "users" ("id" bigint PRIMARY KEY, position integer, values text);
-- good: off
CREATE TABLE "User" (id bigint PRIMARY KEY);
