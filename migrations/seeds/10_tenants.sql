-- Tenants, users, roles and keys.

INSERT INTO organizations (
    id, name, slug, is_active, subscription_plan, subscription_status, max_users, max_couriers, max_vehicles, created_at)
SELECT i, 'Organization ' || i, 'org-' || i, i % 10 <> 0,
       pg_temp.pick(i, 1, '{30,35,25,10}', '{FREE,BASIC,PROFESSIONAL,ENTERPRISE}')::subscriptionplan,
       pg_temp.pick(i, 2, '{15,70,10,5}', '{TRIAL,ACTIVE,SUSPENDED,CANCELLED}')::subscriptionstatus,
       50, 100000, 100000, pg_temp.at(i, 20)
FROM generate_series(1, 20) AS i;

INSERT INTO users (id, email, hashed_password, full_name, is_active, role, created_at)
SELECT i, 'User' || i || '@example.test', md5(i::text), 'User ' || i, pg_temp.h(i, 1, 10) > 0,
       pg_temp.pick(i, 2, '{70,15,10,4}', '{user,manager,admin,hr,auditor}'), pg_temp.at(i, greatest(pg_temp.c() / 40, 60))
FROM generate_series(1, greatest(pg_temp.c() / 40, 60)) AS i;

INSERT INTO organization_users (organization_id, user_id, role, is_active, created_at)
SELECT pg_temp.org(i), i, pg_temp.pick(i, 3, '{5,15,30,50}', '{OWNER,ADMIN,MANAGER,VIEWER}')::organizationrole, pg_temp.h(i, 4, 10) > 0,
       pg_temp.at(i, pg_temp.u())
FROM generate_series(1, pg_temp.u()) AS i;

INSERT INTO roles (id, name, display_name, created_at)
SELECT i, 'role' || i, 'Role ' || i, pg_temp.at(i, 8) FROM generate_series(1, 8) AS i;

INSERT INTO user_roles (user_id, role_id) SELECT i, 1 + pg_temp.h(i, 5, 8) FROM generate_series(1, pg_temp.u()) AS i;

INSERT INTO password_reset_tokens (user_id, token_hash, created_at, expires_at, used)
SELECT 1 + pg_temp.h(i, 6, pg_temp.u()), md5(i::text) || i, pg_temp.at(i, pg_temp.c() / 2),
       pg_temp.at(i, pg_temp.c() / 2) + interval '1 hour', pg_temp.h(i, 7, 10) > 1
FROM generate_series(1, pg_temp.c() / 2) AS i;

INSERT INTO api_keys (organization_id, user_id, name, key_prefix, key_hash, scopes, status, created_at)
SELECT pg_temp.org(i), 1 + pg_temp.h(i, 8, pg_temp.u()), 'key ' || i, 'bq' || i % 1000, md5(i::text) || i, '[]',
       pg_temp.pick(i, 9, '{80,15}', '{active,revoked,expired}'), pg_temp.at(i, pg_temp.c() / 10)
FROM generate_series(1, pg_temp.c() / 10) AS i;
