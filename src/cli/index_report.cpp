// index-report: which indexes earn their keep, which do not, and on what evidence.
#include "cli/index_report.hpp"

#include <algorithm>

#include "analyze/checks.hpp"
#include "analyze/drop_statements.hpp"
#include "analyze/index_charts.hpp"
#include "analyze/index_report.hpp"
#include "base/text.hpp"
#include "catalog/check_facts.hpp"
#include "catalog/index_usage.hpp"
#include "catalog/one_spelling.hpp"
#include "cli/command.hpp"
#include "cli/fail_on.hpp"
#include "cli/option_value.hpp"
#include "cli/usage_window.hpp"
#include "cli/what_if.hpp"
#include "execute/snapshot.hpp"
#include "render/render.hpp"

namespace barqdb::cli {
namespace {

constexpr int most_bars = 90;  // of the chart of scans over time

[[noreturn]] void refuse_name(const std::string& what, const std::string& name, const std::string& near,
                              const std::string& database) {
  throw base::Error(base::ErrorKind::usage, "there is no " + what + " '" + name + "' in database " + database,
                    near.empty() ? "names are spelled as in the catalog, upper and lower case included"
                                 : "did you mean '" + near + "'?");
}

void check_schema(const std::string& schema, const catalog::TableNames& names, const std::string& database) {
  if (schema.empty() || std::binary_search(names.schemas.begin(), names.schemas.end(), schema)) return;
  refuse_name("schema", schema, base::nearest(schema, names.schemas), database);
}

void check_table(const analyze::IndexReportOptions& options, const catalog::TableNames& names,
                 const std::string& database) {
  if (options.table.name.empty()) return;
  std::vector<std::string> candidates;  // spelled as the option was: with the schema or without
  for (const model::QualifiedName& table : names.tables) {
    if (!options.schema.empty() && table.schema != options.schema) continue;
    const model::QualifiedName candidate{options.table.schema.empty() ? "" : table.schema, table.name};
    if (candidate == options.table) return;
    candidates.push_back(candidate.text());
  }
  refuse_name("table", options.table.text(), base::nearest(options.table.text(), candidates), database);
}

// Only when the filters let nothing through: a name that exists but has no index is an answer, one that does not is a
// typo.
void check_names(const model::IndexUsageFacts& facts, const analyze::IndexReportOptions& options,
                 db::Connection& connection) {
  const bool any = std::any_of(facts.indexes.begin(), facts.indexes.end(),
                               [&](const model::IndexUsage& usage) { return analyze::selected(usage, options); });
  if (any || (options.schema.empty() && options.table.name.empty())) return;
  const catalog::TableNames names = catalog::read_table_names(connection);
  check_schema(options.schema, names, facts.database);
  check_schema(options.table.schema, names, facts.database);
  check_table(options, names, facts.database);
}

analyze::IndexReportOptions read_options(const Arguments& arguments) {
  analyze::IndexReportOptions options;
  options.schema = arguments.text("schema");
  if (arguments.given("table")) options.table = model::parse_qualified_name(arguments.text("table"));
  options.unused_only = arguments.flag("unused");
  options.sort = analyze::index_sort(arguments.text("sort"));
  return options;
}

config::ReportSettings read_settings(const Arguments& arguments, const config::Settings& profile) {
  config::ReportSettings settings = profile.report;
  settings.min_evidence = duration_option_or(settings.min_evidence, arguments, "min-evidence");
  return settings;
}

// B-trees that a rebuild could help, those first that promise most: large ones on tables that are written to.
std::vector<const model::IndexUsage*> worth_measuring(const model::IndexUsageFacts& facts,
                                                      const analyze::IndexReportOptions& options) {
  std::vector<const model::IndexUsage*> indexes;
  for (const model::IndexUsage& usage : facts.indexes) {
    const bool possible = usage.method == "btree" && !usage.partitioned && usage.valid && usage.bytes.value_or(0) > 0;
    if (possible && analyze::selected(usage, options)) indexes.push_back(&usage);
  }
  const auto promise = [](const model::IndexUsage& usage) {
    const double rewritten =
        static_cast<double>(usage.table_writes) / static_cast<double>(std::max<std::int64_t>(1, usage.table_rows));
    return static_cast<double>(*usage.bytes) * (1 + std::min(rewritten, 10.0));
  };
  std::sort(indexes.begin(), indexes.end(),
            [&](const model::IndexUsage* a, const model::IndexUsage* b) { return promise(*a) > promise(*b); });
  return indexes;
}

int run(const Arguments& arguments, Context& context) {
  db::Connection connection = context.connect();
  model::Report report = read_index_report(arguments, context, connection);
  if (arguments.flag("what-if")) add_what_if(connection, context.settings().report.trusted_roles, report);
  if (context.format() == "html")
    report.charts = analyze::make_index_charts(report, execute::read_scan_series(connection, 0, most_bars));
  context.write(report);
  return exit_code_of(report, arguments);
}

}  // namespace

model::Report read_index_report(const Arguments& arguments, Context& context, db::Connection& connection) {
  const analyze::IndexReportOptions options = read_options(arguments);
  const config::ReportSettings settings = read_settings(arguments, context.settings());
  const base::Milliseconds budget = duration_option(arguments, "exact-budget");
  connection.query(catalog::one_spelling_sql("SESSION"));
  model::IndexUsageFacts usage = catalog::read_index_usage(connection);
  check_names(usage, options, connection);
  model::CheckFacts facts = catalog::read_check_facts(connection, usage);
  if (arguments.flag("exact")) catalog::measure_indexes(connection, worth_measuring(usage, options), budget, facts);

  const Usage seen = read_usage(context, connection, usage, since_of(arguments, usage.now));
  const analyze::CheckInput input(usage, facts, seen.window, settings);
  analyze::IndexReview review = analyze::review_indexes(input);
  analyze::add_drop_statements(
      input, catalog::read_dropped_definitions(connection, analyze::wanted_definitions(input, review)), review);
  model::Report report = analyze::make_index_report(input, review, options);
  report.not_examined.insert(report.not_examined.end(), seen.not_examined.begin(), seen.not_examined.end());
  return report;
}

Command index_report_command() {
  std::vector<std::string> formats = render::gate_formats();
  formats.emplace_back("html");
  return {
      "index-report",
      "observe",
      "show which indexes are used, which are not, and since when that is known",
      "Shows every index with its size, its scans and its share of the scans of its table, largest first, and "
      "gives each a "
      "verdict: keep, drop, review, or insufficient evidence, with reasons. The checks behind the verdicts, and "
      "what each of "
      "them needs to know, are in docs/checks. Whatever is offered for dropping comes with the statement that "
      "brings it "
      "back.\n\n"
      "An unused index is offered only when the statistics have counted for `report.min_evidence` (14d), the index "
      "is known "
      "to be that old, and its table was busy meanwhile; else the verdict is `insufficient evidence`. The command "
      "changes "
      "nothing and exits 0 whatever it finds, unless --fail-on names a check.",
      {"barqdb index-report", "barqdb index-report --unused --format markdown",
       "barqdb index-report --table public.couriers --sort scans", "barqdb index-report --exact --exact-budget 2m"},
      {{OptionKind::value, "--schema NAME", "only indexes of this schema"},
       {OptionKind::value, "--table NAME", "only indexes of this table: name or schema.name"},
       {OptionKind::flag, "--unused", "only rows of unused indexes"},
       {OptionKind::value, "--min-evidence DURATION", "instead of report.min_evidence; 0 asks for no age at all"},
       {OptionKind::flag, "--exact", "measure how empty B-trees are with pgstattuple: reads every page of them"},
       {OptionKind::value, "--exact-budget DURATION", "time for --exact", "30s"},
       {OptionKind::value, "--since TIME", "speak of the time since then, from snapshots: 30d"},
       {OptionKind::flag, "--what-if", "plan remembered statements without the indexes that are offered for dropping"},
       fail_on_option("none"),
       {OptionKind::value,
        "--sort WORD",
        "order of the rows, numbers largest first",
        "size",
        false,
        {"size", "scans", "name", "share", "reads"}}},
      formats,
      run,
      {},
      analyze::check_ids};
}

}  // namespace barqdb::cli
