// change-column-type: The type of a column is changed in a way that rewrites the table or its indexes.
#include <algorithm>
#include <set>

#include "lint/read.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

std::string message_for(const AlterCommand& command, const KnownColumn* column, const ColumnType& to) {
  if (column == nullptr || !column->type.known()) {
    return "unless the old type is stored as " + text_of(to) + " is, " + command.table.text() +
           " is written anew while nobody may use it";
  }
  return text_of(column->type) + " to " + text_of(to) + ": " + command.table.text() +
         " is written anew, or read as a whole, while nobody may use it";
}

// USING with anything but the column itself, or its plain cast, computes every row.
bool computes(const plan::SyntaxNode& expression, const std::string& column) {
  const plan::SyntaxNode& value = expression["TypeCast"] ? expression["TypeCast"]["arg"] : expression;
  return expression && strings_of(value["ColumnRef"]["fields"]) != std::vector<std::string>{column};
}

// timestamp and timestamptz hold the same where the session's zone has no offset (PostgreSQL 12).
bool same_instants(const Subject& subject, const ColumnType& from, const ColumnType& to) {
  static const std::set<std::string> types = {"timestamp", "timestamptz"};
  return subject.transaction.has_utc() && subject.options.pg_version >= 12 && types.contains(from.name) &&
         types.contains(to.name) && from.array == to.array && !to.array &&
         (to.modifiers.empty() || to.modifiers[0] >= 6);  // fewer digits are a cast of their own
}

// An index keeps its order of the old type; only varchar and text share one.
bool sorts_alike(const ColumnType& from, const ColumnType& to) {
  const auto plain = [](const std::string& name) { return name == "varchar" ? std::string("text") : name; };
  return plain(from.name) == plain(to.name) || from.name == "cidr";
}

template <typename Uses>
bool has_index(const Subject& subject, const AlterCommand& command, Uses uses) {
  const model::QualifiedName table = subject.schema.full(command.table);
  return std::any_of(subject.schema.indexes.begin(), subject.schema.indexes.end(),
                     [&](const auto& entry) { return entry.second.table == table && uses(entry.second); });
}

bool has_key(const Subject& subject, const AlterCommand& command) {
  return has_index(subject, command, [&](const IndexFact& index) {
    return std::any_of(index.keys.begin(), index.keys.end(),
                       [&](const IndexKey& key) { return key.column == command.name; });
  });
}

// What is computed from the column is computed anew, however alike the types are.
void check_computed(const Subject& subject, const AlterCommand& command, const std::string& change, Found& found) {
  const std::string table = command.table.text();
  if (has_index(subject, command, [&](const IndexFact& index) { return index.computed_from.contains(command.name); }))
    found.add_part(command.table, command.name,
                   change + ": indexes with an expression or a condition on " + command.name +
                       " are built anew while nobody may use " + table);
  const KnownTable* known = subject.schema.find(command.table);
  if (known == nullptr) return;
  const bool checked =
      std::any_of(known->constraints.begin(), known->constraints.end(),
                  [&](const KnownConstraint& constraint) { return constraint.checked_columns.contains(command.name); });
  if (checked)
    found.add_part(
        command.table, command.name,
        change + ": a check on " + command.name + " is looked at for every row while nobody may use " + table);
}

// Only the catalog changes, but for the indexes.
void check_indexes(const Subject& subject, const AlterCommand& command, const KnownColumn& column,
                   const plan::SyntaxNode& definition, Found& found) {
  const ColumnType to = type_of(definition["typeName"]);
  const std::string collation = collation_of(definition);
  const bool recollated = column.collation != collation;
  const bool changes = recollated || !(column.type == to);
  if (changes) check_computed(subject, command, text_of(column.type) + " to " + text_of(to), found);
  if (!recollated && sorts_alike(column.type, to)) return;
  const std::string what = recollated ? "the collation of " + command.name + " changes to " +
                                            (collation.empty() ? "that of the type" : collation)
                                      : text_of(column.type) + " to " + text_of(to);
  const std::string object = command.table.text() + "." + command.name;
  if (has_key(subject, command)) {
    found.add(
        object, command.table,
        what + ": the indexes on " + command.name + " are built anew while nobody may use " + command.table.text());
    return;
  }
  const KnownTable* table = subject.schema.find(command.table);
  if (recollated && (table == nullptr || table->created_in < 0))
    found.add(object, command.table,
              what + ": every index on " + command.name + " is built anew while nobody may use " + command.table.text(),
              "info");
}

void check(const Subject& subject, Found& found) {
  for (const AlterCommand& command : alter_commands(subject)) {
    if (command.kind != "AT_AlterColumnType") continue;
    const plan::SyntaxNode& definition = command.node["def"]["ColumnDef"];
    const ColumnType to = type_of(definition["typeName"]);
    const KnownColumn* column = subject.schema.column(command.table, command.name);
    const bool known = column != nullptr && column->type.known();
    const bool free = known && !computes(definition["raw_default"], command.name) &&
                      (judge_change(column->type, to) == TypeChange::free || same_instants(subject, column->type, to));
    if (free) {
      check_indexes(subject, command, *column, definition, found);
    } else {
      found.add_part(command.table, command.name, message_for(command, column, to));
    }
  }
}

}  // namespace

Rule change_column_type() {
  Rule rule;
  rule.id = "change-column-type";
  rule.severity = "warning";
  rule.summary = "The type of a column is changed in a way that rewrites the table or its indexes.";
  rule.why =
      "The table and its indexes are written anew, or read as a whole, under an ACCESS EXCLUSIVE lock. Only the "
      "catalog changes for varchar(n) to a larger n, to varchar or to text, numeric(p,s) to a larger p, a timestamp, "
      "time or interval of more digits, cidr to inet, xml to text, text to and from citext, "
      "and timestamp to and from timestamptz while the session's time zone is UTC: those are not found where the old "
      "type "
      "is known from earlier SQL. Another collation, also the type's own because none is named, builds the indexes of "
      "the column anew under that lock. Else add a column of the new type, keep both in step by a trigger, fill it in "
      "batches, and swap the names.";
  rule.bad = R"sql(CREATE TABLE seen_before (id bigint);
ALTER TABLE orders ALTER COLUMN amount TYPE bigint;)sql";
  rule.safe = R"sql(ALTER TABLE orders ADD COLUMN amount_big bigint;)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
