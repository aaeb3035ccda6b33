// The check fk.unindexed: foreign keys whose referring rows can only be found by reading the whole table.
#include <algorithm>
#include <set>

#include "analyze/checks.hpp"
#include "analyze/foreign_key_cover.hpp"
#include "analyze/new_index_name.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"

namespace barqdb::analyze {
namespace {

std::string name_of(const CheckInput& input, std::int64_t index) {
  const IndexTotals* found = input.index(index);
  return found == nullptr ? "" : found->usage->index.text();
}

// Share of rows that refer to nothing, when the statistics tell it; one column decides.
double null_share(const CheckInput& input, const model::ForeignKey& key) {
  double share = 0;
  for (const int number : key.columns) {
    const model::ColumnFacts* column = input.column(key.table, number);
    if (column != nullptr && column->statistics) share = std::max(share, column->statistics->null_fraction);
  }
  return share;
}

std::string why(const CheckInput& input, const model::ForeignKey& key, const ForeignKeyCover& cover) {
  if (!cover.broken.empty())
    return "; " + name_of(input, cover.broken.front()) + " would serve it, were it valid: see index.invalid";
  if (!cover.in_part.empty())
    return "; " + name_of(input, cover.in_part.front()) + " begins with a part of its columns only";
  if (!cover.weak.empty()) {
    const IndexTotals* weak = input.index(cover.weak.front());
    return "; " + weak->usage->index.text() + (weak->usage->method == "gin" ? " is GIN" : " is BRIN") +
           ", a weak help for single rows";
  }
  if (!cover.no.empty()) {
    const auto& [index, reason] = *std::min_element(cover.no.begin(), cover.no.end());
    return "; " + name_of(input, index) + " does not serve: " + reason;
  }
  if (!cover.by.empty()) return "; only some partitions have one";
  for (std::size_t i = 0; i < key.casts.size(); ++i) {
    if (!key.casts[i].empty()) return "; the server compares " + key.column_names[i] + " as " + key.casts[i];
  }
  return "";
}

struct Statements {
  std::string make;
  std::string drop;
};

Statements statements_on(const CheckInput& input, const model::ForeignKey& key, const model::TableHealth& table,
                         NewIndexNames& names) {
  std::vector<std::string> columns;
  std::vector<std::string> keys;
  for (std::size_t i = 0; i < key.column_names.size(); ++i) {
    columns.push_back(base::quote_identifier(key.column_names[i]));
    keys.push_back(key.casts[i].empty() ? columns.back() : "(" + columns.back() + "::" + key.casts[i] + ")");
  }
  const model::QualifiedName index{table.name.schema, names.name_of(table.name, key.column_names)};
  const std::string concurrently = table.kind == 'p' ? "" : "CONCURRENTLY ";  // a partitioned table knows no such thing
  Statements out;
  out.make = "CREATE INDEX " + concurrently + base::quote_identifier(index.name) + " ON " + table.name.quoted() +
             (key.of_periods ? " USING gist (" : " (") + base::join(keys, ", ") + ")";
  if (null_share(input, key) * 100 > input.settings.fk_mostly_null)
    out.make += " WHERE " + base::join(columns, " IS NOT NULL AND ") + " IS NOT NULL";
  out.drop = "DROP INDEX " + concurrently + index.quoted();
  return out;
}

// Where some partitions have an index, the others get theirs one by one: an index of the whole would make those that
// are there its own, and would take them along when it is dropped.
void add_statements(const CheckInput& input, const model::ForeignKey& key, const ForeignKeyCover& cover,
                    const model::TableHealth& table, NewIndexNames& names, model::Finding& finding) {
  const bool one_by_one = table.kind == 'p' && !cover.by.empty();
  // The remedy of an index of the whole makes what its partitions lack, too.
  const std::set<std::int64_t> repaired(cover.to_repair.begin(), cover.to_repair.end());
  if (repaired.contains(table.oid)) return;
  const std::vector<std::int64_t> tables = one_by_one ? cover.without : std::vector<std::int64_t>{table.oid};
  for (const std::int64_t oid : tables) {
    const model::TableHealth* one = input.table(oid);
    if (one == nullptr || repaired.contains(oid)) continue;
    const Statements statements = statements_on(input, key, *one, names);
    const std::string between = finding.sql_do.empty() ? "" : ";\n";
    finding.sql_do += between + statements.make;
    finding.sql_undo += between + statements.drop;
  }
}

CheckResult finding_of(const CheckInput& input, const model::ForeignKey& key, const ForeignKeyCover& cover,
                       const model::TableHealth& table, NewIndexNames& names) {
  const model::TableHealth child = input.activity(key.table);
  const model::TableHealth parent = input.activity(key.referenced);
  CheckResult result;
  result.table = key.table;
  model::Finding& finding = result.finding;
  const std::int64_t parent_changes = parent.deletes + parent.updates;
  result.weight = static_cast<double>(parent_changes) * static_cast<double>(std::max<std::int64_t>(1, child.pages));
  finding.check = "fk.unindexed";
  finding.verdict = "review";
  const bool helped = !cover.in_part.empty() || !cover.weak.empty();
  finding.severity = helped ? "info" : "warning";
  finding.object = table.name.text() + "." + key.name;
  finding.table = table.name.text();
  finding.message = "no index serves (" + base::join(key.column_names, ", ") + ") when " + key.referenced_name.text() +
                    " changes" + why(input, key, cover) + "; " + base::counted(parent_changes, "row", "rows") +
                    " deleted or updated there, " + std::to_string(std::max<std::int64_t>(0, child.pages)) +
                    " pages here";
  finding.evidence = {{"columns", key.column_names},
                      {"references", key.referenced_name.text()},
                      {"parent_deletes", parent.deletes},
                      {"parent_updates", parent.updates},
                      {"pages", child.pages},
                      {"rows", child.rows},
                      {"null_percent", null_share(input, key) * 100}};
  if (!cover.in_part.empty()) finding.evidence.emplace_back("partial_cover", name_of(input, cover.in_part.front()));
  if (!cover.weak.empty()) finding.evidence.emplace_back("weak_cover", name_of(input, cover.weak.front()));
  add_statements(input, key, cover, table, names, finding);
  return result;
}

}  // namespace

CheckResults check_fk_unindexed(const CheckInput& input, const Groundwork&) {
  CheckResults results;
  NewIndexNames names(input);
  for (const model::ForeignKey& key : input.facts.foreign_keys) {
    const model::TableHealth* table = input.table(key.table);
    if (table == nullptr || !table->extension.empty()) continue;
    const ForeignKeyCover cover = make_foreign_key_cover(input, key);
    if (cover.full) continue;
    if (input.keep_rule({table->name.schema, table->name.name + "." + key.name}, "fk.unindexed") != nullptr) continue;
    results.push_back(finding_of(input, key, cover, *table, names));
  }
  return results;
}

}  // namespace barqdb::analyze
