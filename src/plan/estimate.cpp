// The formula for B-trees knows deduplication; other methods are estimated only where their size follows from the
// table.
#include "plan/estimate.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace barqdb::plan {
namespace {

using model::Estimate;
using model::KeyStatistics;
using model::TableStatistics;
using Kind = PredicateTerm::Kind;

constexpr double page = 8192;
constexpr double page_head = 40;  // header and special space
constexpr double minus_infinity_free_fill = 0.9;

double aligned(double width, int alignment) {
  return std::ceil(width / static_cast<double>(alignment)) * static_cast<double>(alignment);
}

double distinct_of(const KeyStatistics& column, double rows) {
  const double distinct = column.distinct < 0 ? -column.distinct * rows : column.distinct;
  return std::clamp(distinct, 1.0, std::max(rows, 1.0));
}

double frequency_of(const KeyStatistics& column, const std::string& value, double rows) {
  double common = 0;
  for (const auto& [text, frequency] : column.common) {
    if (text == value) return frequency;
    common += frequency;
  }
  const double others = distinct_of(column, rows) - static_cast<double>(column.common.size());
  return others < 1 ? 0 : std::max(0.0, 1 - common - column.null_fraction) / others;
}

double share_of(const PredicateTerm& term, const KeyStatistics& column, double rows) {
  double share = 0;
  switch (term.kind) {
    case Kind::is_null: return column.null_fraction;
    case Kind::is_not_null: return 1 - column.null_fraction;
    case Kind::is_true: return frequency_of(column, "t", rows);
    case Kind::is_false: return frequency_of(column, "f", rows);
    case Kind::equals_any:
      for (const std::string& value : term.values) share += frequency_of(column, value, rows);
      return std::min(share, 1.0);
  }
  return 1;
}

const KeyStatistics* find(const TableStatistics& table, const std::string& column) {
  const auto found = table.columns.find(column);
  return found == table.columns.end() || !found->second.analyzed ? nullptr : &found->second;
}

double fill_factor_of(const model::IndexDefinition& definition) {
  for (const auto& [name, value] : definition.with) {
    int percent = 0;
    if (name != "fillfactor" || std::from_chars(value.data(), value.data() + value.size(), percent).ec != std::errc())
      continue;
    return std::clamp(percent, 10, 100) / 100.0;
  }
  return minus_infinity_free_fill;  // PostgreSQL's default for B-trees
}

struct Keys {
  double width = 0;
  double distinct = 1;
  bool deduplicates = true;
  std::string unknown;  // the first key without statistics
};

Keys keys_of(const IndexStatement& statement, const TableStatistics& table, double rows) {
  Keys keys;
  const auto take = [&](const std::string& name, const std::string& what) -> const KeyStatistics* {
    const KeyStatistics* column = name.empty() ? nullptr : find(table, name);
    if (column == nullptr) {
      if (keys.unknown.empty()) keys.unknown = what;
      return nullptr;
    }
    keys.width = aligned(keys.width, column->alignment) + column->width;
    return column;
  };
  for (const model::IndexColumn& key : statement.definition.columns) {
    const KeyStatistics* column = take(key.name, key.name.empty() ? "the expression " + key.expression : key.name);
    if (column == nullptr) continue;
    keys.distinct *= distinct_of(*column, table.rows) + (column->null_fraction > 0 ? 1 : 0);
    keys.deduplicates = keys.deduplicates && column->deduplicates;
  }
  for (const std::string& name : statement.definition.include) {
    take(name, name);
    keys.deduplicates = false;
  }
  keys.distinct = std::clamp(keys.distinct, 1.0, std::max(rows, 1.0));
  if (statement.definition.unique) keys.distinct = std::max(rows, 1.0);
  return keys;
}

// One column: its common values and NULLs are groups of their own.
double single_column_bytes(const KeyStatistics& column, const Keys& keys, double rows, double fill_factor) {
  double bytes = 0, rest = 1, named = 0;
  const auto group = [&](double share, double width) {
    if (share <= 0) return;
    bytes += btree_leaf_bytes(rows * share, 1, width, keys.deduplicates, fill_factor);
    rest -= share;
    ++named;
  };
  group(column.null_fraction, 8);  // the map of NULLs
  for (const auto& [value, frequency] : column.common) group(frequency, keys.width);
  rest = std::max(rest, 0.0);
  return bytes + btree_leaf_bytes(rows * rest, std::max(1.0, keys.distinct - named), keys.width, keys.deduplicates,
                                  fill_factor);
}

std::int64_t btree_bytes(const IndexStatement& statement, const TableStatistics& table, const Keys& keys, double rows) {
  const double fill_factor = fill_factor_of(statement.definition);
  const bool whole = statement.predicate.empty() && statement.predicate_judged;
  const bool single = statement.definition.columns.size() == 1 && statement.definition.include.empty() && whole &&
                      !statement.definition.unique;
  const double leaves =
      single ? single_column_bytes(*find(table, statement.definition.columns.front().name), keys, rows, fill_factor)
             : btree_leaf_bytes(rows, keys.distinct, keys.width, keys.deduplicates, fill_factor);
  const double pages = std::ceil(leaves / page);
  const double fan_out = (page - page_head) * 0.7 / (12 + aligned(keys.width, 8));
  const double upper = pages > 1 ? std::ceil(pages / fan_out) + (pages > fan_out ? 1 : 0) : 0;
  return static_cast<std::int64_t>((1 + std::max(pages, rows > 0 ? 1.0 : 0.0) + upper) * page);
}

std::int64_t brin_bytes(const IndexStatement& statement, const TableStatistics& table, const Keys& keys) {
  double pages_per_range = 128;
  for (const auto& [name, value] : statement.definition.with) {
    if (name == "pages_per_range") pages_per_range = std::max(1.0, std::strtod(value.c_str(), nullptr));
  }
  const double ranges = std::ceil(static_cast<double>(table.bytes) / page / pages_per_range);
  const double map_pages = std::ceil(std::max(ranges, 1.0) * 6 / (page - page_head));
  return static_cast<std::int64_t>((1 + map_pages + std::ceil(ranges * (16 + 2 * keys.width) / (page - page_head))) *
                                   page);
}

}  // namespace

double btree_leaf_bytes(double rows, double distinct, double key_width, bool deduplicates, double fill_factor) {
  if (rows <= 0) return 0;
  constexpr double largest_posting = 1348;
  const double merged = deduplicates ? std::clamp(rows / std::max(distinct, 1.0), 1.0,
                                                  std::max(1.0, (largest_posting - 8 - key_width) / 6))
                                     : 1.0;
  const double a_row = merged > 1 ? 6 + (8 + aligned(key_width, 8) + 4) / merged : 12 + aligned(key_width, 8);
  return rows * a_row / ((page - page_head) * fill_factor) * page;
}

Estimate estimate_index(const IndexStatement& statement, const TableStatistics& table) {
  Estimate estimate;
  if (statement.only) {  // of a partitioned table: the parts hold the rows
    estimate.rows = estimate.index_bytes = 0;
    return estimate;
  }
  if (table.rows < 0) {
    estimate.unknown = "the table was never analyzed";
    return estimate;
  }
  double rows = table.rows;
  estimate.at_most = !statement.predicate_judged;
  for (const PredicateTerm& term : statement.predicate) {
    const KeyStatistics* column = find(table, term.column);
    if (column == nullptr) {
      estimate.at_most = true;
    } else {
      rows *= share_of(term, *column, table.rows);
    }
  }
  estimate.rows = std::llround(rows);
  const Keys keys = keys_of(statement, table, rows);
  const std::string& method = statement.definition.method;
  if (!keys.unknown.empty()) {
    estimate.unknown = "no statistics of " + keys.unknown;
  } else if (method == "btree") {
    estimate.index_bytes = btree_bytes(statement, table, keys, rows);
  } else if (method == "brin") {
    estimate.index_bytes = brin_bytes(statement, table, keys);
  } else {
    estimate.unknown = "the size of a " + method + " index does not follow from statistics";
  }
  return estimate;
}

base::Milliseconds estimate_build_time(const Estimate& index, std::int64_t table_bytes, std::size_t keys,
                                       bool concurrent, const model::BuildRate& rate) {
  constexpr double scan = 400e6;    // bytes a second of a table that is mostly in memory
  constexpr double sorted = 1.5e6;  // keys a second
  constexpr double fixed = 0.002;   // seconds, of any statement
  const auto bytes = static_cast<double>(table_bytes);
  double seconds = fixed;
  if (rate.builds > 0) {
    seconds += bytes / rate.bytes_per_second * (concurrent ? 1 : 0.6);  // the rate is that of concurrent builds
  } else {
    const auto rows = static_cast<double>(std::max<std::int64_t>(index.rows, 0));
    seconds +=
        bytes / scan * (concurrent ? 2 : 1) + rows * static_cast<double>(std::max<std::size_t>(keys, 1)) / sorted;
  }
  return base::Milliseconds(std::llround(seconds * 1000));
}

}  // namespace barqdb::plan
