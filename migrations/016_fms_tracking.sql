-- revision: "016"
-- down_revision: "015"
-- description: tracker (FMS) columns of couriers and vehicles
-- barqdb:ignore-file several-locks-in-transaction, create-index-not-concurrently: the example is applied to an empty database, where nobody waits
-- barqdb:up

ALTER TABLE vehicles
    ADD COLUMN fms_asset_id integer,
    ADD COLUMN fms_tracking_unit_id integer,
    ADD COLUMN fms_last_sync varchar(50);
CREATE UNIQUE INDEX ix_vehicles_fms_asset_id ON vehicles (fms_asset_id);

ALTER TABLE couriers
    ADD COLUMN fms_asset_id integer,
    ADD COLUMN fms_driver_id integer,
    ADD COLUMN fms_last_sync varchar(50);
CREATE UNIQUE INDEX ix_couriers_fms_asset_id ON couriers (fms_asset_id);

-- barqdb:down

ALTER TABLE couriers
    DROP COLUMN fms_last_sync,
    DROP COLUMN fms_driver_id,
    DROP COLUMN fms_asset_id;

ALTER TABLE vehicles
    DROP COLUMN fms_last_sync,
    DROP COLUMN fms_tracking_unit_id,
    DROP COLUMN fms_asset_id;
