// Statements → statistics → estimates.
#include "execute/estimates.hpp"

#include <map>
#include <set>

#include "catalog/plan_statistics.hpp"
#include "execute/sql.hpp"
#include "plan/estimate.hpp"

namespace barqdb::execute {
namespace {

// A build whose statement could be read.
struct Build {
  model::Operation* operation;
  plan::IndexStatement statement;
};

std::vector<Build> builds_of(std::vector<model::Plan>& plans) {
  std::vector<Build> builds;
  for (model::Plan& plan : plans) {
    for (model::Operation& operation : plan.operations) {
      if (operation.intent != model::Intent::create_index && operation.intent != model::Intent::replace_index) continue;
      if (!operation.sends() || operation.sql.empty()) continue;
      if (auto statement = plan::parse_index_statement(operation.sql)) builds.push_back({&operation, *statement});
    }
  }
  return builds;
}

std::set<std::pair<model::QualifiedName, std::string>> columns_of(const std::vector<Build>& builds) {
  std::set<std::pair<model::QualifiedName, std::string>> columns;
  for (const Build& build : builds) {
    const model::QualifiedName& table = build.operation->table;
    for (const model::IndexColumn& key : build.statement.definition.columns) {
      if (!key.name.empty()) columns.insert({table, key.name});
    }
    for (const std::string& name : build.statement.definition.include) columns.insert({table, name});
    for (const plan::PredicateTerm& term : build.statement.predicate) columns.insert({table, term.column});
  }
  return columns;
}

model::BuildRate read_rate(db::Connection& connection) {
  const db::Result result = connection.query(sql::build_rate);
  const model::BuildRate rate{result.integer(0, 0), result.number(0, 1)};
  return rate.bytes_per_second > 0 ? rate : model::BuildRate{};
}

void estimate(const Build& build, const std::map<std::string, model::TableStatistics>& statistics,
              const model::BuildRate& rate) {
  model::Operation& operation = *build.operation;
  const auto table = statistics.find(operation.table.text());
  if (table == statistics.end()) {
    operation.estimate.unknown = "the table does not exist yet, or the index has no plain column";
    return;
  }
  operation.estimate = plan::estimate_index(build.statement, table->second);
  if (operation.table_bytes < 0 || build.statement.only) return;
  const bool concurrent = operation.strategy == model::Strategy::concurrent;
  operation.estimate.duration = plan::estimate_build_time(operation.estimate, operation.table_bytes,
                                                          build.statement.definition.columns.size(), concurrent, rate);
  operation.estimate.from_ledger = rate.builds > 0;
}

}  // namespace

void estimate_plans(db::Connection& connection, bool ledger_exists, std::vector<model::Plan>& plans) {
  const std::vector<Build> builds = builds_of(plans);
  if (builds.empty()) return;
  const auto statistics = catalog::read_plan_statistics(connection, columns_of(builds));
  const model::BuildRate rate = ledger_exists ? read_rate(connection) : model::BuildRate{};
  for (const Build& build : builds) estimate(build, statistics, rate);
}

}  // namespace barqdb::execute
