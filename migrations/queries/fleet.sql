-- Not a revision: the statements of the application that the index definitions are for. The key query of a
-- definition in indexes/*.yaml points at their names.
--
-- Header lines (one query = from its "-- name:" line to the semicolon):
--   name:    unique name
--   module:  part of the application
--   repeat:  how often the application sends the statement for one page; once if absent
--   params:  $n type = example value; ...   (the examples exist in every seed of 1000 couriers or more)
-- The examples take 2025-12-01 as today. Constant states are literals on purpose: a partial index is matched
-- to a literal (or to a custom plan), never to a parameter of a generic plan.

-- name: dashboard_couriers_aggregate
-- module: dashboard
-- params: $1 integer = 1
SELECT count(*) AS total,
       count(*) FILTER (WHERE status = 'ACTIVE') AS active,
       count(*) FILTER (WHERE status = 'INACTIVE') AS inactive,
       count(*) FILTER (WHERE status = 'ON_LEAVE') AS on_leave,
       count(*) FILTER (WHERE status = 'ONBOARDING') AS onboarding,
       count(*) FILTER (WHERE status = 'SUSPENDED') AS suspended,
       count(*) FILTER (WHERE status = 'TERMINATED') AS terminated,
       count(current_vehicle_id) AS with_vehicle
FROM couriers WHERE organization_id = $1;

-- name: growth_couriers_between
-- module: dashboard
-- repeat: 3
-- params: $1 integer = 1; $2 timestamptz = '2025-11-24 00:00+00'; $3 timestamptz = '2025-12-01 00:00+00'
SELECT count(*) FROM couriers WHERE organization_id = $1 AND created_at >= $2 AND created_at < $3;

-- name: expiry_iqama_count
-- module: dashboard
-- repeat: 2
-- params: $1 integer = 1; $2 date = '2025-12-01'; $3 date = '2025-12-31'
SELECT count(*) FROM couriers
WHERE organization_id = $1 AND iqama_expiry_date > $2 AND iqama_expiry_date <= $3 AND status = 'ACTIVE';

-- name: expiry_license_count
-- module: dashboard
-- repeat: 2
-- params: $1 integer = 1; $2 date = '2025-12-01'; $3 date = '2025-12-31'
SELECT count(*) FROM couriers
WHERE organization_id = $1 AND license_expiry_date > $2 AND license_expiry_date <= $3 AND status = 'ACTIVE';

-- name: expiry_documents_union
-- module: fleet
-- params: $1 integer = 1; $2 date = '2025-12-31'
SELECT id, 'iqama' AS document, iqama_expiry_date AS expires FROM couriers
WHERE organization_id = $1 AND status IN ('ACTIVE', 'ON_LEAVE') AND iqama_expiry_date <= $2
UNION ALL
SELECT id, 'passport', passport_expiry_date FROM couriers
WHERE organization_id = $1 AND status IN ('ACTIVE', 'ON_LEAVE') AND passport_expiry_date <= $2
UNION ALL
SELECT id, 'license', license_expiry_date FROM couriers
WHERE organization_id = $1 AND status IN ('ACTIVE', 'ON_LEAVE') AND license_expiry_date <= $2;

-- name: expiry_iqama_all_tenants
-- module: fleet
-- params: $1 date = '2025-12-01'; $2 date = '2025-12-08'
SELECT id, organization_id, iqama_expiry_date FROM couriers
WHERE iqama_expiry_date >= $1 AND iqama_expiry_date < $2 ORDER BY iqama_expiry_date;

-- name: expiry_license_all_tenants
-- module: fleet
-- params: $1 date = '2025-12-01'; $2 date = '2025-12-08'
SELECT id, organization_id, license_expiry_date FROM couriers
WHERE license_expiry_date >= $1 AND license_expiry_date < $2 ORDER BY license_expiry_date;

-- name: monthly_trend_left
-- module: dashboard
-- repeat: 6
-- params: $1 integer = 1; $2 timestamptz = '2025-10-01 00:00+00'; $3 timestamptz = '2025-11-01 00:00+00'
SELECT count(*) FROM couriers
WHERE organization_id = $1 AND status = 'TERMINATED' AND updated_at >= $2 AND updated_at < $3;

-- name: top_performers_limit
-- module: dashboard
-- params: $1 integer = 1
SELECT id, barq_id, full_name, performance_score, total_deliveries, city
FROM couriers
WHERE organization_id = $1 AND status = 'ACTIVE'
ORDER BY performance_score DESC NULLS LAST, total_deliveries DESC NULLS LAST
LIMIT 5;

-- name: performance_score_band
-- module: dashboard
-- params: $1 integer = 1; $2 numeric = 20
SELECT id, barq_id, performance_score FROM couriers
WHERE organization_id = $1 AND status = 'ACTIVE' AND performance_score < $2;

-- name: recent_couriers
-- module: dashboard
-- params: $1 integer = 7
SELECT id, full_name, created_at FROM couriers WHERE organization_id = $1 ORDER BY created_at DESC LIMIT 5;

-- name: recent_couriers_all_tenants
-- module: audit
-- params: $1 timestamptz = '2025-11-29 00:00+00'
SELECT id, organization_id, created_at FROM couriers WHERE created_at >= $1 ORDER BY created_at DESC LIMIT 100;

-- name: recent_assignments
-- module: dashboard
-- params: $1 integer = 7
SELECT id, courier_id, vehicle_id, created_at FROM courier_vehicle_assignments
WHERE organization_id = $1 ORDER BY created_at DESC LIMIT 5;

-- name: courier_list_status
-- module: fleet
-- params: $1 integer = 7; $2 courierstatus = 'SUSPENDED'
SELECT * FROM couriers WHERE organization_id = $1 AND status = $2 LIMIT 100;

-- name: courier_list_active
-- module: fleet
-- params: $1 integer = 7
SELECT * FROM couriers WHERE organization_id = $1 AND status = 'ACTIVE' ORDER BY joining_date DESC LIMIT 100;

-- name: courier_list_city
-- module: fleet
-- params: $1 integer = 1; $2 varchar = 'Tabuk'; $3 courierstatus = 'ACTIVE'
SELECT * FROM couriers WHERE organization_id = $1 AND city = $2 AND status = $3 LIMIT 100;

-- name: couriers_without_vehicle
-- module: fleet
-- params: $1 integer = 7
SELECT * FROM couriers
WHERE organization_id = $1 AND current_vehicle_id IS NULL AND status = 'ACTIVE' ORDER BY id LIMIT 100;

-- name: couriers_of_vehicle
-- module: fleet
-- params: $1 integer = 42
SELECT id, full_name FROM couriers WHERE current_vehicle_id = $1;

-- name: couriers_leaving_pay
-- module: hr
-- params: $1 integer = 1
SELECT id, barq_id, joining_date, last_working_day FROM couriers
WHERE organization_id = $1 AND status = 'TERMINATED' AND last_working_day IS NOT NULL
ORDER BY last_working_day DESC LIMIT 100;

-- name: courier_name_prefix
-- module: fleet
-- params: $1 text = 'Courier 00001%'
SELECT id, barq_id, full_name FROM couriers WHERE full_name LIKE $1 LIMIT 20;

-- name: courier_name_contains
-- module: fleet
-- params: $1 text = '%00042%'
SELECT id, barq_id, full_name FROM couriers WHERE full_name ILIKE $1 LIMIT 20;

-- name: courier_mobile_prefix
-- module: fleet
-- params: $1 text = '+9665000001%'
SELECT id, full_name, mobile_number FROM couriers WHERE mobile_number LIKE $1 LIMIT 20;

-- name: vehicle_list_status
-- module: fleet
-- params: $1 integer = 7; $2 vehiclestatus = 'REPAIR'
SELECT * FROM vehicles WHERE organization_id = $1 AND status = $2 LIMIT 100;

-- name: vehicle_list_type_status
-- module: fleet
-- params: $1 integer = 1; $2 vehicletype = 'TRUCK'; $3 vehiclestatus = 'MAINTENANCE'
SELECT * FROM vehicles WHERE organization_id = $1 AND vehicle_type = $2 AND status = $3 LIMIT 100;

-- name: vehicle_list_recent
-- module: fleet
-- params: $1 integer = 7
SELECT * FROM vehicles WHERE organization_id = $1 ORDER BY created_at DESC LIMIT 100;

-- name: vehicles_active_by_type
-- module: fleet
-- params: $1 integer = 1; $2 vehicletype = 'BICYCLE'
SELECT * FROM vehicles WHERE organization_id = $1 AND status = 'ACTIVE' AND vehicle_type = $2 LIMIT 100;

-- name: vehicles_by_city
-- module: fleet
-- params: $1 varchar = 'Tabuk'; $2 vehiclestatus = 'MAINTENANCE'
SELECT * FROM vehicles WHERE assigned_to_city = $1 AND status = $2;

-- name: vehicles_due_service
-- module: fleet
-- params: $1 date = '2025-12-08'
SELECT id, plate_number, next_service_due_date FROM vehicles
WHERE status = 'ACTIVE' AND next_service_due_date <= $1 ORDER BY next_service_due_date LIMIT 100;

-- name: vehicles_due_service_tenant
-- module: fleet
-- params: $1 integer = 3; $2 date = '2025-12-08'
SELECT id, plate_number, next_service_due_date FROM vehicles
WHERE organization_id = $1 AND status = 'ACTIVE' AND next_service_due_date <= $2
ORDER BY next_service_due_date LIMIT 100;

-- name: vehicles_insurance_expiring
-- module: fleet
-- params: $1 date = '2025-12-01'; $2 date = '2025-12-08'
SELECT id, organization_id, plate_number, insurance_expiry_date FROM vehicles
WHERE insurance_expiry_date >= $1 AND insurance_expiry_date < $2 ORDER BY insurance_expiry_date;

-- name: vehicles_registration_expiring
-- module: fleet
-- params: $1 integer = 7; $2 date = '2025-12-08'
SELECT id, plate_number, registration_expiry_date FROM vehicles
WHERE organization_id = $1 AND status IN ('ACTIVE', 'MAINTENANCE') AND registration_expiry_date <= $2
ORDER BY registration_expiry_date LIMIT 100;

-- name: vehicle_plate_prefix
-- module: fleet
-- params: $1 text = 'KSA00001%'
SELECT id, plate_number FROM vehicles WHERE plate_number LIKE $1 LIMIT 20;

-- name: vehicle_plate_contains
-- module: fleet
-- params: $1 text = '%0042%'
SELECT id, plate_number FROM vehicles WHERE plate_number ILIKE $1 LIMIT 20;

-- name: assignments_list_status
-- module: fleet
-- params: $1 integer = 7; $2 assignmentstatus = 'cancelled'
SELECT * FROM courier_vehicle_assignments WHERE organization_id = $1 AND status = $2 LIMIT 100;

-- name: assignment_active_for_courier
-- module: fleet
-- params: $1 integer = 42; $2 assignmentstatus = 'active'
SELECT * FROM courier_vehicle_assignments WHERE courier_id = $1 AND status = $2 LIMIT 1;

-- name: assignment_active_for_vehicle
-- module: fleet
-- params: $1 integer = 42; $2 assignmentstatus = 'active'
SELECT * FROM courier_vehicle_assignments WHERE vehicle_id = $1 AND status = $2 LIMIT 1;

-- name: assignment_open_pairs
-- module: fleet
-- params: $1 integer = 42
SELECT courier_id, vehicle_id, start_date FROM courier_vehicle_assignments
WHERE courier_id = $1 AND status = 'active' AND end_date IS NULL;

-- name: assignment_history_courier
-- module: fleet
-- params: $1 integer = 42; $2 date = '2025-01-01'
SELECT * FROM courier_vehicle_assignments WHERE courier_id = $1 AND start_date >= $2 ORDER BY start_date DESC LIMIT 5;

-- name: assignment_history_vehicle
-- module: fleet
-- params: $1 integer = 42; $2 date = '2025-01-01'
SELECT * FROM courier_vehicle_assignments WHERE vehicle_id = $1 AND start_date >= $2 ORDER BY start_date DESC LIMIT 5;

-- name: assignments_active_in_period
-- module: fleet
-- params: $1 date = '2025-10-01'; $2 date = '2025-11-01'
SELECT count(*), count(end_date) FROM courier_vehicle_assignments
WHERE status = 'active' AND start_date >= $1 AND start_date < $2;

-- name: vehicle_logs_for_vehicle
-- module: fleet
-- params: $1 integer = 42
SELECT * FROM vehicle_logs WHERE vehicle_id = $1 ORDER BY log_date DESC LIMIT 5;

-- name: vehicle_logs_for_courier
-- module: fleet
-- params: $1 integer = 42
SELECT * FROM vehicle_logs WHERE courier_id = $1 ORDER BY log_date DESC LIMIT 5;

-- name: vehicle_fuel_refills
-- module: fleet
-- params: $1 integer = 42
SELECT log_date, fuel_refilled, fuel_cost FROM vehicle_logs
WHERE vehicle_id = $1 AND log_type = 'FUEL_REFILL' ORDER BY log_date DESC LIMIT 100;

-- name: fuel_logs_for_vehicle
-- module: fleet
-- params: $1 integer = 42
SELECT * FROM fuel_logs WHERE vehicle_id = $1 ORDER BY fuel_date DESC LIMIT 100;

-- name: fuel_cost_period
-- module: fleet
-- params: $1 integer = 1; $2 date = '2025-11-24'; $3 date = '2025-11-30'
SELECT count(*), sum(fuel_quantity), sum(fuel_cost) FROM fuel_logs
WHERE organization_id = $1 AND fuel_date BETWEEN $2 AND $3;

-- name: maintenance_for_vehicle
-- module: fleet
-- params: $1 integer = 42
SELECT * FROM vehicle_maintenance WHERE vehicle_id = $1 ORDER BY scheduled_date DESC LIMIT 50;

-- name: maintenance_open_for_vehicle
-- module: fleet
-- params: $1 integer = 42; $2 maintenancestatus = 'scheduled'
SELECT * FROM vehicle_maintenance WHERE vehicle_id = $1 AND status = $2;

-- name: maintenance_overdue
-- module: fleet
-- params: $1 integer = 7; $2 date = '2025-12-01'
SELECT * FROM vehicle_maintenance
WHERE organization_id = $1 AND status = 'scheduled' AND scheduled_date < $2 ORDER BY scheduled_date LIMIT 100;

-- name: inspections_for_vehicle
-- module: fleet
-- params: $1 integer = 42
SELECT * FROM vehicle_inspections WHERE vehicle_id = $1 ORDER BY inspection_date DESC LIMIT 1;

-- name: inspections_failed
-- module: fleet
-- params: $1 integer = 7
SELECT id, vehicle_id, inspection_date FROM vehicle_inspections
WHERE organization_id = $1 AND status = 'failed' ORDER BY inspection_date DESC LIMIT 100;

-- name: inspections_follow_up
-- module: fleet
-- params: $1 integer = 7
SELECT id, vehicle_id, follow_up_date FROM vehicle_inspections
WHERE organization_id = $1 AND requires_follow_up AND NOT repairs_completed ORDER BY follow_up_date LIMIT 100;

-- name: accidents_for_vehicle
-- module: fleet
-- params: $1 integer = 42
SELECT id, accident_date, severity FROM accident_logs WHERE vehicle_id = $1 ORDER BY accident_date DESC LIMIT 50;

-- name: accidents_for_courier
-- module: fleet
-- params: $1 integer = 42
SELECT id, accident_date, severity FROM accident_logs WHERE courier_id = $1 ORDER BY accident_date DESC LIMIT 50;

-- name: accidents_open
-- module: fleet
-- params: $1 integer = 7
SELECT id, vehicle_id, accident_date, status FROM accident_logs
WHERE organization_id = $1 AND status NOT IN ('resolved', 'closed') ORDER BY accident_date DESC LIMIT 100;

-- name: documents_for_entity
-- module: fleet
-- params: $1 integer = 42
SELECT * FROM documents WHERE entity_type = 'courier' AND entity_id = $1;

-- name: documents_expiring
-- module: fleet
-- params: $1 integer = 7; $2 date = '2025-12-01'; $3 date = '2025-12-31'
SELECT id, entity_type, entity_id, expiry_date FROM documents
WHERE organization_id = $1 AND expiry_date >= $2 AND expiry_date <= $3 ORDER BY expiry_date LIMIT 100;

-- name: delivery_history_courier
-- module: operations
-- params: $1 integer = 42
SELECT * FROM deliveries WHERE courier_id = $1 ORDER BY created_at DESC LIMIT 100;

-- name: delivery_history_page
-- module: operations
-- params: $1 integer = 7
SELECT id, tracking_number, courier_id, status, created_at FROM deliveries
WHERE organization_id = $1 ORDER BY created_at DESC LIMIT 100;

-- name: deliveries_courier_status
-- module: operations
-- params: $1 integer = 42; $2 deliverystatus = 'delivered'
SELECT * FROM deliveries WHERE courier_id = $1 AND status = $2 ORDER BY created_at DESC LIMIT 5;

-- name: deliveries_courier_done_period
-- module: operations
-- params: $1 integer = 42; $2 timestamp = '2025-11-01 00:00'; $3 timestamp = '2025-12-01 00:00'
SELECT count(*) FROM deliveries
WHERE courier_id = $1 AND status = 'delivered' AND delivery_time >= $2 AND delivery_time < $3;

-- name: deliveries_tenant_status
-- module: operations
-- params: $1 integer = 7; $2 deliverystatus = 'returned'
SELECT * FROM deliveries WHERE organization_id = $1 AND status = $2 ORDER BY created_at DESC LIMIT 100;

-- name: deliveries_status_all_tenants
-- module: operations
SELECT * FROM deliveries WHERE status = 'in_transit' ORDER BY created_at DESC LIMIT 100;

-- name: deliveries_failed_all_tenants
-- module: operations
-- params: $1 deliverystatus = 'failed'
SELECT count(*) FROM deliveries WHERE status = $1;

-- name: deliveries_pending
-- module: operations
-- params: $1 integer = 1; $2 integer = 42
SELECT * FROM deliveries
WHERE organization_id = $1 AND courier_id = $2 AND status = 'pending' ORDER BY created_at DESC LIMIT 100;

-- name: deliveries_unassigned
-- module: operations
-- params: $1 integer = 7
SELECT id, tracking_number, created_at FROM deliveries
WHERE organization_id = $1 AND courier_id IS NULL ORDER BY created_at LIMIT 100;

-- name: deliveries_open_for_courier
-- module: operations
-- params: $1 integer = 42
SELECT count(*), sum(cod_amount) FROM deliveries
WHERE courier_id = $1 AND status IN ('pending', 'in_transit');

-- name: delivery_tracking_prefix
-- module: operations
-- params: $1 text = 'TRK00000001%'
SELECT id, tracking_number FROM deliveries WHERE tracking_number LIKE $1 LIMIT 20;

-- name: deliveries_cod_courier
-- module: operations
-- params: $1 integer = 42; $2 deliverystatus = 'delivered'
SELECT count(*), sum(cod_amount) FROM deliveries WHERE courier_id = $1 AND status = $2 AND cod_amount > 0;

-- name: delivery_stats_aggregate
-- module: operations
-- params: $1 integer = 1; $2 timestamptz = '2025-11-01 00:00+00'; $3 timestamptz = '2025-12-01 00:00+00'
SELECT status, count(*) AS deliveries, sum(cod_amount) AS cod
FROM deliveries WHERE organization_id = $1 AND created_at >= $2 AND created_at < $3 GROUP BY status;

-- name: deliveries_finished_on_day
-- module: operations
-- params: $1 timestamp = '2025-11-30 00:00'; $2 timestamp = '2025-12-01 00:00'
SELECT count(*) FROM deliveries WHERE status = 'delivered' AND delivery_time >= $1 AND delivery_time < $2;

-- name: deliveries_finished_tenant
-- module: operations
-- params: $1 integer = 1; $2 timestamp = '2025-11-30 00:00'; $3 timestamp = '2025-12-01 00:00'
SELECT count(*) FROM deliveries
WHERE organization_id = $1 AND status = 'delivered' AND delivery_time >= $2 AND delivery_time < $3;

-- name: deliveries_picked_on_day
-- module: operations
-- params: $1 timestamp = '2025-11-30 00:00'; $2 timestamp = '2025-12-01 00:00'
SELECT count(*) FROM deliveries WHERE pickup_time >= $1 AND pickup_time < $2;

-- name: cod_for_courier
-- module: operations
-- params: $1 integer = 42
SELECT * FROM cod_transactions WHERE courier_id = $1 ORDER BY collection_date DESC LIMIT 100;

-- name: cod_courier_status
-- module: operations
-- params: $1 integer = 42; $2 codstatus = 'deposited'
SELECT * FROM cod_transactions WHERE courier_id = $1 AND status = $2 ORDER BY collection_date DESC LIMIT 100;

-- name: cod_pending
-- module: operations
-- params: $1 integer = 42
SELECT * FROM cod_transactions WHERE courier_id = $1 AND status = 'pending' ORDER BY collection_date LIMIT 100;

-- name: cod_tenant_status
-- module: operations
-- params: $1 integer = 7; $2 codstatus = 'collected'
SELECT * FROM cod_transactions
WHERE organization_id = $1 AND status = $2 ORDER BY collection_date DESC LIMIT 100;

-- name: cod_period
-- module: operations
-- params: $1 date = '2025-11-29'; $2 date = '2025-11-30'
SELECT status, count(*) FROM cod_transactions WHERE collection_date BETWEEN $1 AND $2 GROUP BY status;

-- name: cod_balance_sum
-- module: operations
-- params: $1 integer = 42
SELECT count(*), coalesce(sum(amount), 0) FROM cod_transactions
WHERE courier_id = $1 AND status IN ('pending', 'collected');

-- name: cod_deposit_report
-- module: operations
-- params: $1 integer = 1; $2 date = '2025-11-24'; $3 date = '2025-11-30'
SELECT deposit_date, sum(amount) FROM cod_transactions
WHERE organization_id = $1 AND deposit_date BETWEEN $2 AND $3 GROUP BY deposit_date;

-- name: cod_reference_prefix
-- module: operations
-- params: $1 text = 'COD000004%'
SELECT id, reference_number, amount FROM cod_transactions WHERE reference_number LIKE $1 LIMIT 20;

-- name: routes_for_courier
-- module: operations
-- params: $1 integer = 42
SELECT id, route_name, date, status FROM routes WHERE courier_id = $1 ORDER BY date DESC LIMIT 50;

-- name: routes_tenant_period
-- module: operations
-- params: $1 integer = 7
SELECT id, route_name, date FROM routes WHERE organization_id = $1 ORDER BY date DESC LIMIT 100;

-- name: routes_active_for_courier
-- module: operations
-- params: $1 integer = 42
SELECT count(*) FROM routes WHERE courier_id = $1 AND status IN ('assigned', 'in_progress');

-- name: incidents_for_courier
-- module: operations
-- params: $1 integer = 42
SELECT * FROM incidents WHERE courier_id = $1 ORDER BY incident_date DESC LIMIT 50;

-- name: incidents_for_vehicle
-- module: operations
-- params: $1 integer = 42
SELECT * FROM incidents WHERE vehicle_id = $1 ORDER BY incident_date DESC LIMIT 50;

-- name: incidents_open
-- module: operations
-- params: $1 integer = 7
SELECT * FROM incidents
WHERE organization_id = $1 AND status IN ('reported', 'investigating') ORDER BY incident_date DESC LIMIT 100;

-- name: dispatch_pending
-- module: operations
-- params: $1 integer = 7
SELECT * FROM dispatch_assignments
WHERE organization_id = $1 AND status = 'PENDING' ORDER BY priority, created_at_time LIMIT 100;

-- name: dispatch_for_courier
-- module: operations
-- params: $1 integer = 42
SELECT * FROM dispatch_assignments WHERE courier_id = $1 ORDER BY created_at_time DESC LIMIT 100;

-- name: dispatch_load_batch
-- module: operations
-- params: $1 integer[] = '{1,2,3,42,57,101,202,303,404,505}'
SELECT courier_id, count(*) FROM dispatch_assignments
WHERE courier_id = ANY ($1) AND status IN ('ASSIGNED', 'ACCEPTED', 'IN_PROGRESS') GROUP BY courier_id;

-- name: dispatch_for_delivery
-- module: operations
-- params: $1 integer = 42
SELECT * FROM dispatch_assignments
WHERE delivery_id = $1 AND status IN ('PENDING', 'ASSIGNED', 'ACCEPTED', 'IN_PROGRESS') LIMIT 1;

-- name: queue_next
-- module: operations
-- params: $1 integer = 1
SELECT * FROM priority_queue_entries
WHERE organization_id = $1 AND status = 'QUEUED' ORDER BY total_priority_score DESC, queued_at LIMIT 50;

-- name: queue_at_risk
-- module: operations
-- params: $1 integer = 7; $2 timestamp = '2025-11-10 00:00'
SELECT * FROM priority_queue_entries
WHERE organization_id = $1 AND status = 'QUEUED' AND warning_threshold <= $2 ORDER BY sla_deadline LIMIT 100;

-- name: handovers_given
-- module: operations
-- params: $1 integer = 42
SELECT * FROM handovers WHERE from_courier_id = $1 OR to_courier_id = $1 ORDER BY created_at DESC LIMIT 50;

-- name: sla_at_risk
-- module: operations
-- params: $1 integer = 7
SELECT * FROM sla_tracking
WHERE organization_id = $1 AND status = 'AT_RISK' ORDER BY target_completion_time LIMIT 100;

-- name: sla_breached
-- module: operations
-- params: $1 integer = 7
SELECT * FROM sla_tracking WHERE organization_id = $1 AND is_breached ORDER BY breach_time DESC LIMIT 100;

-- name: sla_for_courier
-- module: operations
-- params: $1 integer = 42
SELECT * FROM sla_tracking WHERE courier_id = $1 ORDER BY start_time DESC LIMIT 100;

-- name: sla_for_delivery
-- module: operations
-- params: $1 integer = 42
SELECT * FROM sla_tracking WHERE delivery_id = $1;

-- name: quality_for_courier
-- module: operations
-- params: $1 integer = 42
SELECT * FROM quality_inspections WHERE courier_id = $1 ORDER BY scheduled_date DESC LIMIT 50;

-- name: feedback_for_courier
-- module: operations
-- params: $1 integer = 42
SELECT * FROM customer_feedbacks WHERE courier_id = $1 ORDER BY submitted_at DESC LIMIT 50;

-- name: feedback_for_delivery
-- module: operations
-- params: $1 integer = 42
SELECT * FROM customer_feedbacks WHERE delivery_id = $1;

-- name: feedback_pending
-- module: operations
-- params: $1 integer = 7
SELECT * FROM customer_feedbacks WHERE organization_id = $1 AND status = 'pending' ORDER BY submitted_at LIMIT 100;

-- name: attendance_tenant_day
-- module: hr
-- params: $1 integer = 1; $2 date = '2025-11-30'
SELECT status, count(*) FROM attendance WHERE organization_id = $1 AND date = $2 GROUP BY status;

-- name: attendance_absent
-- module: hr
-- params: $1 integer = 42; $2 date = '2025-06-01'
SELECT date FROM attendance WHERE courier_id = $1 AND status = 'absent' AND date >= $2;

-- name: attendance_hours_batch
-- module: hr
-- params: $1 integer[] = '{1,2,3,42,57,101,202,303}'; $2 date = '2025-11-01'; $3 date = '2025-12-01'
SELECT courier_id, sum(hours_worked) FROM attendance
WHERE courier_id = ANY ($1) AND date >= $2 AND date < $3 GROUP BY courier_id;

-- name: attendance_entered_scan
-- module: audit
-- params: $1 timestamptz = '2025-03-01 00:00+00'; $2 timestamptz = '2025-03-15 00:00+00'
SELECT status, count(*) FROM attendance WHERE created_at >= $1 AND created_at < $2 GROUP BY status;

-- name: leaves_for_courier
-- module: hr
-- params: $1 integer = 42
SELECT * FROM leaves WHERE courier_id = $1 ORDER BY start_date DESC LIMIT 50;

-- name: leaves_courier_status
-- module: hr
-- params: $1 integer = 42; $2 leavestatus = 'pending'
SELECT * FROM leaves WHERE courier_id = $1 AND status = $2;

-- name: leaves_pending
-- module: hr
-- params: $1 integer = 7
SELECT * FROM leaves WHERE organization_id = $1 AND status = 'pending' ORDER BY start_date DESC LIMIT 100;

-- name: leaves_by_type
-- module: hr
-- params: $1 integer = 7; $2 leavetype = 'emergency'
SELECT * FROM leaves WHERE organization_id = $1 AND leave_type = $2 ORDER BY start_date DESC LIMIT 100;

-- name: leaves_overlapping
-- module: hr
-- params: $1 date = '2025-12-20'; $2 date = '2025-12-10'
SELECT * FROM leaves WHERE start_date >= $2 AND start_date <= $1 AND end_date >= $2;

-- name: leave_balance
-- module: hr
-- params: $1 integer = 42; $2 date = '2025-01-01'; $3 date = '2026-01-01'
SELECT leave_type, sum(days) FROM leaves
WHERE courier_id = $1 AND status = 'approved' AND start_date >= $2 AND start_date < $3 GROUP BY leave_type;

-- name: loans_for_courier
-- module: hr
-- params: $1 integer = 42
SELECT * FROM loans WHERE courier_id = $1 ORDER BY start_date DESC LIMIT 20;

-- name: loans_courier_status
-- module: hr
-- params: $1 integer = 42; $2 loanstatus = 'completed'
SELECT * FROM loans WHERE courier_id = $1 AND status = $2;

-- name: loan_deduction
-- module: hr
-- params: $1 integer[] = '{1,2,3,42,57,101,202,303}'
SELECT courier_id, sum(monthly_deduction) FROM loans
WHERE courier_id = ANY ($1) AND status = 'active' GROUP BY courier_id;

-- name: salary_for_period
-- module: hr
-- params: $1 integer = 42; $2 integer = 2025; $3 integer = 10
SELECT * FROM salaries WHERE courier_id = $1 AND year = $2 AND month = $3;

-- name: salary_month_tenant
-- module: hr
-- params: $1 integer = 1; $2 integer = 2025; $3 integer = 10
SELECT * FROM salaries WHERE organization_id = $1 AND year = $2 AND month = $3;

-- name: salary_unpaid
-- module: hr
-- params: $1 integer = 1; $2 integer = 2025; $3 integer = 11
SELECT id, courier_id, net_salary FROM salaries
WHERE organization_id = $1 AND year = $2 AND month = $3 AND is_paid = 0;

-- name: salary_paid_between
-- module: hr
-- params: $1 date = '2025-11-05'; $2 date = '2025-11-06'
SELECT count(*), sum(net_salary) FROM salaries WHERE payment_date BETWEEN $1 AND $2;

-- name: salary_stats_aggregate
-- module: hr
-- params: $1 integer = 1; $2 integer = 2025
SELECT month, count(*), sum(gross_salary), sum(net_salary) FROM salaries
WHERE organization_id = $1 AND year = $2 GROUP BY month;

-- name: assets_for_courier
-- module: hr
-- params: $1 integer = 42
SELECT * FROM assets WHERE courier_id = $1 ORDER BY issue_date DESC;

-- name: assets_assigned
-- module: hr
-- params: $1 integer = 7
SELECT * FROM assets WHERE organization_id = $1 AND status = 'assigned' ORDER BY issue_date DESC LIMIT 100;

-- name: bonuses_for_courier
-- module: hr
-- params: $1 integer = 42
SELECT * FROM bonuses WHERE courier_id = $1 ORDER BY bonus_date DESC LIMIT 50;

-- name: bonuses_unpaid
-- module: hr
-- params: $1 integer = 7
SELECT * FROM bonuses WHERE organization_id = $1 AND payment_status <> 'paid' ORDER BY bonus_date DESC LIMIT 100;

-- name: penalties_for_courier
-- module: hr
-- params: $1 integer = 42
SELECT * FROM penalties WHERE courier_id = $1 ORDER BY created_at DESC LIMIT 50;

-- name: penalties_pending
-- module: hr
-- params: $1 integer = 7
SELECT * FROM penalties WHERE organization_id = $1 AND status = 'pending' ORDER BY created_at LIMIT 100;

-- name: penalties_total
-- module: hr
-- params: $1 integer = 42; $2 date = '2025-11-01'; $3 date = '2025-12-01'
SELECT sum(amount) FROM penalties
WHERE courier_id = $1 AND status IN ('approved', 'applied') AND incident_date >= $2 AND incident_date < $3;

-- name: targets_period
-- module: hr
-- params: $1 integer = 1; $2 integer = 2025; $3 integer = 11
SELECT courier_id, daily_target FROM courier_targets WHERE organization_id = $1 AND year = $2 AND month = $3;

-- name: tickets_tenant_status
-- module: support
-- params: $1 integer = 7; $2 ticketstatus = 'resolved'
SELECT * FROM tickets WHERE organization_id = $1 AND status = $2 ORDER BY created_at DESC LIMIT 100;

-- name: tickets_recent
-- module: support
-- params: $1 integer = 7
SELECT id, ticket_id, status, created_at FROM tickets WHERE organization_id = $1 ORDER BY created_at DESC LIMIT 100;

-- name: tickets_open_two_states
-- module: support
-- params: $1 integer = 1
SELECT * FROM tickets
WHERE organization_id = $1 AND status IN ('open', 'in_progress') ORDER BY priority DESC, created_at LIMIT 100;

-- name: tickets_open_three_states
-- module: support
-- params: $1 integer = 7
SELECT * FROM tickets
WHERE organization_id = $1 AND status IN ('open', 'in_progress', 'pending') ORDER BY priority DESC, created_at LIMIT 100;

-- name: tickets_open_priority_all_tenants
-- module: support
-- params: $1 ticketpriority = 'urgent'
SELECT id, ticket_id FROM tickets WHERE status = 'open' AND priority = $1 ORDER BY created_at LIMIT 100;

-- name: tickets_unassigned
-- module: support
-- params: $1 integer = 7
SELECT * FROM tickets
WHERE organization_id = $1 AND assigned_to IS NULL AND status IN ('open', 'in_progress', 'pending')
ORDER BY priority DESC, created_at LIMIT 100;

-- name: tickets_assigned_to
-- module: support
-- params: $1 integer = 17; $2 ticketstatus = 'in_progress'
SELECT * FROM tickets WHERE assigned_to = $1 AND status = $2 ORDER BY created_at DESC LIMIT 100;

-- name: tickets_created_by
-- module: support
-- params: $1 integer = 17
SELECT * FROM tickets WHERE created_by = $1 ORDER BY created_at DESC LIMIT 20;

-- name: tickets_by_category
-- module: support
-- params: $1 integer = 7; $2 ticketcategory = 'accommodation'
SELECT * FROM tickets WHERE organization_id = $1 AND category = $2 ORDER BY created_at DESC LIMIT 100;

-- name: tickets_by_priority
-- module: support
-- params: $1 integer = 7; $2 ticketpriority = 'urgent'
SELECT * FROM tickets WHERE organization_id = $1 AND priority = $2 ORDER BY created_at DESC LIMIT 100;

-- name: ticket_sla_at_risk
-- module: support
-- params: $1 integer = 7; $2 timestamptz = '2025-12-01 02:00+00'
SELECT * FROM tickets
WHERE organization_id = $1 AND NOT sla_breached AND sla_due_at <= $2
  AND status IN ('open', 'in_progress', 'pending')
ORDER BY sla_due_at LIMIT 100;

-- name: ticket_sla_at_risk_all_tenants
-- module: support
-- params: $1 timestamptz = '2025-12-01 02:00+00'
SELECT id, sla_due_at FROM tickets
WHERE status IN ('open', 'in_progress') AND sla_breached = false AND sla_due_at <= $1
ORDER BY sla_due_at LIMIT 100;

-- name: ticket_sla_breached
-- module: support
-- params: $1 integer = 7
SELECT * FROM tickets WHERE organization_id = $1 AND sla_breached ORDER BY sla_due_at LIMIT 100;

-- name: tickets_escalated
-- module: support
-- params: $1 integer = 7
SELECT * FROM tickets WHERE organization_id = $1 AND escalation_level <> 'none' ORDER BY escalated_at DESC LIMIT 100;

-- name: tickets_resolved_day
-- module: support
-- params: $1 integer = 1; $2 timestamptz = '2025-11-29 00:00+00'; $3 timestamptz = '2025-11-30 00:00+00'
SELECT count(*) FROM tickets WHERE organization_id = $1 AND resolved_at >= $2 AND resolved_at < $3;

-- name: ticket_number_prefix
-- module: support
-- params: $1 text = 'TKT-20251105%'
SELECT id, ticket_id FROM tickets WHERE ticket_id LIKE $1 LIMIT 20;

-- name: ticket_subject_contains
-- module: support
-- params: $1 text = '%00042%'
SELECT id, ticket_id, subject FROM tickets WHERE subject ILIKE $1 LIMIT 20;

-- name: replies_for_ticket
-- module: support
-- repeat: 100
-- params: $1 integer = 42
SELECT * FROM ticket_replies WHERE ticket_id = $1 ORDER BY created_at;

-- name: replies_by_user
-- module: support
-- params: $1 integer = 17
SELECT * FROM ticket_replies WHERE user_id = $1 ORDER BY created_at DESC LIMIT 50;

-- name: attachments_for_ticket
-- module: support
-- params: $1 integer = 42
SELECT id, filename, file_size FROM ticket_attachments WHERE ticket_id = $1;

-- name: attachments_for_reply
-- module: support
-- params: $1 integer = 42
SELECT id, filename FROM ticket_attachments WHERE reply_id = $1;

-- name: chat_waiting
-- module: support
-- params: $1 integer = 7
SELECT * FROM chat_sessions WHERE organization_id = $1 AND status = 'waiting' ORDER BY created_at LIMIT 50;

-- name: chat_active_agent
-- module: support
-- params: $1 integer = 17
SELECT * FROM chat_sessions WHERE agent_id = $1 AND status = 'active' ORDER BY started_at;

-- name: chat_messages_of_session
-- module: support
-- params: $1 integer = 42
SELECT * FROM chat_messages WHERE session_id = $1 ORDER BY created_at LIMIT 200;

-- name: kb_by_category
-- module: support
-- params: $1 varchar = 'Payments'
SELECT id, slug, title FROM kb_articles
WHERE category = $1 AND status = 'published' ORDER BY view_count DESC LIMIT 20;

-- name: audit_recent
-- module: audit
-- params: $1 timestamptz = '2025-11-30 00:00+00'
SELECT * FROM audit_logs WHERE created_at >= $1 ORDER BY created_at DESC LIMIT 100;

-- name: audit_user_activity
-- module: audit
-- params: $1 integer = 17; $2 timestamptz = '2025-11-01 00:00+00'
SELECT * FROM audit_logs WHERE user_id = $1 AND created_at >= $2 ORDER BY created_at DESC LIMIT 100;

-- name: audit_resource_history
-- module: audit
-- params: $1 varchar = 'courier'; $2 integer = 42
SELECT * FROM audit_logs WHERE resource_type = $1 AND resource_id = $2 ORDER BY created_at DESC LIMIT 100;

-- name: audit_by_action
-- module: audit
-- params: $1 auditaction = 'EXPORT'; $2 timestamptz = '2025-01-01 00:00+00'
SELECT * FROM audit_logs WHERE action = $1 AND created_at >= $2 ORDER BY created_at DESC;

-- name: audit_by_address
-- module: audit
-- params: $1 varchar = '10.0.0.42'
SELECT * FROM audit_logs WHERE ip_address = $1 ORDER BY created_at DESC LIMIT 100;

-- name: deliveries_scan
-- module: audit
-- params: $1 timestamptz = '2025-03-01 00:00+00'; $2 timestamptz = '2025-04-01 00:00+00'
SELECT status, count(*), sum(cod_amount) FROM deliveries WHERE created_at >= $1 AND created_at < $2 GROUP BY status;

-- name: cod_scan
-- module: audit
-- params: $1 timestamptz = '2025-03-01 00:00+00'; $2 timestamptz = '2025-04-01 00:00+00'
SELECT sum(amount) FROM cod_transactions WHERE created_at >= $1 AND created_at < $2;

-- name: vehicle_logs_new
-- module: audit
-- params: $1 timestamptz = '2025-11-30 00:00+00'
SELECT id, vehicle_id, created_at FROM vehicle_logs WHERE created_at >= $1 ORDER BY created_at DESC LIMIT 100;

-- name: fuel_logs_scan
-- module: audit
-- params: $1 date = '2025-03-01'; $2 date = '2025-03-08'
SELECT fuel_type, sum(fuel_cost) FROM fuel_logs WHERE fuel_date >= $1 AND fuel_date < $2 GROUP BY fuel_type;

-- name: fuel_logs_new
-- module: audit
-- params: $1 timestamptz = '2025-11-30 00:00+00'
SELECT id, vehicle_id, created_at FROM fuel_logs WHERE created_at >= $1 ORDER BY created_at DESC LIMIT 100;

-- name: maintenance_new
-- module: audit
-- params: $1 timestamptz = '2025-11-30 00:00+00'
SELECT id, vehicle_id, created_at FROM vehicle_maintenance WHERE created_at >= $1 ORDER BY created_at DESC LIMIT 100;

-- name: inspections_new
-- module: audit
-- params: $1 timestamptz = '2025-11-30 00:00+00'
SELECT id, vehicle_id, created_at FROM vehicle_inspections WHERE created_at >= $1 ORDER BY created_at DESC LIMIT 100;

-- name: accidents_new
-- module: audit
-- params: $1 timestamptz = '2025-11-25 00:00+00'
SELECT id, vehicle_id, created_at FROM accident_logs WHERE created_at >= $1 ORDER BY created_at DESC LIMIT 100;

-- name: leaves_new
-- module: audit
-- params: $1 timestamptz = '2025-11-29 00:00+00'
SELECT id, courier_id, created_at FROM leaves WHERE created_at >= $1 ORDER BY created_at DESC LIMIT 100;

-- name: loans_new
-- module: audit
-- params: $1 timestamptz = '2025-11-29 00:00+00'
SELECT id, courier_id, created_at FROM loans WHERE created_at >= $1 ORDER BY created_at DESC LIMIT 100;

-- name: bonuses_new
-- module: audit
-- params: $1 timestamptz = '2025-11-29 00:00+00'
SELECT id, courier_id, created_at FROM bonuses WHERE created_at >= $1 ORDER BY created_at DESC LIMIT 100;

-- name: workflows_new
-- module: audit
-- params: $1 timestamptz = '2025-11-29 00:00+00'
SELECT id, template_id, created_at FROM workflow_instances WHERE created_at >= $1 ORDER BY created_at DESC LIMIT 100;

-- name: performance_scan
-- module: audit
-- params: $1 date = '2025-03-01'; $2 date = '2025-03-08'
SELECT sum(orders_completed), sum(revenue_generated) FROM performance_data WHERE date >= $1 AND date < $2;

-- name: replies_scan
-- module: audit
-- params: $1 timestamptz = '2025-03-01 00:00+00'; $2 timestamptz = '2025-03-08 00:00+00'
SELECT count(*) FROM ticket_replies WHERE created_at >= $1 AND created_at < $2;

-- name: chat_messages_scan
-- module: audit
-- params: $1 timestamptz = '2025-03-01 00:00+00'; $2 timestamptz = '2025-03-08 00:00+00'
SELECT count(*) FILTER (WHERE is_agent) FROM chat_messages WHERE created_at >= $1 AND created_at < $2;

-- name: sla_tracking_scan
-- module: audit
-- params: $1 timestamp = '2025-03-01 00:00'; $2 timestamp = '2025-03-08 00:00'
SELECT count(*) FILTER (WHERE is_breached) FROM sla_tracking WHERE start_time >= $1 AND start_time < $2;

-- name: dispatch_scan
-- module: audit
-- params: $1 timestamp = '2025-03-01 00:00'; $2 timestamp = '2025-03-08 00:00'
SELECT status, count(*) FROM dispatch_assignments WHERE created_at_time >= $1 AND created_at_time < $2 GROUP BY status;

-- name: feedback_scan
-- module: audit
-- params: $1 timestamp = '2025-03-01 00:00'; $2 timestamp = '2025-03-08 00:00'
SELECT avg(overall_rating) FROM customer_feedbacks WHERE submitted_at >= $1 AND submitted_at < $2;

-- name: maintenance_planned_scan
-- module: audit
-- params: $1 date = '2025-03-01'; $2 date = '2025-03-15'
SELECT status, count(*), sum(total_cost) FROM vehicle_maintenance
WHERE scheduled_date >= $1 AND scheduled_date < $2 GROUP BY status;

-- name: workflow_history_scan
-- module: audit
-- params: $1 timestamp = '2025-03-01 00:00'; $2 timestamp = '2025-03-08 00:00'
SELECT event_type, count(*) FROM workflow_history WHERE event_time >= $1 AND event_time < $2 GROUP BY event_type;

-- name: notifications_scan
-- module: audit
-- params: $1 timestamptz = '2025-03-01 00:00+00'; $2 timestamptz = '2025-03-08 00:00+00'
SELECT channel, count(*) FROM workflow_notifications WHERE created_at >= $1 AND created_at < $2 GROUP BY channel;

-- name: automation_scan
-- module: audit
-- params: $1 timestamp = '2025-03-01 00:00'; $2 timestamp = '2025-03-08 00:00'
SELECT status, count(*) FROM automation_execution_logs WHERE started_at >= $1 AND started_at < $2 GROUP BY status;

-- name: triggers_scan
-- module: audit
-- params: $1 timestamp = '2025-03-01 00:00'; $2 timestamp = '2025-03-08 00:00'
SELECT status, count(*) FROM trigger_executions WHERE triggered_at >= $1 AND triggered_at < $2 GROUP BY status;

-- name: metrics_scan
-- module: audit
-- params: $1 timestamptz = '2025-03-01 00:00+00'; $2 timestamptz = '2025-03-08 00:00+00'
SELECT metric_name, avg(value) FROM metric_snapshots WHERE timestamp >= $1 AND timestamp < $2 GROUP BY metric_name;

-- name: workflow_of_entity
-- module: workflow
-- params: $1 text = 'courier'; $2 text = '42'
SELECT id, status, created_at FROM workflow_instances
WHERE data ->> 'entity_type' = $1 AND data ->> 'entity_id' = $2 ORDER BY created_at DESC LIMIT 1;

-- name: workflow_events
-- module: workflow
-- params: $1 integer = 42
SELECT event_type, event_time, description FROM workflow_history
WHERE workflow_instance_id = $1 ORDER BY event_time;

-- name: approvals_waiting_for_user
-- module: workflow
-- params: $1 integer = 17
SELECT id, workflow_instance_id, level FROM approval_requests WHERE approver_id = $1 AND status = 'PENDING';

-- name: notifications_unread
-- module: workflow
-- params: $1 integer = 17
SELECT id, subject FROM workflow_notifications
WHERE recipient_id = $1 AND read_at IS NULL ORDER BY created_at DESC LIMIT 50;

-- name: user_login
-- module: admin
-- params: $1 text = 'user41@example.test'
SELECT * FROM users WHERE lower(email) = lower($1) AND is_active = true;

-- name: memberships_of_user
-- module: admin
-- params: $1 integer = 17
SELECT organization_id, role FROM organization_users WHERE user_id = $1 AND is_active;

-- name: organizations_active
-- module: admin
-- params: $1 timestamptz = '2025-06-01 00:00+00'
SELECT id, name FROM organizations WHERE is_active = true AND created_at >= $1;

-- name: organization_by_name
-- module: admin
-- params: $1 text = 'organization 7'
SELECT id, name FROM organizations WHERE lower(name) = $1;

-- name: reset_tokens_open
-- module: admin
-- params: $1 integer = 17
SELECT id FROM password_reset_tokens WHERE user_id = $1 AND used = false;

-- name: performance_for_courier
-- module: analytics
-- params: $1 integer = 42
SELECT * FROM performance_data WHERE courier_id = $1 ORDER BY date DESC LIMIT 30;

-- name: performance_top
-- module: analytics
-- params: $1 integer = 1; $2 date = '2025-11-24'; $3 date = '2025-11-30'
SELECT courier_id, sum(orders_completed) AS orders, sum(revenue_generated) AS revenue
FROM performance_data
WHERE organization_id = $1 AND date BETWEEN $2 AND $3
GROUP BY courier_id ORDER BY revenue DESC LIMIT 10;

-- name: metric_series
-- module: analytics
-- params: $1 varchar = 'orders_per_hour'; $2 timestamptz = '2025-11-30 00:00+00'
SELECT timestamp, value FROM metric_snapshots WHERE metric_name = $1 AND timestamp >= $2 ORDER BY timestamp;

-- name: metric_series_tenant
-- module: analytics
-- params: $1 integer = 7; $2 timestamptz = '2025-11-30 12:00+00'
SELECT metric_name, timestamp, value FROM metric_snapshots
WHERE organization_id = $1 AND timestamp >= $2 ORDER BY timestamp;

-- name: metric_by_tag
-- module: analytics
-- params: $1 jsonb = '{"city": "Abha"}'
SELECT count(*), avg(value) FROM metric_snapshots WHERE tags @> $1;

-- name: metric_by_dimension
-- module: analytics
-- params: $1 jsonb = '{"zone": 42}'
SELECT count(*), avg(value) FROM metric_snapshots WHERE dimensions @> $1;

-- name: kpis_by_category
-- module: analytics
-- params: $1 integer = 7; $2 varchar = 'Finance'
SELECT id, code, current_value FROM kpis WHERE organization_id = $1 AND category = $2 ORDER BY created_at;

-- name: reports_by_type
-- module: analytics
-- params: $1 reporttype = 'cod_reconciliation'; $2 reportstatus = 'failed'
SELECT id, name FROM reports WHERE report_type = $1 AND status = $2;

-- name: reports_of_user
-- module: analytics
-- params: $1 integer = 17
SELECT id, name, generated_at FROM reports WHERE generated_by_user_id = $1 ORDER BY generated_at DESC LIMIT 20;

-- name: dashboards_of_user
-- module: analytics
-- params: $1 integer = 17
SELECT id, name FROM dashboards WHERE user_id = $1 ORDER BY is_default DESC;

-- name: allocation_of_courier
-- module: accommodation
-- params: $1 integer = 42
SELECT * FROM allocations WHERE courier_id = $1 AND release_date IS NULL;
