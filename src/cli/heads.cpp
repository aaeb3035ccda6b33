// barqdb heads: the revisions that nothing follows.
#include "cli/chain_report.hpp"
#include "cli/command.hpp"

namespace barqdb::cli {
namespace {

int run_heads(const Arguments&, Context& context) {
  const auto& graph = context.graph();
  ChainReportOptions options;
  options.files = context.globals().verbosity > 0;
  context.write(chain_report("heads", graph, graph.heads(), options));
  return 0;
}

}  // namespace

Command heads_command() {
  Command command;
  command.name = "heads";
  command.group = "chain";
  command.summary = "list the revisions that nothing follows";
  command.details =
      "More than one head means that branches were not joined yet: see barqdb merge. A head by down_revision that "
      "another branch depends on is listed too, as in Alembic. Reads the files only, no server.";
  command.examples = {"barqdb heads", "barqdb heads -v"};
  command.formats = {"table", "json", "markdown"};
  command.run = run_heads;
  return command;
}

}  // namespace barqdb::cli
