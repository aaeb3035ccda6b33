-- bad [chain]: commit
-- revision: "1"
-- down_revision: null
-- irreversible: true
-- barqdb:up
SELECT 1;
COMMIT;
-- good [chain]: a savepoint
-- revision: "1"
-- down_revision: null
-- irreversible: true
-- barqdb:up
SAVEPOINT a;
SELECT 1;
RELEASE SAVEPOINT a;
