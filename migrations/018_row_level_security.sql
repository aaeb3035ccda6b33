-- revision: "018"
-- down_revision: "017"
-- description: tenant isolation by row-level security
-- barqdb:ignore-file several-locks-in-transaction: the example is applied to an empty database, where nobody waits
-- barqdb:up

-- Two policies a table; a row is visible, and may be written, if one of them says so:
--   tenant_isolation_*  app.current_org_id names the tenant; unset or empty, no tenant is asked for
--   superuser_bypass_*  app.is_superuser = true opens all tenants
-- No WITH CHECK: USING then judges the new rows as well. No TO: the policies hold for every role.
-- FORCE: the owner of the tables obeys them too; only superusers and roles with BYPASSRLS do not.

ALTER TABLE accident_logs ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_accident_logs ON accident_logs
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_accident_logs ON accident_logs
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE allocations ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_allocations ON allocations
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_allocations ON allocations
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE approval_chain_approvers ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_approval_chain_approvers ON approval_chain_approvers
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_approval_chain_approvers ON approval_chain_approvers
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE approval_chains ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_approval_chains ON approval_chains
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_approval_chains ON approval_chains
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE approval_requests ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_approval_requests ON approval_requests
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_approval_requests ON approval_requests
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE assets ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_assets ON assets
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_assets ON assets
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE attendance ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_attendance ON attendance
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_attendance ON attendance
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE automation_execution_logs ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_automation_execution_logs ON automation_execution_logs
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_automation_execution_logs ON automation_execution_logs
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE beds ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_beds ON beds
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_beds ON beds
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE bonuses ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_bonuses ON bonuses
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_bonuses ON bonuses
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE buildings ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_buildings ON buildings
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_buildings ON buildings
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE canned_responses ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_canned_responses ON canned_responses
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_canned_responses ON canned_responses
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE chat_messages ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_chat_messages ON chat_messages
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_chat_messages ON chat_messages
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE chat_sessions ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_chat_sessions ON chat_sessions
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_chat_sessions ON chat_sessions
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE cod_transactions ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_cod_transactions ON cod_transactions
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_cod_transactions ON cod_transactions
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE courier_targets ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_courier_targets ON courier_targets
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_courier_targets ON courier_targets
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE courier_vehicle_assignments ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_courier_vehicle_assignments ON courier_vehicle_assignments
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_courier_vehicle_assignments ON courier_vehicle_assignments
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE couriers ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_couriers ON couriers
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_couriers ON couriers
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE dashboards ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_dashboards ON dashboards
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_dashboards ON dashboards
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE deliveries ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_deliveries ON deliveries
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_deliveries ON deliveries
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE dispatch_assignments ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_dispatch_assignments ON dispatch_assignments
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_dispatch_assignments ON dispatch_assignments
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE documents ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_documents ON documents
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_documents ON documents
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE faqs ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_faqs ON faqs
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_faqs ON faqs
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE feedback_templates ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_feedback_templates ON feedback_templates
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_feedback_templates ON feedback_templates
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE feedbacks ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_feedbacks ON feedbacks
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_feedbacks ON feedbacks
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE fuel_logs ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_fuel_logs ON fuel_logs
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_fuel_logs ON fuel_logs
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE handovers ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_handovers ON handovers
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_handovers ON handovers
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE incidents ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_incidents ON incidents
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_incidents ON incidents
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE kb_articles ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_kb_articles ON kb_articles
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_kb_articles ON kb_articles
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE kb_categories ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_kb_categories ON kb_categories
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_kb_categories ON kb_categories
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE kpis ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_kpis ON kpis
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_kpis ON kpis
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE leaves ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_leaves ON leaves
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_leaves ON leaves
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE loans ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_loans ON loans
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_loans ON loans
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE metric_snapshots ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_metric_snapshots ON metric_snapshots
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_metric_snapshots ON metric_snapshots
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE operations_documents ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_operations_documents ON operations_documents
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_operations_documents ON operations_documents
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE organization_users ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_organization_users ON organization_users
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_organization_users ON organization_users
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE payroll_parameters ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_payroll_parameters ON payroll_parameters
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_payroll_parameters ON payroll_parameters
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE penalties ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_penalties ON penalties
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_penalties ON penalties
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE performance_data ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_performance_data ON performance_data
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_performance_data ON performance_data
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE priority_queue_entries ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_priority_queue_entries ON priority_queue_entries
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_priority_queue_entries ON priority_queue_entries
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE quality_inspections ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_quality_inspections ON quality_inspections
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_quality_inspections ON quality_inspections
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE quality_metrics ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_quality_metrics ON quality_metrics
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_quality_metrics ON quality_metrics
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE reports ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_reports ON reports
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_reports ON reports
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE rooms ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_rooms ON rooms
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_rooms ON rooms
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE routes ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_routes ON routes
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_routes ON routes
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE salaries ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_salaries ON salaries
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_salaries ON salaries
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE sla_definitions ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_sla_definitions ON sla_definitions
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_sla_definitions ON sla_definitions
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE sla_events ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_sla_events ON sla_events
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_sla_events ON sla_events
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE sla_tracking ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_sla_tracking ON sla_tracking
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_sla_tracking ON sla_tracking
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE ticket_attachments ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_ticket_attachments ON ticket_attachments
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_ticket_attachments ON ticket_attachments
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE ticket_replies ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_ticket_replies ON ticket_replies
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_ticket_replies ON ticket_replies
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE ticket_templates ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_ticket_templates ON ticket_templates
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_ticket_templates ON ticket_templates
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE tickets ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_tickets ON tickets
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_tickets ON tickets
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE trigger_executions ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_trigger_executions ON trigger_executions
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_trigger_executions ON trigger_executions
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE vehicle_logs ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_vehicle_logs ON vehicle_logs
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_vehicle_logs ON vehicle_logs
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE vehicle_maintenance ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_vehicle_maintenance ON vehicle_maintenance
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_vehicle_maintenance ON vehicle_maintenance
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE vehicles ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_vehicles ON vehicles
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_vehicles ON vehicles
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE workflow_attachments ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_workflow_attachments ON workflow_attachments
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_workflow_attachments ON workflow_attachments
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE workflow_automations ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_workflow_automations ON workflow_automations
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_workflow_automations ON workflow_automations
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE workflow_comments ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_workflow_comments ON workflow_comments
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_workflow_comments ON workflow_comments
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE workflow_history ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_workflow_history ON workflow_history
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_workflow_history ON workflow_history
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE workflow_instances ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_workflow_instances ON workflow_instances
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_workflow_instances ON workflow_instances
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE workflow_metrics ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_workflow_metrics ON workflow_metrics
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_workflow_metrics ON workflow_metrics
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE workflow_notification_preferences ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_workflow_notification_preferences ON workflow_notification_preferences
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_workflow_notification_preferences ON workflow_notification_preferences
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE workflow_notification_templates ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_workflow_notification_templates ON workflow_notification_templates
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_workflow_notification_templates ON workflow_notification_templates
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE workflow_notifications ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_workflow_notifications ON workflow_notifications
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_workflow_notifications ON workflow_notifications
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE workflow_performance_snapshots ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_workflow_performance_snapshots ON workflow_performance_snapshots
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_workflow_performance_snapshots ON workflow_performance_snapshots
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE workflow_sla_instances ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_workflow_sla_instances ON workflow_sla_instances
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_workflow_sla_instances ON workflow_sla_instances
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE workflow_slas ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_workflow_slas ON workflow_slas
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_workflow_slas ON workflow_slas
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE workflow_step_history ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_workflow_step_history ON workflow_step_history
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_workflow_step_history ON workflow_step_history
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE workflow_step_metrics ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_workflow_step_metrics ON workflow_step_metrics
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_workflow_step_metrics ON workflow_step_metrics
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE workflow_templates ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_workflow_templates ON workflow_templates
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_workflow_templates ON workflow_templates
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE workflow_triggers ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_workflow_triggers ON workflow_triggers
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_workflow_triggers ON workflow_triggers
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE workflow_user_metrics ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_workflow_user_metrics ON workflow_user_metrics
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_workflow_user_metrics ON workflow_user_metrics
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

ALTER TABLE zones ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_zones ON zones
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_zones ON zones
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

-- The group role for the application's connections; what it may touch is granted where it is deployed.
-- Roles belong to the whole cluster: other databases may use this one too, so it may exist already, and the
-- way down never drops it. Last, because it waits for another transaction that is just making the same role.
DO $$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'barq_app') THEN
        CREATE ROLE barq_app NOLOGIN;
    END IF;
EXCEPTION
    WHEN duplicate_object OR unique_violation THEN
        RAISE NOTICE 'role barq_app was made by somebody else meanwhile';
    WHEN insufficient_privilege THEN
        RAISE NOTICE 'role barq_app is absent and % may not create it; the policies hold without it', current_user;
END
$$;

-- barqdb:down

-- The role barq_app stays: roles belong to the whole cluster, other databases may use it.

DROP POLICY superuser_bypass_zones ON zones;
DROP POLICY tenant_isolation_zones ON zones;
ALTER TABLE zones NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_workflow_user_metrics ON workflow_user_metrics;
DROP POLICY tenant_isolation_workflow_user_metrics ON workflow_user_metrics;
ALTER TABLE workflow_user_metrics NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_workflow_triggers ON workflow_triggers;
DROP POLICY tenant_isolation_workflow_triggers ON workflow_triggers;
ALTER TABLE workflow_triggers NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_workflow_templates ON workflow_templates;
DROP POLICY tenant_isolation_workflow_templates ON workflow_templates;
ALTER TABLE workflow_templates NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_workflow_step_metrics ON workflow_step_metrics;
DROP POLICY tenant_isolation_workflow_step_metrics ON workflow_step_metrics;
ALTER TABLE workflow_step_metrics NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_workflow_step_history ON workflow_step_history;
DROP POLICY tenant_isolation_workflow_step_history ON workflow_step_history;
ALTER TABLE workflow_step_history NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_workflow_slas ON workflow_slas;
DROP POLICY tenant_isolation_workflow_slas ON workflow_slas;
ALTER TABLE workflow_slas NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_workflow_sla_instances ON workflow_sla_instances;
DROP POLICY tenant_isolation_workflow_sla_instances ON workflow_sla_instances;
ALTER TABLE workflow_sla_instances NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_workflow_performance_snapshots ON workflow_performance_snapshots;
DROP POLICY tenant_isolation_workflow_performance_snapshots ON workflow_performance_snapshots;
ALTER TABLE workflow_performance_snapshots NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_workflow_notifications ON workflow_notifications;
DROP POLICY tenant_isolation_workflow_notifications ON workflow_notifications;
ALTER TABLE workflow_notifications NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_workflow_notification_templates ON workflow_notification_templates;
DROP POLICY tenant_isolation_workflow_notification_templates ON workflow_notification_templates;
ALTER TABLE workflow_notification_templates NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_workflow_notification_preferences ON workflow_notification_preferences;
DROP POLICY tenant_isolation_workflow_notification_preferences ON workflow_notification_preferences;
ALTER TABLE workflow_notification_preferences NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_workflow_metrics ON workflow_metrics;
DROP POLICY tenant_isolation_workflow_metrics ON workflow_metrics;
ALTER TABLE workflow_metrics NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_workflow_instances ON workflow_instances;
DROP POLICY tenant_isolation_workflow_instances ON workflow_instances;
ALTER TABLE workflow_instances NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_workflow_history ON workflow_history;
DROP POLICY tenant_isolation_workflow_history ON workflow_history;
ALTER TABLE workflow_history NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_workflow_comments ON workflow_comments;
DROP POLICY tenant_isolation_workflow_comments ON workflow_comments;
ALTER TABLE workflow_comments NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_workflow_automations ON workflow_automations;
DROP POLICY tenant_isolation_workflow_automations ON workflow_automations;
ALTER TABLE workflow_automations NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_workflow_attachments ON workflow_attachments;
DROP POLICY tenant_isolation_workflow_attachments ON workflow_attachments;
ALTER TABLE workflow_attachments NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_vehicles ON vehicles;
DROP POLICY tenant_isolation_vehicles ON vehicles;
ALTER TABLE vehicles NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_vehicle_maintenance ON vehicle_maintenance;
DROP POLICY tenant_isolation_vehicle_maintenance ON vehicle_maintenance;
ALTER TABLE vehicle_maintenance NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_vehicle_logs ON vehicle_logs;
DROP POLICY tenant_isolation_vehicle_logs ON vehicle_logs;
ALTER TABLE vehicle_logs NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_trigger_executions ON trigger_executions;
DROP POLICY tenant_isolation_trigger_executions ON trigger_executions;
ALTER TABLE trigger_executions NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_tickets ON tickets;
DROP POLICY tenant_isolation_tickets ON tickets;
ALTER TABLE tickets NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_ticket_templates ON ticket_templates;
DROP POLICY tenant_isolation_ticket_templates ON ticket_templates;
ALTER TABLE ticket_templates NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_ticket_replies ON ticket_replies;
DROP POLICY tenant_isolation_ticket_replies ON ticket_replies;
ALTER TABLE ticket_replies NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_ticket_attachments ON ticket_attachments;
DROP POLICY tenant_isolation_ticket_attachments ON ticket_attachments;
ALTER TABLE ticket_attachments NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_sla_tracking ON sla_tracking;
DROP POLICY tenant_isolation_sla_tracking ON sla_tracking;
ALTER TABLE sla_tracking NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_sla_events ON sla_events;
DROP POLICY tenant_isolation_sla_events ON sla_events;
ALTER TABLE sla_events NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_sla_definitions ON sla_definitions;
DROP POLICY tenant_isolation_sla_definitions ON sla_definitions;
ALTER TABLE sla_definitions NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_salaries ON salaries;
DROP POLICY tenant_isolation_salaries ON salaries;
ALTER TABLE salaries NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_routes ON routes;
DROP POLICY tenant_isolation_routes ON routes;
ALTER TABLE routes NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_rooms ON rooms;
DROP POLICY tenant_isolation_rooms ON rooms;
ALTER TABLE rooms NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_reports ON reports;
DROP POLICY tenant_isolation_reports ON reports;
ALTER TABLE reports NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_quality_metrics ON quality_metrics;
DROP POLICY tenant_isolation_quality_metrics ON quality_metrics;
ALTER TABLE quality_metrics NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_quality_inspections ON quality_inspections;
DROP POLICY tenant_isolation_quality_inspections ON quality_inspections;
ALTER TABLE quality_inspections NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_priority_queue_entries ON priority_queue_entries;
DROP POLICY tenant_isolation_priority_queue_entries ON priority_queue_entries;
ALTER TABLE priority_queue_entries NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_performance_data ON performance_data;
DROP POLICY tenant_isolation_performance_data ON performance_data;
ALTER TABLE performance_data NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_penalties ON penalties;
DROP POLICY tenant_isolation_penalties ON penalties;
ALTER TABLE penalties NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_payroll_parameters ON payroll_parameters;
DROP POLICY tenant_isolation_payroll_parameters ON payroll_parameters;
ALTER TABLE payroll_parameters NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_organization_users ON organization_users;
DROP POLICY tenant_isolation_organization_users ON organization_users;
ALTER TABLE organization_users NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_operations_documents ON operations_documents;
DROP POLICY tenant_isolation_operations_documents ON operations_documents;
ALTER TABLE operations_documents NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_metric_snapshots ON metric_snapshots;
DROP POLICY tenant_isolation_metric_snapshots ON metric_snapshots;
ALTER TABLE metric_snapshots NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_loans ON loans;
DROP POLICY tenant_isolation_loans ON loans;
ALTER TABLE loans NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_leaves ON leaves;
DROP POLICY tenant_isolation_leaves ON leaves;
ALTER TABLE leaves NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_kpis ON kpis;
DROP POLICY tenant_isolation_kpis ON kpis;
ALTER TABLE kpis NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_kb_categories ON kb_categories;
DROP POLICY tenant_isolation_kb_categories ON kb_categories;
ALTER TABLE kb_categories NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_kb_articles ON kb_articles;
DROP POLICY tenant_isolation_kb_articles ON kb_articles;
ALTER TABLE kb_articles NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_incidents ON incidents;
DROP POLICY tenant_isolation_incidents ON incidents;
ALTER TABLE incidents NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_handovers ON handovers;
DROP POLICY tenant_isolation_handovers ON handovers;
ALTER TABLE handovers NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_fuel_logs ON fuel_logs;
DROP POLICY tenant_isolation_fuel_logs ON fuel_logs;
ALTER TABLE fuel_logs NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_feedbacks ON feedbacks;
DROP POLICY tenant_isolation_feedbacks ON feedbacks;
ALTER TABLE feedbacks NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_feedback_templates ON feedback_templates;
DROP POLICY tenant_isolation_feedback_templates ON feedback_templates;
ALTER TABLE feedback_templates NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_faqs ON faqs;
DROP POLICY tenant_isolation_faqs ON faqs;
ALTER TABLE faqs NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_documents ON documents;
DROP POLICY tenant_isolation_documents ON documents;
ALTER TABLE documents NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_dispatch_assignments ON dispatch_assignments;
DROP POLICY tenant_isolation_dispatch_assignments ON dispatch_assignments;
ALTER TABLE dispatch_assignments NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_deliveries ON deliveries;
DROP POLICY tenant_isolation_deliveries ON deliveries;
ALTER TABLE deliveries NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_dashboards ON dashboards;
DROP POLICY tenant_isolation_dashboards ON dashboards;
ALTER TABLE dashboards NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_couriers ON couriers;
DROP POLICY tenant_isolation_couriers ON couriers;
ALTER TABLE couriers NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_courier_vehicle_assignments ON courier_vehicle_assignments;
DROP POLICY tenant_isolation_courier_vehicle_assignments ON courier_vehicle_assignments;
ALTER TABLE courier_vehicle_assignments NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_courier_targets ON courier_targets;
DROP POLICY tenant_isolation_courier_targets ON courier_targets;
ALTER TABLE courier_targets NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_cod_transactions ON cod_transactions;
DROP POLICY tenant_isolation_cod_transactions ON cod_transactions;
ALTER TABLE cod_transactions NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_chat_sessions ON chat_sessions;
DROP POLICY tenant_isolation_chat_sessions ON chat_sessions;
ALTER TABLE chat_sessions NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_chat_messages ON chat_messages;
DROP POLICY tenant_isolation_chat_messages ON chat_messages;
ALTER TABLE chat_messages NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_canned_responses ON canned_responses;
DROP POLICY tenant_isolation_canned_responses ON canned_responses;
ALTER TABLE canned_responses NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_buildings ON buildings;
DROP POLICY tenant_isolation_buildings ON buildings;
ALTER TABLE buildings NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_bonuses ON bonuses;
DROP POLICY tenant_isolation_bonuses ON bonuses;
ALTER TABLE bonuses NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_beds ON beds;
DROP POLICY tenant_isolation_beds ON beds;
ALTER TABLE beds NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_automation_execution_logs ON automation_execution_logs;
DROP POLICY tenant_isolation_automation_execution_logs ON automation_execution_logs;
ALTER TABLE automation_execution_logs NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_attendance ON attendance;
DROP POLICY tenant_isolation_attendance ON attendance;
ALTER TABLE attendance NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_assets ON assets;
DROP POLICY tenant_isolation_assets ON assets;
ALTER TABLE assets NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_approval_requests ON approval_requests;
DROP POLICY tenant_isolation_approval_requests ON approval_requests;
ALTER TABLE approval_requests NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_approval_chains ON approval_chains;
DROP POLICY tenant_isolation_approval_chains ON approval_chains;
ALTER TABLE approval_chains NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_approval_chain_approvers ON approval_chain_approvers;
DROP POLICY tenant_isolation_approval_chain_approvers ON approval_chain_approvers;
ALTER TABLE approval_chain_approvers NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_allocations ON allocations;
DROP POLICY tenant_isolation_allocations ON allocations;
ALTER TABLE allocations NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;

DROP POLICY superuser_bypass_accident_logs ON accident_logs;
DROP POLICY tenant_isolation_accident_logs ON accident_logs;
ALTER TABLE accident_logs NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;
