// Three grades, the best that there is first.
#include "analyze/bloat_estimate.hpp"

#include <algorithm>
#include <cmath>

#include "analyze/btree_size.hpp"
#include "analyze/distinct_keys.hpp"
#include "analyze/storage_option.hpp"
#include "base/text.hpp"

namespace barqdb::analyze {
namespace {

constexpr std::int64_t page_bytes = 8192;
constexpr std::int64_t smallest = 32;       // pages: below it no estimate is worth its error, nor is a rebuild
constexpr double sampled_per_target = 300;  // rows that ANALYZE looks at for each unit of the statistics target
constexpr double loosely_merged = 1.28;     // of the bytes, where equal keys came one by one and not with a build
constexpr double widest = 128;              // bytes of a key: a page of wider ones is as full as chance has it
constexpr double tolerance = 4;             // percent points that a figure may be off before it is withheld
constexpr double churned = 0.05;            // of the rows deleted, or moved by updates: pages have room, and merge late

Bloat from_pages(const std::string& grade, double needed, double pages) {
  Bloat bloat;
  bloat.grade = grade;
  bloat.percent = std::clamp(100 * (1 - needed / pages), 0.0, 100.0);
  bloat.waste = static_cast<std::int64_t>(std::max(0.0, pages - needed)) * page_bytes;
  return bloat;
}

Bloat cannot(const std::string& why) {
  Bloat bloat;
  bloat.problem = why;
  return bloat;
}

Bloat exact(const model::MeasuredIndex& measured) {
  // Fewer leaves need fewer pages above them.
  const double full = measured.leaf_density / measured.fillfactor;
  return from_pages("exact", full * static_cast<double>(measured.leaf_pages + measured.internal_pages) + 1,
                    static_cast<double>(std::max<std::int64_t>(1, measured.pages)));
}

int fillfactor_of(const model::IndexShape& shape) {
  const auto found = shape.options.find("fillfactor");
  return found == shape.options.end() ? 90 : std::stoi(found->second);
}

// Whether equal keys are merged: never with INCLUDE, never when a class cannot promise that equal means identical.
bool merges(const CheckInput& input, const IndexTotals& index, const model::IndexShape& shape) {
  if (switched_off(shape.options, "deduplicate_items")) return false;
  if (!shape.include.empty() || index.usage->unique) return false;
  return std::all_of(shape.keys.begin(), shape.keys.end(), [&](const model::IndexKey& key) {
    const model::OperatorClass* opclass = input.operator_class(key.opclass);
    if (opclass == nullptr || opclass->equal_image_with.empty()) return false;
    return opclass->equal_image_with == "btequalimage" ||
           !input.facts.nondeterministic_collations.contains(key.collation);
  });
}

int align_of(const model::ColumnFacts& column) {
  if (column.length == -1 || column.align == 'c') return 1;
  if (column.align == 's') return 2;
  return column.align == 'd' ? 8 : 4;
}

// More rows changed since ANALYZE than the profile allows, unless all that ever happened was inserts and the table has
// not grown since.
bool is_stale(const CheckInput& input, const model::TableHealth& table) {
  const double rows = static_cast<double>(std::max<std::int64_t>(1, table.rows));
  const double stale = input.settings.stale_percent / 100.0;
  if (static_cast<double>(table.modified_rows) <= stale * rows) return false;
  return !table.pages_now || static_cast<double>(*table.pages_now) > 1.01 * static_cast<double>(table.pages);
}

// Keys and INCLUDE columns, in their order.
std::vector<const model::ColumnFacts*> columns_of(const CheckInput& input, const IndexTotals& index) {
  const model::IndexShape& shape = input.shape(index);
  std::vector<const model::ColumnFacts*> columns;
  for (std::size_t i = 0; i < shape.keys.size(); ++i) columns.push_back(input.key_facts(index, i));
  for (const int number : shape.include) columns.push_back(input.column(index.usage->table_oid, number));
  return columns;
}

// What stands against an estimate before any arithmetic; "" when nothing does.
std::string obstacle(const CheckInput& input, const IndexTotals& index, const model::TableHealth& table) {
  if (table.rows < 0) return "its table was never analyzed";
  if (is_stale(input, table))
    return "statistics are stale: " + std::to_string(table.modified_rows) + " rows changed since the last ANALYZE";
  const double live = static_cast<double>(std::max<std::int64_t>(1, table.live_rows + table.dead_rows));
  if (static_cast<double>(table.dead_rows) > 0.05 * live)
    return std::to_string(table.dead_rows) + " dead rows wait for VACUUM";
  const model::IndexShape& shape = input.shape(index);
  for (std::size_t i = 0; i < shape.keys.size(); ++i) {
    const model::ColumnFacts* column = input.key_facts(index, i);
    if (column != nullptr && column->hidden)
      return "this role may not see the statistics of " + input.key_text(index, i);
    if (column == nullptr || !column->statistics) {
      return "no statistics of " + input.key_text(index, i) +
             " are visible to this role: never analyzed since the index was made, or no right to read the column";
    }
  }
  for (const int column : shape.include) {
    const model::ColumnFacts* facts = input.column(index.usage->table_oid, column);
    if (facts == nullptr || !facts->statistics) return "no statistics of its INCLUDE columns are visible to this role";
  }
  return "";
}

// Padding of values that vary in length is most of a short key's size: without it there is no estimate.
std::string unknown_width(const CheckInput& input, const IndexTotals& index) {
  for (const model::ColumnFacts* column : columns_of(input, index)) {
    if (column->length == -1 && column->statistics->null_fraction < 1 && !column->statistics->aligned_width)
      return "how much room stored values of " + column->type + " take is not known";
  }
  return "";
}

double entries(const CheckInput& input, const IndexTotals& index, const model::TableHealth& table) {
  const model::IndexShape& shape = input.shape(index);
  return static_cast<double>(shape.predicate.empty() ? table.rows : std::max<std::int64_t>(0, shape.rows));
}

std::vector<KeyWidth> widths_of(const CheckInput& input, const IndexTotals& index, bool no_nulls) {
  std::vector<KeyWidth> widths;
  for (const model::ColumnFacts* known : columns_of(input, index)) {
    const model::ColumnFacts& column = *known;
    KeyWidth width;
    width.bytes = column.length > 0 ? column.length : column.statistics->average_width;
    width.aligned = column.statistics->aligned_width.value_or(std::ceil(width.bytes / 8) * 8);
    width.align = align_of(column);
    width.null_fraction = no_nulls ? 0 : column.statistics->null_fraction;
    widths.push_back(width);
  }
  return widths;
}

// Rows of one column by value: NULLs (none in an index without them), the common values, the rest. The statistics speak
// of the table's rows.
void add_groups(const model::ColumnStatistics& statistics, double table_rows, double distinct, bool no_nulls,
                BtreeShape& shape) {
  const double nulls = statistics.null_fraction * table_rows;
  const double common = std::min(statistics.common_share.value_or(0) * table_rows, table_rows - nulls);
  const double others = table_rows - nulls - common;
  if (!no_nulls) shape.groups.push_back({nulls, 1});
  shape.groups.push_back({common, static_cast<double>(std::max(1, statistics.common_values))});
  shape.groups.push_back({others, std::max(1.0, distinct - statistics.common_values)});
}

// How rows fall on the keys of several columns is not known: all alike takes the most room, all on one key the least.
enum class Spread { even, skewed };

double pages_with(const CheckInput& input, const IndexTotals& index, double rows, double distinct, Spread spread,
                  bool merged) {
  const model::IndexShape& of_index = input.shape(index);
  const bool no_nulls = !of_index.predicate.empty();
  BtreeShape shape;
  shape.fillfactor = fillfactor_of(of_index);
  shape.merges = merged;
  shape.keys = widths_of(input, index, no_nulls);
  if (of_index.keys.size() == 1 && (of_index.predicate.empty() || leaves_out_nulls(input, index))) {
    // NULLs are merged with each other, and bring no bytes of their own to the others.
    const double table_rows = static_cast<double>(input.table(index.usage->table_oid)->rows);
    add_groups(*input.key_facts(index, 0)->statistics, table_rows, distinct, no_nulls, shape);
    if (shape.merges) shape.keys[0].null_fraction = 0;
  } else if (spread == Spread::skewed && distinct < rows) {
    shape.groups = {{distinct - 1, distinct - 1}, {rows - distinct + 1, 1}};
  } else {
    shape.groups = {{rows, distinct}};
  }
  return btree_pages(shape);
}

// Pages with room take equal keys without merging them: only a full one merges.
bool has_churned(const model::TableHealth& table) {
  const auto moved = static_cast<double>(table.updates - table.hot_updates + table.deletes);
  return moved > churned * static_cast<double>(std::max<std::int64_t>(1, table.rows));
}

Bloat estimate(const CheckInput& input, const IndexTotals& index, const model::TableHealth& table, double pages) {
  if (std::string why = obstacle(input, index, table); !why.empty()) return cannot(why);
  if (std::string why = unknown_width(input, index); !why.empty()) return cannot(why);
  const model::IndexShape& shape = input.shape(index);
  const double rows = entries(input, index, table);
  const bool sampled = static_cast<double>(table.rows) <= input.facts.statistics_target * sampled_per_target;
  if (key_bytes(widths_of(input, index, !shape.predicate.empty())) > widest)
    return cannot("its keys are so wide that few of them fit on a page, and how many is chance");
  const double table_rows = static_cast<double>(table.rows);
  const DistinctRange range = distinct_keys(input, index, rows, table_rows, sampled);
  const bool may_merge = merges(input, index, shape);
  const bool merged = may_merge && rows > 2 * range.low;
  const double least = pages_with(input, index, rows, range.low, Spread::skewed, may_merge);
  const double most = pages_with(input, index, rows, range.high, Spread::even, may_merge);
  const auto empty = [pages](double needed) { return 100 * (1 - needed / pages); };
  const double high = empty(least);
  // Below zero it is no figure for people, but tells how wide the range is. Loosely merged keys may have filled all
  // pages.
  double low = empty(most);
  if (merged) {
    const double loose =
        has_churned(table) ? pages_with(input, index, rows, range.high, Spread::even, false) : most * loosely_merged;
    low = std::min(low, std::max(0.0, empty(loose)));
  }
  if (high - low > 2 * tolerance) {
    return cannot("how many different keys it has, and how tightly equal ones are merged, is not known well enough: " +
                  std::to_string(std::llround(std::max(0.0, low))) + " to " +
                  std::to_string(std::llround(std::max(0.0, high))) + " % may be empty");
  }
  return from_pages("estimate", pages * (1 - (low + high) / 200), pages);
}

}  // namespace

std::optional<Bloat> bloat_of(const CheckInput& input, const IndexTotals& index) {
  const model::IndexUsage& usage = *index.usage;
  if (usage.partitioned || usage.method != "btree" || !usage.valid) return std::nullopt;
  if (const auto found = input.facts.measured.find(usage.oid); found != input.facts.measured.end())
    return exact(found->second);
  if (!usage.bytes || *usage.bytes < smallest * page_bytes) return std::nullopt;
  const model::TableHealth* table = input.table(usage.table_oid);
  if (table == nullptr || !input.shape(index).known) return std::nullopt;
  const double pages = static_cast<double>(*usage.bytes) / page_bytes;
  const auto window = input.window.indexes.find(usage.oid);
  if (window != input.window.indexes.end() && window->second.rebuilt_bytes_per_row && table->rows >= 0) {
    const double rows = entries(input, index, *table);
    return from_pages("baseline", rows * *window->second.rebuilt_bytes_per_row / page_bytes, pages);
  }
  return estimate(input, index, *table, pages);
}

}  // namespace barqdb::analyze
