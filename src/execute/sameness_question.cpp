// The definition as a whole, and taken apart.
#include "execute/sameness_question.hpp"

#include <utility>

#include "plan/ddl.hpp"

namespace barqdb::execute {

catalog::SamenessQuestion sameness_question(model::IndexDefinition wanted, const model::QualifiedName& table,
                                            const std::string& name, std::int64_t oid, std::size_t number) {
  catalog::SamenessQuestion question;
  question.table = table;
  question.index = name;
  question.existing_oid = oid;
  question.clone_index = catalog::clone_index_name(number);
  wanted.tablespace.clear();
  question.build = plan::create_index_sql(wanted, {.table = catalog::clone_name(table), .name = question.clone_index});
  question.where = std::exchange(wanted.where, "");
  for (model::IndexColumn& column : wanted.columns) {
    question.expressions.push_back(std::exchange(column.expression, ""));
    if (!question.expressions.back().empty()) column.name = catalog::key_column(question.expressions.size());
  }
  question.shape = plan::create_index_sql(
      wanted, {.table = catalog::shape_table(question.clone_index), .name = question.clone_index});
  return question;
}

}  // namespace barqdb::execute
