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
