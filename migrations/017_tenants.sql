-- revision: "017"
-- down_revision: "016"
-- description: an organization in every table of a tenant
-- barqdb:ignore-file several-locks-in-transaction, update-without-where, backfill-with-schema-change, add-foreign-key-validates, set-not-null, add-unique-constraint: the example is applied to an empty database, where nobody waits
-- barqdb:up

-- The rows that are there already go to a default organization; an empty database gets none.
ALTER TABLE accident_logs ADD COLUMN organization_id integer;
ALTER TABLE allocations ADD COLUMN organization_id integer;
ALTER TABLE approval_chain_approvers ADD COLUMN organization_id integer;
ALTER TABLE approval_chains ADD COLUMN organization_id integer;
ALTER TABLE approval_requests ADD COLUMN organization_id integer;
ALTER TABLE assets ADD COLUMN organization_id integer;
ALTER TABLE attendance ADD COLUMN organization_id integer;
ALTER TABLE automation_execution_logs ADD COLUMN organization_id integer;
ALTER TABLE beds ADD COLUMN organization_id integer;
ALTER TABLE bonuses ADD COLUMN organization_id integer;
ALTER TABLE buildings ADD COLUMN organization_id integer;
ALTER TABLE canned_responses ADD COLUMN organization_id integer;
ALTER TABLE chat_messages ADD COLUMN organization_id integer;
ALTER TABLE chat_sessions ADD COLUMN organization_id integer;
ALTER TABLE cod_transactions ADD COLUMN organization_id integer;
ALTER TABLE courier_targets ADD COLUMN organization_id integer;
ALTER TABLE courier_vehicle_assignments ADD COLUMN organization_id integer;
ALTER TABLE couriers ADD COLUMN organization_id integer;
ALTER TABLE dashboards ADD COLUMN organization_id integer;
ALTER TABLE deliveries ADD COLUMN organization_id integer;
ALTER TABLE dispatch_assignments ADD COLUMN organization_id integer;
ALTER TABLE documents ADD COLUMN organization_id integer;
ALTER TABLE faqs ADD COLUMN organization_id integer;
ALTER TABLE feedback_templates ADD COLUMN organization_id integer;
ALTER TABLE feedbacks ADD COLUMN organization_id integer;
ALTER TABLE fuel_logs ADD COLUMN organization_id integer;
ALTER TABLE handovers ADD COLUMN organization_id integer;
ALTER TABLE incidents ADD COLUMN organization_id integer;
ALTER TABLE kb_articles ADD COLUMN organization_id integer;
ALTER TABLE kb_categories ADD COLUMN organization_id integer;
ALTER TABLE kpis ADD COLUMN organization_id integer;
ALTER TABLE leaves ADD COLUMN organization_id integer;
ALTER TABLE loans ADD COLUMN organization_id integer;
ALTER TABLE metric_snapshots ADD COLUMN organization_id integer;
ALTER TABLE operations_documents ADD COLUMN organization_id integer;
ALTER TABLE payroll_parameters ADD COLUMN organization_id integer;
ALTER TABLE penalties ADD COLUMN organization_id integer;
ALTER TABLE performance_data ADD COLUMN organization_id integer;
ALTER TABLE priority_queue_entries ADD COLUMN organization_id integer;
ALTER TABLE quality_inspections ADD COLUMN organization_id integer;
ALTER TABLE quality_metrics ADD COLUMN organization_id integer;
ALTER TABLE reports ADD COLUMN organization_id integer;
ALTER TABLE rooms ADD COLUMN organization_id integer;
ALTER TABLE routes ADD COLUMN organization_id integer;
ALTER TABLE salaries ADD COLUMN organization_id integer;
ALTER TABLE sla_definitions ADD COLUMN organization_id integer;
ALTER TABLE sla_events ADD COLUMN organization_id integer;
ALTER TABLE sla_tracking ADD COLUMN organization_id integer;
ALTER TABLE ticket_attachments ADD COLUMN organization_id integer;
ALTER TABLE ticket_replies ADD COLUMN organization_id integer;
ALTER TABLE ticket_templates ADD COLUMN organization_id integer;
ALTER TABLE tickets ADD COLUMN organization_id integer;
ALTER TABLE trigger_executions ADD COLUMN organization_id integer;
ALTER TABLE vehicle_logs ADD COLUMN organization_id integer;
ALTER TABLE vehicle_maintenance ADD COLUMN organization_id integer;
ALTER TABLE vehicles ADD COLUMN organization_id integer;
ALTER TABLE workflow_attachments ADD COLUMN organization_id integer;
ALTER TABLE workflow_automations ADD COLUMN organization_id integer;
ALTER TABLE workflow_comments ADD COLUMN organization_id integer;
ALTER TABLE workflow_history ADD COLUMN organization_id integer;
ALTER TABLE workflow_instances ADD COLUMN organization_id integer;
ALTER TABLE workflow_metrics ADD COLUMN organization_id integer;
ALTER TABLE workflow_notification_preferences ADD COLUMN organization_id integer;
ALTER TABLE workflow_notification_templates ADD COLUMN organization_id integer;
ALTER TABLE workflow_notifications ADD COLUMN organization_id integer;
ALTER TABLE workflow_performance_snapshots ADD COLUMN organization_id integer;
ALTER TABLE workflow_sla_instances ADD COLUMN organization_id integer;
ALTER TABLE workflow_slas ADD COLUMN organization_id integer;
ALTER TABLE workflow_step_history ADD COLUMN organization_id integer;
ALTER TABLE workflow_step_metrics ADD COLUMN organization_id integer;
ALTER TABLE workflow_templates ADD COLUMN organization_id integer;
ALTER TABLE workflow_triggers ADD COLUMN organization_id integer;
ALTER TABLE workflow_user_metrics ADD COLUMN organization_id integer;
ALTER TABLE zones ADD COLUMN organization_id integer;

INSERT INTO organizations (name, slug, settings)
SELECT 'Default organization', 'default', '{"made_by": "migration"}'
WHERE EXISTS (
    SELECT 1 FROM accident_logs
    UNION ALL SELECT 1 FROM allocations
    UNION ALL SELECT 1 FROM approval_chain_approvers
    UNION ALL SELECT 1 FROM approval_chains
    UNION ALL SELECT 1 FROM approval_requests
    UNION ALL SELECT 1 FROM assets
    UNION ALL SELECT 1 FROM attendance
    UNION ALL SELECT 1 FROM automation_execution_logs
    UNION ALL SELECT 1 FROM beds
    UNION ALL SELECT 1 FROM bonuses
    UNION ALL SELECT 1 FROM buildings
    UNION ALL SELECT 1 FROM canned_responses
    UNION ALL SELECT 1 FROM chat_messages
    UNION ALL SELECT 1 FROM chat_sessions
    UNION ALL SELECT 1 FROM cod_transactions
    UNION ALL SELECT 1 FROM courier_targets
    UNION ALL SELECT 1 FROM courier_vehicle_assignments
    UNION ALL SELECT 1 FROM couriers
    UNION ALL SELECT 1 FROM dashboards
    UNION ALL SELECT 1 FROM deliveries
    UNION ALL SELECT 1 FROM dispatch_assignments
    UNION ALL SELECT 1 FROM documents
    UNION ALL SELECT 1 FROM faqs
    UNION ALL SELECT 1 FROM feedback_templates
    UNION ALL SELECT 1 FROM feedbacks
    UNION ALL SELECT 1 FROM fuel_logs
    UNION ALL SELECT 1 FROM handovers
    UNION ALL SELECT 1 FROM incidents
    UNION ALL SELECT 1 FROM kb_articles
    UNION ALL SELECT 1 FROM kb_categories
    UNION ALL SELECT 1 FROM kpis
    UNION ALL SELECT 1 FROM leaves
    UNION ALL SELECT 1 FROM loans
    UNION ALL SELECT 1 FROM metric_snapshots
    UNION ALL SELECT 1 FROM operations_documents
    UNION ALL SELECT 1 FROM payroll_parameters
    UNION ALL SELECT 1 FROM penalties
    UNION ALL SELECT 1 FROM performance_data
    UNION ALL SELECT 1 FROM priority_queue_entries
    UNION ALL SELECT 1 FROM quality_inspections
    UNION ALL SELECT 1 FROM quality_metrics
    UNION ALL SELECT 1 FROM reports
    UNION ALL SELECT 1 FROM rooms
    UNION ALL SELECT 1 FROM routes
    UNION ALL SELECT 1 FROM salaries
    UNION ALL SELECT 1 FROM sla_definitions
    UNION ALL SELECT 1 FROM sla_events
    UNION ALL SELECT 1 FROM sla_tracking
    UNION ALL SELECT 1 FROM ticket_attachments
    UNION ALL SELECT 1 FROM ticket_replies
    UNION ALL SELECT 1 FROM ticket_templates
    UNION ALL SELECT 1 FROM tickets
    UNION ALL SELECT 1 FROM trigger_executions
    UNION ALL SELECT 1 FROM vehicle_logs
    UNION ALL SELECT 1 FROM vehicle_maintenance
    UNION ALL SELECT 1 FROM vehicles
    UNION ALL SELECT 1 FROM workflow_attachments
    UNION ALL SELECT 1 FROM workflow_automations
    UNION ALL SELECT 1 FROM workflow_comments
    UNION ALL SELECT 1 FROM workflow_history
    UNION ALL SELECT 1 FROM workflow_instances
    UNION ALL SELECT 1 FROM workflow_metrics
    UNION ALL SELECT 1 FROM workflow_notification_preferences
    UNION ALL SELECT 1 FROM workflow_notification_templates
    UNION ALL SELECT 1 FROM workflow_notifications
    UNION ALL SELECT 1 FROM workflow_performance_snapshots
    UNION ALL SELECT 1 FROM workflow_sla_instances
    UNION ALL SELECT 1 FROM workflow_slas
    UNION ALL SELECT 1 FROM workflow_step_history
    UNION ALL SELECT 1 FROM workflow_step_metrics
    UNION ALL SELECT 1 FROM workflow_templates
    UNION ALL SELECT 1 FROM workflow_triggers
    UNION ALL SELECT 1 FROM workflow_user_metrics
    UNION ALL SELECT 1 FROM zones
)
ON CONFLICT (slug) DO NOTHING;

UPDATE accident_logs SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE allocations SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE approval_chain_approvers SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE approval_chains SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE approval_requests SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE assets SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE attendance SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE automation_execution_logs SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE beds SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE bonuses SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE buildings SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE canned_responses SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE chat_messages SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE chat_sessions SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE cod_transactions SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE courier_targets SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE courier_vehicle_assignments SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE couriers SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE dashboards SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE deliveries SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE dispatch_assignments SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE documents SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE faqs SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE feedback_templates SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE feedbacks SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE fuel_logs SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE handovers SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE incidents SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE kb_articles SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE kb_categories SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE kpis SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE leaves SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE loans SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE metric_snapshots SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE operations_documents SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE payroll_parameters SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE penalties SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE performance_data SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE priority_queue_entries SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE quality_inspections SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE quality_metrics SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE reports SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE rooms SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE routes SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE salaries SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE sla_definitions SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE sla_events SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE sla_tracking SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE ticket_attachments SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE ticket_replies SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE ticket_templates SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE tickets SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE trigger_executions SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE vehicle_logs SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE vehicle_maintenance SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE vehicles SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE workflow_attachments SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE workflow_automations SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE workflow_comments SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE workflow_history SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE workflow_instances SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE workflow_metrics SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE workflow_notification_preferences SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE workflow_notification_templates SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE workflow_notifications SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE workflow_performance_snapshots SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE workflow_sla_instances SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE workflow_slas SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE workflow_step_history SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE workflow_step_metrics SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE workflow_templates SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE workflow_triggers SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE workflow_user_metrics SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');
UPDATE zones SET organization_id = (SELECT id FROM organizations WHERE slug = 'default');

ALTER TABLE accident_logs
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT accident_logs_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE allocations
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT allocations_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE approval_chain_approvers
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT approval_chain_approvers_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE approval_chains
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT approval_chains_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE approval_requests
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT approval_requests_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE assets
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT assets_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE attendance
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT attendance_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE automation_execution_logs
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT automation_execution_logs_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE beds
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT beds_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE bonuses
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT bonuses_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE buildings
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT buildings_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE canned_responses
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT canned_responses_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE chat_messages
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT chat_messages_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE chat_sessions
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT chat_sessions_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE cod_transactions
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT cod_transactions_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE courier_targets
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT courier_targets_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE courier_vehicle_assignments
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT courier_vehicle_assignments_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE couriers
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT couriers_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE dashboards
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT dashboards_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE deliveries
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT deliveries_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE dispatch_assignments
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT dispatch_assignments_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE documents
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT documents_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE faqs
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT faqs_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE feedback_templates
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT feedback_templates_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE feedbacks
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT feedbacks_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE fuel_logs
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT fuel_logs_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE handovers
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT handovers_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE incidents
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT incidents_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE kb_articles
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT kb_articles_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE kb_categories
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT kb_categories_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE kpis
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT kpis_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE leaves
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT leaves_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE loans
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT loans_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE metric_snapshots
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT metric_snapshots_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE operations_documents
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT operations_documents_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE payroll_parameters
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT payroll_parameters_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE penalties
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT penalties_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE performance_data
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT performance_data_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE priority_queue_entries
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT priority_queue_entries_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE quality_inspections
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT quality_inspections_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE quality_metrics
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT quality_metrics_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE reports
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT reports_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE rooms
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT rooms_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE routes
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT routes_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE salaries
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT salaries_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE sla_definitions
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT sla_definitions_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE sla_events
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT sla_events_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE sla_tracking
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT sla_tracking_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE ticket_attachments
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT ticket_attachments_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE ticket_replies
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT ticket_replies_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE ticket_templates
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT ticket_templates_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE tickets
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT tickets_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE trigger_executions
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT trigger_executions_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE vehicle_logs
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT vehicle_logs_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE vehicle_maintenance
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT vehicle_maintenance_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE vehicles
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT vehicles_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE workflow_attachments
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT workflow_attachments_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE workflow_automations
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT workflow_automations_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE workflow_comments
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT workflow_comments_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE workflow_history
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT workflow_history_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE workflow_instances
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT workflow_instances_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE workflow_metrics
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT workflow_metrics_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE workflow_notification_preferences
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT workflow_notification_preferences_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE workflow_notification_templates
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT workflow_notification_templates_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE workflow_notifications
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT workflow_notifications_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE workflow_performance_snapshots
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT workflow_performance_snapshots_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE workflow_sla_instances
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT workflow_sla_instances_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE workflow_slas
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT workflow_slas_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE workflow_step_history
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT workflow_step_history_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE workflow_step_metrics
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT workflow_step_metrics_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE workflow_templates
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT workflow_templates_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE workflow_triggers
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT workflow_triggers_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE workflow_user_metrics
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT workflow_user_metrics_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;
ALTER TABLE zones
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT zones_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;

-- What was unique is unique in its organization from here on.
ALTER TABLE attendance
    DROP CONSTRAINT uq_attendance_courier_date,
    ADD CONSTRAINT uq_attendance_courier_date UNIQUE (courier_id, date, organization_id);
ALTER TABLE salaries
    DROP CONSTRAINT uq_salary_courier_period,
    ADD CONSTRAINT uq_salary_courier_period UNIQUE (courier_id, year, month, organization_id);
ALTER TABLE payroll_parameters
    DROP CONSTRAINT uq_payroll_params_category,
    ADD CONSTRAINT uq_payroll_params_category UNIQUE (category, organization_id);
ALTER TABLE courier_targets
    DROP CONSTRAINT uq_courier_target_period,
    ADD CONSTRAINT uq_courier_target_period UNIQUE (courier_id, month, year, organization_id);

-- barqdb:down

ALTER TABLE courier_targets
    DROP CONSTRAINT uq_courier_target_period,
    ADD CONSTRAINT uq_courier_target_period UNIQUE (courier_id, month, year);
ALTER TABLE payroll_parameters
    DROP CONSTRAINT uq_payroll_params_category,
    ADD CONSTRAINT uq_payroll_params_category UNIQUE (category);
ALTER TABLE salaries
    DROP CONSTRAINT uq_salary_courier_period,
    ADD CONSTRAINT uq_salary_courier_period UNIQUE (courier_id, year, month);
ALTER TABLE attendance
    DROP CONSTRAINT uq_attendance_courier_date,
    ADD CONSTRAINT uq_attendance_courier_date UNIQUE (courier_id, date);

-- Drops which row belongs to whom. The foreign keys go with their columns.
ALTER TABLE zones DROP COLUMN organization_id;
ALTER TABLE workflow_user_metrics DROP COLUMN organization_id;
ALTER TABLE workflow_triggers DROP COLUMN organization_id;
ALTER TABLE workflow_templates DROP COLUMN organization_id;
ALTER TABLE workflow_step_metrics DROP COLUMN organization_id;
ALTER TABLE workflow_step_history DROP COLUMN organization_id;
ALTER TABLE workflow_slas DROP COLUMN organization_id;
ALTER TABLE workflow_sla_instances DROP COLUMN organization_id;
ALTER TABLE workflow_performance_snapshots DROP COLUMN organization_id;
ALTER TABLE workflow_notifications DROP COLUMN organization_id;
ALTER TABLE workflow_notification_templates DROP COLUMN organization_id;
ALTER TABLE workflow_notification_preferences DROP COLUMN organization_id;
ALTER TABLE workflow_metrics DROP COLUMN organization_id;
ALTER TABLE workflow_instances DROP COLUMN organization_id;
ALTER TABLE workflow_history DROP COLUMN organization_id;
ALTER TABLE workflow_comments DROP COLUMN organization_id;
ALTER TABLE workflow_automations DROP COLUMN organization_id;
ALTER TABLE workflow_attachments DROP COLUMN organization_id;
ALTER TABLE vehicles DROP COLUMN organization_id;
ALTER TABLE vehicle_maintenance DROP COLUMN organization_id;
ALTER TABLE vehicle_logs DROP COLUMN organization_id;
ALTER TABLE trigger_executions DROP COLUMN organization_id;
ALTER TABLE tickets DROP COLUMN organization_id;
ALTER TABLE ticket_templates DROP COLUMN organization_id;
ALTER TABLE ticket_replies DROP COLUMN organization_id;
ALTER TABLE ticket_attachments DROP COLUMN organization_id;
ALTER TABLE sla_tracking DROP COLUMN organization_id;
ALTER TABLE sla_events DROP COLUMN organization_id;
ALTER TABLE sla_definitions DROP COLUMN organization_id;
ALTER TABLE salaries DROP COLUMN organization_id;
ALTER TABLE routes DROP COLUMN organization_id;
ALTER TABLE rooms DROP COLUMN organization_id;
ALTER TABLE reports DROP COLUMN organization_id;
ALTER TABLE quality_metrics DROP COLUMN organization_id;
ALTER TABLE quality_inspections DROP COLUMN organization_id;
ALTER TABLE priority_queue_entries DROP COLUMN organization_id;
ALTER TABLE performance_data DROP COLUMN organization_id;
ALTER TABLE penalties DROP COLUMN organization_id;
ALTER TABLE payroll_parameters DROP COLUMN organization_id;
ALTER TABLE operations_documents DROP COLUMN organization_id;
ALTER TABLE metric_snapshots DROP COLUMN organization_id;
ALTER TABLE loans DROP COLUMN organization_id;
ALTER TABLE leaves DROP COLUMN organization_id;
ALTER TABLE kpis DROP COLUMN organization_id;
ALTER TABLE kb_categories DROP COLUMN organization_id;
ALTER TABLE kb_articles DROP COLUMN organization_id;
ALTER TABLE incidents DROP COLUMN organization_id;
ALTER TABLE handovers DROP COLUMN organization_id;
ALTER TABLE fuel_logs DROP COLUMN organization_id;
ALTER TABLE feedbacks DROP COLUMN organization_id;
ALTER TABLE feedback_templates DROP COLUMN organization_id;
ALTER TABLE faqs DROP COLUMN organization_id;
ALTER TABLE documents DROP COLUMN organization_id;
ALTER TABLE dispatch_assignments DROP COLUMN organization_id;
ALTER TABLE deliveries DROP COLUMN organization_id;
ALTER TABLE dashboards DROP COLUMN organization_id;
ALTER TABLE couriers DROP COLUMN organization_id;
ALTER TABLE courier_vehicle_assignments DROP COLUMN organization_id;
ALTER TABLE courier_targets DROP COLUMN organization_id;
ALTER TABLE cod_transactions DROP COLUMN organization_id;
ALTER TABLE chat_sessions DROP COLUMN organization_id;
ALTER TABLE chat_messages DROP COLUMN organization_id;
ALTER TABLE canned_responses DROP COLUMN organization_id;
ALTER TABLE buildings DROP COLUMN organization_id;
ALTER TABLE bonuses DROP COLUMN organization_id;
ALTER TABLE beds DROP COLUMN organization_id;
ALTER TABLE automation_execution_logs DROP COLUMN organization_id;
ALTER TABLE attendance DROP COLUMN organization_id;
ALTER TABLE assets DROP COLUMN organization_id;
ALTER TABLE approval_requests DROP COLUMN organization_id;
ALTER TABLE approval_chains DROP COLUMN organization_id;
ALTER TABLE approval_chain_approvers DROP COLUMN organization_id;
ALTER TABLE allocations DROP COLUMN organization_id;
ALTER TABLE accident_logs DROP COLUMN organization_id;

-- The default organization goes if a migration has made it and nobody has joined it.
DELETE FROM organizations AS o
WHERE o.slug = 'default' AND o.settings ->> 'made_by' = 'migration'
  AND NOT EXISTS (SELECT FROM organization_users AS m WHERE m.organization_id = o.id);
