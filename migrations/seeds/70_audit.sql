-- The audit log.

INSERT INTO audit_logs (user_id, username, action, resource_type, resource_id, ip_address, created_at)
SELECT CASE WHEN i % 20 > 0 THEN 1 + pg_temp.h(i, 1, pg_temp.u()) END, 'user' || i % 100,
       pg_temp.pick(i, 2, '{15,40,4,30,6,3}', '{CREATE,UPDATE,DELETE,READ,LOGIN,LOGOUT,EXPORT}')::auditaction,
       pg_temp.pick(i, 3, '{30,20,35}', '{courier,vehicle,delivery,ticket}'), 1 + pg_temp.h(i, 4, pg_temp.c()),
       '10.0.' || pg_temp.h(i, 5, 8) || '.' || pg_temp.h(i, 6, 250), pg_temp.at(i, pg_temp.c() * 10)
FROM generate_series(1, pg_temp.c() * 10) AS i;
