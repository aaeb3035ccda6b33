// The check index.invalid: indexes that no query may use, and what each of them needs.
#include "analyze/checks.hpp"
#include "analyze/leftovers.hpp"
#include "analyze/partition_parts.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"

namespace barqdb::analyze {
namespace {

const model::IndexBuild* builder_of(const CheckInput& input, const model::IndexUsage& usage) {
  const model::IndexBuild* by_table = nullptr;
  for (const model::IndexBuild& build : input.facts.builds) {
    if (build.index == usage.oid) return &build;
    // The command may not have named its index yet, or another role's build hides its table from this one.
    if (!build.index && (build.table == usage.table_oid || !build.table)) by_table = &build;
  }
  return by_table;
}

const IndexTotals* valid_twin(const CheckInput& input, const Groundwork& ground, const IndexTotals& index) {
  const auto found = ground.covers.twin_of_invalid.find(index.usage->oid);
  return found == ground.covers.twin_of_invalid.end() ? nullptr : input.index(found->second);
}

void building(const model::IndexBuild& build, CheckResult& result) {
  model::Finding& finding = result.finding;
  finding.verdict = "keep";
  finding.severity = "info";
  finding.message = "being built right now by backend " + std::to_string(build.pid) + " (" + build.phase;
  if (build.percent) finding.message += ", " + std::to_string(*build.percent) + " %";
  finding.message += "): wait for it";
  finding.evidence = {{"state", "building"}, {"pid", std::int64_t{build.pid}}, {"phase", build.phase}};
  if (!build.index && !build.table) {
    finding.verdict = "insufficient evidence";
    finding.message = "backend " + std::to_string(build.pid) +
                      " of another role builds some index right now; whether it is this one needs pg_read_all_stats";
  }
}

std::string why_invalid(const PartitionParts& parts) {
  if (!parts.missing.empty() || !parts.attachable.empty())
    return "not attached on every partition, so no query uses it as a whole";
  if (parts.broken.empty()) return "all its parts are valid and it is not: make it anew";
  const std::string names = base::join(parts.broken, ", ");
  return parts.sql.empty()
             ? "it becomes valid with " + names + ", which lacks parts of its own"
             : "of its parts " + names + (parts.broken.size() == 1 ? " is" : " are") +
                   " not valid, so no query uses it as a whole: rebuild what is broken, and attach it anew";
}

void unattached(const CheckInput& input, const IndexTotals& index, CheckResult& result) {
  const PartitionParts parts = make_partition_parts(input, index);
  model::Finding& finding = result.finding;
  finding.verdict = "review";
  finding.evidence = {{"state", "parts missing"},
                      {"missing", parts.missing},
                      {"attachable", parts.attachable},
                      {"broken", parts.broken}};
  finding.sql_do = parts.sql;
  finding.message = why_invalid(parts);
}

void leftover(const IndexTotals& index, const std::string& state, const std::string& message, CheckResult& result) {
  result.finding.verdict = "drop";
  result.finding.message = message;
  result.finding.evidence = {{"state", state}, {"ready", index.usage->ready}};
}

void rebuild(const IndexTotals& index, CheckResult& result) {
  model::Finding& finding = result.finding;
  finding.verdict = "review";
  finding.message =
      index.usage->ready
          ? "left by a CREATE or DROP INDEX CONCURRENTLY that was cut off late: writes pay for it, no query "
            "uses it; rebuild it, or drop it"
          : "left by a CREATE INDEX CONCURRENTLY that was cut off; rebuild it, or drop it";
  if (index.usage->unique)
    finding.message += "; while it is invalid nothing is unique by it, so look for duplicates first";
  finding.evidence = {{"state", "leftover of create"}, {"ready", index.usage->ready}};
  finding.sql_do = "REINDEX INDEX CONCURRENTLY " + index.usage->index.quoted();
}

void judge(const CheckInput& input, const Groundwork& ground, const IndexTotals& index, CheckResult& result) {
  const model::IndexUsage& usage = *index.usage;
  if (usage.partitioned) return unattached(input, index, result);
  if (const model::IndexBuild* build = builder_of(input, usage)) return building(*build, result);
  if (usage.parent) return rebuild(index, result);  // a part cannot be dropped by itself
  const auto interrupted = input.facts.interrupted.find(usage.index.text());
  const std::string intent = interrupted == input.facts.interrupted.end() ? "" : interrupted->second;
  if (left_by_drop(input, index))
    return leftover(index, "leftover of drop", "left by a DROP INDEX CONCURRENTLY that was cut off: finish it", result);
  if (left_by_reindex(index))
    return leftover(index, "leftover of reindex", "left by a REINDEX CONCURRENTLY that was cut off", result);
  if (const IndexTotals* twin = valid_twin(input, ground, index)) {
    leftover(index, "duplicate", "invalid, and " + twin->usage->index.text() + " does its work", result);
    result.finding.evidence.emplace_back("kept", twin->usage->index.text());
    return;
  }
  rebuild(index, result);
  if (!intent.empty()) result.finding.message += "; `barqdb upgrade` finishes its own cut-off step";
}

}  // namespace

CheckResults check_index_invalid(const CheckInput& input, const Groundwork& ground) {
  CheckResults results;
  for (const IndexTotals& index : input.indexes) {
    if (index.usage->valid && index.usage->ready) continue;
    CheckResult result = about_index(index, "index.invalid", "review", "error");
    result.weight = static_cast<double>(index.bytes.value_or(0));
    judge(input, ground, index, result);
    if (input.keep_rule(index.usage->index, "index.invalid") != nullptr && result.finding.verdict == "drop")
      result.finding.verdict = "review";
    results.push_back(std::move(result));
  }
  return results;
}

}  // namespace barqdb::analyze
