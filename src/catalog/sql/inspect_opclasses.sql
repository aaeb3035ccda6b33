-- Operator classes, and how the default of a type is found.
SELECT o.oid, n.nspname, o.opcname, o.opcmethod, o.opcdefault, o.opcintype, o.opckeytype,
       t.typtype, t.typcategory, t.typispreferred, t.typname, pg_catalog.pg_opclass_is_visible(o.oid)
FROM pg_catalog.pg_opclass AS o
JOIN pg_catalog.pg_namespace AS n ON n.oid = o.opcnamespace
JOIN pg_catalog.pg_type AS t ON t.oid = o.opcintype
