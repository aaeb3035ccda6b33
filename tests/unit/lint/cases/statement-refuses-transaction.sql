-- bad: vacuum
BEGIN;
VACUUM orders;
COMMIT;
-- bad: create database
BEGIN;
CREATE DATABASE shop;
COMMIT;
-- bad: alter system
BEGIN;
ALTER SYSTEM SET work_mem = '64MB';
COMMIT;
-- good: analyze may
BEGIN;
ANALYZE orders;
COMMIT;
-- good: alone
VACUUM (ANALYZE) orders;
-- bad: discard all
BEGIN;
DISCARD ALL;
COMMIT;
-- bad: a subscription makes its slot
BEGIN;
CREATE SUBSCRIPTION s CONNECTION 'host=h' PUBLICATION p;
COMMIT;
-- bad: a subscription is refreshed
BEGIN;
ALTER SUBSCRIPTION s REFRESH PUBLICATION;
COMMIT;
-- bad: other publications, which refreshes
BEGIN;
ALTER SUBSCRIPTION s SET PUBLICATION p;
COMMIT;
-- bad: a subscription drops its slot
BEGIN;
DROP SUBSCRIPTION s;
COMMIT;
-- bad: a database moves
BEGIN;
ALTER DATABASE shop SET TABLESPACE fast;
COMMIT;
-- bad: reindex of a schema that says it is not concurrent
BEGIN;
REINDEX (CONCURRENTLY off) SCHEMA public;
COMMIT;
-- good: discard plans
BEGIN;
DISCARD PLANS;
COMMIT;
-- good: a subscription without a slot
BEGIN;
CREATE SUBSCRIPTION s CONNECTION 'host=h' PUBLICATION p WITH (connect = off);
ALTER SUBSCRIPTION s SET PUBLICATION p WITH (refresh = false);
ALTER SUBSCRIPTION s DISABLE;
ALTER SUBSCRIPTION s SET (slot_name = NONE);
DROP SUBSCRIPTION s;
COMMIT;
-- good: a database allows fewer connections
BEGIN;
ALTER DATABASE shop CONNECTION LIMIT 10;
COMMIT;
