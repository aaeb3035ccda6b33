-- bad: boolean
CREATE TABLE jobs (id bigint PRIMARY KEY, done boolean);
CREATE INDEX i ON jobs (done);
-- bad: a small enum
CREATE TYPE light AS ENUM ('red', 'green');
CREATE TABLE lamps (id bigint PRIMARY KEY, state light);
CREATE INDEX i ON lamps (state);
-- good: partial
CREATE TABLE jobs (id bigint PRIMARY KEY, done boolean);
CREATE INDEX i ON jobs (done) WHERE NOT done;
-- good: a type that is not known
CREATE INDEX CONCURRENTLY i ON jobs (done);
