// Definitions → questions → comparisons.
#include "execute/compare.hpp"

#include "catalog/plan_facts.hpp"
#include "catalog/sameness.hpp"
#include "plan/ddl.hpp"
#include "plan/replacement.hpp"

namespace barqdb::execute {

std::map<std::string, plan::Comparison> compare_definitions(db::Connection& connection, const model::RevisionBody& body,
                                                            const model::Catalog& catalog) {
  std::vector<catalog::SamenessQuestion> questions;
  // Whether the index `index`, if there is one, is what `definition` asks for.
  const auto ask = [&](const model::IndexDefinition& definition, const std::string& index) {
    const model::QualifiedName name = catalog::index_name(catalog, definition.table, index);
    const auto existing = catalog.indexes.find(name.text());
    if (existing == catalog.indexes.end() || existing->second.definition.empty()) return;
    catalog::SamenessQuestion question;
    question.key = name.text();
    question.table = existing->second.table;
    question.index = name.name;
    question.existing_oid = existing->second.oid;
    question.clone_index = catalog::clone_index_name(questions.size());
    model::IndexDefinition wanted = definition;
    wanted.tablespace.clear();  // where an index lies is not what it is
    question.build = plan::create_index_sql(
        wanted, {.concurrently = false, .table = catalog::clone_name(question.table), .name = question.clone_index});
    questions.push_back(std::move(question));
  };
  for (const model::Step& step : body.steps) {
    const bool replaces = std::holds_alternative<model::ReplaceIndexStep>(step);
    for (const model::IndexDefinition* definition : model::definitions_of(step)) {
      ask(*definition, definition->name);
      if (replaces) ask(*definition, plan::replacement_names(*definition).replacement);
    }
  }
  const std::vector<catalog::SamenessAnswer> answers = catalog::judge_sameness(connection, questions);
  std::map<std::string, plan::Comparison> comparisons;
  for (std::size_t i = 0; i < questions.size(); ++i) {
    comparisons[questions[i].key] = {answers[i].same, answers[i].wanted, answers[i].existing, answers[i].error};
  }
  return comparisons;
}

}  // namespace barqdb::execute
