// Statements taken apart by PostgreSQL's own parser.
#include "analyze/updated_columns.hpp"

#include "plan/column_references.hpp"
#include "plan/update_target.hpp"

namespace barqdb::analyze {

UpdatedColumns updated_columns(const CheckInput& input, const model::QualifiedName& table) {
  UpdatedColumns columns;
  for (const model::UpdateStatement& statement : input.facts.updates) {
    if (statement.text.find(table.name) == std::string::npos) continue;  // parsing costs more
    const auto target = plan::update_target(statement.text);
    if (!target || target->table.name != table.name) continue;
    if (!target->table.schema.empty() && target->table.schema != table.schema) continue;
    for (const std::string& column : target->columns) columns[column] += statement.rows;
  }
  return columns;
}

std::set<std::string> columns_of_index(const CheckInput& input, const IndexTotals& index) {
  std::set<std::string> names;
  const model::IndexShape& shape = input.shape(index);
  const auto add_number = [&](int number) {
    const model::ColumnFacts* column = input.column(index.usage->table_oid, number);
    if (column != nullptr) names.insert(column->name);
  };
  const auto add_references = [&](const std::string& expression) {
    if (expression.empty()) return;
    for (const plan::ColumnReference& one : plan::column_references(expression)) names.insert(one.column);
  };
  for (const model::IndexKey& key : shape.keys) {
    if (key.column != 0) add_number(key.column);
    add_references(key.expression);
  }
  for (const int number : shape.include) add_number(number);
  add_references(shape.predicate);
  return names;
}

}  // namespace barqdb::analyze
