// Loops as object mappers and hand-written code make them.
#include "support/labelled_units.hpp"

#include <chrono>
#include <thread>

#include "base/quote.hpp"

namespace barqdb::test {
namespace {

using Keys = std::vector<std::string>;

std::string with_literals(std::string sql, const Keys& values) {
  for (std::size_t i = values.size(); i > 0; --i) {
    const std::string name = "$" + std::to_string(i);
    for (std::size_t at = sql.find(name); at != std::string::npos; at = sql.find(name, at + 1)) {
      const bool number = !values[i - 1].empty() && values[i - 1].find_first_not_of("0123456789") == std::string::npos;
      sql.replace(at, name.size(), number ? values[i - 1] : base::quote_literal(values[i - 1]));
    }
  }
  return sql;
}

Keys deliveries(Client& client, int count) {
  return client.keys("SELECT courier_id FROM deliveries WHERE status = $1 ORDER BY id LIMIT $2",
                     {"NEW", std::to_string(count)});
}

void couriers_one_by_one(Client& client, const Keys& keys) {
  for (const std::string& key : keys) client.query("SELECT * FROM couriers WHERE couriers.id = $1", {key});
}

void in_transaction(Client& client, const std::function<void()>& work) {
  client.run("BEGIN");
  work();
  client.run("COMMIT");
}

void read_in_transaction(Client& client) {
  in_transaction(client, [&] { couriers_one_by_one(client, deliveries(client, 12)); });
}

void read_in_autocommit(Client& client) { couriers_one_by_one(client, deliveries(client, 9)); }

void orders_of_each_courier(Client& client) {
  for (const std::string& key : client.keys("SELECT id FROM couriers ORDER BY id LIMIT 8")) {
    client.query("SELECT d.* FROM deliveries AS d WHERE d.courier_id = $1 ORDER BY d.id", {key});
  }
}

// The shape that "in lists" has with several keys each.
void children_beside_lists(Client& client) {
  for (const std::string& key : client.keys("SELECT id FROM couriers ORDER BY id LIMIT 8"))
    client.query("SELECT * FROM deliveries WHERE courier_id = $1", {key});
}

void lists_of_one(Client& client) {
  for (const std::string& key : client.keys("SELECT id FROM couriers ORDER BY id LIMIT 8"))
    client.run("SELECT * FROM vehicles WHERE courier_id IN (" + key + ")");
}

// As Django does get_or_create and update_or_create: no job queue, though it locks a row with a LIMIT.
void locked_then_written(Client& client) {
  for (int i = 0; i < 6; ++i) {
    const std::string name = "key " + std::to_string(i);
    in_transaction(client, [&] {
      client.query("SELECT name, value FROM settings WHERE name = $1 LIMIT 21 FOR UPDATE", {name});
      client.run("SAVEPOINT s1");
      client.query("INSERT INTO settings (name, value) VALUES ($1, 'x') ON CONFLICT DO NOTHING", {name});
      client.run("RELEASE SAVEPOINT s1");
    });
  }
}

void interleaved(Client& client) {
  in_transaction(client, [&] {
    for (const std::string& key : deliveries(client, 7)) {
      client.query("SELECT name FROM couriers WHERE id = $1", {key});
      client.query("SELECT count(*) FROM vehicles WHERE courier_id = $1", {key});
    }
  });
}

void two_levels(Client& client) {
  for (const std::string& courier :
       client.keys("SELECT id FROM couriers WHERE org_id = $1 ORDER BY id LIMIT 6", {"3"})) {
    for (const std::string& delivery :
         client.keys("SELECT id FROM deliveries WHERE courier_id = $1 ORDER BY id LIMIT 3", {courier})) {
      client.query("SELECT * FROM stops WHERE delivery_id = $1", {delivery});
    }
  }
}

void latest_of_each(Client& client) {
  for (const std::string& key : client.keys("SELECT id FROM couriers ORDER BY name LIMIT 10")) {
    client.query("SELECT * FROM deliveries WHERE courier_id = $1 ORDER BY created_at DESC LIMIT 1", {key});
  }
}

void growing_requests(Client& client) {
  for (const int count : {2, 6, 14}) {
    in_transaction(client, [&] { couriers_one_by_one(client, deliveries(client, count)); });
    client.idle();
  }
}

void pooled_requests(Client& client) {
  for (int request = 0; request < 3; ++request) {
    couriers_one_by_one(client, deliveries(client, 6));
    client.run("DISCARD ALL");
  }
}

void tagged(Client& client, const std::string& comment) {
  for (const std::string& key : client.keys("SELECT courier_id FROM deliveries ORDER BY id LIMIT 7 " + comment)) {
    client.query("SELECT * FROM couriers WHERE id = $1 " + comment, {key});
  }
}

void prepared(Client& client) {
  client.run("PREPARE one_courier (int) AS SELECT * FROM couriers WHERE id = $1");
  for (const std::string& key : deliveries(client, 8)) client.run("EXECUTE one_courier(" + key + ")");
}

void nested_transactions(Client& client) {
  in_transaction(client, [&] {
    for (const std::string& key : deliveries(client, 6)) {
      client.run("SAVEPOINT s1");
      client.query("SELECT * FROM couriers WHERE id = $1", {key});
      client.run("RELEASE SAVEPOINT s1");
    }
  });
}

void inserts(Client& client, int count) {
  for (int i = 0; i < count; ++i) {
    client.query("INSERT INTO audit_log (delivery_id, what) VALUES ($1, $2)",
                 {std::to_string(i), "step " + std::to_string(i)});
  }
}

void each_in_its_transaction(Client& client) {
  for (int i = 1; i <= 8; ++i) {
    in_transaction(client, [&] {
      client.query("UPDATE couriers SET name = $1 WHERE id = $2", {"n" + std::to_string(i), std::to_string(i)});
    });
  }
}

void updates(Client& client) {
  for (int i = 1; i <= 10; ++i)
    client.query("UPDATE deliveries SET status = $1 WHERE id = $2", {"DONE", std::to_string(i)});
}

void deletes(Client& client) {
  in_transaction(client, [&] {
    for (int i = 1; i <= 6; ++i) client.query("DELETE FROM stops WHERE id = $1", {std::to_string(i)});
  });
}

void upserts(Client& client) {
  for (int i = 1; i <= 6; ++i) {
    client.query(
        "INSERT INTO vehicles (id, courier_id) VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET courier_id = "
        "excluded.courier_id",
        {std::to_string(i), std::to_string(i + 1)});
  }
}

void copy_row_by_row(Client& client) {
  in_transaction(client, [&] {
    for (const std::string& key : deliveries(client, 8)) {
      client.query("UPDATE couriers SET org_id = org_id WHERE id = $1", {key});
      client.query("INSERT INTO audit_log (delivery_id, what) VALUES ($1, 'moved')", {key});
    }
  });
}

void same_question(Client& client) {
  for (int i = 0; i < 8; ++i) client.query("SELECT * FROM settings WHERE name = $1", {"tax"});
}

void same_question_amid(Client& client) {
  in_transaction(client, [&] {
    client.query("SELECT * FROM couriers WHERE id = $1", {"4"});
    for (int i = 0; i < 6; ++i) {
      client.query("SELECT value FROM settings WHERE name = $1", {"currency"});
      client.query("SELECT now()");
    }
  });
}

void whole_table_again(Client& client) {
  client.query("SELECT id FROM couriers WHERE id = $1", {"1"});
  for (int i = 0; i < 5; ++i) client.query("SELECT * FROM settings");
}

}  // namespace

db::Result Client::query(const std::string& sql, const Keys& values) {
  if (!extended_) return connection_.query(with_literals(sql, values));
  return connection_.query(sql, {values.begin(), values.end()});
}

void Client::idle() { std::this_thread::sleep_for(std::chrono::milliseconds(70)); }

Keys Client::keys(const std::string& sql, const Keys& values) {
  const db::Result rows = query(sql, values);
  Keys out;
  for (std::size_t i = 0; i < rows.rows(); ++i) out.emplace_back(rows.text(i, 0));
  return out;
}

const char* const labelled_schema = R"sql(
CREATE TABLE couriers (id int PRIMARY KEY, name text, org_id int, status text);
CREATE TABLE deliveries (id int PRIMARY KEY, courier_id int REFERENCES couriers, status text, created_at timestamptz DEFAULT now());
CREATE TABLE stops (id int PRIMARY KEY, delivery_id int REFERENCES deliveries, street text);
CREATE TABLE vehicles (id int PRIMARY KEY, courier_id int REFERENCES couriers);
CREATE TABLE settings (name text PRIMARY KEY, value text);
CREATE TABLE audit_log (id bigserial PRIMARY KEY, delivery_id int, what text, at timestamptz DEFAULT now());
CREATE TABLE jobs (id int PRIMARY KEY, state text);
CREATE SEQUENCE numbers;
INSERT INTO couriers SELECT g, 'courier ' || g, g % 7, 'ACTIVE' FROM generate_series(1, 300) AS g;
INSERT INTO deliveries SELECT g, g % 300 + 1, (ARRAY['NEW', 'DONE', 'LOST'])[g % 3 + 1] FROM generate_series(1, 3000) AS g;
INSERT INTO stops SELECT g, g % 3000 + 1, 'street' FROM generate_series(1, 6000) AS g;
INSERT INTO settings VALUES ('tax', '19'), ('currency', 'EUR');
INSERT INTO jobs SELECT g, 'ready' FROM generate_series(1, 60) AS g;
)sql";

std::vector<LabelledUnit> loops_to_find() {
  const Keys read_couriers = {"nplusone.read couriers"};
  const Keys write_audit = {"nplusone.write audit_log"};
  return {
      {"read transaction", read_couriers, false, read_in_transaction},
      {"read transaction ext", read_couriers, true, read_in_transaction},
      {"read autocommit", read_couriers, false, read_in_autocommit},
      {"read autocommit ext", read_couriers, true, read_in_autocommit},
      {"read five", read_couriers, false, [](Client& client) { couriers_one_by_one(client, deliveries(client, 5)); }},
      {"read thousand", read_couriers, false,
       [](Client& client) { in_transaction(client, [&] { couriers_one_by_one(client, deliveries(client, 1000)); }); }},
      {"read many to one", read_couriers, true,
       [](Client& client) { couriers_one_by_one(client, deliveries(client, 400)); }},
      {"children", {"nplusone.read deliveries"}, false, orders_of_each_courier},
      {"children ext", {"nplusone.read deliveries"}, true, orders_of_each_courier},
      {"children beside lists", {"nplusone.read deliveries"}, false, children_beside_lists},
      {"lists of one", {"nplusone.read vehicles"}, false, lists_of_one},
      {"locked then written", {"nplusone.write settings"}, true, locked_then_written},
      {"interleaved", {"nplusone.read couriers", "nplusone.read vehicles"}, false, interleaved},
      {"interleaved ext", {"nplusone.read couriers", "nplusone.read vehicles"}, true, interleaved},
      {"two levels", {"nplusone.read deliveries", "nplusone.read stops"}, false, two_levels},
      {"two levels ext", {"nplusone.read deliveries", "nplusone.read stops"}, true, two_levels},
      {"latest of each", {"nplusone.read deliveries"}, false, latest_of_each},
      {"growing requests", read_couriers, true, growing_requests},
      {"pooled requests", read_couriers, false, pooled_requests},
      {"sqlcommenter", read_couriers, false,
       [](Client& client) { tagged(client, "/*action='index',controller='deliveries',framework='rails%3A7'*/"); }},
      {"marginalia", read_couriers, false,
       [](Client& client) { tagged(client, "/*application:Fleet,controller:deliveries,action:index*/"); }},
      {"prepared", read_couriers, false, prepared},
      {"savepoints", read_couriers, false, nested_transactions},
      {"insert transaction", write_audit, false,
       [](Client& client) { in_transaction(client, [&] { inserts(client, 10); }); }},
      {"insert autocommit", write_audit, false, [](Client& client) { inserts(client, 8); }},
      {"insert ext", write_audit, true, [](Client& client) { inserts(client, 6); }},
      {"update autocommit", {"nplusone.write deliveries"}, false, updates},
      {"update ext", {"nplusone.write deliveries"}, true, updates},
      {"update each commits", {"nplusone.write couriers"}, false, each_in_its_transaction},
      {"delete", {"nplusone.write stops"}, false, deletes},
      {"upsert", {"nplusone.write vehicles"}, true, upserts},
      {"write interleaved", {"nplusone.write couriers", "nplusone.write audit_log"}, false, copy_row_by_row},
      {"repeat", {"nplusone.repeat settings"}, false, same_question},
      {"repeat ext", {"nplusone.repeat settings"}, true, same_question},
      {"repeat amid", {"nplusone.repeat settings"}, true, same_question_amid},
      {"repeat table", {"nplusone.repeat settings"}, false, whole_table_again},
  };
}

}  // namespace barqdb::test
