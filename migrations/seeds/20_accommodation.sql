-- Buildings, rooms and beds; who sleeps where comes with the couriers.

INSERT INTO buildings (id, organization_id, name, address, created_at)
SELECT i, pg_temp.org(i), 'Building ' || i, 'Street ' || i || ', ' || pg_temp.city(i), pg_temp.at(i, greatest(pg_temp.c() / 200, 10))
FROM generate_series(1, greatest(pg_temp.c() / 200, 10)) AS i;

INSERT INTO rooms (id, organization_id, building_id, room_number, capacity, occupied, status, created_at)
SELECT i, pg_temp.org((i - 1) / 20 + 1), (i - 1) / 20 + 1, lpad(((i - 1) % 20 + 1)::text, 3, '0'), 4, pg_temp.h(i, 1, 5),
       pg_temp.pick(i, 2, '{40,55}', '{AVAILABLE,OCCUPIED,MAINTENANCE}')::roomstatus, pg_temp.at(i, greatest(pg_temp.c() / 200, 10) * 20)
FROM generate_series(1, greatest(pg_temp.c() / 200, 10) * 20) AS i;

INSERT INTO beds (id, organization_id, room_id, bed_number, status, created_at)
SELECT i, pg_temp.org((i - 1) / 80 + 1), (i - 1) / 4 + 1, (i - 1) % 4 + 1,
       pg_temp.pick(i, 1, '{35,60}', '{AVAILABLE,OCCUPIED,RESERVED}')::bedstatus, pg_temp.at(i, greatest(pg_temp.c() / 200, 10) * 80)
FROM generate_series(1, greatest(pg_temp.c() / 200, 10) * 80) AS i;
