// retire: turns verdicts of index-report into a revision that drops the indexes, with the evidence beside each step.
#include <algorithm>
#include <filesystem>
#include <set>

#include "base/clock.hpp"
#include "base/text.hpp"
#include "base/yaml_scalar.hpp"
#include "cli/command.hpp"
#include "cli/index_report.hpp"
#include "cli/new_revision.hpp"
#include "cli/what_if.hpp"
#include "model/name.hpp"
#include "render/text.hpp"
#include "revision/target.hpp"

namespace barqdb::cli {
namespace {

using base::Error;
using base::ErrorKind;
using model::Finding;

// An index that is to go, and why.
struct Retired {
  model::QualifiedName name;
  std::string definition;  // "" when the report did not read it; the ledger records it when it is dropped
  std::vector<const Finding*> reasons;
  bool forced = false;
};

struct IndexFact {
  model::QualifiedName name;
  std::string definition;
  bool constraint = false;
  bool partition = false;
};

// The index that a person named, with its schema or without; "" as name when there is none.
IndexFact look_up(db::Connection& connection, const std::string& text) {
  const model::QualifiedName wanted = model::parse_qualified_name(text);
  const db::Result rows = connection.query(
      "SELECT n.nspname, c.relname, pg_catalog.pg_get_indexdef(c.oid), "
      "EXISTS (SELECT FROM pg_catalog.pg_constraint AS k WHERE k.conindid = c.oid AND k.contype IN ('p', 'u', 'x')), "
      "c.relispartition "
      "FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace "
      "WHERE c.relkind IN ('i', 'I') AND c.relname = $1 AND ($2 = '' OR n.nspname = $2) AND n.nspname !~ '^pg_' ORDER "
      "BY 1",
      {wanted.name, wanted.schema});
  if (rows.rows() == 0) {
    throw Error(ErrorKind::usage, "there is no index '" + text + "' in database " + connection.database(),
                "see `barqdb index-report` for their names");
  }
  if (rows.rows() > 1) {
    throw Error(ErrorKind::usage,
                "'" + text + "' names indexes in several schemas: " + std::string(rows.text(0, 0)) + ", " +
                    std::string(rows.text(1, 0)),
                "write it with its schema");
  }
  return {{std::string(rows.text(0, 0)), std::string(rows.text(0, 1))},
          std::string(rows.text(0, 2)),
          rows.boolean(0, 3),
          rows.boolean(0, 4)};
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

Retired retire_named(db::Connection& connection, const model::Report& report, const std::string& text, bool force) {
  const IndexFact fact = look_up(connection, text);
  const std::string object = fact.name.text();
  if (fact.constraint) {
    throw Error(ErrorKind::refused, object + " backs a constraint, so it cannot be dropped as an index",
                "drop the constraint with an `sql` step");
  }
  if (fact.partition) {
    throw Error(ErrorKind::refused, object + " is a part of a partitioned index, so it cannot be dropped alone",
                "name the partitioned index");
  }
  Retired out{fact.name, fact.definition, findings_of(report, object), false};
  if (!offered(out.reasons)) {
    if (!force) refuse_verdict(object, out.reasons);
    out.forced = true;
  }
  return out;
}

// All that these checks offer for dropping, each index once, in the report's order.
std::vector<Retired> retire_checked(db::Connection& connection, const model::Report& report,
                                    const std::vector<std::string>& checks) {
  std::vector<Retired> out;
  std::set<std::string> done;
  for (const Finding& finding : report.findings) {
    const bool wanted = std::any_of(checks.begin(), checks.end(), [&](const std::string& pattern) {
      return base::matches_pattern(finding.check, pattern);
    });
    if (!wanted || finding.verdict != "drop" || !done.insert(finding.object).second) continue;
    const std::size_t dot = finding.object.rfind('.');
    const db::Result row = connection.query(
        "SELECT n.nspname, c.relname, pg_catalog.pg_get_indexdef(c.oid) FROM pg_catalog.pg_class AS c "
        "JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace "
        "WHERE c.relkind IN ('i', 'I') AND n.nspname || '.' || c.relname = $1",
        {finding.object});
    if (dot == std::string::npos || row.rows() != 1) continue;  // dropped by somebody meanwhile
    out.push_back({{std::string(row.text(0, 0)), std::string(row.text(0, 1))},
                   std::string(row.text(0, 2)),
                   findings_of(report, finding.object),
                   false});
  }
  return out;
}

std::string comment(const std::string& text) { return "  # " + render::printable(text) + "\n"; }

std::string evidence_line(const Finding& finding) {
  std::vector<std::string> parts;
  for (const auto& [key, value] : finding.evidence) {
    const auto [words, shown] = render::metric_text(key, value);
    parts.push_back(words + " " + shown);
  }
  return base::join(parts, ", ");
}

// Statistics of an expression that are made before its index goes: what stands before DROP INDEX in the finding.
std::string statistics_step(const std::vector<const Finding*>& reasons) {
  for (const Finding* finding : reasons) {
    const std::size_t drop = finding->sql_do.rfind(";\nDROP INDEX ");
    const std::size_t undo = finding->sql_undo.find(";\nDROP STATISTICS ");
    if (finding->verdict != "drop" || drop == std::string::npos || undo == std::string::npos) continue;
    return "  - sql:\n      up: " + base::yaml_quoted(finding->sql_do.substr(0, drop)) +
           "\n      down: " + base::yaml_quoted(finding->sql_undo.substr(undo + 2)) + "\n";
  }
  return "";
}

std::string step_text(const Retired& index) {
  std::string out;
  if (index.forced) out += comment("retired by --force: index-report does not offer it for dropping");
  for (const Finding* finding : index.reasons) {
    out += comment(finding->check + " (" + finding->verdict + "): " + finding->message);
    if (!finding->evidence.empty()) out += comment("  " + evidence_line(*finding));
  }
  if (!index.definition.empty()) out += comment("was: " + index.definition);
  return out + statistics_step(index.reasons) + "  - drop_index: " + base::yaml_quoted(index.name.quoted()) + "\n";
}

std::string steps_text(const std::vector<Retired>& indexes, const model::Report& report) {
  std::string out =
      comment("From the index report of database " + report.database + " at " + report.generated_at + ".");
  for (const std::string& note : report.notes) out += comment(note);
  for (const Retired& index : indexes) out += step_text(index);
  return out;
}

std::string write(Context& context, const Arguments& arguments, const std::vector<Retired>& indexes,
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
  return write_revision(graph, folder, std::move(revision), false, steps_text(indexes, report));
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

// The report with its defaults, but for the options that retire has as well.
Arguments report_arguments(const Arguments& arguments) {
  Arguments out;
  for (const Option& option : index_report_command().options) {
    const std::string key = key_of(option);
    out.fallbacks[key] = option.fallback;
    if (key == "since" && arguments.given(key)) out.values[key] = arguments.texts(key);
  }
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
  model::Report report = read_index_report(report_arguments(arguments), context, connection);
  if (arguments.flag("prove")) {
    const model::Report before = report;
    add_what_if(connection, report);
    std::vector<std::string> objects;
    for (const std::string& name : names) objects.push_back(look_up(connection, name).name.text());
    refuse_disproved(before, report, objects, arguments.flag("force"));
  }
  std::vector<Retired> indexes;
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
      "a transaction that is rolled back; it needs a superuser.";
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
