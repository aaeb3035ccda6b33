// Reading what rules ask for out of parse trees.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lint/rule.hpp"

namespace barqdb::lint {

model::QualifiedName relation_of(const plan::SyntaxNode& range_variable);
model::QualifiedName name_of(const plan::SyntaxNode& strings);  // of a list of String nodes
std::vector<std::string> strings_of(const plan::SyntaxNode& strings);
// The names of a DropStmt for objects of this type ("OBJECT_TABLE"); empty for any other statement.
std::vector<model::QualifiedName> dropped(const Subject& subject, std::string_view type);
// Of DROP TRIGGER, RULE and POLICY ("OBJECT_TRIGGER"): the tables from which they are dropped.
std::vector<model::QualifiedName> tables_of_dropped(const Subject& subject, std::string_view type);
// The UPDATE ("UpdateStmt") or DELETE that a statement is, and those in its WITH.
std::vector<const plan::SyntaxNode*> changes_of(const Subject& subject, std::string_view kind);
bool concurrent(const Subject& subject);  // CREATE INDEX, DROP INDEX, REINDEX, DETACH … CONCURRENTLY
// The collation that a ColumnDef names, without schema; "" for the type's own.
std::string collation_of(const plan::SyntaxNode& column_definition);
// The columns of which an expression says that they are not null, joined by AND.
void collect_not_null(const plan::SyntaxNode& expression, std::set<std::string>& columns);
// All columns that an expression names.
void collect_columns(const plan::SyntaxNode& expression, std::set<std::string>& columns);
bool calls(const plan::SyntaxNode& expression, const std::set<std::string>& functions);

// One command of an ALTER TABLE.
struct AlterCommand {
  model::QualifiedName table;
  const std::string& kind;  // AT_AddColumn …
  const std::string& name;  // of a column or constraint
  const plan::SyntaxNode& node;
};
// Of tables that were there before this unit: on new ones everything is quick and nobody waits. Empty for any other
// statement.
std::vector<AlterCommand> alter_commands(const Subject& subject);

// The same of foreign tables and views as well, where a command concerns code that reads and writes them.
std::vector<AlterCommand> relation_commands(const Subject& subject);

// Whether they do nothing but add, drop and change columns: then two statements could as well be one. Keys and checks
// are often spread over statements with intent.
bool changes_columns(const std::vector<AlterCommand>& commands);

// A column that is added to an existing table.
struct AddedColumn {
  model::QualifiedName table;
  const plan::SyntaxNode& definition;
  ColumnType type;
  const std::string& name() const { return definition["colname"].text; }
  // Its constraint of a kind ("CONSTR_NOTNULL"), or an empty node.
  const plan::SyntaxNode& constraint(std::string_view kind) const;
};
std::vector<AddedColumn> added_columns(const Subject& subject);
// The same of new tables into which the text has put rows.
std::vector<AddedColumn> columns_added_to_rows(const Subject& subject);

// A constraint that is added to an existing table, by itself or with a column.
struct AddedConstraint {
  model::QualifiedName table;
  const plan::SyntaxNode& node;
  const std::string& kind;
  const std::string& column;  // with which it comes; "" when it comes by itself
  std::string label() const;  // its name, or what it is
};
std::vector<AddedConstraint> added_constraints(const Subject& subject);

// Columns of CREATE TABLE, ADD COLUMN and ALTER COLUMN TYPE alike, new tables included.
struct DefinedColumn {
  model::QualifiedName table;
  const plan::SyntaxNode& definition;
  ColumnType type;
  const std::string& name;
};
std::vector<DefinedColumn> defined_columns(const Subject& subject);

}  // namespace barqdb::lint
