// Definitions → questions → comparisons.
#include "execute/compare.hpp"

#include <algorithm>
#include <utility>

#include "base/error.hpp"
#include "catalog/check_sameness.hpp"
#include "catalog/plan_facts.hpp"
#include "catalog/sameness.hpp"
#include "execute/sameness_question.hpp"
#include "plan/constraint_ddl.hpp"
#include "plan/ddl.hpp"
#include "plan/replacement.hpp"

namespace barqdb::execute {
namespace {

// Whether the server prints such a definition in one way, whatever the settings of the session: neither an expression
// nor a constant is in it.
bool prints_one_way(const model::IndexDefinition& definition) {
  return definition.where.find_first_of("'$0123456789") == std::string::npos &&
         std::all_of(definition.columns.begin(), definition.columns.end(),
                     [](const model::IndexColumn& column) { return column.expression.empty(); });
}

// Whether the check, if there is one of the name, is what `definition` asks for.
void compare_check(db::Connection& connection, const model::ConstraintDefinition& definition,
                   const model::Catalog& catalog, base::Milliseconds lock_timeout,
                   std::map<std::string, plan::Comparison>& comparisons) {
  const auto existing = catalog.constraints.find(definition.table.text() + "." + definition.name);
  if (!definition.is_check() || existing == catalog.constraints.end() || existing->second.kind != 'c') return;
  const model::QualifiedName& table = existing->second.table;
  plan::Comparison comparison;
  comparison.existing = existing->second.definition;
  try {
    comparison.wanted = catalog::read_printed_check(
        connection, table, plan::add_constraint_sql(definition, catalog::clone_name(table), /*not_valid=*/false),
        definition.name, lock_timeout);
  } catch (const base::Error& error) {
    if (!connection.alive() || error.sqlstate == "55P03") throw;
    comparison.error = error.message;
  }
  constexpr std::string_view not_valid = " NOT VALID";
  std::string existing_text = comparison.existing;
  if (existing_text.ends_with(not_valid)) existing_text.resize(existing_text.size() - not_valid.size());
  comparison.same = comparison.error.empty() && comparison.wanted == existing_text;
  comparisons[table.text() + "." + definition.name] = comparison;
}

}  // namespace

std::map<std::string, plan::Comparison> compare_definitions(db::Connection& connection, const model::RevisionBody& body,
                                                            const model::Catalog& catalog,
                                                            base::Milliseconds lock_timeout) {
  std::map<std::string, plan::Comparison> comparisons;
  std::vector<catalog::SamenessQuestion> questions;
  // Whether the index `index`, if there is one, is what `definition` asks for.
  const auto ask = [&](const model::IndexDefinition& definition, const std::string& index) {
    const model::QualifiedName name = catalog::index_name(catalog, definition.table, index);
    const auto existing = catalog.indexes.find(name.text());
    if (existing == catalog.indexes.end() || existing->second.definition.empty()) return;
    model::IndexDefinition wanted = definition;
    wanted.tablespace.clear();  // where an index lies is not what it is
    const std::string& printed = existing->second.definition;
    if (prints_one_way(wanted) &&
        plan::create_index_sql(wanted, {.table = existing->second.table, .name = name.name}) == printed) {
      comparisons[name.text()] = {true, printed, printed, ""};
      return;
    }
    questions.push_back(sameness_question(std::move(wanted), existing->second.table, name.name, existing->second.oid,
                                          questions.size()));
    questions.back().key = name.text();
  };
  for (const model::Step& step : body.steps) {
    if (const auto* add = std::get_if<model::AddConstraintStep>(&step)) {
      compare_check(connection, add->definition, catalog, lock_timeout, comparisons);
      continue;
    }
    const bool replaces = std::holds_alternative<model::ReplaceIndexStep>(step);
    for (const model::IndexDefinition* definition : model::definitions_of(step)) {
      ask(*definition, definition->name);
      if (replaces) ask(*definition, plan::replacement_names(*definition).replacement);
    }
  }
  const std::vector<catalog::SamenessAnswer> answers = catalog::judge_sameness(connection, questions, lock_timeout);
  for (std::size_t i = 0; i < questions.size(); ++i) {
    comparisons[questions[i].key] = {answers[i].same, answers[i].wanted, answers[i].existing, answers[i].error};
  }
  return comparisons;
}

}  // namespace barqdb::execute
