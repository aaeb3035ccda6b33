// Foreign keys from the database or from the migrations folder.
#include "cli/schema_keys.hpp"

#include "catalog/schema_keys.hpp"
#include "plan/foreign_keys.hpp"
#include "revision/reader.hpp"

namespace barqdb::cli {
namespace {

void take_step(const model::Step& step, model::SchemaKeys& keys) {
  if (const auto* sql = std::get_if<model::SqlStep>(&step)) {
    plan::add_foreign_keys(sql->up, keys.links);
  } else if (const auto* add = std::get_if<model::AddConstraintStep>(&step)) {
    const model::ConstraintDefinition& key = add->definition;
    if (key.is_check() || key.columns.empty()) return;
    keys.links.push_back({key.table, key.columns, key.references,
                          key.referenced_columns.empty() ? std::vector<std::string>{"id"} : key.referenced_columns});
  }
}

model::SchemaKeys keys_of_revisions(Context& context) {
  model::SchemaKeys keys;
  keys.origin = "migrations";
  base::Diagnostics diagnostics;
  for (const model::Revision& revision : context.graph().revisions()) {
    const model::RevisionBody body = revision::load_body(revision, context.migrations(), diagnostics);
    for (const model::Step& step : body.steps) take_step(step, keys);
  }
  diagnostics.throw_if_any();
  return keys;
}

model::SchemaKeys keys_of_database(Context& context) {
  db::Connection connection = context.connect();
  return catalog::read_schema_keys(connection);
}

}  // namespace

Option schema_from_option() {
  return {
      OptionKind::value,
      "--schema-from WORD",
      "where foreign keys and indexes are looked up: auto is the database when --database-url or --profile names one",
      "auto",
      false,
      {"auto", "database", "migrations", "names"}};
}

model::SchemaKeys read_schema_keys(const Arguments& arguments, Context& context,
                                   std::vector<model::NotExamined>& not_examined) {
  const std::string from = arguments.text("schema-from");
  if (from == "database") return keys_of_database(context);
  if (from == "migrations") return keys_of_revisions(context);
  const config::Overrides& given = context.globals().overrides;
  if (from == "names" || (given.database_url.empty() && given.profile.empty())) return {};
  try {
    return keys_of_database(context);
  } catch (const base::Error& error) {
    if (error.kind == base::ErrorKind::interrupted || error.kind == base::ErrorKind::usage) throw;
    not_examined.push_back(
        {"foreign keys", "the database did not answer, links are guessed by names: " + error.message});
    return {};
  }
}

}  // namespace barqdb::cli
