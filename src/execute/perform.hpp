// Runs one plan: neighbouring transactional operations in one transaction with their ledger rows, all others alone,
// intent first.
#pragma once

#include <functional>
#include <string>

#include "config/settings.hpp"
#include "db/connection.hpp"
#include "execute/listener.hpp"
#include "execute/watch.hpp"
#include "model/plan.hpp"

namespace barqdb::execute {

class Performer {
 public:
  Performer(db::Connection& connection, Watch& watch, Listener& listener, config::OnlineSettings online)
      : connection_(connection), watch_(watch), listener_(listener), online_(online) {}

  // `record` gives the SQL that marks the revision as applied or rolled back; it commits with the last transactional
  // group, or in a transaction of its own. After an error nothing of the group that failed is left, and no invalid
  // index of ours where the connection still lives; the same command goes on from there.
  void perform(const model::Plan& plan, const std::function<std::string()>& record);

 private:
  void run_transaction(const model::Plan& plan, std::size_t begin, std::size_t end, const std::string& record);
  void attempt_transaction(const model::Plan& plan, std::size_t begin, std::size_t end, const std::string& record);
  void run_alone(const model::Plan& plan, const model::Operation& operation);
  void run_statements(const model::Plan& plan, const model::Operation& operation);
  void run_statement(const std::string& sql);
  void clean_up(const model::Operation& operation);
  void check_valid(const model::Plan& plan, std::size_t begin, std::size_t end);
  void tell_notices();

  db::Connection& connection_;
  Watch& watch_;
  Listener& listener_;
  config::OnlineSettings online_;
};

}  // namespace barqdb::execute
