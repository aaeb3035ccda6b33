// barqdb show: one revision, what it stands on and what it does.
#include <algorithm>
#include <optional>

#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/applied.hpp"
#include "cli/chain_report.hpp"
#include "cli/command.hpp"
#include "db/embedded.hpp"
#include "execute/revision_state.hpp"
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

// The ledger's memory of the revision; nothing, and why, when no server could be asked.
std::optional<execute::RevisionState> read_state(const Arguments& arguments, Context& context,
                                                 const std::string& revision, model::Report& report) {
  if (arguments.flag("offline")) {
    report.not_examined.push_back({"ledger", "no server was asked (--offline)"});
    return std::nullopt;
  }
  try {
    if (context.settings().embedded && !db::embedded_look().running) {
      report.not_examined.push_back({"ledger", "no server was asked: the embedded one does not run"});
      return std::nullopt;
    }
    db::Connection connection = context.connect();
    report.database = connection.database();
    report.server_version = connection.server_version();
    return execute::read_revision_state(connection, revision);
  } catch (const Error& error) {
    if (error.kind == ErrorKind::interrupted) throw;
    report.not_examined.push_back({"ledger", "no server could be asked: " + base::one_line(error.message, 200)});
    return std::nullopt;
  }
}

std::string state_text(const execute::RevisionState& state) {
  const bool up = state.direction == model::Direction::up;
  if (state.unfinished) return up ? "begun, not finished" : "rolled back in part";
  if (!state.applied) return "pending";
  return state.stamped ? "applied, by stamp" : "applied";
}

bool edited(const execute::RevisionState& state, const model::Revision& revision, const model::RevisionBody& body) {
  return state.checksum != revision.checksum ||
         !std::is_permutation(state.files.begin(), state.files.end(), body.files.begin(), body.files.end());
}

void add_state(const execute::RevisionState& state, const model::Revision& revision, const model::RevisionBody& body,
               model::Report& report) {
  report.metrics.emplace_back("state", state_text(state));
  if (!state.applied) return;
  report.metrics.emplace_back("applied_at", state.applied_at);
  report.metrics.emplace_back("applied_by", state.applied_by);
  if (!state.stamped) report.metrics.emplace_back("took_ms", static_cast<std::int64_t>(state.took.count()));
  const bool changed = edited(state, revision, body);
  report.metrics.emplace_back("files", std::string(changed ? "edited since" : "as applied"));
  if (changed) report.notes.emplace_back("the file, or one that it refers to, was edited after it was applied");
}

std::vector<Value> outcome_of(const std::optional<execute::RevisionState>& state, int step) {
  if (!state) return {Value{}, Value{}, Value{}};
  const auto found = state->steps.find(step);
  if (found == state->steps.end()) return {Value{}, Value{}, Value{}};
  const execute::StepOutcome& outcome = found->second;
  const Value error = outcome.error.empty() ? Value{} : Value{outcome.error};
  return {base::join(outcome.counts, ", "), static_cast<std::int64_t>(outcome.took.count()), error};
}

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
  const std::optional<execute::RevisionState> state = read_state(arguments, context, revision.id, report);
  if (state) add_state(*state, revision, body, report);
  const bool attempted = state && state->attempted;
  const bool failed = attempted && std::any_of(state->steps.begin(), state->steps.end(),
                                               [](const auto& step) { return !step.second.error.empty(); });
  report.columns = {{"step", "step", model::Unit::count},
                    {"kind", "kind"},
                    {"what", "what"},
                    {"back", "back"},
                    {"outcome", "outcome", model::Unit::none, attempted},
                    {"took_ms", "took", model::Unit::milliseconds, attempted},
                    {"error", "error", model::Unit::none, failed}};
  std::int64_t number = 0;
  for (const auto& step : body.steps) {
    std::vector<Value> row{++number};
    for (auto& value : std::visit(StepText{}, step)) row.push_back(std::move(value));
    for (auto& value : outcome_of(state, static_cast<int>(number))) row.push_back(std::move(value));
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
  command.summary = "show one revision, its steps, and its state here";
  command.details =
      "Shows where a revision stands in the chain, and its steps. A server that can be reached tells what became of it "
      "there: when it was applied, by whom, how long it took, how each step ended, and whether its file was edited "
      "since. Without one the files alone are shown, and the report says so. No server is started for it.";
  command.examples = {"barqdb show head", "barqdb show 2025", "barqdb show head-1 --format json",
                      "barqdb show 021 --offline"};
  command.options = {{OptionKind::positional, "REV", "an id, a prefix, head, label@head, id-1, current", "", true},
                     {OptionKind::flag, "--offline", "ask no server"}};
  command.formats = {"table", "json", "markdown"};
  command.run = run_show;
  return command;
}

}  // namespace barqdb::cli
