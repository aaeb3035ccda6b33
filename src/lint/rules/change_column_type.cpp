// change-column-type: The type of a column is changed in a way that rewrites the table.
#include <algorithm>

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

// An index keeps its order of the old type; only varchar and text share one.
bool rebuilds_an_index(const Subject& subject, const AlterCommand& command, const ColumnType& from,
                       const ColumnType& to) {
  const auto plain = [](const std::string& name) { return name == "varchar" ? std::string("text") : name; };
  if (plain(from.name) == plain(to.name) || from.name == "cidr") return false;
  const model::QualifiedName table = subject.schema.full(command.table);
  return std::any_of(subject.schema.indexes.begin(), subject.schema.indexes.end(), [&](const auto& entry) {
    const auto& keys = entry.second.keys;
    return entry.second.table == table &&
           std::any_of(keys.begin(), keys.end(), [&](const IndexKey& key) { return key.column == command.name; });
  });
}

void check(const Subject& subject, Found& found) {
  for (const AlterCommand& command : alter_commands(subject)) {
    if (command.kind != "AT_AlterColumnType") continue;
    const plan::SyntaxNode& definition = command.node["def"]["ColumnDef"];
    const ColumnType to = type_of(definition["typeName"]);
    const KnownColumn* column = subject.schema.column(command.table, command.name);
    const bool computed = computes(definition["raw_default"], command.name);
    const ColumnType from = column == nullptr ? ColumnType{} : column->type;
    const bool free = !computed && judge_change(from, to) == TypeChange::free;
    if (free && rebuilds_an_index(subject, command, from, to)) {
      found.add(command.table.text() + "." + command.name, command.table,
                text_of(from) + " to " + text_of(to) + ": the indexes on " + command.name +
                    " are built anew while nobody may use " + command.table.text());
    }
    if (free) continue;
    found.add(command.table.text() + "." + command.name, command.table, message_for(command, column, to));
  }
}

}  // namespace

Rule change_column_type() {
  Rule rule;
  rule.id = "change-column-type";
  rule.severity = "warning";
  rule.summary = "The type of a column is changed in a way that rewrites the table.";
  rule.why =
      "The table and its indexes are written anew, or read as a whole, under an ACCESS EXCLUSIVE lock. Only the "
      "catalog changes for varchar(n) to a larger n, to varchar or to text, numeric(p,s) to a larger p, a timestamp, "
      "time or interval of more digits, cidr to inet, xml to text, and text to and from citext: those are not found "
      "where the old "
      "type is known from earlier SQL. Else add a column of the new type, keep both in step by a trigger, fill it in "
      "batches, and swap the names.";
  rule.bad = R"sql(CREATE TABLE seen_before (id bigint);
ALTER TABLE orders ALTER COLUMN amount TYPE bigint;)sql";
  rule.safe = R"sql(ALTER TABLE orders ADD COLUMN amount_big bigint;)sql";
  rule.statement = check;
  return rule;
}

}  // namespace barqdb::lint::rules_table
