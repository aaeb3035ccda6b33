// Foreign keys first, names of columns and tables otherwise.
#include "logs/link.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "logs/loop_rules.hpp"

namespace barqdb::logs {
namespace {

using model::QualifiedName;

bool same_table(const QualifiedName& left, const QualifiedName& right) {
  return left.name == right.name && (left.schema.empty() || right.schema.empty() || left.schema == right.schema);
}

// couriers → courier, companies → company, addresses → address
std::string singular(const std::string& name) {
  if (name.ends_with("ies")) return name.substr(0, name.size() - 3) + "y";
  if (name.ends_with("sses") || name.ends_with("xes") || name.ends_with("ches")) return name.substr(0, name.size() - 2);
  if (name.ends_with("s") && !name.ends_with("ss")) return name.substr(0, name.size() - 1);
  return name;
}

// Does a column such as courier_id (or courierId) name rows of this table (couriers, app_courier)?
bool names_rows_of(const std::string& column, const std::string& table) {
  std::string base = base::lower(column);
  for (const char* end : {"_id", "_uuid", "id"}) {
    const std::string_view suffix(end);
    if (!base.ends_with(suffix) || base.size() == suffix.size()) continue;
    base.resize(base.size() - suffix.size());
    break;
  }
  const std::string one = singular(base::lower(table));
  return base == one || base == base::lower(table) || one.ends_with("_" + base);
}

bool is_own_key(const std::string& column) {
  const std::string name = base::lower(column);
  return name == "id" || name == "uuid" || name == "guid" || name == "pk";
}

// Without an order or a LIMIT an equality may name a single row: that of a session, for instance.
bool lists_rows(const Shape& shape) {
  if (shape.role != Role::read || shape.facts.aggregates || reads_one_row(shape)) return false;
  return shape.facts.ordered ||
         std::find(shape.uses.begin(), shape.uses.end(), plan::ValueUse::equal) == shape.uses.end();
}

// Does the source's result have what `column` of `table` is looked up with?
bool selects_for(const Shape& source, const std::string& column, const QualifiedName& table) {
  const auto& from = source.facts.tables;
  const bool own_key = is_own_key(column);
  const bool parent =
      std::any_of(from.begin(), from.end(), [&](const QualifiedName& one) { return names_rows_of(column, one.name); });
  const bool same =
      std::any_of(from.begin(), from.end(), [&](const QualifiedName& one) { return same_table(one, table); });
  return std::any_of(source.facts.selected.begin(), source.facts.selected.end(), [&](const std::string& name) {
    if (parent) return true;
    if (name == "*") return is_key_name(column);
    if (base::lower(name) == base::lower(column)) return !own_key || same;
    return own_key && names_rows_of(name, table.name);
  });
}

bool selects_for(const Shape& source, const Shape& shape, std::uint64_t varying) {
  for (std::size_t i = 0; i < shape.uses.size() && i < 64; ++i) {
    const bool compared = shape.uses[i] == plan::ValueUse::equal || shape.uses[i] == plan::ValueUse::list;
    if ((varying >> i & 1U) == 0 || !compared || shape.columns[i].empty()) continue;
    const bool named = !shape.slot_tables[i].name.empty() || shape.facts.tables.empty();
    if (selects_for(source, shape.columns[i], named ? shape.slot_tables[i] : shape.facts.tables.front())) return true;
  }
  return false;
}

std::optional<Link> by_keys(const Link& lookup, const plan::StatementFacts& source, const model::SchemaKeys& keys) {
  const auto in_source = [&](const QualifiedName& table) {
    return std::any_of(source.tables.begin(), source.tables.end(),
                       [&](const auto& one) { return same_table(one, table); });
  };
  for (const model::KeyLink& key : keys.links) {
    Link link = lookup;
    link.certain = true;
    if (same_table(key.table, lookup.table) && key.columns.front() == lookup.column && in_source(key.referenced)) {
      link.source = key.referenced;
      link.source_column = key.referenced_columns.front();
      return link;
    }
    if (same_table(key.referenced, lookup.table) && key.referenced_columns.front() == lookup.column &&
        in_source(key.table)) {
      link.source = key.table;
      link.source_column = key.columns.front();
      return link;
    }
  }
  return std::nullopt;
}

// False when the database was asked and has no such column.
bool may_have(const QualifiedName& table, const std::string& column, const model::SchemaKeys& keys) {
  if (keys.columns.empty()) return true;
  return std::any_of(keys.columns.begin(), keys.columns.end(), [&](const auto& entry) {
    return same_table(entry.first, table) && entry.second.contains(column);
  });
}

std::optional<Link> by_names(const Link& lookup, const plan::StatementFacts& source, const model::SchemaKeys& keys) {
  for (const QualifiedName& table : source.tables) {
    if (same_table(table, lookup.table)) continue;
    Link link = lookup;
    link.source = table;
    if (base::lower(lookup.column) == "id") {
      link.source_column = singular(lookup.table.name) + "_id";
      if (may_have(table, link.source_column, keys)) return link;
      continue;
    }
    if (!names_rows_of(lookup.column, table.name)) continue;
    link.source_column = "id";
    return link;
  }
  return std::nullopt;
}

}  // namespace

std::string Link::text() const { return table.text() + "." + column + " = " + source.text() + "." + source_column; }

std::optional<std::size_t> key_slot(const Loop& loop) {
  for (std::size_t i = 0; i < loop.shape->uses.size() && i < 64; ++i) {
    const plan::ValueUse use = loop.shape->uses[i];
    const bool compared = use == plan::ValueUse::equal || use == plan::ValueUse::list;
    if ((loop.varying >> i & 1U) != 0 && compared && !loop.shape->columns[i].empty()) return i;
  }
  return std::nullopt;
}

Link lookup_of(const Loop& loop, const model::SchemaKeys& keys) {
  Link link;
  const plan::StatementFacts& facts = loop.shape->facts;
  link.table = facts.target;
  if (link.table.name.empty() && !facts.tables.empty()) link.table = facts.tables.front();
  const std::optional<std::size_t> slot = key_slot(loop);
  if (!slot) return link;
  link.column = loop.shape->columns[*slot];
  if (*slot < loop.shape->slot_tables.size() && !loop.shape->slot_tables[*slot].name.empty())
    link.table = loop.shape->slot_tables[*slot];
  link.index_known = keys.indexes_known;
  for (const model::IndexLead& index : keys.indexes) {
    if (!same_table(index.table, link.table) || index.column != link.column) continue;
    link.index = index.index;
    link.table = index.table;
    break;
  }
  return link;
}

bool reads_one_row(const Shape& shape) {
  if (shape.facts.tables.size() != 1) return false;
  const std::string key = singular(base::lower(shape.facts.tables.front().name)) + "_id";
  for (std::size_t i = 0; i < shape.uses.size(); ++i) {
    if (shape.uses[i] == plan::ValueUse::equal &&
        (is_own_key(shape.columns[i]) || base::lower(shape.columns[i]) == key))
      return true;
  }
  return false;
}

bool source_lists(const Loop& loop) {
  return loop.source != nullptr && lists_rows(*loop.source) && selects_for(*loop.source, *loop.shape, loop.varying);
}

bool lists_other_keys(const Shape& source, const Shape& shape, std::uint64_t varying) {
  const auto& selected = source.facts.selected;
  const bool keys = !selected.empty() && std::all_of(selected.begin(), selected.end(), is_own_key);
  return keys && !selects_for(source, shape, varying);
}

std::optional<Link> find_link(const Loop& loop, const model::SchemaKeys& keys) {
  if (loop.source == nullptr) return std::nullopt;
  const Link lookup = lookup_of(loop, keys);
  if (lookup.column.empty()) return std::nullopt;
  std::vector<const Shape*> sources = {loop.source};
  sources.insert(sources.end(), loop.before.begin(), loop.before.end());
  for (const Shape* source : sources) {
    if (auto link = by_keys(lookup, source->facts, keys)) {
      link->from = source;
      return link;
    }
  }
  // Where nothing is known of the columns, only the statement that ran once can be trusted to be the list.
  if (keys.columns.empty()) sources.resize(1);
  for (const Shape* source : sources) {
    if (auto link = by_names(lookup, source->facts, keys)) {
      link->from = source;
      return link;
    }
  }
  return std::nullopt;
}

}  // namespace barqdb::logs
