-- Not a revision: what `barqdb bench fleet` measures. Each operation of the application in two ways: as it was (naive), and as
-- the optimization has it (better). Header lines as in docs/verify.md; :n in a value is the number of the repetition, from 1.
-- The examples exist in every seed of 1000 couriers or more, and take 2025-12-01 as today.

-- name: dashboard_load_couriers
-- pair: dashboard naive
-- params: $1 integer = 1
SELECT * FROM couriers WHERE organization_id = $1;

-- name: dashboard_load_vehicles
-- pair: dashboard naive
-- params: $1 integer = 1
SELECT * FROM vehicles WHERE organization_id = $1;

-- name: dashboard_count_each_status
-- pair: dashboard naive
-- repeat: 6
-- params: $1 integer = 1; $2 integer = :n
SELECT count(*) FROM couriers
WHERE organization_id = $1 AND status = (enum_range(NULL::courierstatus))[$2];

-- name: dashboard_aggregate_couriers
-- pair: dashboard better
-- params: $1 integer = 1
SELECT status, count(*), count(current_vehicle_id) FROM couriers WHERE organization_id = $1 GROUP BY status;

-- name: dashboard_aggregate_vehicles
-- pair: dashboard better
-- params: $1 integer = 1
SELECT status, count(*) FROM vehicles WHERE organization_id = $1 GROUP BY status;

-- name: courier_list_before
-- pair: courier_list naive
-- params: $1 integer = 7
SELECT * FROM couriers WHERE organization_id = $1 AND status = 'ACTIVE' ORDER BY joining_date DESC LIMIT 100;

-- name: courier_list_after
-- pair: courier_list better
-- params: $1 integer = 7
SELECT * FROM couriers WHERE organization_id = $1 AND status = 'ACTIVE' ORDER BY joining_date DESC LIMIT 100;

-- name: history_deliveries
-- pair: delivery_history naive
-- params: $1 integer = 7
SELECT * FROM deliveries WHERE organization_id = $1 ORDER BY created_at DESC LIMIT 100;

-- name: history_courier_of_each
-- pair: delivery_history naive
-- repeat: 100
-- params: $1 integer = :n
SELECT * FROM couriers WHERE id = $1;

-- name: history_vehicle_of_each
-- pair: delivery_history naive
-- repeat: 100
-- params: $1 integer = :n
SELECT * FROM vehicles WHERE id = $1;

-- name: history_deliveries_batched
-- pair: delivery_history better
-- params: $1 integer = 7
SELECT id, tracking_number, courier_id, status, created_at FROM deliveries
WHERE organization_id = $1 ORDER BY created_at DESC LIMIT 100;

-- name: history_couriers_batched
-- pair: delivery_history better
-- params: $1 integer = 100
SELECT id, full_name, current_vehicle_id FROM couriers WHERE id = ANY (ARRAY(SELECT generate_series(1, $1)));

-- name: history_vehicles_batched
-- pair: delivery_history better
-- params: $1 integer = 100
SELECT id, plate_number, vehicle_type FROM vehicles WHERE id = ANY (ARRAY(SELECT generate_series(1, $1)));

-- name: expiry_load_all
-- pair: expiry_alerts naive
-- params: $1 integer = 1
SELECT * FROM couriers WHERE organization_id = $1;

-- name: expiry_selected
-- pair: expiry_alerts better
-- params: $1 integer = 1; $2 date = '2025-12-31'
SELECT id, 'iqama' AS document, iqama_expiry_date AS expires FROM couriers
WHERE organization_id = $1 AND status IN ('ACTIVE', 'ON_LEAVE') AND iqama_expiry_date <= $2
UNION ALL
SELECT id, 'license', license_expiry_date FROM couriers
WHERE organization_id = $1 AND status IN ('ACTIVE', 'ON_LEAVE') AND license_expiry_date <= $2;

-- name: tickets_load_all
-- pair: ticket_stats naive
-- params: $1 integer = 1
SELECT * FROM tickets WHERE organization_id = $1;

-- name: tickets_aggregate
-- pair: ticket_stats better
-- params: $1 integer = 1
SELECT status, category, priority, count(*), avg(resolved_at - created_at) AS resolution
FROM tickets WHERE organization_id = $1
GROUP BY GROUPING SETS ((status), (category), (priority), ());

-- name: update_one_by_one
-- pair: batch_update naive
-- repeat: 1000
-- writes: yes
-- params: $1 integer = :n
UPDATE deliveries SET pickup_time = localtimestamp, updated_at = now() WHERE id = $1;

-- name: update_batched
-- pair: batch_update better
-- writes: yes
-- params: $1 integer = 1000
UPDATE deliveries SET pickup_time = localtimestamp, updated_at = now()
WHERE id = ANY (ARRAY(SELECT generate_series(1, $1)));
