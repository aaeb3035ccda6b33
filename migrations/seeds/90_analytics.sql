-- Performance, metrics, indicators, reports, dashboards.

INSERT INTO performance_data (organization_id, courier_id, date, orders_completed, revenue_generated, efficiency_score, created_at)
SELECT pg_temp.org(x), x, date '2025-02-01' + day * 30 + (x % 30), pg_temp.h(x * 10 + day, 1, 40), pg_temp.h(x * 10 + day, 2, 900),
       pg_temp.h(x * 10 + day, 3, 100),
       (date '2025-02-01' + day * 30 + (x % 30))::timestamptz
FROM generate_series(0, 9) AS day, generate_series(1, pg_temp.c()) AS x ORDER BY 3;

INSERT INTO metric_snapshots (organization_id, metric_name, metric_type, value, dimensions, tags, timestamp, created_at)
SELECT pg_temp.org(i), pg_temp.pick(i, 1, '{30,30,30}', '{active_couriers,open_orders,late_orders,orders_per_hour}'), 'gauge',
       pg_temp.h(i, 2, 1000),
       jsonb_build_object('zone', pg_temp.h(i, 3, 200)), jsonb_build_object('city', pg_temp.city(i)), pg_temp.at(i, pg_temp.c() * 5),
       pg_temp.at(i, pg_temp.c() * 5)
FROM generate_series(1, pg_temp.c() * 5) AS i;

INSERT INTO kpis (organization_id, name, code, category, created_at)
SELECT pg_temp.org(i), 'KPI ' || i, 'K' || i, pg_temp.pick(i, 1, '{40,30,20}', '{Fleet,Operations,HR,Finance}'), pg_temp.at(i, 2000)
FROM generate_series(1, 2000) AS i;

INSERT INTO reports (organization_id, name, report_type, status, format, generated_at, generated_by_user_id, created_at)
SELECT pg_temp.org(i), 'Report ' || i, pg_temp.pick(i, 1, '{30,30,20,10}',
       '{courier_performance,fleet_utilization,delivery_analytics,hr_attendance,cod_reconciliation}')::reporttype,
       pg_temp.pick(i, 2, '{3,2,90}', '{pending,generating,completed,failed}')::reportstatus, 'pdf', pg_temp.at(i, pg_temp.c()),
       1 + pg_temp.h(i, 3, pg_temp.u()), pg_temp.at(i, pg_temp.c()) FROM generate_series(1, pg_temp.c()) AS i;

INSERT INTO dashboards (organization_id, name, widgets, user_id, is_default, is_shared, created_at)
SELECT pg_temp.org(i), 'Board ' || i, '[]', 1 + pg_temp.h(i, 1, pg_temp.u()), i % 5 = 0, i % 10 = 0, pg_temp.at(i, pg_temp.c() / 5)
FROM generate_series(1, pg_temp.c() / 5) AS i;
