-- bad [enable=prefer-text]: a limit
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(100));
-- good [enable=prefer-text]: text
CREATE TABLE users (id bigint PRIMARY KEY, name text, other varchar);
-- good: off by itself
CREATE TABLE users (id bigint PRIMARY KEY, name varchar(100));
