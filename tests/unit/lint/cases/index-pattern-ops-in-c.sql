-- bad: of the index
CREATE INDEX CONCURRENTLY i ON items (code COLLATE "C" text_pattern_ops);
-- bad: of the column
CREATE TABLE items (id bigint PRIMARY KEY, code text COLLATE "C");
CREATE INDEX i ON items (code text_pattern_ops);
-- good: the default collation
CREATE INDEX CONCURRENTLY i ON items (code text_pattern_ops);
