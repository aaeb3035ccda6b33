// Work that looks like loops and is none.
#include "support/labelled_units.hpp"

namespace barqdb::test {
namespace {

using Keys = std::vector<std::string>;

std::string joined(const Keys& keys, std::size_t from, std::size_t count) {
  std::string out;
  for (std::size_t i = from; i < from + count && i < keys.size(); ++i) out += (out.empty() ? "" : ", ") + keys[i];
  return out;
}

void pages(Client& client) {
  for (int page = 0; page < 8; ++page) {
    client.query("SELECT * FROM deliveries WHERE courier_id > $1 ORDER BY id LIMIT 20 OFFSET $2",
                 {"0", std::to_string(page * 20)});
  }
}

void keyset_pages(Client& client) {
  std::string last = "0";
  client.query("SELECT count(*) FROM deliveries");
  for (int page = 0; page < 8; ++page) {
    last = client.keys("SELECT id FROM deliveries WHERE id > $1 ORDER BY id LIMIT 20", {last}).back();
  }
}

void slices_of_time(Client& client) {
  client.query("SELECT min(created_at), max(created_at) FROM deliveries");
  for (int day = 1; day < 9; ++day) {
    client.query("SELECT * FROM deliveries WHERE created_at >= $1 AND created_at < $2",
                 {"2025-01-0" + std::to_string(day), "2025-01-1" + std::to_string(day)});
  }
}

void lists_of_keys(Client& client) {
  const Keys keys = client.keys("SELECT id FROM couriers ORDER BY id");
  for (std::size_t i = 0; i < 300; i += 50)
    client.run("SELECT * FROM deliveries WHERE courier_id IN (" + joined(keys, i, 50) + ")");
}

void arrays_of_keys(Client& client) {
  const Keys keys = client.keys("SELECT id FROM couriers ORDER BY id");
  for (std::size_t i = 0; i < 300; i += 50) {
    client.query("SELECT * FROM deliveries WHERE courier_id = ANY($1)", {"{" + joined(keys, i, 50) + "}"});
  }
}

void dashboard(Client& client) {
  for (int request = 1; request <= 3; ++request) {
    client.query("SELECT * FROM couriers WHERE id = $1", {std::to_string(request)});
    for (const char* status : {"NEW", "DONE", "LOST", "LATE", "HELD", "VOID"}) {
      client.query("SELECT count(*) FROM deliveries WHERE status = $1", {status});
    }
    client.idle();
  }
}

void constants_of_each_request(Client& client) {
  for (int request = 1; request <= 4; ++request) {
    client.query("SELECT * FROM couriers WHERE id = $1", {std::to_string(request * 9)});
    for (int zone = 1; zone <= 6; ++zone)
      client.query("SELECT count(*) FROM couriers WHERE org_id = $1", {std::to_string(zone)});
    client.idle();
  }
}

void health(Client& client) {
  for (int i = 0; i < 10; ++i) {
    client.query("SELECT 1");
    client.query("SHOW work_mem");
    client.query("SELECT current_database(), version()");
  }
}

void catalogs(Client& client) {
  for (const std::string& table : client.keys("SELECT oid FROM pg_catalog.pg_class ORDER BY oid LIMIT 12")) {
    client.query("SELECT attname FROM pg_catalog.pg_attribute WHERE attrelid = $1", {table});
    client.query("SELECT column_name FROM information_schema.columns WHERE table_name = $1", {"t" + table});
  }
}

void queue(Client& client) {
  for (int i = 0; i < 8; ++i) {
    client.run("BEGIN");
    const std::string job =
        client.keys("SELECT id FROM jobs WHERE state = $1 ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED", {"ready"}).at(0);
    client.query("UPDATE jobs SET state = $1 WHERE id = $2", {"done", job});
    client.run("COMMIT");
  }
}

void queue_in_one_statement(Client& client) {
  for (int i = 0; i < 8; ++i) {
    client.query(
        "UPDATE jobs SET state = 'taken' WHERE id = (SELECT id FROM jobs WHERE state = 'ready' ORDER BY id "
        "LIMIT 1 FOR UPDATE SKIP LOCKED) RETURNING id");
  }
}

void polling(Client& client) {
  for (int i = 0; i < 6; ++i) {
    client.query("SELECT * FROM jobs WHERE state = 'failed' ORDER BY id LIMIT 1");
    client.idle();
  }
}

void many_rows(Client& client) {
  for (int i = 0; i < 8; ++i) {
    const std::string number = std::to_string(i);
    client.query("INSERT INTO audit_log (delivery_id, what) VALUES ($1, 'a'), ($2, 'b'), ($3, 'c')",
                 {number, number, number});
  }
}

void insert_select(Client& client) {
  for (int i = 0; i < 6; ++i) {
    client.query("INSERT INTO audit_log (delivery_id, what) SELECT id, status FROM deliveries WHERE courier_id = $1",
                 {std::to_string(i)});
  }
}

void migration(Client& client) {
  client.run("BEGIN");
  client.run("CREATE TABLE IF NOT EXISTS kinds (id int, name text)");
  for (int i = 0; i < 8; ++i)
    client.query("INSERT INTO kinds VALUES ($1, $2)", {std::to_string(i), "kind " + std::to_string(i)});
  client.run("COMMIT");
}

void sequences(Client& client) {
  for (int i = 0; i < 8; ++i) client.query("SELECT nextval('numbers')");
}

void four(Client& client) {
  for (const std::string& key : client.keys("SELECT courier_id FROM deliveries ORDER BY id LIMIT 4")) {
    client.query("SELECT * FROM couriers WHERE id = $1", {key});
  }
}

void look_ups_alone(Client& client) {
  for (int i = 1; i < 20; ++i) client.query("SELECT name FROM couriers WHERE id = $1", {std::to_string(i * 3)});
}

void requests_of_a_pooler(Client& client) {
  for (int i = 1; i < 10; ++i) {
    client.query("SELECT * FROM couriers WHERE id = $1", {std::to_string(i)});
    client.query("SELECT * FROM vehicles WHERE courier_id = $1", {std::to_string(i)});
    client.run("DISCARD ALL");
  }
}

void requests_of_traces(Client& client) {
  for (int i = 1; i < 10; ++i) {
    const std::string comment =
        " /*traceparent='00-0af7651916cd43dd8448eb211c80319" + std::to_string(i) + "-b7ad6b7169203331-01'*/";
    client.query("SELECT * FROM couriers WHERE id = $1" + comment, {std::to_string(i)});
    client.query("INSERT INTO audit_log (delivery_id, what) VALUES ($1, 'seen')" + comment, {std::to_string(i)});
  }
}

void progress_of_one_row(Client& client) {
  for (int i = 0; i < 10; ++i)
    client.query("UPDATE deliveries SET status = $1 WHERE id = $2", {"STEP" + std::to_string(i), "77"});
}

void optimistic_lock(Client& client) {
  for (int i = 0; i < 7; ++i) {
    client.query("SELECT org_id FROM couriers WHERE id = 9");
    client.query("UPDATE couriers SET org_id = $1 WHERE id = 9 AND org_id = $2",
                 {std::to_string(i), std::to_string(i)});
  }
}

void read_after_write(Client& client) {
  client.run("BEGIN");
  for (int i = 0; i < 7; ++i) {
    client.query("UPDATE vehicles SET courier_id = courier_id WHERE courier_id > $1", {std::to_string(i)});
    client.query("SELECT count(*) FROM vehicles");
  }
  client.run("COMMIT");
}

void cursor(Client& client) {
  client.run("BEGIN");
  client.run("DECLARE c CURSOR FOR SELECT * FROM deliveries");
  for (int i = 0; i < 10; ++i) client.run("FETCH 50 FROM c");
  client.run("COMMIT");
}

void short_transactions(Client& client) {
  for (int i = 1; i < 9; ++i) {
    const std::string key = std::to_string(i);
    client.run("BEGIN");
    client.query("UPDATE couriers SET status = 'ACTIVE' WHERE id = $1", {key});
    client.query("SELECT * FROM vehicles WHERE courier_id = $1", {key});
    client.query("INSERT INTO audit_log (delivery_id, what) VALUES ($1, 'done')", {key});
    client.run("COMMIT");
  }
}

}  // namespace

std::vector<LabelledUnit> no_loops() {
  return {{"pages", {}, false, pages},
          {"pages ext", {}, true, pages},
          {"keyset", {}, false, keyset_pages},
          {"keyset ext", {}, true, keyset_pages},
          {"slices", {}, false, slices_of_time},
          {"in lists", {}, false, lists_of_keys},
          {"arrays", {}, true, arrays_of_keys},
          {"arrays simple", {}, false, arrays_of_keys},
          {"dashboard", {}, false, dashboard},
          {"dashboard ext", {}, true, dashboard},
          {"constants", {}, false, constants_of_each_request},
          {"health", {}, false, health},
          {"catalogs", {}, true, catalogs},
          {"queue", {}, false, queue},
          {"queue one", {}, false, queue_in_one_statement},
          {"polling", {}, false, polling},
          {"many rows", {}, true, many_rows},
          {"insert select", {}, false, insert_select},
          {"migration", {}, false, migration},
          {"sequences", {}, false, sequences},
          {"four", {}, false, four},
          {"look-ups alone", {}, true, look_ups_alone},
          {"pooler", {}, false, requests_of_a_pooler},
          {"traces", {}, false, requests_of_traces},
          {"progress", {}, false, progress_of_one_row},
          {"optimistic lock", {}, true, optimistic_lock},
          {"read after write", {}, false, read_after_write},
          {"cursor", {}, false, cursor},
          {"short transactions", {}, false, short_transactions}};
}

}  // namespace barqdb::test
