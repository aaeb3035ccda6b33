// barqdb check: is the live database what the chain says? With --against: would the chain still be one after a merge?
#include "base/text.hpp"
#include "cli/command.hpp"
#include "cli/fail_on.hpp"
#include "cli/git_tree.hpp"
#include "execute/chain_state.hpp"
#include "execute/check_chain.hpp"
#include "execute/check_indexes.hpp"
#include "execute/ledger.hpp"
#include "execute/wanted.hpp"
#include "revision/merged_chain.hpp"

namespace barqdb::cli {
namespace {

model::Report report_of_database(Context& context) {
  const revision::Graph& graph = context.graph();
  const std::string folder = context.migrations();
  db::Connection connection = context.connect();
  const model::Ledger ledger = execute::read_ledger(connection);
  model::Report report;
  report.name = "check";
  report.database = connection.database();
  report.server_version = connection.server_version();
  report.findings = execute::check_chain(ledger, graph, folder);

  const execute::ChainIndexes chain = execute::read_chain_indexes(connection, ledger, graph, folder);
  execute::IndexCheckInput input;
  input.wanted = &chain.wanted;
  input.ignore = context.settings().check.ignore;
  input.unsettled = chain.unsettled;
  for (const auto& [id, applied] : ledger.applied) {
    if (graph.find(id) == nullptr) input.unknown.push_back(id);
  }
  if (!graph.empty()) input.head = {graph.revisions().back().path, 1, 0};
  execute::IndexCheck checked = execute::check_indexes(connection, input);
  report.metrics = {{"revisions", static_cast<std::int64_t>(graph.revisions().size())},
                    {"applied", static_cast<std::int64_t>(ledger.applied.size())},
                    {"wanted_indexes", checked.wanted},
                    {"live_indexes", checked.live}};
  for (model::Finding& finding : checked.findings) report.findings.push_back(std::move(finding));
  report.not_examined = std::move(checked.not_examined);
  return report;
}

model::Report report_of_merge(const std::string& ref, const std::string& folder) {
  const MergeTrees trees = read_merge_trees(folder, ref);
  model::Report report;
  report.name = "check";
  report.findings = revision::check_merged_chain({trees.base, trees.ours, trees.theirs, ref, folder});
  report.metrics = {{"against", ref}, {"merge_base", trees.merge_base}};
  return report;
}

// All that it can find, as docs/check.md has it.
std::vector<std::string> ids() {
  return {"check.missing",          "check.changed", "check.invalid", "check.extra", "check.unapplied",
          "check.unknown_revision", "check.edited",  "check.heads",   "check.chain", "check.duplicate_id"};
}

int run(const Arguments& arguments, Context& context) {
  model::Report report = arguments.given("against") ? report_of_merge(arguments.text("against"), context.migrations())
                                                    : report_of_database(context);
  report.metrics.emplace_back("findings", static_cast<std::int64_t>(report.findings.size()));
  if (report.findings.empty()) report.notes.push_back("nothing found");
  context.write(report);
  return exit_code_of(report, arguments);
}

}  // namespace

Command check_command() {
  Command command;
  command.name = "check";
  command.group = "gate";
  command.summary = "compare the live database with the chain";
  command.details =
      "Compares the indexes of the database with what the applied revisions say, and the ledger with the files: "
      "check.missing, check.extra, check.changed, check.invalid, check.unapplied, check.unknown_revision, "
      "check.edited, "
      "check.heads. Whether a definition is the same is for the server to say. Exit 1 when something was found.\n\n"
      "With --against it looks at files only, no server: would the chain still be one after merging that branch? Two "
      "revisions with one parent, an id that stands twice, a revision that exists already and was edited.";
  command.examples = {"barqdb check", "barqdb check --format sarif --output check.sarif",
                      "barqdb check --against origin/main"};
  command.options = {
      {OptionKind::value, "--against GITREF", "check the chain as it would be after merging this branch or commit"},
      fail_on_option("info")};
  command.formats = {"table", "json", "markdown", "sarif", "junit", "github", "gitlab"};
  command.run = run;
  command.checks = ids;
  return command;
}

}  // namespace barqdb::cli
