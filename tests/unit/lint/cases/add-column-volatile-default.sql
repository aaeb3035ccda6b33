-- bad: random
ALTER TABLE orders ADD COLUMN r double precision DEFAULT random();
-- bad: uuid
ALTER TABLE orders ADD COLUMN u uuid NOT NULL DEFAULT gen_random_uuid();
-- bad: inside an expression
ALTER TABLE orders ADD COLUMN t text DEFAULT 'x' || clock_timestamp()::text;
-- bad: a function of one's own
ALTER TABLE orders ADD COLUMN t text DEFAULT my_function();
-- good: a constant
ALTER TABLE orders ADD COLUMN a integer DEFAULT 10;
-- good: texts, booleans, arrays, json
ALTER TABLE orders ADD COLUMN a text NOT NULL DEFAULT 'x', ADD COLUMN b boolean DEFAULT false, ADD COLUMN c text[] DEFAULT '{}', ADD COLUMN d jsonb DEFAULT '{}'::jsonb;
-- good: fixed for the statement
ALTER TABLE orders ADD COLUMN at timestamptz NOT NULL DEFAULT now(), ADD COLUMN b timestamptz DEFAULT CURRENT_TIMESTAMP;
-- good: the default comes later
ALTER TABLE orders ADD COLUMN u uuid;
ALTER TABLE orders ALTER COLUMN u SET DEFAULT gen_random_uuid();
-- good: a new table
CREATE TABLE orders (id uuid PRIMARY KEY DEFAULT gen_random_uuid());
