// Tables by their names, with and without schema.
#include "lint/schema.hpp"

#include <algorithm>

namespace barqdb::lint {

model::QualifiedName Schema::full(const model::QualifiedName& name) const {
  if (!name.schema.empty()) return name;
  const model::QualifiedName temporary{"pg_temp", name.name};
  if (tables_.contains(temporary)) return temporary;
  const model::QualifiedName here{current_, name.name};
  if (tables_.contains(here)) return here;
  // An unqualified name may stand for a table further down the search_path.
  const auto elsewhere =
      std::find_if(tables_.begin(), tables_.end(), [&](const auto& entry) { return entry.first.name == name.name; });
  return elsewhere == tables_.end() ? here : elsewhere->first;
}

const KnownTable* Schema::find(const model::QualifiedName& table) const {
  const auto found = tables_.find(full(table));
  return found == tables_.end() ? nullptr : &found->second;
}

KnownTable& Schema::table(const model::QualifiedName& name) { return tables_[full(name)]; }

void Schema::add_table(const model::QualifiedName& name, KnownTable table) {
  const std::string schema = table.temporary ? "pg_temp" : name.schema.empty() ? current_ : name.schema;
  tables_[{schema, name.name}] = std::move(table);
}

void Schema::rename_table(const model::QualifiedName& from, const model::QualifiedName& to) {
  const model::QualifiedName old_name = full(from);
  const auto found = tables_.find(old_name);
  if (found == tables_.end()) return;
  KnownTable moved = std::move(found->second);
  tables_.erase(found);
  tables_[to] = std::move(moved);
  for (auto& [name, index] : indexes) {
    if (index.table == old_name) index.table = to;
  }
}

void Schema::drop_table(const model::QualifiedName& name) {
  const model::QualifiedName gone = full(name);
  tables_.erase(gone);
  std::erase_if(indexes, [&](const auto& entry) { return entry.second.table == gone; });
}

const KnownColumn* Schema::column(const model::QualifiedName& table, const std::string& column) const {
  const KnownTable* known = find(table);
  if (known == nullptr) return nullptr;
  const auto found = known->columns.find(column);
  return found == known->columns.end() ? nullptr : &found->second;
}

}  // namespace barqdb::lint
