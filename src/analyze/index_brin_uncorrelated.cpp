// The check index.brin_uncorrelated: BRIN indexes whose ranges all overlap, so that each scan reads the whole table.
#include <cmath>

#include "analyze/checks.hpp"

namespace barqdb::analyze {
namespace {

// Smallest and largest value of a range are kept; other classes (bloom, inclusion) do not need an order.
bool keeps_bounds(const CheckInput& input, const model::IndexKey& key) {
  const model::OperatorClass* opclass = input.operator_class(key.opclass);
  return opclass != nullptr && opclass->name.find("minmax") != std::string::npos &&
         opclass->name.find("minmax_multi") == std::string::npos;
}

std::int64_t pages_per_range(const model::IndexShape& shape) {
  const auto found = shape.options.find("pages_per_range");
  return found == shape.options.end() ? 128 : std::stoll(found->second);
}

}  // namespace

CheckResults check_index_brin_uncorrelated(const CheckInput& input, const Groundwork&) {
  CheckResults results;
  for (const IndexTotals& index : input.indexes) {
    const model::IndexShape& shape = input.shape(index);
    const model::TableHealth* table = input.table(index.usage->table_oid);
    if (index.usage->method != "brin" || index.usage->partitioned || !shape.known || table == nullptr) continue;
    if (table->pages <= pages_per_range(shape)) continue;  // one range is the whole table, whatever the order
    for (std::size_t i = 0; i < shape.keys.size(); ++i) {
      const model::ColumnFacts* column = input.key_facts(index, i);
      if (column == nullptr || !column->statistics || !column->statistics->correlation) continue;
      const double correlation = *column->statistics->correlation;
      if (!keeps_bounds(input, shape.keys[i]) || std::abs(correlation) * 200 >= input.settings.brin_correlation)
        continue;
      if (input.keep_rule(index.usage->index, "index.brin_uncorrelated") != nullptr) continue;
      CheckResult result = about_index(index, "index.brin_uncorrelated", "review", "warning");
      result.weight = static_cast<double>(table->pages);
      result.finding.message = input.key_text(index, i) +
                               " does not follow the order of the table: every range holds nearly every value, and a "
                               "scan reads nearly all pages; a B-tree serves it, or CLUSTER once";
      result.finding.evidence = {{"correlation", correlation}, {"table_pages", table->pages}, {"scans", index.scans}};
      results.push_back(std::move(result));
      break;
    }
  }
  return results;
}

}  // namespace barqdb::analyze
