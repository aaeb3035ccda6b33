// Units of work of a known kind, run by real clients: what `nplusone` has to find in the server's log, and what not.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "db/connection.hpp"

namespace barqdb::test {

// A session of an application; statements go through the simple or the extended protocol.
class Client {
 public:
  Client(db::Connection connection, bool extended) : connection_(std::move(connection)), extended_(extended) {}

  // $1, $2 … become literals in the simple protocol.
  db::Result query(const std::string& sql, const std::vector<std::string>& values = {});
  void run(const std::string& sql) { connection_.query(sql); }
  void idle();  // as long as separates two requests
  // First columns of the rows.
  std::vector<std::string> keys(const std::string& sql, const std::vector<std::string>& values = {});

 private:
  db::Connection connection_;
  bool extended_;
};

struct LabelledUnit {
  std::string name;                   // the application's name in the log
  std::vector<std::string> expected;  // "nplusone.read couriers": check and table; empty: nothing may be found
  bool extended = false;
  std::function<void(Client&)> work;
};

// Tables that the units work on.
extern const char* const labelled_schema;
std::vector<LabelledUnit> loops_to_find();
std::vector<LabelledUnit> no_loops();

}  // namespace barqdb::test
