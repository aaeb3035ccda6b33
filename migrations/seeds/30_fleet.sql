-- Vehicles, couriers and what is written down about them.

INSERT INTO vehicles (
    id, organization_id, plate_number, vehicle_type, make, model, year, status, ownership_type, registration_number,
    registration_expiry_date, insurance_expiry_date, vin_number, next_service_due_date, fms_asset_id, assigned_to_city, is_pool_vehicle,
    current_mileage, created_at)
SELECT i, pg_temp.org(i), 'KSA' || lpad(i::text, 7, '0'),
       pg_temp.pick(i, 1, '{64,20,10,3}', '{MOTORCYCLE,CAR,VAN,BICYCLE,TRUCK}')::vehicletype,
       pg_temp.pick(i, 2, '{40,30,20}', '{Toyota,Hyundai,Honda,Isuzu}'), 'Model ' || pg_temp.h(i, 3, 12), 2014 + pg_temp.h(i, 4, 12),
       pg_temp.pick(i, 5, '{78,8,6,4}', '{ACTIVE,MAINTENANCE,INACTIVE,REPAIR,RETIRED}')::vehiclestatus,
       pg_temp.pick(i, 6, '{55,30}', '{OWNED,LEASED,RENTED}')::ownershiptype, 'REG' || i,
       date '2025-10-01' + pg_temp.h(i, 7, 500), CASE WHEN pg_temp.h(i, 8, 20) > 0 THEN date '2025-10-01' + pg_temp.h(i, 9, 400) END,
       'VIN' || lpad(i::text, 12, '0'), CASE WHEN pg_temp.h(i, 10, 10) > 1 THEN date '2025-11-15' + pg_temp.h(i, 11, 180) END,
       CASE WHEN i % 3 = 0 THEN i END, CASE WHEN pg_temp.h(i, 12, 20) > 0 THEN pg_temp.city(i) END, pg_temp.h(i, 13, 20) = 0,
       pg_temp.h(i, 14, 200000), pg_temp.at(i, pg_temp.v())
FROM generate_series(1, pg_temp.v()) AS i;

INSERT INTO couriers (
    id, organization_id, barq_id, full_name, email, mobile_number, employee_id, status, sponsorship_status, project_type, city,
    joining_date, last_working_day, date_of_birth, national_id, iqama_number, iqama_expiry_date, passport_number, passport_expiry_date,
    license_number, license_expiry_date, iban, jahez_driver_id, fms_asset_id, current_vehicle_id, accommodation_building_id,
    accommodation_room_id, performance_score, total_deliveries, notes, created_at, updated_at)
SELECT i, org, 'BRQ' || lpad(i::text, 7, '0'), 'Courier ' || lpad(i::text, 7, '0') || ' of ' || city,
       CASE WHEN pg_temp.h(i, 1, 10) > 1 THEN 'courier' || i || '@example.test' END, '+9665' || lpad(i::text, 8, '0'), 'EMP' || i,
       status::courierstatus, pg_temp.pick(i, 2, '{45,35,8}', '{AJEER,INHOUSE,TRIAL,FREELANCER}')::sponsorshipstatus,
       pg_temp.pick(i, 3, '{35,30,10,20}', '{ECOMMERCE,FOOD,WAREHOUSE,BARQ,MIXED}')::projecttype,
       CASE WHEN pg_temp.h(i, 4, 50) > 0 THEN city END, created::date, CASE WHEN status = 'TERMINATED' THEN created::date + 200 END,
       date '1970-01-01' + pg_temp.h(i, 5, 12000), NULL, '2' || lpad(i::text, 9, '0'),
       CASE WHEN pg_temp.h(i, 6, 10) > 0 THEN date '2025-09-01' + pg_temp.h(i, 7, 700) END, CASE WHEN i % 3 > 0 THEN 'P' || i END,
       CASE WHEN i % 3 > 0 THEN date '2025-09-01' + pg_temp.h(i, 8, 2500) END, 'L' || i,
       CASE WHEN pg_temp.h(i, 9, 10) > 1 THEN date '2025-09-01' + pg_temp.h(i, 10, 1400) END, 'SA' || lpad(i::text, 22, '0'),
       CASE WHEN i % 4 = 0 THEN 'J' || i END, CASE WHEN i % 3 = 0 THEN i END,
       CASE WHEN status = 'ACTIVE' AND pg_temp.h(i, 11, 10) < 8 THEN 1 + pg_temp.h(i, 12, pg_temp.v()) END,
       CASE WHEN i % 4 = 0 THEN 1 + pg_temp.h(i, 13, greatest(pg_temp.c() / 200, 10)) END,
       CASE WHEN i % 4 = 0 THEN 1 + pg_temp.h(i, 14, greatest(pg_temp.c() / 200, 10) * 20) END,
       CASE WHEN pg_temp.h(i, 15, 20) > 0 THEN pg_temp.h(i, 16, 10001) / 100.0 END, pg_temp.h(i, 17, 9000),
       CASE WHEN i % 5 = 0 THEN repeat('note ', 40) END, created, created + interval '30 days'
FROM (SELECT i, pg_temp.org(i) AS org, pg_temp.city(i) AS city, pg_temp.at(i, pg_temp.c()) AS created,
             pg_temp.pick(i, 20, '{62,10,6,14,5}', '{ACTIVE,INACTIVE,ON_LEAVE,TERMINATED,ONBOARDING,SUSPENDED}') AS status
      FROM generate_series(1, pg_temp.c()) AS i) AS s;

INSERT INTO courier_vehicle_assignments (organization_id, courier_id, vehicle_id, assignment_type, status, start_date, end_date, created_at)
SELECT pg_temp.org(x), x, 1 + pg_temp.h(i, 2, pg_temp.v()), pg_temp.pick(i, 3, '{80,15}', '{permanent,temporary,trial}')::assignmenttype,
       status::assignmentstatus, pg_temp.at(i, pg_temp.c() * 2)::date,
       CASE WHEN status <> 'active' THEN pg_temp.at(i, pg_temp.c() * 2)::date + 60 END, pg_temp.at(i, pg_temp.c() * 2)
FROM (SELECT i, 1 + pg_temp.h(i, 1, pg_temp.c()) AS x, pg_temp.pick(i, 4, '{35,60}', '{active,completed,cancelled}') AS status
      FROM generate_series(1, pg_temp.c() * 2) AS i) AS s;

INSERT INTO vehicle_logs (
    organization_id, vehicle_id, courier_id, log_type, log_date, distance_covered, fuel_refilled, fuel_cost, created_at)
SELECT pg_temp.org(x), x, CASE WHEN pg_temp.h(i, 2, 10) > 0 THEN 1 + pg_temp.h(i, 3, pg_temp.c()) END,
       pg_temp.pick(i, 4, '{60,15,20}', '{DAILY_LOG,FUEL_REFILL,TRIP,DELIVERY}')::logtype, pg_temp.at(i, pg_temp.c() * 6)::date,
       pg_temp.h(i, 5, 300), pg_temp.h(i, 6, 60), pg_temp.h(i, 7, 150), pg_temp.at(i, pg_temp.c() * 6)
FROM (SELECT i, 1 + pg_temp.h(i, 1, pg_temp.v()) AS x FROM generate_series(1, pg_temp.c() * 6) AS i) AS s;

INSERT INTO fuel_logs (
    organization_id, vehicle_id, courier_id, fuel_date, odometer_reading, fuel_quantity, fuel_cost, cost_per_liter, fuel_type,
    receipt_number, created_at)
SELECT pg_temp.org(x), x, CASE WHEN pg_temp.h(i, 2, 10) > 1 THEN 1 + pg_temp.h(i, 3, pg_temp.c()) END, pg_temp.at(i, pg_temp.c() * 4)::date,
       pg_temp.h(i, 4, 200000), 5 + pg_temp.h(i, 5, 50), 10 + pg_temp.h(i, 6, 120), 2.18,
       pg_temp.pick(i, 7, '{85,10}', '{GASOLINE,DIESEL,ELECTRIC}'), 'RCP' || lpad(i::text, 7, '0'), pg_temp.at(i, pg_temp.c() * 4)
FROM (SELECT i, 1 + pg_temp.h(i, 1, pg_temp.v()) AS x FROM generate_series(1, pg_temp.c() * 4) AS i) AS s;

INSERT INTO vehicle_maintenance (
    organization_id, vehicle_id, maintenance_type, status, scheduled_date, start_date, completion_date, service_description, total_cost,
    created_at)
SELECT pg_temp.org(x), x, pg_temp.pick(i, 2, '{55,20,15,8}', '{routine,preventive,corrective,breakdown,upgrade}')::maintenancetype,
       status::maintenancestatus, d + 7, CASE WHEN status <> 'scheduled' THEN d + 7 END, CASE WHEN status = 'completed' THEN d + 9 END,
       'service ' || i, 100 + pg_temp.h(i, 4, 3000), pg_temp.at(i, pg_temp.c() * 3 / 2)
FROM (SELECT i, 1 + pg_temp.h(i, 1, pg_temp.v()) AS x, pg_temp.at(i, pg_temp.c() * 3 / 2)::date AS d,
             pg_temp.pick(i, 3, '{6,3,88}', '{scheduled,in_progress,completed,cancelled}') AS status
      FROM generate_series(1, pg_temp.c() * 3 / 2) AS i) AS s;

INSERT INTO vehicle_inspections (
    organization_id, vehicle_id, inspector_id, inspection_type, inspection_date, status, requires_follow_up, repairs_completed,
    follow_up_date, created_at)
SELECT pg_temp.org(x), x, CASE WHEN pg_temp.h(i, 2, 10) > 2 THEN 1 + pg_temp.h(i, 3, pg_temp.u()) END,
       pg_temp.pick(i, 4, '{50,30,12,4}', '{pre_trip,post_trip,periodic,safety,registration}')::inspectiontype,
       pg_temp.at(i, pg_temp.c() * 3 / 2)::date,
       pg_temp.pick(i, 5, '{88,6,4}', '{passed,failed,conditional,pending}')::inspectionstatus, pg_temp.h(i, 6, 12) = 0,
       pg_temp.h(i, 7, 10) > 1,
       pg_temp.at(i, pg_temp.c() * 3 / 2)::date + 14, pg_temp.at(i, pg_temp.c() * 3 / 2)
FROM (SELECT i, 1 + pg_temp.h(i, 1, pg_temp.v()) AS x FROM generate_series(1, pg_temp.c() * 3 / 2) AS i) AS s;

INSERT INTO accident_logs (
    organization_id, vehicle_id, courier_id, accident_date, accident_type, severity, status, fault_status, location_description,
    accident_description, insurance_claim_filed, claim_filed_date, claim_settlement_date, city, created_at)
SELECT pg_temp.org(x), x, 1 + pg_temp.h(i, 2, pg_temp.c()), d,
       pg_temp.pick(i, 3, '{55,20,5,15}', '{collision,single_vehicle,pedestrian,property_damage,other}')::accidenttype,
       pg_temp.pick(i, 4, '{60,28,10}', '{minor,moderate,major,total_loss}')::accidentseverity,
       pg_temp.pick(i, 5, '{5,4,4,4,33}', '{reported,under_investigation,insurance_claim_filed,in_repair,resolved,closed}')::accidentstatus,
       'pending', 'km ' || i, 'accident ' || i, pg_temp.h(i, 6, 3) = 0, CASE WHEN pg_temp.h(i, 6, 3) = 0 THEN d + 3 END,
       CASE WHEN pg_temp.h(i, 6, 3) = 0 AND pg_temp.h(i, 7, 10) > 1 THEN d + 60 END, pg_temp.city(i), pg_temp.at(i, pg_temp.c() / 3)
FROM (SELECT i, 1 + pg_temp.h(i, 1, pg_temp.v()) AS x, pg_temp.at(i, pg_temp.c() / 3)::date AS d
             FROM generate_series(1, pg_temp.c() / 3) AS i) AS s;

INSERT INTO documents (
    organization_id, entity_type, entity_id, document_type, document_number, document_name, file_url, expiry_date, created_at)
SELECT pg_temp.org(i), CASE WHEN i % 2 = 0 THEN 'courier' ELSE 'vehicle' END::documententity, 1 + pg_temp.h(i, 1, pg_temp.v()),
       pg_temp.pick(i, 2, '{30,25,20,18}', '{driver_license,vehicle_registration,insurance,iqama,passport}')::documenttype,
       'DOC' || lpad(i::text, 7, '0'), 'document ' || i, '/files/' || i,
       CASE WHEN pg_temp.h(i, 3, 10) > 2 THEN date '2025-09-01' + pg_temp.h(i, 4, 900) END,
       pg_temp.at(i, pg_temp.c() * 3)
FROM generate_series(1, pg_temp.c() * 3) AS i;

INSERT INTO allocations (organization_id, courier_id, bed_id, allocation_date, release_date, created_at)
SELECT pg_temp.org(x), x, 1 + pg_temp.h(i, 2, greatest(pg_temp.c() / 200, 10) * 80), pg_temp.at(i, pg_temp.c())::date,
       CASE WHEN pg_temp.h(i, 3, 10) < 7 THEN pg_temp.at(i, pg_temp.c())::date + 90 END, pg_temp.at(i, pg_temp.c())
FROM (SELECT i, 1 + pg_temp.h(i, 1, pg_temp.c()) AS x FROM generate_series(1, pg_temp.c()) AS i) AS s;
