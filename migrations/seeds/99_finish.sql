-- Ids that were given by hand move no sequence: new rows go on after them.

SELECT setval(pg_get_serial_sequence('organizations', 'id'), max(id)) FROM organizations;
SELECT setval(pg_get_serial_sequence('users', 'id'), max(id)) FROM users;
SELECT setval(pg_get_serial_sequence('roles', 'id'), max(id)) FROM roles;
SELECT setval(pg_get_serial_sequence('buildings', 'id'), max(id)) FROM buildings;
SELECT setval(pg_get_serial_sequence('rooms', 'id'), max(id)) FROM rooms;
SELECT setval(pg_get_serial_sequence('beds', 'id'), max(id)) FROM beds;
SELECT setval(pg_get_serial_sequence('vehicles', 'id'), max(id)) FROM vehicles;
SELECT setval(pg_get_serial_sequence('couriers', 'id'), max(id)) FROM couriers;
SELECT setval(pg_get_serial_sequence('zones', 'id'), max(id)) FROM zones;
SELECT setval(pg_get_serial_sequence('deliveries', 'id'), max(id)) FROM deliveries;
SELECT setval(pg_get_serial_sequence('routes', 'id'), max(id)) FROM routes;
SELECT setval(pg_get_serial_sequence('incidents', 'id'), max(id)) FROM incidents;
SELECT setval(pg_get_serial_sequence('sla_definitions', 'id'), max(id)) FROM sla_definitions;
SELECT setval(pg_get_serial_sequence('sla_tracking', 'id'), max(id)) FROM sla_tracking;
SELECT setval(pg_get_serial_sequence('ticket_templates', 'id'), max(id)) FROM ticket_templates;
SELECT setval(pg_get_serial_sequence('tickets', 'id'), max(id)) FROM tickets;
SELECT setval(pg_get_serial_sequence('ticket_replies', 'id'), max(id)) FROM ticket_replies;
SELECT setval(pg_get_serial_sequence('chat_sessions', 'id'), max(id)) FROM chat_sessions;
SELECT setval(pg_get_serial_sequence('workflow_templates', 'id'), max(id)) FROM workflow_templates;
SELECT setval(pg_get_serial_sequence('workflow_instances', 'id'), max(id)) FROM workflow_instances;
SELECT setval(pg_get_serial_sequence('approval_chains', 'id'), max(id)) FROM approval_chains;
SELECT setval(pg_get_serial_sequence('workflow_slas', 'id'), max(id)) FROM workflow_slas;
SELECT setval(pg_get_serial_sequence('workflow_triggers', 'id'), max(id)) FROM workflow_triggers;
SELECT setval(pg_get_serial_sequence('workflow_automations', 'id'), max(id)) FROM workflow_automations;
