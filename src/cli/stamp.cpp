// barqdb stamp: set the ledger without running anything.
#include "base/text.hpp"
#include "catalog/foreign_versions.hpp"
#include "cli/command.hpp"
#include "cli/foreign_stamp.hpp"
#include "cli/run_progress.hpp"
#include "execute/ledger.hpp"
#include "execute/runner.hpp"
#include "revision/target.hpp"

namespace barqdb::cli {
namespace {

// Where the other tool's versions are; a name that is empty where that tool names it itself.
model::QualifiedName version_table(const Arguments& arguments) {
  for (const char* option : {"from", "table"}) {
    if (!arguments.given(option) || !arguments.given("targets")) continue;
    const std::string word = std::string("--") + option;
    throw base::Error(base::ErrorKind::usage, word + " is for what the other tool has applied: leave out the targets",
                      "barqdb stamp " + word + " " + arguments.text(option));
  }
  return arguments.given("table") ? model::parse_qualified_name(arguments.text("table")) : model::QualifiedName{};
}

int run_stamp(const Arguments& arguments, Context& context) {
  const model::QualifiedName table = version_table(arguments);
  const revision::Graph& graph = context.graph();
  db::Connection connection = context.connect();
  const revision::IdSet applied = execute::read_ledger(connection).applied_ids();
  std::vector<std::string> ids;
  std::string source;
  if (!arguments.given("targets")) {
    const ForeignStamp foreign =
        read_foreign_stamp(connection, graph, arguments.given("from") ? arguments.text("from") : "", table);
    ids = graph.heads_of(graph.ancestors({foreign.ids.begin(), foreign.ids.end()}));
    source = " (as " + foreign.tool + " has it in " + foreign.table + ")";
  }
  for (const std::string& target : arguments.texts("targets")) {
    const std::vector<std::string> resolved = revision::resolve_revisions(graph, applied, target);
    ids.insert(ids.end(), resolved.begin(), resolved.end());
  }
  RunProgress progress(context);
  execute::stamp(connection, graph, context.migrations(), ids, arguments.flag("purge"), context.settings().online,
                 progress, context.settings().project);
  context.say((ids.empty() ? "stamped: at base" : "stamped: at " + base::join(ids, ", ")) + source);
  return 0;
}

}  // namespace

Command stamp_command() {
  Command command;
  command.name = "stamp";
  command.group = "chain";
  command.summary = "set the ledger to a revision without running anything";
  command.details =
      "For a database that already is as the chain would make it, and to accept an applied file that was edited on "
      "purpose: the given "
      "revisions and all that they stand on become applied, with the checksums of the files as they are now; all "
      "others become pending. A later downgrade of a stamped revision runs its whole way back, so it drops the "
      "indexes of its steps, also those that are older; `barqdb upgrade` adopts such indexes instead, and keeps them. "
      "--purge empties the ledger first, so that revisions which no file has any more are forgotten.\n\n"
      "Without targets it reads the version table of another tool (--from, or found out) and stamps what that one has "
      "applied; `barqdb import` makes the chain for it. The versions of Rails stand in such a table as dbmate's.";
  command.examples = {"barqdb stamp head", "barqdb stamp 021", "barqdb stamp --purge base",
                      "barqdb stamp --from dbmate", "barqdb stamp --from goose --table ops.goose_versions"};
  command.options = {{OptionKind::positionals, "TARGETS", "head, heads, base, or revision ids"},
                     {OptionKind::value, "--from TOOL", "take what another tool has applied", "found out", false,
                      catalog::foreign_tools()},
                     {OptionKind::value, "--table NAME",
                      "its version table, where that has a name of its own: name or "
                      "schema.name"},
                     {OptionKind::flag, "--purge", "forget revisions that no file has"}};
  command.run = run_stamp;
  return command;
}

}  // namespace barqdb::cli
