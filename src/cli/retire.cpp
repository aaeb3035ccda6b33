// retire: turns verdicts of index-report into a revision that drops the indexes, with the evidence beside each step.
#include <algorithm>
#include <filesystem>
#include <set>

#include "base/clock.hpp"
#include "base/text.hpp"
#include "catalog/named_indexes.hpp"
#include "cli/command.hpp"
#include "cli/index_report.hpp"
#include "cli/new_revision.hpp"
#include "cli/retire_steps.hpp"
#include "cli/what_if.hpp"
#include "revision/target.hpp"

namespace barqdb::cli {
namespace {

using base::Error;
using base::ErrorKind;
using catalog::NamedIndex;
using model::Finding;

// The index that a person named, with its schema or without.
NamedIndex look_up(db::Connection& connection, const std::string& text) {
  const auto found = catalog::read_indexes_named(connection, model::parse_qualified_name(text));
  if (found.empty()) {
    throw Error(ErrorKind::usage, "there is no index '" + text + "' in database " + connection.database(),
                "see `barqdb index-report` for their names");
  }
  if (found.size() > 1) {
    throw Error(
        ErrorKind::usage,
        "'" + text + "' names indexes in several schemas: " + found[0].name.schema + ", " + found[1].name.schema,
        "write it with its schema");
  }
  return found.front();
}

std::vector<const Finding*> findings_of(const model::Report& report, const std::string& object) {
  std::vector<const Finding*> out;
  for (const Finding& finding : report.findings) {
    if (finding.object == object) out.push_back(&finding);
  }
  return out;
}

bool offered(const std::vector<const Finding*>& findings) {
  return std::any_of(findings.begin(), findings.end(),
                     [](const Finding* finding) { return finding->verdict == "drop"; });
}

[[noreturn]] void refuse_verdict(const std::string& index, const std::vector<const Finding*>& findings) {
  std::string why = "index-report has no reason to drop it";
  if (!findings.empty())
    why = findings.front()->check + " says '" + findings.front()->verdict + "': " + findings.front()->message;
  throw Error(ErrorKind::refused, index + " is not offered for dropping: " + why,
              "add --force to retire it all the same");
}

RetiredIndex retire_named(db::Connection& connection, const model::Report& report, const std::string& text,
                          bool force) {
  const NamedIndex fact = look_up(connection, text);
  const std::string object = fact.name.text();
  if (fact.of_constraint) {
    throw Error(ErrorKind::refused, object + " backs a constraint, so it cannot be dropped as an index",
                "drop the constraint with an `sql` step");
  }
  if (fact.partition) {
    throw Error(ErrorKind::refused, object + " is a part of a partitioned index, so it cannot be dropped alone",
                "name the partitioned index");
  }
  RetiredIndex out{fact.name, fact.definition, findings_of(report, object), false};
  if (!offered(out.reasons)) {
    if (!force) refuse_verdict(object, out.reasons);
    out.forced = true;
  }
  return out;
}

// All that these checks offer for dropping, each index once, in the report's order.
std::vector<RetiredIndex> retire_checked(db::Connection& connection, const model::Report& report,
                                         const std::vector<std::string>& checks) {
  std::vector<RetiredIndex> out;
  std::set<std::string> done;
  for (const Finding& finding : report.findings) {
    const bool wanted = std::any_of(checks.begin(), checks.end(), [&](const std::string& pattern) {
      return base::matches_pattern(finding.check, pattern);
    });
    if (!wanted || finding.verdict != "drop" || !done.insert(finding.object).second) continue;
    const auto index = catalog::read_index_by_text(connection, finding.object);
    if (!index) continue;  // dropped by somebody meanwhile
    out.push_back({index->name, index->definition, findings_of(report, finding.object), false});
  }
  return out;
}

std::string write(Context& context, const Arguments& arguments, const std::vector<RetiredIndex>& indexes,
                  const model::Report& report) {
  const std::string folder = context.migrations();
  const revision::Graph none(std::vector<model::Revision>{});
  const auto& graph = std::filesystem::exists(folder) ? context.graph() : none;
  if (graph.heads().size() > 1) {
    throw Error(ErrorKind::usage, "the chain has several heads: " + base::join(graph.heads(), ", "),
                "join them first: barqdb merge heads");
  }
  model::Revision revision;
  revision.down_revisions = graph.heads();
  revision.description = arguments.given("message")
                             ? arguments.text("message")
                             : "retire " + base::counted(static_cast<std::int64_t>(indexes.size()), "index", "indexes");
  revision.id = next_id(graph, revision.down_revisions, base::today());
  return write_revision(graph, folder, std::move(revision), false, retire_steps(indexes, report));
}

std::vector<std::string> checks_of(const Arguments& arguments) {
  std::vector<std::string> out;
  for (const std::string& given : arguments.texts("check")) {
    for (const std::string_view one : base::split(given, ',')) {
      if (!base::trim(one).empty()) out.emplace_back(base::trim(one));
    }
  }
  return out;
}

// A proof that speaks against it: the verdict was drop, and the planner said otherwise.
void refuse_disproved(const model::Report& before, const model::Report& after, const std::vector<std::string>& names,
                      bool force) {
  for (std::size_t i = 0; i < before.findings.size() && !force; ++i) {
    const Finding& finding = after.findings[i];
    const bool named = std::find(names.begin(), names.end(), finding.object) != names.end();
    if (named && before.findings[i].verdict == "drop" && finding.verdict != "drop")
      refuse_verdict(finding.object, {&finding});
  }
}

// The report with its defaults.
Arguments report_arguments() {
  Arguments out;
  for (const Option& option : index_report_command().options) out.fallbacks[key_of(option)] = option.fallback;
  return out;
}

int run(const Arguments& arguments, Context& context) {
  const std::vector<std::string> names = arguments.texts("index");
  const std::vector<std::string> checks = checks_of(arguments);
  if (names.empty() == checks.empty()) {
    throw Error(ErrorKind::usage, "retire wants the names of indexes, or --check, and not both",
                "for example: barqdb retire idx_couriers_old, or barqdb retire --check index.unused,index.duplicate");
  }
  db::Connection connection = context.connect();
  model::Report report = read_index_report(report_arguments(), context, connection);
  if (arguments.flag("prove")) {
    const model::Report before = report;
    add_what_if(connection, context.settings().report.trusted_roles, report);
    std::vector<std::string> objects;
    for (const std::string& name : names) objects.push_back(look_up(connection, name).name.text());
    refuse_disproved(before, report, objects, arguments.flag("force"));
  }
  std::vector<RetiredIndex> indexes;
  for (const std::string& name : names)
    indexes.push_back(retire_named(connection, report, name, arguments.flag("force")));
  if (names.empty()) indexes = retire_checked(connection, report, checks);
  for (const model::NotExamined& item : report.not_examined) context.say(item.object + ": " + item.reason);
  if (indexes.empty()) {
    context.say("no index has the verdict drop for " + base::join(checks, ", ") + ": nothing was written");
    return 0;
  }
  context.write(write(context, arguments, indexes, report) + "\n");
  return 0;
}

}  // namespace

Command retire_command() {
  Command command;
  command.name = "retire";
  command.group = "act";
  command.summary = "write a revision that drops indexes which index-report offers for dropping";
  command.details =
      "Reads what index-report reads and writes the next revision of the chain with a drop_index step for each chosen "
      "index, its evidence and its definition as comments beside it, and prints the file's path. Nothing is dropped: "
      "`barqdb upgrade head` does that, concurrently, and `barqdb downgrade -1` brings the indexes back.\n\n"
      "An index whose verdict is not `drop` is refused (exit code 4) unless --force is given with its name; one that "
      "backs a constraint always is. --prove plans the statements of pg_stat_statements with and without each index, "
      "in "
      "a transaction that is rolled back; it needs a superuser, and leaves out those that would run functions of roles "
      "which report.trusted_roles does not name.";
  command.examples = {"barqdb retire idx_couriers_old", "barqdb retire --check index.unused,index.duplicate",
                      "barqdb retire audit.idx_events_kind --prove"};
  command.options = {
      {OptionKind::positionals, "INDEX", "names of indexes, with their schema where it is needed"},
      {OptionKind::values, "--check IDS", "all that these checks offer for dropping; patterns are allowed"},
      {OptionKind::flag, "--force", "also indexes that are named and not offered for dropping"},
      {OptionKind::flag, "--prove", "plan the remembered statements with and without them"},
      {OptionKind::value, "-m,--message TEXT", "description of the revision"}};
  command.run = run;
  return command;
}

}  // namespace barqdb::cli
