#include "support/stop.hpp"

#include <signal.h>

namespace barqdb::test {

Stop::Stop(const Project& project, const std::string& rows) : connection_(project.connect()) {
  connection_.query("SELECT pg_advisory_lock(42)");
  connection_.query("CREATE FUNCTION stop() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF " + rows +
                    " THEN PERFORM pg_advisory_xact_lock(42); END IF; RETURN NEW; END $$");
  connection_.query("CREATE TRIGGER stop BEFORE INSERT OR UPDATE ON barqdb.step FOR EACH ROW EXECUTE FUNCTION stop()");
}

void Stop::await_stop() {
  await(connection_,
        "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid "
        "FROM pg_database WHERE datname = current_database()) AND objid = 42)");
}

void Stop::release() { connection_.query("SELECT pg_advisory_unlock(42)"); }
void Stop::remove() { connection_.query("DROP FUNCTION stop() CASCADE"); }

void kill_worker(Running& run, db::Connection& connection) {
  run.signal(SIGKILL);
  run.wait();
  connection.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE " + worker);
  await(connection, "SELECT NOT EXISTS (SELECT FROM pg_stat_activity WHERE " + worker + ")");
}

}  // namespace barqdb::test
