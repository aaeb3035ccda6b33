-- Workflow runs, approvals, triggers, automations, notifications.

INSERT INTO workflow_templates (id, organization_id, name, steps, created_at)
SELECT i, pg_temp.org(i), 'Flow ' || i, '[]', pg_temp.at(i, 40) FROM generate_series(1, 40) AS i;

INSERT INTO workflow_instances (id, organization_id, template_id, initiated_by, status, data, created_at)
SELECT i, pg_temp.org(i), 1 + pg_temp.h(i, 1, 40), 1 + pg_temp.h(i, 2, pg_temp.u()),
       pg_temp.pick(i, 3, '{2,6,4,20,6}', '{draft,in_progress,pending_approval,approved,rejected,completed}')::workflowstatus,
       json_build_object('entity_type', 'courier', 'entity_id', i), pg_temp.at(i, pg_temp.c()) FROM generate_series(1, pg_temp.c()) AS i;

INSERT INTO workflow_history (organization_id, workflow_instance_id, event_type, event_time, description, created_at)
SELECT pg_temp.org(i), 1 + pg_temp.h(i, 1, pg_temp.c()),
       pg_temp.pick(i, 2, '{20,20,30,20}', '{created,started,step_completed,status_changed,completed}')::workflowhistoryeventtype,
       pg_temp.at(i, pg_temp.c() * 5) AT TIME ZONE 'UTC', 'event', pg_temp.at(i, pg_temp.c() * 5)
FROM generate_series(1, pg_temp.c() * 5) AS i;

INSERT INTO workflow_step_history (organization_id, workflow_instance_id, step_index, step_name, started_at, status, created_at)
SELECT pg_temp.org(i), 1 + pg_temp.h(i, 1, pg_temp.c()), i % 6, 'step', pg_temp.at(i, pg_temp.c() * 3) AT TIME ZONE 'UTC', 'completed',
       pg_temp.at(i, pg_temp.c() * 3) FROM generate_series(1, pg_temp.c() * 3) AS i;

INSERT INTO workflow_comments (organization_id, workflow_instance_id, user_id, comment, created_at)
SELECT pg_temp.org(i), 1 + pg_temp.h(i, 1, pg_temp.c()), 1 + pg_temp.h(i, 2, pg_temp.u()), 'comment', pg_temp.at(i, pg_temp.c())
FROM generate_series(1, pg_temp.c()) AS i;

INSERT INTO approval_chains (id, organization_id, name, created_at)
SELECT i, pg_temp.org(i), 'Chain ' || i, pg_temp.at(i, 20) FROM generate_series(1, 20) AS i;

INSERT INTO approval_requests (organization_id, workflow_instance_id, approval_chain_id, approver_id, level, status, created_at)
SELECT pg_temp.org(i), 1 + pg_temp.h(i, 1, pg_temp.c()), 1 + pg_temp.h(i, 2, 20), 1 + pg_temp.h(i, 3, pg_temp.u()), 1 + i % 3,
       pg_temp.pick(i, 4, '{6,80,10}', '{PENDING,APPROVED,REJECTED,EXPIRED}')::approvalstatus, pg_temp.at(i, pg_temp.c() * 2)
FROM generate_series(1, pg_temp.c() * 2) AS i;

INSERT INTO workflow_slas (id, organization_id, name, resolution_time, created_at)
SELECT i, pg_temp.org(i), 'Limit ' || i, 240, pg_temp.at(i, 20) FROM generate_series(1, 20) AS i;

INSERT INTO workflow_sla_instances (organization_id, workflow_instance_id, sla_id, status, started_at, resolution_due_at, created_at)
SELECT pg_temp.org(i), 1 + pg_temp.h(i, 1, pg_temp.c()), 1 + pg_temp.h(i, 2, 20),
       pg_temp.pick(i, 3, '{3,2,8}', '{ACTIVE,WARNING,BREACHED,COMPLETED}')::workflowslastatus,
       pg_temp.at(i, pg_temp.c()) AT TIME ZONE 'UTC', (pg_temp.at(i, pg_temp.c()) AT TIME ZONE 'UTC') + interval '4 hours',
       pg_temp.at(i, pg_temp.c()) FROM generate_series(1, pg_temp.c()) AS i;

INSERT INTO workflow_triggers (
    id, organization_id, name, workflow_template_id, trigger_type, event_type, entity_type, priority, is_active, created_at)
SELECT i, pg_temp.org(i), 'Trigger ' || i, 1 + pg_temp.h(i, 1, 40), 'EVENT_BASED',
       pg_temp.pick(i, 2, '{40,40}', '{RECORD_CREATED,RECORD_UPDATED,RECORD_DELETED}')::triggereventtype,
       pg_temp.pick(i, 3, '{30,20,30}', '{courier,vehicle,delivery,ticket}'), pg_temp.h(i, 4, 10), i % 5 > 0, pg_temp.at(i, 1000)
FROM generate_series(1, 1000) AS i;

INSERT INTO trigger_executions (organization_id, trigger_id, triggered_at, status, created_at)
SELECT pg_temp.org(i), 1 + pg_temp.h(i, 1, 1000), pg_temp.at(i, pg_temp.c() * 3) AT TIME ZONE 'UTC',
       pg_temp.pick(i, 2, '{90,8}', '{success,skipped,failed}'), pg_temp.at(i, pg_temp.c() * 3)
FROM generate_series(1, pg_temp.c() * 3) AS i;

INSERT INTO workflow_automations (id, organization_id, name, trigger_type, action_type, created_at)
SELECT i, pg_temp.org(i), 'Automation ' || i, 'SCHEDULED', 'SEND_EMAIL', pg_temp.at(i, 300) FROM generate_series(1, 300) AS i;

INSERT INTO automation_execution_logs (organization_id, automation_id, started_at, status, created_at)
SELECT pg_temp.org(i), 1 + pg_temp.h(i, 1, 300), pg_temp.at(i, pg_temp.c() * 3) AT TIME ZONE 'UTC',
       pg_temp.pick(i, 2, '{92}', '{success,failed}'), pg_temp.at(i, pg_temp.c() * 3) FROM generate_series(1, pg_temp.c() * 3) AS i;

INSERT INTO workflow_notifications (
    organization_id, recipient_id, notification_type, channel, status, subject, body, scheduled_at, read_at, created_at)
SELECT pg_temp.org(i), 1 + pg_temp.h(i, 1, pg_temp.u()), 'task_assigned',
       pg_temp.pick(i, 2, '{60,25,5}', '{in_app,email,sms,push}')::notificationchannel,
       CASE WHEN i > pg_temp.c() * 3.95 THEN 'pending'
       ELSE pg_temp.pick(i, 3, '{30,30,38}', '{sent,delivered,read,failed}') END::notificationstatus, 'subject ' || i, 'body',
       at, CASE WHEN pg_temp.h(i, 4, 10) > 0 THEN at + interval '1 hour' END, pg_temp.at(i, pg_temp.c() * 4)
FROM (SELECT i, pg_temp.at(i, pg_temp.c() * 4) AT TIME ZONE 'UTC' AS at FROM generate_series(1, pg_temp.c() * 4) AS i) AS s;
