// The planner's answers as evidence.
#include "cli/what_if.hpp"

#include <fmt/format.h>

#include <map>

#include "base/text.hpp"
#include "execute/what_if.hpp"

namespace barqdb::cli {
namespace {

constexpr double tolerated = 1.1;

// Oids of indexes ("schema.index").
std::map<std::string, std::int64_t> read_oids(db::Connection& connection, const std::vector<std::string>& names) {
  const db::Result rows = connection.query(
      "SELECT n.nspname || '.' || c.relname, c.oid FROM pg_catalog.pg_class AS c "
      "JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace "
      "WHERE c.relkind = 'i' AND n.nspname || '.' || c.relname = ANY ($1::text[])",
      {db::array_literal(names)});
  std::map<std::string, std::int64_t> out;
  for (std::size_t i = 0; i < rows.rows(); ++i) out[std::string(rows.text(i, 0))] = rows.integer(i, 1);
  return out;
}

// What is said of statements that use an index which would be missing.
std::string worst_text(const model::WhatIfIndex& index, const std::string& one, const std::string& many) {
  return fmt::format("the worst of {} would cost {:.1f} times as much ({:.0f} instead of {:.0f}): {}",
                     base::counted(index.using_it, one, many), index.worst_factor, index.cost_without, index.cost_with,
                     index.worst_statement);
}

void annotate(const model::WhatIf& result, const model::WhatIfIndex& index, model::Finding& finding) {
  finding.evidence.emplace_back("what_if_statements", result.planned);
  finding.evidence.emplace_back("what_if_not_planned", result.not_planned);
  finding.evidence.emplace_back("what_if_using_it", index.using_it);
  finding.evidence.emplace_back("what_if_worst_factor", index.worst_factor);
  if (index.using_it == 0) {
    finding.message += "; what-if: none of " + base::counted(result.planned, "statement", "statements") +
                       " that the server remembers would use it";
    return;
  }
  finding.evidence.emplace_back("what_if_worst_statement", index.worst_statement);
  finding.message += "; what-if: without it " + worst_text(index, "statement that uses it", "statements that use it");
  if (index.worst_factor > tolerated) finding.verdict = "review";
}

}  // namespace

void add_what_if(db::Connection& connection, const std::vector<std::string>& trusted_roles, model::Report& report) {
  std::vector<std::string> offered;
  for (const model::Finding& finding : report.findings)
    if (finding.verdict == "drop") offered.push_back(finding.object);
  const std::map<std::string, std::int64_t> oids = read_oids(connection, offered);
  if (oids.empty()) return;
  std::vector<std::int64_t> indexes;
  for (const auto& [name, oid] : oids) indexes.push_back(oid);
  const model::WhatIf result = execute::try_without(connection, indexes, trusted_roles);
  if (!result.problem.empty()) {
    report.not_examined.push_back({"what-if", result.problem});
    return;
  }
  for (const auto& [reason, statements] : result.refused) {
    const std::string what = base::counted(statements, "statement was", "statements were") + " not planned: ";
    report.not_examined.push_back({"what-if", what + reason});
  }
  for (model::Finding& finding : report.findings) {
    const auto oid = oids.find(finding.object);
    if (finding.verdict != "drop" || oid == oids.end()) continue;
    if (const auto index = result.indexes.find(oid->second); index != result.indexes.end())
      annotate(result, index->second, finding);
  }
}

JointProof try_together(db::Connection& connection, const std::vector<std::string>& indexes,
                        const std::vector<std::string>& trusted_roles) {
  std::vector<std::int64_t> oids;
  for (const auto& [name, oid] : read_oids(connection, indexes)) oids.push_back(oid);
  const model::WhatIf result = execute::try_without_all(connection, oids, trusted_roles);
  const std::string head =
      "what-if: without " + (indexes.size() == 1 ? indexes.front() : "all " + std::to_string(indexes.size())) + " ";
  if (!result.problem.empty()) return {"what-if: " + result.problem, false};
  if (result.together.using_it > 0) {
    return {head + worst_text(result.together, "statement that uses one of them", "statements that use one of them"),
            result.together.worst_factor > tolerated};
  }
  return {head + "nothing changes: none of " + base::counted(result.planned, "statement", "statements") +
              " that the server remembers would use them",
          false};
}

}  // namespace barqdb::cli
