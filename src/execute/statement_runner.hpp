// Runs one statement of a plan under watch: progress, who is waited for, and the budget for waiting.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "config/settings.hpp"
#include "db/connection.hpp"
#include "db/question.hpp"
#include "execute/listener.hpp"
#include "execute/watch.hpp"
#include "execute/workshop.hpp"
#include "model/plan.hpp"

namespace barqdb::execute {

class StatementRunner {
 public:
  // `listener` may stand before the workshop's own.
  StatementRunner(db::Connection& connection, Watch& watch, Listener& listener, const Workshop& workshop)
      : connection_(connection), watch_(watch), listener_(listener), workshop_(workshop) {}

  // A statement that waits for others instead of blocking them: only its waiting counts against online.wait_budget.
  db::Result run_patiently(const model::Operation& operation, const std::string& sql);
  db::Result run_patiently(const model::Operation& operation, const std::string& sql, base::Milliseconds budget);
  // A statement in a transaction, under a short lock_timeout: remembers who blocked it last.
  void run_briefly(const model::Operation& operation, const std::string& sql);
  const std::string& blocker() const { return blocker_; }
  void tell_notices();
  // What is asked once an operation: planned once a session, where a session is to be had. `name` stands for `sql`.
  db::Result ask_often(const char* name, std::string_view sql, const std::vector<db::Param>& params);

  db::Connection& connection() { return connection_; }
  Listener& listener() { return listener_; }
  const config::OnlineSettings& online() const { return workshop_.online; }
  const Tenure& tenure() const { return workshop_.tenure; }
  const Workshop& workshop() const { return workshop_; }

 private:
  db::Connection& connection_;
  Watch& watch_;
  Listener& listener_;
  const Workshop& workshop_;
  std::string blocker_;
  bool blind_ = false;  // and it was said
  std::map<std::string, db::Question> questions_;
};

// The server's words with the operation before them, and the place of the statement in the user's file.
base::Error placed(base::Error error, const model::Plan& plan, const model::Operation& operation);

}  // namespace barqdb::execute
