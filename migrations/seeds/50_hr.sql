-- Attendance, leaves, loans, salaries, assets, bonuses, penalties, targets.

INSERT INTO attendance (organization_id, courier_id, date, check_in, check_out, status, hours_worked, created_at)
SELECT pg_temp.org(x), x, d, time '08:00', time '17:00',
       pg_temp.pick(x * 100 + k, 1, '{86,5,5,2}', '{present,absent,late,half_day,on_leave}')::attendancestatus, 8,
       d::timestamptz + interval '17 hours'
FROM (SELECT k, x, date '2025-12-01' - k * 28 + x % 28 AS d
      FROM generate_series(1, 14) AS k, generate_series(1, pg_temp.c()) AS x) AS s
ORDER BY d, x;

INSERT INTO leaves (organization_id, courier_id, leave_type, start_date, end_date, days, status, created_at)
SELECT pg_temp.org(x), x, pg_temp.pick(i, 2, '{60,25,5}', '{annual,sick,emergency,unpaid}')::leavetype, d, d + n, n + 1,
       pg_temp.pick(i, 3, '{5,80,10}', '{pending,approved,rejected,cancelled}')::leavestatus, pg_temp.at(i, pg_temp.c() * 2)
FROM (SELECT i, 1 + pg_temp.h(i, 1, pg_temp.c()) AS x, pg_temp.at(i, pg_temp.c() * 2)::date + 10 AS d, pg_temp.h(i, 4, 21) AS n
             FROM generate_series(1, pg_temp.c() * 2) AS i) AS s;

INSERT INTO loans (organization_id, courier_id, amount, outstanding_balance, monthly_deduction, start_date, status, created_at)
SELECT pg_temp.org(x), x, 3000, pg_temp.h(i, 2, 3000), 250, pg_temp.at(i, pg_temp.c())::date,
       pg_temp.pick(i, 3, '{20,75}', '{active,completed,cancelled}')::loanstatus, pg_temp.at(i, pg_temp.c())
FROM (SELECT i, 1 + pg_temp.h(i, 1, pg_temp.c()) AS x FROM generate_series(1, pg_temp.c()) AS i) AS s;

INSERT INTO salaries (organization_id, courier_id, month, year, base_salary, gross_salary, net_salary, payment_date, is_paid, created_at)
SELECT pg_temp.org(x), x, extract(month FROM m)::integer, extract(year FROM m)::integer, 1600, 2000, 1900,
       CASE WHEN k < 8 OR pg_temp.h(x, 1, 10) < 2 THEN (m + interval '1 month')::date + 4 END,
       CASE WHEN k < 8 OR pg_temp.h(x, 1, 10) < 2 THEN 1 ELSE 0 END, m + interval '25 days'
FROM (SELECT k, date '2025-03-01' + k * interval '1 month' AS m FROM generate_series(1, 8) AS k) AS months,
             generate_series(1, pg_temp.c()) AS x;

INSERT INTO assets (organization_id, asset_type, courier_id, issue_date, status, created_at)
SELECT pg_temp.org(x), pg_temp.pick(i, 2, '{50,30,15}', '{uniform,mobile_device,equipment,tools}')::assettype, x,
       pg_temp.at(i, pg_temp.c() * 2)::date,
       pg_temp.pick(i, 3, '{35,55,6}', '{assigned,returned,damaged,lost}')::assetstatus, pg_temp.at(i, pg_temp.c() * 2)
FROM (SELECT i, 1 + pg_temp.h(i, 1, pg_temp.c()) AS x FROM generate_series(1, pg_temp.c() * 2) AS i) AS s;

INSERT INTO bonuses (organization_id, courier_id, bonus_type, amount, bonus_date, payment_status, created_at)
SELECT pg_temp.org(x), x, pg_temp.pick(i, 2, '{60,25,10}', '{performance,attendance,seasonal,special}')::bonustype,
       50 + pg_temp.h(i, 3, 500), pg_temp.at(i, pg_temp.c())::date,
       pg_temp.pick(i, 4, '{4,4}', '{pending,approved,paid}')::paymentstatus, pg_temp.at(i, pg_temp.c())
FROM (SELECT i, 1 + pg_temp.h(i, 1, pg_temp.c()) AS x FROM generate_series(1, pg_temp.c()) AS i) AS s;

INSERT INTO penalties (organization_id, courier_id, penalty_type, status, amount, reason, incident_date, reference_number, created_at)
SELECT pg_temp.org(x), x, pg_temp.pick(i, 2, '{40,30,20}', '{late_delivery,sla_violation,traffic_violation,misconduct}')::penaltytype,
       pg_temp.pick(i, 3, '{5,30,10,5,5}', '{pending,approved,rejected,appealed,waived,applied}')::penaltystatus, 50, 'reason ' || i,
       pg_temp.at(i, pg_temp.c())::date, 'PEN' || i, pg_temp.at(i, pg_temp.c())
FROM (SELECT i, 1 + pg_temp.h(i, 1, pg_temp.c()) AS x FROM generate_series(1, pg_temp.c()) AS i) AS s;

INSERT INTO courier_targets (organization_id, courier_id, month, year, daily_target, created_at)
SELECT pg_temp.org(x), x, m, 2025, 13, timestamptz '2025-01-01 00:00+00' + m * interval '30 days' FROM generate_series(9, 12) AS m,
       generate_series(1, pg_temp.c()) AS x;
