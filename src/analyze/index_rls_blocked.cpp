// The check index.rls_blocked: indexes that row-level security keeps from the queries of plain roles.
#include "analyze/checks.hpp"

namespace barqdb::analyze {
namespace {

// Why a condition on the first key may not be checked before the policy; "" when it may.
std::string blocked_by(const CheckInput& input, const IndexTotals& index, const std::set<int>& policy_columns) {
  const model::IndexKey& key = input.shape(index).keys[0];
  const model::OperatorClass* opclass = input.operator_class(key.opclass);
  if (opclass == nullptr) return "";
  if (key.column == 0) return "its first key is the expression " + key.expression + ", whose functions may leak";
  if (policy_columns.contains(key.column)) return "";  // the policy itself asks for it
  const bool by_equality = opclass->method == "btree" || opclass->method == "hash";
  if (!opclass->leakproof && by_equality) return "equality of " + opclass->type + " is not leakproof";
  if (!opclass->leakproof) return "no operator that " + opclass->name + " is made for is leakproof";
  if (opclass->name.ends_with("_pattern_ops")) return "LIKE, which it is made for, is not leakproof";
  return "";
}

}  // namespace

CheckResults check_index_rls_blocked(const CheckInput& input, const Groundwork& ground) {
  CheckResults results;
  for (const IndexTotals& index : input.indexes) {
    const model::TableHealth* table = input.table(index.usage->table_oid);
    if (table == nullptr || !table->row_security || index.usage->parent || !index.usage->valid) continue;
    const auto policies = input.facts.policy_columns.find(table->oid);
    const model::IndexShape& shape = input.shape(index);
    if (policies == input.facts.policy_columns.end() || !shape.known || shape.keys.empty()) continue;
    if (index.needed || ground.supports.contains(index.usage->oid) ||
        ground.covers.keeper_of.contains(index.usage->oid))
      continue;  // it is there for a promise, which no policy touches
    if (input.keep_rule(index.usage->index, "index.rls_blocked") != nullptr) continue;
    const std::string why = blocked_by(input, index, policies->second);
    if (why.empty()) continue;
    CheckResult result = about_index(index, "index.rls_blocked", "review", "warning");
    result.weight = static_cast<double>(index.bytes.value_or(0));
    result.finding.message = "useless to roles under the table's policies: " + why +
                             ", so its conditions are checked after the policy and never search the index";
    if (!table->row_security_forced) result.finding.message += "; the table's owner is not under them";
    result.finding.evidence = {{"forced", table->row_security_forced},
                               {"key", input.key_text(index, 0)},
                               {"reason", why},
                               {"scans", index.scans}};
    results.push_back(std::move(result));
  }
  return results;
}

}  // namespace barqdb::analyze
