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
#include "cli/retire_choice.hpp"
#include "cli/retire_steps.hpp"
#include "cli/what_if.hpp"
#include "revision/target.hpp"

namespace barqdb::cli {
namespace {

using base::Error;
using base::ErrorKind;
using catalog::NamedIndex;
using model::Finding;

// The indexes that a person named, with their schemas or without; each once.
std::vector<NamedIndex> look_up(db::Connection& connection, const std::vector<std::string>& names) {
  std::vector<NamedIndex> out;
  base::Diagnostics diagnostics;
  for (const std::string& text : names) {
    const auto found = catalog::read_indexes_named(connection, model::parse_qualified_name(text));
    if (found.empty()) {
      diagnostics.add("there is no index '" + text + "' in database " + connection.database(),
                      "see `barqdb index-report` for their names");
    } else if (found.size() > 1) {
      diagnostics.add(
          "'" + text + "' names indexes in several schemas: " + found[0].name.schema + ", " + found[1].name.schema,
          "write it with its schema");
    } else if (std::none_of(out.begin(), out.end(),
                            [&](const NamedIndex& one) { return one.name == found.front().name; })) {
      out.push_back(found.front());
    }
  }
  diagnostics.throw_if_any();
  return out;
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

// The finding that speaks against dropping it: that of the proof, when there was one.
std::string objection(const std::vector<const Finding*>& findings) {
  if (findings.empty()) return "index-report has no reason to drop it";
  const auto proved = std::find_if(findings.begin(), findings.end(), [](const Finding* finding) {
    return std::any_of(finding->evidence.begin(), finding->evidence.end(),
                       [](const auto& entry) { return entry.first == "what_if_statements"; });
  });
  const Finding& finding = proved == findings.end() ? *findings.front() : **proved;
  return finding.check + " says '" + finding.verdict + "': " + finding.message;
}

std::vector<RetiredIndex> retire_named(const std::vector<NamedIndex>& named, const model::Report& report, bool force,
                                       base::Diagnostics& diagnostics) {
  std::vector<RetiredIndex> out;
  for (const NamedIndex& fact : named) {
    const std::string object = fact.name.text();
    RetiredIndex index{fact.name, fact.definition, findings_of(report, object), false};
    index.forced = !offered(index.reasons);
    if (fact.of_constraint) {
      diagnostics.add(object + " backs a constraint, so it cannot be dropped as an index",
                      "drop the constraint with an `sql` step");
    } else if (fact.partition) {
      diagnostics.add(object + " is a part of a partitioned index, so it cannot be dropped alone",
                      "name the partitioned index");
    } else if (index.forced && !force) {
      diagnostics.add(object + " is not offered for dropping: " + objection(index.reasons),
                      "add --force to retire it all the same");
    } else {
      out.push_back(std::move(index));
    }
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

// A revision that waits to be applied drops them already: those that were named are refused, others left out.
void leave_out_pending(db::Connection& connection, Context& context, bool named, std::vector<RetiredIndex>& indexes,
                       base::Diagnostics& diagnostics) {
  std::vector<model::QualifiedName> names;
  for (const RetiredIndex& index : indexes) names.push_back(index.name);
  const std::map<std::string, std::string> dropped = pending_drops(connection, context, names);
  for (const auto& [index, id] : dropped) {
    const std::string text = index + " is dropped by revision " + id + " already, which is not applied yet";
    if (named)
      diagnostics.add(text, "leave it out; `barqdb upgrade` drops it");
    else
      context.say(text);
  }
  std::erase_if(indexes, [&](const RetiredIndex& index) { return dropped.contains(index.name.text()); });
}

// Each alone was looked at with the report; here all that go, with those that are forced.
void prove_together(db::Connection& connection, const std::vector<std::string>& trusted_roles,
                    const std::vector<RetiredIndex>& indexes, bool force, model::Report& report,
                    base::Diagnostics& diagnostics) {
  std::vector<std::string> names;
  for (const RetiredIndex& index : indexes) names.push_back(index.name.text());
  if (names.empty() || (names.size() == 1 && !indexes.front().forced)) return;
  const JointProof proof = try_together(connection, names, trusted_roles);
  if (proof.worse && !force) {
    diagnostics.add("the planner needs one of " + base::join(names, ", ") + ": " + proof.text,
                    "name those without which it is as good, or name all of them and add --force");
  }
  report.notes.push_back(proof.text);
}

// The report with its defaults, but for what was given here.
Arguments report_arguments(const Arguments& given) {
  Arguments out;
  if (given.given("min-evidence")) out.values["min-evidence"] = given.texts("min-evidence");
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
  const bool force = arguments.flag("force");
  db::Connection connection = context.connect();
  const std::vector<NamedIndex> named = look_up(connection, names);
  model::Report report = read_index_report(report_arguments(arguments), context, connection);
  const std::vector<std::string>& trusted = context.settings().report.trusted_roles;
  if (arguments.flag("prove")) add_what_if(connection, trusted, report);
  base::Diagnostics refused;
  std::vector<RetiredIndex> indexes =
      names.empty() ? retire_checked(connection, report, checks) : retire_named(named, report, force, refused);
  leave_out_pending(connection, context, !names.empty(), indexes, refused);
  check_keepers(connection, indexes, refused);
  if (arguments.flag("prove")) prove_together(connection, trusted, indexes, force, report, refused);
  refused.throw_if_any(ErrorKind::refused);
  for (const model::NotExamined& item : report.not_examined) context.say(item.object + ": " + item.reason);
  if (indexes.empty()) {
    context.say("there is nothing to drop for " + base::join(checks, ", ") + ": nothing was written");
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
      "backs a constraint always is, and one together with the index that stays for it. --prove plans the statements "
      "of pg_stat_statements with and without each index, and without all of them, in a transaction that is rolled "
      "back; it needs a superuser, and leaves out those that would run functions of roles which report.trusted_roles "
      "does "
      "not name.";
  command.examples = {"barqdb retire idx_couriers_old", "barqdb retire --check index.unused,index.duplicate",
                      "barqdb retire audit.idx_events_kind --prove"};
  command.options = {
      {OptionKind::positionals, "INDEX", "names of indexes, with their schema where it is needed"},
      {OptionKind::values, "--check IDS", "all that these checks offer for dropping; patterns are allowed"},
      {OptionKind::value, "--min-evidence DURATION", "as of index-report: instead of report.min_evidence"},
      {OptionKind::flag, "--force", "also indexes that are named and not offered for dropping"},
      {OptionKind::flag, "--prove", "plan the remembered statements with and without them"},
      {OptionKind::value, "-m,--message TEXT", "description of the revision"}};
  command.run = run;
  return command;
}

}  // namespace barqdb::cli
