// The check index.brin_candidate: large B-trees on columns whose order is that of the table, for which a BRIN index of
// a few pages may do.
#include <cmath>

#include "analyze/checks.hpp"
#include "analyze/new_index_name.hpp"
#include "base/quote.hpp"
#include "base/units.hpp"

namespace barqdb::analyze {
namespace {

constexpr std::int64_t rows_of_a_range_scan =
    100;  // fewer on average: single rows are looked for, which BRIN is bad at

bool fits(const CheckInput& input, const IndexTotals& index, const model::TableHealth& table) {
  const config::ReportSettings& settings = input.settings;
  const model::IndexShape& shape = input.shape(index);
  if (index.usage->method != "btree" || index.usage->partitioned || index.usage->parent || index.needed) return false;
  if (!shape.known || shape.keys.size() != 1 || shape.keys[0].column == 0 || !shape.predicate.empty()) return false;
  if (table.pages < settings.brin_pages) return false;
  if ((table.updates + table.deletes) * 100 > settings.brin_updates * std::max(table.live_rows, table.rows))
    return false;
  return index.scans == 0 || index.tuples_read / index.scans >= rows_of_a_range_scan;
}

}  // namespace

CheckResults check_index_brin_candidate(const CheckInput& input, const Groundwork& ground) {
  CheckResults results;
  NewIndexNames names(input);
  for (const IndexTotals& index : input.indexes) {
    const model::TableHealth* table = input.table(index.usage->table_oid);
    if (table == nullptr || !fits(input, index, *table) || ground.covers.keeper_of.contains(index.usage->oid) ||
        ground.supports.contains(index.usage->oid))
      continue;
    const model::ColumnFacts* column = input.key_facts(index, 0);
    if (column == nullptr || !column->statistics || !column->statistics->correlation) continue;
    const double correlation = *column->statistics->correlation;
    if (std::abs(correlation) * 100 < input.settings.brin_correlation) continue;
    if (input.keep_rule(index.usage->index, "index.brin_candidate") != nullptr) continue;
    CheckResult result = about_index(index, "index.brin_candidate", "review", "info");
    result.weight = static_cast<double>(index.bytes.value_or(0));
    result.finding.message =
        column->name + " follows the order of the table: a BRIN index of a few pages may do the work " + "of these " +
        base::format_size(index.bytes.value_or(0)) + ", where queries ask for ranges";
    result.finding.evidence = {{"correlation", correlation},
                               {"table_pages", table->pages},
                               {"bytes", index.bytes.value_or(0)},
                               {"scans", index.scans},
                               {"rows_per_scan", index.scans == 0 ? 0 : index.tuples_read / index.scans},
                               {"updates", table->updates},
                               {"deletes", table->deletes}};
    const std::string name = names.name_of(index.usage->table, {column->name, "brin"});
    const model::QualifiedName fresh{index.usage->table.schema, name};
    result.finding.sql_do = "CREATE INDEX CONCURRENTLY " + base::quote_identifier(name) + " ON " +
                            index.usage->table.quoted() + " USING brin (" + base::quote_identifier(column->name) + ")";
    result.finding.sql_undo = "DROP INDEX CONCURRENTLY " + fresh.quoted();
    results.push_back(std::move(result));
  }
  return results;
}

}  // namespace barqdb::analyze
