// The times that a log has of statements, for a report that knows statements from elsewhere.
#pragma once

#include <string>

#include "logs/nplusone_report.hpp"
#include "logs/totals.hpp"
#include "model/statement_usage.hpp"

namespace barqdb::logs {

// Passes on what one database executed, and what the log does not say the database of.
class OfDatabase : public ExecutionSink {
 public:
  OfDatabase(std::string database, ExecutionSink& next) : database_(std::move(database)), next_(next) {}

  void executed(const Session& session, const Execution& execution) override {
    if (session.database.empty() || session.database == database_) next_.executed(session, execution);
  }
  void ended(const Session& session) override { next_.ended(session); }

 private:
  std::string database_;
  ExecutionSink& next_;
};

// Statements that the log has times of. Those with one fingerprint are added up: lists of another length, for instance.
model::LoggedStatements logged_statements(const Totals& totals, const ReadFacts& facts);

}  // namespace barqdb::logs
