// Foreign keys against the indexes of their table, by the names of columns: numbers differ between partitions.
#include "analyze/foreign_key_cover.hpp"

#include <algorithm>
#include <set>

#include "analyze/leftovers.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"

namespace barqdb::analyze {
namespace {

// As the server prints the expression by which the server looks for values of another type.
std::string cast_text(const std::string& column, const std::string& type) {
  return "(" + base::quote_identifier(column) + ")::" + type;
}

std::size_t place_of_cast(const std::string& expression, const model::ForeignKey& key) {
  for (std::size_t place = 0; place < key.column_names.size() && place < key.casts.size(); ++place) {
    if (!key.casts[place].empty() && expression == cast_text(key.column_names[place], key.casts[place])) return place;
  }
  return std::string::npos;
}

// The place of an index's key among the columns of the foreign key; npos when it is none of them.
std::size_t place_in_key(const CheckInput& input, const IndexTotals& index, std::size_t at,
                         const model::ForeignKey& key) {
  const model::IndexKey& which = input.shape(index).keys[at];
  if (which.column == 0) return place_of_cast(which.expression, key);
  const model::ColumnFacts* column = input.column(index.usage->table_oid, which.column);
  if (column == nullptr) return std::string::npos;
  const auto found = std::find(key.column_names.begin(), key.column_names.end(), column->name);
  return found == key.column_names.end() ? std::string::npos
                                         : static_cast<std::size_t>(found - key.column_names.begin());
}

// Why the key's equality cannot search this column of the index; "" when it can.
std::string unusable(const CheckInput& input, const IndexTotals& index, std::size_t at, const model::ForeignKey& key,
                     std::size_t place) {
  const model::IndexKey& which = input.shape(index).keys[at];
  if (which.column != 0 && !key.casts[place].empty())
    return "the server compares " + key.column_names[place] + " as " + key.casts[place];
  const model::OperatorClass* opclass = input.operator_class(which.opclass);
  if (opclass == nullptr || !input.facts.family_operators.contains({opclass->family, key.operators.at(place)}))
    return "its operator class cannot search by the key's equality";
  const model::ColumnFacts* column = input.column(key.table, key.columns[place]);
  if (column != nullptr && which.collation != 0 && which.collation != column->collation)
    return "its collation is not the column's";
  return "";
}

// Absent, or nothing but `column IS NOT NULL` of the key's own columns, joined by AND: a row with a NULL refers to
// nothing.
bool predicate_allows(std::string predicate, const model::ForeignKey& key) {
  if (predicate.empty()) return true;
  if (predicate.starts_with("((") && predicate.ends_with("))")) predicate = predicate.substr(1, predicate.size() - 2);
  std::set<std::string> allowed;
  for (const std::string& name : key.column_names) allowed.insert("(" + base::quote_identifier(name) + " IS NOT NULL)");
  for (std::size_t from = 0; from <= predicate.size();) {
    const std::size_t end = std::min(predicate.find(" AND (", from), predicate.size());
    if (!allowed.contains(predicate.substr(from, end - from))) return false;
    from = end + std::string_view(" AND ").size();
  }
  return true;
}

bool usable_now(const IndexTotals& index, const model::IndexShape& shape) {
  return shape.live && index.usage->valid && index.usage->ready;
}

// Many pages, or a list of entries that are not sorted in yet, for one row.
bool is_weak(const std::string& method) { return method == "brin" || method == "gin"; }

bool worth_repair(const CheckInput& input, const IndexTotals& index) {
  return !left_by_drop(input, index) && !left_by_reindex(index);
}

struct Match {
  std::size_t columns = 0;  // of the key, that are first in the index and can be searched
  std::string miss;         // why the next one, which is a column of the key, cannot
};

Match match(const CheckInput& input, const IndexTotals& index, const model::ForeignKey& key) {
  Match out;
  std::set<std::size_t> seen;
  for (std::size_t at = 0; at < input.shape(index).keys.size() && seen.size() < key.columns.size(); ++at) {
    const std::size_t place = place_in_key(input, index, at, key);
    if (place == std::string::npos || !seen.insert(place).second) break;
    out.miss = unusable(input, index, at, key, place);
    if (!out.miss.empty()) break;
    ++out.columns;
  }
  return out;
}

void judge_index(const CheckInput& input, const IndexTotals& index, const model::ForeignKey& key,
                 ForeignKeyCover& cover) {
  const model::IndexShape& shape = input.shape(index);
  const std::int64_t oid = index.usage->oid;
  if (!shape.known || shape.keys.empty() || place_in_key(input, index, 0, key) == std::string::npos) return;
  static const std::set<std::string> methods = {"btree", "hash", "gist", "spgist", "brin", "gin"};
  if (!methods.contains(index.usage->method)) {
    cover.no[oid] = "a " + index.usage->method + " index is not known to search by equality";
    return;
  }
  const Match found = match(input, index, key);
  const bool full = found.columns == key.columns.size() && !is_weak(index.usage->method);
  if (!usable_now(index, shape)) {
    cover.no[oid] = "it is not valid";
    if (!full || !predicate_allows(shape.predicate, key) || !worth_repair(input, index)) return;
    cover.broken.push_back(oid);
    cover.to_repair.push_back(index.usage->table_oid);
  } else if (!predicate_allows(shape.predicate, key)) {
    cover.no[oid] = "it has only the rows WHERE " + shape.predicate;
  } else if (!found.miss.empty() && found.columns < key.columns.size()) {
    cover.no[oid] = found.miss;
  } else if (is_weak(index.usage->method)) {
    cover.weak.push_back(oid);
  } else {
    (full ? cover.by : cover.in_part).push_back(oid);
  }
}

// Adds what the table and its parts have; true when each of them that holds rows is covered.
bool judge_table(const CheckInput& input, std::int64_t table, const model::ForeignKey& key, ForeignKeyCover& cover) {
  const std::size_t before = cover.by.size();
  for (const std::size_t place : input.indexes_of(table)) judge_index(input, input.indexes[place], key, cover);
  const model::TableHealth* facts = input.table(table);
  if (cover.by.size() > before) return true;
  if (facts == nullptr || facts->kind == 'f') return true;  // rows elsewhere are not ours to index
  if (facts->kind != 'p') {
    cover.without.push_back(table);
    return false;
  }
  bool all = !input.parts_of(table).empty();
  for (const std::int64_t part : input.parts_of(table)) all = judge_table(input, part, key, cover) && all;
  return all;
}

}  // namespace

ForeignKeyCover make_foreign_key_cover(const CheckInput& input, const model::ForeignKey& key) {
  ForeignKeyCover cover;
  cover.full = judge_table(input, key.table, key, cover);
  return cover;
}

std::unordered_map<std::int64_t, std::string> supporting_indexes(const CheckInput& input) {
  std::unordered_map<std::int64_t, std::string> support;
  for (const model::ForeignKey& key : input.facts.foreign_keys) {
    const ForeignKeyCover cover = make_foreign_key_cover(input, key);
    for (const std::int64_t oid : cover.full || !cover.by.empty() ? cover.by : cover.in_part) {
      support.emplace(input.root(*input.index(oid)).usage->oid, key.name);
    }
  }
  return support;
}

}  // namespace barqdb::analyze
