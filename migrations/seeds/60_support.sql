-- Tickets, chat, knowledge base, feedback.

INSERT INTO ticket_templates (id, organization_id, name, created_at)
SELECT i, pg_temp.org(i), 'Template ' || i, pg_temp.at(i, 30) FROM generate_series(1, 30) AS i;

INSERT INTO tickets (
    id, organization_id, ticket_id, courier_id, created_by, assigned_to, category, priority, status, subject, description, sla_due_at,
    first_response_at, sla_breached, escalation_level, escalated_at, merged_into_id, is_merged, template_id, department, resolved_at,
    created_at)
SELECT i, org, 'TKT-' || to_char(at, 'YYYYMMDD') || '-' || lpad(i::text, 6, '0'), CASE WHEN pg_temp.h(i, 2, 10) > 1 THEN x END,
       1 + pg_temp.h(i, 3, pg_temp.u()),
       CASE WHEN pg_temp.h(i, 4, 10) > 1 THEN 1 + pg_temp.h(i, 5, pg_temp.u()) END,
       pg_temp.pick(i, 6, '{20,10,25,15,5,10,8,3}',
       '{technical,billing,delivery,complaint,feature_request,hr,vehicle,accommodation,other}')::ticketcategory,
       pg_temp.pick(i, 7, '{25,50,20}', '{low,medium,high,urgent}')::ticketpriority, status::ticketstatus,
       'Subject ' || lpad(i::text, 6, '0'), 'Description of ticket ' || i,
       CASE WHEN pg_temp.h(i, 8, 10) > 2 THEN at + interval '24 hours' END,
       CASE WHEN pg_temp.h(i, 9, 10) > 1 THEN at + interval '2 hours' END, pg_temp.h(i, 10, 100) < 8,
       pg_temp.pick(i, 11, '{95,3,1}', '{none,level_1,level_2,management}')::escalationlevel,
       CASE WHEN pg_temp.h(i, 11, 100) >= 95 THEN at + interval '1 day' END,
       CASE WHEN pg_temp.h(i, 12, 40) = 0 AND i > 100 THEN 1 + pg_temp.h(i, 13, 100) END, pg_temp.h(i, 12, 40) = 0 AND i > 100,
       CASE WHEN i % 10 = 0 THEN 1 + pg_temp.h(i, 14, 30) END,
       pg_temp.pick(i, 15, '{50,20,20,8}', '{Operations,HR,Finance,IT,Legal}'),
       CASE WHEN status IN ('resolved', 'closed') THEN at + interval '20 hours' END, at
FROM (SELECT i, x, pg_temp.org(x) AS org, at,
             CASE WHEN i > pg_temp.c() * 2.9 THEN pg_temp.pick(i, 1, '{45,30,15}', '{open,in_progress,pending,resolved}')
             ELSE pg_temp.pick(i, 1, '{1,1,1,12}', '{open,in_progress,pending,resolved,closed}') END AS status
      FROM (SELECT i, 1 + pg_temp.h(i, 16, pg_temp.c()) AS x, pg_temp.at(i, pg_temp.c() * 3) AS at
                   FROM generate_series(1, pg_temp.c() * 3) AS i) AS r) AS s;

INSERT INTO ticket_replies (id, organization_id, ticket_id, user_id, message, is_internal, created_at)
SELECT i, pg_temp.org(t), t, 1 + pg_temp.h(i, 2, pg_temp.u()), 'reply ' || i, pg_temp.h(i, 3, 5) = 0, pg_temp.at(i, pg_temp.c() * 6)
FROM (SELECT i, 1 + pg_temp.h(i, 1, pg_temp.c() * 3) AS t FROM generate_series(1, pg_temp.c() * 6) AS i) AS s;

INSERT INTO ticket_attachments (organization_id, ticket_id, reply_id, uploaded_by, filename, file_path, file_type, file_size, created_at)
SELECT pg_temp.org(i), 1 + pg_temp.h(i, 1, pg_temp.c() * 3), CASE WHEN i % 2 = 0 THEN 1 + pg_temp.h(i, 2, pg_temp.c() * 6) END,
       1 + pg_temp.h(i, 3, pg_temp.u()), 'f' || i, '/f/' || i, 'image/png', 1000, pg_temp.at(i, pg_temp.c())
FROM generate_series(1, pg_temp.c()) AS i;

INSERT INTO chat_sessions (id, organization_id, session_id, customer_id, agent_id, status, started_at, created_at)
SELECT i, pg_temp.org(i), 'CH' || i, 1 + pg_temp.h(i, 1, pg_temp.u()), CASE WHEN i % 10 > 0 THEN 1 + pg_temp.h(i, 2, pg_temp.u()) END,
       pg_temp.pick(i, 3, '{2,3,93}', '{waiting,active,ended,transferred}')::chatstatus,
       pg_temp.at(i, pg_temp.c()), pg_temp.at(i, pg_temp.c())
FROM generate_series(1, pg_temp.c()) AS i;

INSERT INTO chat_messages (organization_id, session_id, sender_id, message, is_agent, created_at)
SELECT pg_temp.org(i), 1 + pg_temp.h(i, 1, pg_temp.c()), 1 + pg_temp.h(i, 2, pg_temp.u()), 'message ' || i, i % 2 = 0,
       pg_temp.at(i, pg_temp.c() * 4) FROM generate_series(1, pg_temp.c() * 4) AS i;

INSERT INTO kb_articles (organization_id, slug, title, content, category, status, author_id, view_count, created_at)
SELECT pg_temp.org(i), 'article-' || i, 'Article ' || i, repeat('text ', 100),
       pg_temp.pick(i, 1, '{40,30,20,8}', '{App,Orders,Vehicles,Safety,Payments}'),
       pg_temp.pick(i, 2, '{20,70}', '{draft,published,archived}')::articlestatus, 1 + pg_temp.h(i, 3, pg_temp.u()), pg_temp.h(i, 4, 5000),
       pg_temp.at(i, pg_temp.c() / 5)
FROM generate_series(1, pg_temp.c() / 5) AS i;

INSERT INTO faqs (organization_id, question, answer, category, "order", is_active, created_at)
SELECT pg_temp.org(i), 'Question ' || i, 'Answer ' || i, pg_temp.pick(i, 1, '{40,30,20,8}', '{App,Orders,Vehicles,Safety,Payments}'),
       pg_temp.h(i, 2, 100), i % 8 > 0, pg_temp.at(i, pg_temp.c() / 5) FROM generate_series(1, pg_temp.c() / 5) AS i;

INSERT INTO canned_responses (organization_id, title, shortcut, content, category, is_active, created_at)
SELECT pg_temp.org(i), 'Answer ' || i, 'a' || i, 'Text ' || i, pg_temp.pick(i, 1, '{40,30,20,8}', '{App,Orders,Vehicles,Safety,Payments}'),
       i % 8 > 0, pg_temp.at(i, pg_temp.c() / 5) FROM generate_series(1, pg_temp.c() / 5) AS i;

INSERT INTO feedbacks (organization_id, user_id, subject, message, category, rating, status, created_at)
SELECT pg_temp.org(i), 1 + pg_temp.h(i, 1, pg_temp.u()), 'subject ' || i, 'message ' || i, 'general',
       CASE WHEN i % 4 > 0 THEN 1 + (pg_temp.pick(i, 2, '{4,5,15,35}', '{0,1,2,3,4}'))::integer END,
       pg_temp.pick(i, 3, '{4,30,6,50}', '{new,reviewed,in_progress,completed,dismissed}')::feedbackstatus, pg_temp.at(i, pg_temp.c())
FROM generate_series(1, pg_temp.c()) AS i;
