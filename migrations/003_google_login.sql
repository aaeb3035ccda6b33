-- revision: "003"
-- down_revision: "002"
-- description: Google login of users
-- barqdb:ignore-file add-unique-constraint, drop-not-null: the example is applied to an empty database, where nobody waits
-- barqdb:up

ALTER TABLE users
    ADD COLUMN google_id varchar UNIQUE,
    ADD COLUMN picture varchar,
    ALTER COLUMN hashed_password DROP NOT NULL;

-- barqdb:down

-- A user without a password keeps the account; '!' is no hash of any password.
UPDATE users SET hashed_password = '!' WHERE hashed_password IS NULL;

ALTER TABLE users
    ALTER COLUMN hashed_password SET NOT NULL,
    DROP COLUMN picture,
    DROP COLUMN google_id;
