// Shapes out of the parser's facts.
#include "logs/shape.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "logs/hash.hpp"
#include "logs/role.hpp"

namespace barqdb::logs {
namespace {

constexpr std::size_t most_shapes = 8000;
constexpr std::size_t most_keys = 40'000;
constexpr std::size_t longest_parsed = 64u << 10;

bool catalog(const model::QualifiedName& table) {
  return table.schema == "pg_catalog" || table.schema == "information_schema" || table.name.starts_with("pg_");
}

bool of_migrations(const model::QualifiedName& table) {
  static constexpr std::array names = {"alembic_version",
                                       "schema_migrations",
                                       "ar_internal_metadata",
                                       "django_migrations",
                                       "flyway_schema_history",
                                       "databasechangelog",
                                       "databasechangeloglock",
                                       "knex_migrations",
                                       "knex_migrations_lock",
                                       "_prisma_migrations",
                                       "goose_db_version",
                                       "typeorm_metadata",
                                       "migrations",
                                       "sequelizemeta",
                                       "__efmigrationshistory"};
  const std::string name = base::lower(table.name);
  return table.schema == "barqdb" || std::find(names.begin(), names.end(), name) != names.end();
}

bool is_volatile(const std::string& function) {
  static constexpr std::array names = {"nextval",    "currval",         "lastval",         "setval",
                                       "random",     "clock_timestamp", "gen_random_uuid", "uuid_generate_v4",
                                       "set_config", "timeofday"};
  return function.starts_with("pg_") || function.starts_with("txid_") ||
         std::find(names.begin(), names.end(), function) != names.end();
}

// Functions that the server brings along, as far as they are read like tables.
bool is_built_in(const std::string& function) {
  static constexpr std::array names = {
      "generate_series", "generate_subscripts", "unnest",   "string_to_table", "now",
      "current_setting", "current_schemas",     "xmltable", "aclexplode",      "version"};
  return function.starts_with("pg_") || function.starts_with("json") || function.starts_with("regexp_") ||
         function.starts_with("ts_") || std::find(names.begin(), names.end(), function) != names.end();
}

void take_slots(const std::vector<Slot>& slots, Shape& shape) {
  for (const Slot& slot : slots) {
    plan::ValueUse use = plan::ValueUse::other;
    std::string column;
    model::QualifiedName table;
    for (const plan::StatementValue& value : shape.facts.values) {
      // A sign stands before its number.
      const bool here = value.offset == slot.offset || value.offset + 1 == slot.offset;
      if (!here) continue;
      use = value.use;
      column = value.column;
      table = value.table;
      break;
    }
    if (slot.count > 1 && use != plan::ValueUse::inserted) use = plan::ValueUse::list;
    shape.uses.push_back(use);
    shape.columns.push_back(std::move(column));
    shape.slot_tables.push_back(std::move(table));
  }
}

// `x = 1`, `x IN (1, 2)` and `x = ANY($1)` have one fingerprint in libpg-query, and are three shapes here: one row
// each, or many rows at once, is what all is about.
std::uint64_t lists_of(const Shape& shape) {
  std::uint64_t lists = 0;
  for (const plan::ValueUse use : shape.uses) lists = mix(lists, use == plan::ValueUse::list ? 1 : 0);
  return lists;
}

// Libpg-query leaves the digits of a table's name out: partitions of two months have one fingerprint.
std::uint64_t tables_of(const Shape& shape) {
  std::uint64_t tables = 0;
  for (const model::QualifiedName& table : shape.facts.tables)
    tables = mix(mix(tables, hash_bytes(table.schema)), hash_bytes(table.name));
  return tables;
}

void judge_tables(Shape& shape) {
  const auto& tables = shape.facts.tables;
  shape.system = std::all_of(tables.begin(), tables.end(), catalog);
  shape.migration = std::any_of(tables.begin(), tables.end(), of_migrations);
  const auto& functions = shape.facts.functions;
  shape.sets_context = std::find(functions.begin(), functions.end(), "set_config") != functions.end();
  const auto& from = shape.facts.from_functions;
  shape.own_function = std::any_of(from.begin(), from.end(), [](const auto& name) { return !is_built_in(name); });
  shape.volatile_read = std::any_of(functions.begin(), functions.end(), is_volatile);
}

}  // namespace

std::string readable(const Normalized& form) {
  int number = 0;
  for (const Slot& slot : form.slots()) number = std::max(number, slot.parameter);
  std::string out;
  std::size_t slot = 0;
  for (const char c : form.text()) {
    if (c == Normalized::value_mark) {
      const int parameter = slot < form.slots().size() ? form.slots()[slot].parameter : 0;
      out += '$' + std::to_string(parameter > 0 ? parameter : ++number);
      ++slot;
    } else if (c == Normalized::more_mark) {
      const bool rows = out.ends_with(", ") || out.ends_with(",");
      if (rows) ++slot;
      out += rows ? "..." : ", ...";
    } else {
      out += c;
    }
    if (out.size() > Shape::longest_query) return out.substr(0, Shape::longest_query - 3) + "...";
  }
  return out;
}

const Shape* Shapes::find(const Normalized& form, std::string_view sql) {
  if (const auto found = by_key_.find(form.key()); found != by_key_.end()) return found->second;
  const Shape* shape = add(form, sql);
  // Keys are cheap to find again: when an application writes a new text each time, forget all rather than none.
  if (by_key_.size() >= most_keys) by_key_.clear();
  by_key_[form.key()] = shape;
  return shape;
}

const Shape* Shapes::add(const Normalized& form, std::string_view sql) {
  Shape shape;
  if (sql.size() <= longest_parsed) {
    shape.facts = plan::statement_facts(sql);
  } else {
    shape.facts.fingerprint = fmt::format("{:016x}", form.key());
  }
  take_slots(form.slots(), shape);
  std::uint64_t identity = mix(hash_bytes(shape.facts.fingerprint), form.slots().size());
  identity = mix(mix(mix(identity, form.many_rows() ? 1 : 0), lists_of(shape)), tables_of(shape));
  if (const auto found = by_fingerprint_.find(identity); found != by_fingerprint_.end()) return found->second;
  if (all_.size() >= most_shapes) return &rest_;
  if (!shape.facts.parsed) ++not_parsed_;
  shape.id = static_cast<std::uint32_t>(all_.size() + 1);
  shape.many_rows = form.many_rows();
  shape.query = readable(form);
  shape.role = role_of(shape.facts, form.text());
  judge_tables(shape);
  shape.facts.values.clear();
  shape.facts.values.shrink_to_fit();
  all_.push_back(std::move(shape));
  return by_fingerprint_[identity] = &all_.back();
}

}  // namespace barqdb::logs
