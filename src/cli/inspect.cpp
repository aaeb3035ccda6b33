// barqdb inspect: the indexes of the live database as definitions.
#include "catalog/inspect.hpp"

#include "base/error.hpp"
#include "base/text.hpp"
#include "catalog/index_usage.hpp"
#include "cli/command.hpp"
#include "revision/definition_yaml.hpp"

namespace barqdb::cli {
namespace {

using model::InspectedIndex;
using model::Value;

std::string disabled_reason(const InspectedIndex& index) {
  if (index.valid || index.partitioned) return "";
  return index.building ? "being built" : "invalid: no query uses it; rebuild or drop it";
}

std::string yaml_text(const std::vector<InspectedIndex>& indexes) {
  std::vector<revision::DefinitionEntry> entries;
  for (const InspectedIndex& index : indexes) entries.push_back({&index.definition, disabled_reason(index)});
  return revision::definitions_text(std::move(entries));
}

std::vector<std::string> texts_of(const model::Parameters& parameters) {
  std::vector<std::string> out;
  for (const auto& [name, value] : parameters) out.push_back(name + "=" + value);
  return out;
}

std::vector<std::string> keys_of(const model::IndexDefinition& definition) {
  std::vector<std::string> out;
  for (const model::IndexColumn& column : definition.columns)
    out.push_back(column.expression.empty() ? column.name : "(" + column.expression + ")");
  return out;
}

Value optional(const std::string& text) { return text.empty() ? Value{} : Value{text}; }

std::vector<Value> row_of(const InspectedIndex& index) {
  const model::IndexDefinition& definition = index.definition;
  return {index.table.schema,
          index.table.name,
          index.name.name,
          definition.method,
          keys_of(definition),
          definition.include,
          definition.unique,
          definition.nulls_not_distinct,
          optional(definition.where),
          texts_of(definition.with),
          optional(definition.tablespace),
          optional(definition.comment),
          optional(definition.constraint),
          definition.cluster,
          definition.replica_identity,
          index.partitioned,
          optional(definition.part_of.text()),
          index.valid,
          revision::definition_line(definition),
          index.printed};
}

model::Report report_of(const std::vector<InspectedIndex>& indexes, const db::Connection& connection) {
  model::Report report;
  report.name = "inspect";
  report.database = connection.database();
  report.server_version = connection.server_version();
  for (const char* key : {"schema",
                          "table",
                          "index",
                          "method",
                          "columns",
                          "include",
                          "unique",
                          "nulls_not_distinct",
                          "where",
                          "with",
                          "tablespace",
                          "comment",
                          "constraint",
                          "cluster",
                          "replica_identity",
                          "partitioned",
                          "part_of",
                          "valid",
                          "yaml",
                          "definition"}) {
    report.columns.push_back({key, key});
  }
  std::int64_t constraints = 0, invalid = 0;
  for (const InspectedIndex& index : indexes) {
    report.rows.push_back(row_of(index));
    if (!index.definition.constraint.empty()) ++constraints;
    if (!index.valid) ++invalid;
  }
  report.metrics = {
      {"indexes", static_cast<std::int64_t>(indexes.size())}, {"of_constraints", constraints}, {"invalid", invalid}};
  return report;
}

// Only when nothing was found: a name that exists but has no index is an answer, one that does not is a typo.
void check_names(const catalog::InspectOptions& options, db::Connection& connection) {
  if (options.schema.empty() && options.table.name.empty()) return;
  const catalog::TableNames names = catalog::read_table_names(connection);
  std::vector<std::string> candidates;
  for (const model::QualifiedName& table : names.tables) {
    if (!options.schema.empty() && table.schema != options.schema) continue;
    const model::QualifiedName candidate{options.table.schema.empty() ? "" : table.schema, table.name};
    if (candidate == options.table || options.table.name.empty()) return;
    candidates.push_back(candidate.text());
  }
  const std::string wanted = options.table.name.empty() ? options.schema : options.table.text();
  const std::string near = base::nearest(wanted, options.table.name.empty() ? names.schemas : candidates);
  if (wanted == near) return;
  throw base::Error(base::ErrorKind::usage,
                    std::string("there is no ") + (options.table.name.empty() ? "schema" : "table") + " '" + wanted +
                        "' in database " + connection.database(),
                    near.empty() ? "names are spelled as in the catalog, upper and lower case included"
                                 : "did you mean '" + near + "'?");
}

int run(const Arguments& arguments, Context& context) {
  catalog::InspectOptions options;
  options.schema = arguments.text("schema");
  if (arguments.given("table")) options.table = model::parse_qualified_name(arguments.text("table"));
  options.parts = arguments.flag("parts");
  options.printed = context.format() == "json";
  db::Connection connection = context.connect();
  const std::vector<InspectedIndex> indexes = catalog::read_indexes(connection, options);
  if (indexes.empty()) check_names(options, connection);
  if (context.format() == "json")
    context.write(report_of(indexes, connection));
  else
    context.write(yaml_text(indexes));
  return 0;
}

}  // namespace

Command inspect_command() {
  Command command;
  command.name = "inspect";
  command.group = "gate";
  command.summary = "write the live database's indexes as definitions";
  command.details =
      "Prints the indexes of the database as a file of index definitions, by table and name: what create_indexes "
      "takes, "
      "and what builds the same indexes on the same tables elsewhere. Indexes of constraints are there with "
      "`constraint`, and create_indexes leaves them to the tables' own SQL; invalid ones are commented out. Temporary "
      "tables, system schemas and what belongs to an extension are left out. Reads catalogs only, and changes nothing.";
  command.examples = {"barqdb inspect > migrations/indexes/all.yaml", "barqdb inspect --table public.couriers",
                      "barqdb inspect --format json"};
  command.options = {{OptionKind::value, "--schema NAME", "only indexes of this schema"},
                     {OptionKind::value, "--table NAME", "only indexes of this table: name or schema.name"},
                     {OptionKind::flag, "--parts", "partitioned indexes part by part, with the parts' names"}};
  command.formats = {"yaml", "json"};
  command.run = run;
  return command;
}

}  // namespace barqdb::cli
