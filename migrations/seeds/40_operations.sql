-- Zones, deliveries, cash, routes, dispatch, service levels, quality.

INSERT INTO zones (id, organization_id, zone_code, zone_name, city, status, max_couriers, current_couriers, created_at)
SELECT i, pg_temp.org(i), 'Z' || i, 'Zone ' || i, pg_temp.city(i),
       pg_temp.pick(i, 1, '{90,7}', '{active,inactive,maintenance}')::zonestatus, 10, pg_temp.h(i, 2, 12), pg_temp.at(i, pg_temp.z())
FROM generate_series(1, pg_temp.z()) AS i;

INSERT INTO deliveries (
    id, organization_id, tracking_number, courier_id, pickup_address, delivery_address, status, pickup_time, delivery_time, cod_amount,
    created_at)
SELECT i, org, 'TRK' || lpad(i::text, 10, '0'), CASE WHEN status <> 'pending' OR pg_temp.h(i, 3, 3) = 0 THEN x END,
       'pickup ' || pg_temp.h(i, 4, 5000), 'street ' || i || ', ' || pg_temp.city(i), status::deliverystatus,
       CASE WHEN status <> 'pending' THEN (at AT TIME ZONE 'UTC') + pg_temp.h(i, 5, 90) * interval '1 minute' END,
       CASE WHEN status = 'delivered' THEN (at AT TIME ZONE 'UTC') + (90 + pg_temp.h(i, 6, 120)) * interval '1 minute' END,
       CASE WHEN pg_temp.h(i, 7, 100) < 35 THEN 20 + pg_temp.h(i, 8, 480) ELSE 0 END, at
FROM (SELECT i, x, pg_temp.org(x) AS org, at,
             CASE WHEN i > pg_temp.d() * 0.98 THEN pg_temp.pick(i, 2, '{45,40}', '{pending,in_transit,delivered}')
                  ELSE pg_temp.pick(i, 2, '{88,7,4}', '{delivered,failed,returned,in_transit}') END AS status
      FROM (SELECT i, 1 + pg_temp.h(i, 1, pg_temp.c()) AS x, pg_temp.at(i, pg_temp.d()) AS at
                   FROM generate_series(1, pg_temp.d()) AS i) AS r) AS s;

INSERT INTO cod_transactions (organization_id, courier_id, amount, collection_date, deposit_date, status, reference_number, created_at)
SELECT pg_temp.org(x), x, 20 + pg_temp.h(i, 2, 480), at::date,
       CASE WHEN status IN ('deposited', 'reconciled') THEN at::date + 1 + pg_temp.h(i, 4, 3) END,
       status::codstatus, 'COD' || lpad(i::text, 8, '0'), at
FROM (SELECT i, 1 + pg_temp.h(i, 1, pg_temp.c()) AS x, pg_temp.at(i, pg_temp.c() * 4) AS at,
             CASE WHEN i > pg_temp.c() * 3.9 THEN pg_temp.pick(i, 3, '{50,40}', '{pending,collected,deposited}')
                  ELSE pg_temp.pick(i, 3, '{1,1,18}', '{pending,collected,deposited,reconciled}') END AS status
      FROM generate_series(1, pg_temp.c() * 4) AS i) AS s;

INSERT INTO routes (id, organization_id, route_number, route_name, status, courier_id, zone_id, date, total_stops, created_at)
SELECT i, pg_temp.org(x), 'RT' || i, 'Route ' || i,
       CASE WHEN i > pg_temp.c() * 1.98 THEN pg_temp.pick(i, 2, '{40,30}', '{planned,assigned,in_progress}')
       ELSE pg_temp.pick(i, 2, '{94}', '{completed,cancelled}') END::routestatus, x, 1 + pg_temp.h(i, 3, pg_temp.z()),
       pg_temp.at(i, pg_temp.c() * 2)::date, 5 + pg_temp.h(i, 4, 20), pg_temp.at(i, pg_temp.c() * 2)
FROM (SELECT i, 1 + pg_temp.h(i, 1, pg_temp.c()) AS x FROM generate_series(1, pg_temp.c() * 2) AS i) AS s;

INSERT INTO incidents (id, organization_id, incident_type, courier_id, vehicle_id, incident_date, description, status, cost, created_at)
SELECT i, pg_temp.org(x), pg_temp.pick(i, 2, '{40,5,20,20}', '{accident,theft,damage,violation,other}')::incidenttype, x,
       1 + pg_temp.h(i, 3, pg_temp.v()),
       pg_temp.at(i, pg_temp.c() / 2)::date, 'incident ' || i,
       pg_temp.pick(i, 4, '{4,4,32}', '{reported,investigating,resolved,closed}')::incidentstatus, pg_temp.h(i, 5, 5000),
       pg_temp.at(i, pg_temp.c() / 2)
FROM (SELECT i, 1 + pg_temp.h(i, 1, pg_temp.c()) AS x FROM generate_series(1, pg_temp.c() / 2) AS i) AS s;

INSERT INTO dispatch_assignments (
    organization_id, assignment_number, status, priority, delivery_id, courier_id, zone_id, created_at_time, created_at)
SELECT pg_temp.org(x), 'DSP' || i, CASE WHEN i > pg_temp.c() * 4.9 THEN pg_temp.pick(i, 2, '{30,25,15,20}',
       '{PENDING,ASSIGNED,ACCEPTED,IN_PROGRESS,COMPLETED}')
       ELSE pg_temp.pick(i, 2, '{90,6}', '{COMPLETED,REJECTED,CANCELLED}') END::dispatchstatus,
       pg_temp.pick(i, 3, '{5,20,65}', '{URGENT,HIGH,NORMAL,LOW}')::dispatchpriority, i * 2, x, 1 + pg_temp.h(i, 4, pg_temp.z()),
       pg_temp.at(i, pg_temp.c() * 5) AT TIME ZONE 'UTC', pg_temp.at(i, pg_temp.c() * 5)
FROM (SELECT i, 1 + pg_temp.h(i, 1, pg_temp.c()) AS x FROM generate_series(1, pg_temp.c() * 5) AS i) AS s;

INSERT INTO priority_queue_entries (
    organization_id, queue_number, priority, status, delivery_id, base_priority_score, total_priority_score, sla_deadline,
    warning_threshold, queued_at, required_zone_id, is_escalated, escalated_at, created_at)
SELECT pg_temp.org(i), 'Q' || i, pg_temp.pick(i, 1, '{3,7,25,55}', '{CRITICAL,URGENT,HIGH,NORMAL,LOW}')::queuepriority,
       CASE WHEN i > pg_temp.c() * 2.9 THEN pg_temp.pick(i, 2, '{60,20}', '{QUEUED,PROCESSING,ASSIGNED}')
       ELSE pg_temp.pick(i, 2, '{92,5}', '{COMPLETED,EXPIRED,CANCELLED}') END::queuestatus,
       i * 3, 50, pg_temp.h(i, 3, 200), at + interval '45 minutes', at + interval '30 minutes', at, 1 + pg_temp.h(i, 4, pg_temp.z()),
       pg_temp.h(i, 5, 50) = 0,
       CASE WHEN pg_temp.h(i, 5, 50) = 0 THEN at + interval '20 minutes' END, pg_temp.at(i, pg_temp.c() * 3)
FROM (SELECT i, pg_temp.at(i, pg_temp.c() * 3) AT TIME ZONE 'UTC' AS at FROM generate_series(1, pg_temp.c() * 3) AS i) AS s;

INSERT INTO handovers (
    organization_id, handover_number, handover_type, status, from_courier_id, to_courier_id, vehicle_id, scheduled_at, created_at)
SELECT pg_temp.org(i), 'HO' || i, pg_temp.pick(i, 1, '{40,40,15}', '{shift_start,shift_end,vehicle_swap,emergency}')::handovertype,
       pg_temp.pick(i, 2, '{4,6,3,85}', '{pending,approved,rejected,completed,cancelled}')::handoverstatus,
       1 + pg_temp.h(i, 3, pg_temp.c()), 1 + pg_temp.h(i, 4, pg_temp.c()),
       1 + pg_temp.h(i, 5, pg_temp.v()), pg_temp.at(i, pg_temp.c()) AT TIME ZONE 'UTC', pg_temp.at(i, pg_temp.c())
FROM generate_series(1, pg_temp.c()) AS i;

INSERT INTO sla_definitions (id, organization_id, sla_code, sla_name, sla_type, target_value, created_at)
SELECT i, pg_temp.org(i), 'SLA' || i, 'Target ' || i, 'DELIVERY_TIME', 45, pg_temp.at(i, 40) FROM generate_series(1, 40) AS i;

INSERT INTO sla_tracking (
    id, organization_id, sla_definition_id, tracking_number, delivery_id, courier_id, start_time, target_completion_time, status,
    target_value, is_breached, breach_time, created_at)
SELECT i, pg_temp.org(x), 1 + pg_temp.h(i, 2, 40), 'ST' || i, i * 2, x, at, at + interval '45 minutes',
       CASE WHEN i > pg_temp.c() * 3.9 THEN pg_temp.pick(i, 3, '{55,10}', '{ACTIVE,AT_RISK,MET}')
       ELSE pg_temp.pick(i, 3, '{92,7}', '{MET,BREACHED,EXPIRED}') END::slastatus, 45,
       pg_temp.h(i, 4, 100) < 7, CASE WHEN pg_temp.h(i, 4, 100) < 7 THEN at + interval '50 minutes' END, pg_temp.at(i, pg_temp.c() * 4)
FROM (SELECT i, 1 + pg_temp.h(i, 1, pg_temp.c()) AS x, pg_temp.at(i, pg_temp.c() * 4) AT TIME ZONE 'UTC' AS at
             FROM generate_series(1, pg_temp.c() * 4) AS i) AS s;

INSERT INTO quality_inspections (
    organization_id, inspection_number, inspection_type, status, courier_id, vehicle_id, scheduled_date, requires_followup,
    followup_completed, followup_date, created_at)
SELECT pg_temp.org(x), 'QI' || i, pg_temp.pick(i, 2, '{50,30}',
       '{courier_performance,vehicle_condition,delivery_quality}')::qualitymetrictype,
       pg_temp.pick(i, 3, '{8,2,60,5}', '{scheduled,in_progress,completed,failed,passed}')::qualityinspectionstatus, x,
       1 + pg_temp.h(i, 4, pg_temp.v()),
       pg_temp.at(i, pg_temp.c())::date + 10, pg_temp.h(i, 5, 15) = 0, pg_temp.h(i, 6, 10) > 2, pg_temp.at(i, pg_temp.c())::date + 20,
       pg_temp.at(i, pg_temp.c())
FROM (SELECT i, 1 + pg_temp.h(i, 1, pg_temp.c()) AS x FROM generate_series(1, pg_temp.c()) AS i) AS s;

INSERT INTO customer_feedbacks (
    organization_id, feedback_number, feedback_type, status, delivery_id, courier_id, overall_rating, feedback_text, is_complaint,
    is_escalated, escalated_at, submitted_at, created_at)
SELECT pg_temp.org(x), 'FB' || i, 'delivery',
       pg_temp.pick(i, 2, '{5,20,10,60,2}', '{pending,reviewed,responded,resolved,escalated,closed}')::customerfeedbackstatus,
       i * 3, x, 1 + (pg_temp.pick(i, 3, '{4,5,12,35}', '{0,1,2,3,4}'))::integer, 'feedback ' || i, pg_temp.h(i, 4, 12) = 0,
       pg_temp.h(i, 5, 40) = 0,
       CASE WHEN pg_temp.h(i, 5, 40) = 0 THEN at + interval '1 day' END, at, pg_temp.at(i, pg_temp.c() * 3)
FROM (SELECT i, 1 + pg_temp.h(i, 1, pg_temp.c()) AS x, pg_temp.at(i, pg_temp.c() * 3) AT TIME ZONE 'UTC' AS at
             FROM generate_series(1, pg_temp.c() * 3) AS i) AS s;

INSERT INTO operations_documents (organization_id, doc_number, doc_name, category, file_url, created_at)
SELECT pg_temp.org(i), 'OPD' || i, 'paper ' || i,
       pg_temp.pick(i, 1, '{40,5,20,25}', '{Procedures,Policies,Training,Reports,Other}')::documentcategory, '/f/' || i,
       pg_temp.at(i, pg_temp.c() / 4)
FROM generate_series(1, pg_temp.c() / 4) AS i;
