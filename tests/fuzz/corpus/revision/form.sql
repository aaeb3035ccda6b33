-- revision: "021"
-- down_revision: null
-- transaction: no
-- barqdb:up
SELECT 1;
-- barqdb:down
SELECT 2;
