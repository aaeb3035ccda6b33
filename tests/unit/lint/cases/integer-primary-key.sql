-- bad: of the column
CREATE TABLE events (id integer PRIMARY KEY);
-- bad: serial
CREATE TABLE events (id serial PRIMARY KEY);
-- bad: of the table
CREATE TABLE events (id int, PRIMARY KEY (id));
-- good: bigint
CREATE TABLE events (id bigint PRIMARY KEY, n integer);
-- good: a key of two columns
CREATE TABLE lines (a int, b int, PRIMARY KEY (a, b));
