// barqdb history: the chain, newest first.
#include <algorithm>

#include "cli/applied.hpp"
#include "cli/chain_report.hpp"
#include "cli/command.hpp"
#include "revision/target.hpp"

namespace barqdb::cli {
namespace {

int run_history(const Arguments& arguments, Context& context) {
  const auto& graph = context.graph();
  const std::string range = arguments.given("range") ? arguments.text("range") : ":";
  const bool indicate = arguments.flag("indicate-current");
  revision::IdSet applied;
  if (indicate || range.find("current") != std::string::npos) applied = read_applied(context);
  auto ids = revision::resolve_range(graph, applied, range);
  std::reverse(ids.begin(), ids.end());
  ChainReportOptions options;
  options.files = context.globals().verbosity > 0;
  if (indicate) options.applied = &applied;
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
      "Reads the files only, no server, unless -i or a range with 'current' asks what is applied.\n\n"
      "A range a:b includes both ends; an empty end is base or heads. Relative ends count from the other end: "
      "-3: is the last revisions down to three below the head. See docs/chain.md.";
  command.examples = {"barqdb history", "barqdb history -r 020:head", "barqdb history -r -3: --format json"};
  command.options = {{OptionKind::value, "-r,--range A:B", "only the revisions from A to B"},
                     {OptionKind::flag, "-i,--indicate-current", "ask the server and mark what is applied"}};
  command.formats = {"table", "json", "markdown"};
  command.run = run_history;
  return command;
}

}  // namespace barqdb::cli
