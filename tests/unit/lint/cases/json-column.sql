-- bad: added
ALTER TABLE users ADD COLUMN settings json;
-- bad: in a new table it is worth knowing
CREATE TABLE users (id bigint PRIMARY KEY, settings json);
-- good: jsonb
ALTER TABLE users ADD COLUMN settings jsonb;
-- bad: by a change of type
ALTER TABLE t ALTER COLUMN a SET DATA TYPE json;
