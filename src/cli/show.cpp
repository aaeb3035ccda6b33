// barqdb show: one revision, what it stands on and what it does.
#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/applied.hpp"
#include "cli/chain_report.hpp"
#include "cli/command.hpp"
#include "revision/reader.hpp"
#include "revision/target.hpp"

namespace barqdb::cli {
namespace {

using base::Error;
using base::ErrorKind;
using model::Value;

std::string files_text(const std::string& up_file) { return up_file.empty() ? "" : " (" + up_file + ")"; }

struct StepText {
  std::vector<Value> operator()(const model::SqlStep& step) const {
    const std::string back = step.irreversible ? "irreversible" : step.down ? "reversible" : "no way back";
    return {"sql", base::one_line(step.up) + files_text(step.up_file) + (step.transaction ? "" : " [no transaction]"),
            back};
  }
  std::vector<Value> operator()(const model::CreateIndexStep& step) const {
    if (step.file.empty() && step.definitions.size() == 1) {
      const auto& definition = step.definitions.front();
      return {"create_index", definition.name + " on " + definition.table.text(), "reversible"};
    }
    const auto count = static_cast<std::int64_t>(step.definitions.size());
    return {"create_indexes", base::counted(count, "index", "indexes") + " of " + step.file, "reversible"};
  }
  std::vector<Value> operator()(const model::DropIndexStep& step) const {
    return {"drop_index", step.index.text(), "reversible"};
  }
  std::vector<Value> operator()(const model::ReplaceIndexStep& step) const {
    return {"replace_index", step.definition.name + " on " + step.definition.table.text(), "reversible"};
  }
  std::vector<Value> operator()(const model::AddConstraintStep& step) const {
    return {step.definition.is_check() ? "add_check" : "add_foreign_key",
            step.definition.name + " on " + step.definition.table.text(), "reversible"};
  }
  std::vector<Value> operator()(const model::AddUniqueStep& step) const {
    return {"add_unique", step.definition.name + " on " + step.definition.table.text(), "reversible"};
  }
  std::vector<Value> operator()(const model::SetNotNullStep& step) const {
    return {"set_not_null", step.table.text() + "." + step.column, "reversible"};
  }
  std::vector<Value> operator()(const model::BackfillStep& step) const {
    const std::string back = step.irreversible ? "irreversible" : step.down ? "reversible" : "no way back";
    return {"backfill", step.table.text() + ": " + base::one_line(step.set), back};
  }
  std::vector<Value> operator()(const model::AnalyzeStep& step) const {
    std::vector<std::string> tables;
    for (const auto& table : step.tables) tables.push_back(table.text());
    return {"analyze", base::join(tables, ", "), "nothing to undo"};
  }
};

int run_show(const Arguments& arguments, Context& context) {
  const auto& graph = context.graph();
  const std::string target = arguments.text("rev");
  const auto applied = target == "current" ? read_applied(context) : revision::IdSet{};
  const auto ids = revision::resolve_revisions(graph, applied, target);
  if (ids.size() != 1) {
    throw Error(
        ErrorKind::usage,
        ids.empty() ? "'" + target + "' names no revision" : "'" + target + "' names several: " + base::join(ids, ", "),
        "name one revision");
  }
  const auto& revision = graph.at(ids.front());
  base::Diagnostics diagnostics;
  const auto body = revision::load_body(revision, context.migrations(), diagnostics);
  diagnostics.throw_if_any();

  model::Report report;
  report.name = "show";
  report.metrics = {{"revision", revision.id},
                    {"description", revision.description},
                    {"file", revision.file},
                    {"checksum", revision.checksum}};
  const auto add = [&](const char* key, const std::vector<std::string>& values) {
    if (!values.empty()) report.metrics.emplace_back(key, values);
  };
  add("down_revision", revision.down_revisions);
  add("depends_on", revision.depends_on);
  add("next", graph.children(revision.id));
  add("marks", marks_of(graph, revision.id));
  add("branch_labels", graph.labels_of(revision.id));
  report.columns = {{"step", "step", model::Unit::count}, {"kind", "kind"}, {"what", "what"}, {"back", "back"}};
  std::int64_t number = 0;
  for (const auto& step : body.steps) {
    std::vector<Value> row{++number};
    for (auto& value : std::visit(StepText{}, step)) row.push_back(std::move(value));
    report.rows.push_back(std::move(row));
  }
  context.write(report);
  return 0;
}

}  // namespace

Command show_command() {
  Command command;
  command.name = "show";
  command.group = "chain";
  command.summary = "show one revision and its steps";
  command.details =
      "Shows where a revision stands in the chain, and its steps. Reads the files only; show current asks the server "
      "too.";
  command.examples = {"barqdb show head", "barqdb show 2025", "barqdb show head-1 --format json"};
  command.options = {{OptionKind::positional, "REV", "an id, a prefix, head, label@head, id-1, current", "", true}};
  command.formats = {"table", "json", "markdown"};
  command.run = run_show;
  return command;
}

}  // namespace barqdb::cli
