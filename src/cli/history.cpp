// barqdb history: the chain, newest first.
#include <algorithm>

#include "cli/chain_report.hpp"
#include "cli/command.hpp"
#include "revision/target.hpp"

namespace barqdb::cli {
namespace {

int run_history(const Arguments& arguments, Context& context) {
  const auto& graph = context.graph();
  auto ids = revision::resolve_range(graph, {}, arguments.given("range") ? arguments.text("range") : ":");
  std::reverse(ids.begin(), ids.end());
  ChainReportOptions options;
  options.files = context.globals().verbosity > 0;
  context.write(chain_report("history", graph, ids, options));
  return 0;
}

}  // namespace

Command history_command() {
  Command command;
  command.name = "history";
  command.group = "chain";
  command.summary = "list the revisions, newest first";
  command.details =
      "Lists the revisions of the chain from the heads down, with what each is: base, branch point, merge, head. "
      "Reads the files only, no server.\n\n"
      "A range a:b includes both ends; an empty end is base or heads. Relative ends count from the other end: "
      "-3: is the last revisions down to three below the head. See docs/chain.md.";
  command.examples = {"barqdb history", "barqdb history -r 020:head", "barqdb history -r -3: --format json"};
  command.options = {{OptionKind::value, "-r,--range A:B", "only the revisions from A to B"}};
  command.formats = {"table", "json", "markdown"};
  command.run = run_history;
  return command;
}

}  // namespace barqdb::cli
