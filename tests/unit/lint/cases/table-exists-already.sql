-- bad: with a column more
CREATE TABLE orders (id bigint PRIMARY KEY);
CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY, state text);
-- good: the same once more
CREATE TABLE orders (id bigint PRIMARY KEY);
CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY);
-- good: for the first time
CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY);
