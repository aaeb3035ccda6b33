-- The size of the seed, and what all files of this folder share. They run in the order of their names, in one
-- transaction on one connection. The setting barqdb.size is the number of couriers; about 155 rows come with each.
-- Same number, same rows: no random(), no now(). Time series are in the order of time (2023-12-02 to 2025-12-01),
-- so BRIN indexes work on them. Rows come after the rows they refer to.

DO $$
DECLARE
    size bigint := current_setting('barqdb.size')::bigint;
BEGIN
    IF EXISTS (SELECT FROM organizations) THEN
        RAISE EXCEPTION 'the database has rows already: the table organizations is not empty'
            USING HINT = 'Seed a new database, or downgrade this one to base and upgrade it again.';
    END IF;
    IF size NOT BETWEEN 10 AND 10000000 THEN
        RAISE EXCEPTION 'a seed of % couriers is not possible: 10 to 10000000 are', size;
    END IF;
END
$$;

SET LOCAL timezone = 'UTC';

-- Row-level security, where it is in force, lets all tenants through.
SET LOCAL app.is_superuser = 'true';

-- Foreign keys are not checked row by row where the role may switch that off; the rows keep them either way.
DO $$
BEGIN
    PERFORM set_config('session_replication_role', 'replica', true);
EXCEPTION
    WHEN insufficient_privilege THEN
        RAISE NOTICE 'every foreign key is checked, which takes longer: % may not set session_replication_role', current_user;
END
$$;

-- The numbers of couriers, users, vehicles, zones and deliveries. IMMUTABLE though c() reads a setting: it does
-- not change during the load, and the planner has to see a constant.
CREATE FUNCTION pg_temp.c() RETURNS integer
LANGUAGE sql IMMUTABLE AS $$ SELECT current_setting('barqdb.size')::integer $$;

CREATE FUNCTION pg_temp.u() RETURNS integer
LANGUAGE sql IMMUTABLE AS $$ SELECT greatest(pg_temp.c() / 40, 60) $$;

CREATE FUNCTION pg_temp.v() RETURNS integer
LANGUAGE sql IMMUTABLE AS $$ SELECT pg_temp.c() * 4 / 5 $$;

CREATE FUNCTION pg_temp.z() RETURNS integer
LANGUAGE sql IMMUTABLE AS $$ SELECT greatest(pg_temp.c() / 100, 20) $$;

CREATE FUNCTION pg_temp.d() RETURNS integer
LANGUAGE sql IMMUTABLE AS $$ SELECT pg_temp.c() * 10 $$;

CREATE FUNCTION pg_temp.h(i bigint, salt integer, n integer) RETURNS integer
LANGUAGE sql IMMUTABLE AS $$ SELECT ((hashint8(i * 1009 + salt) & 2147483647) % n)::integer $$;

CREATE FUNCTION pg_temp.pick(i bigint, salt integer, weights integer[], vals text[]) RETURNS text
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
    x integer := pg_temp.h(i, salt, 100);
BEGIN
    FOR k IN 1 .. array_length(weights, 1) LOOP
        x := x - weights[k];
        IF x < 0 THEN RETURN vals[k]; END IF;
    END LOOP;
    RETURN vals[array_length(vals, 1)];
END
$$;

CREATE FUNCTION pg_temp.org(i bigint) RETURNS integer
LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN x < 40 THEN 1 WHEN x < 55 THEN 2 ELSE 3 + pg_temp.h(i, 992, 18) END
    FROM (SELECT pg_temp.h(i, 991, 100) AS x) AS s $$;

CREATE FUNCTION pg_temp.at(i bigint, n bigint) RETURNS timestamptz
LANGUAGE sql IMMUTABLE AS $$
    SELECT timestamptz '2023-12-02 00:00+00' + (i - 1) * (interval '730 days' / n) $$;

CREATE FUNCTION pg_temp.city(i bigint) RETURNS text
LANGUAGE sql IMMUTABLE AS $$
    SELECT pg_temp.pick(i, 31, '{46,22,11,7,5,4,3}', '{Riyadh,Jeddah,Dammam,Makkah,Madinah,Khobar,Tabuk,Abha}') $$;
