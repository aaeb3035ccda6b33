// index-report: which indexes earn their keep, which do not, and on what evidence.
#include <algorithm>

#include "analyze/index_usage.hpp"
#include "base/text.hpp"
#include "catalog/index_usage.hpp"
#include "cli/command.hpp"

namespace barqdb::cli {
namespace {

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

int run(const Arguments& arguments, Context& context) {
  const analyze::IndexReportOptions options = read_options(arguments);
  const config::Settings& settings = context.settings();
  db::Connection connection = context.connect();
  model::IndexUsageFacts facts = catalog::read_index_usage(connection);
  check_names(facts, options, connection);
  catalog::read_definitions(connection, analyze::offered_for_dropping(facts, settings.report, options), facts);

  model::Report report = analyze::make_index_report(facts, settings.report, options);
  for (const std::string& replica : settings.replicas) {
    report.not_examined.push_back(
        {config::without_secret(replica), "scans on replicas are not counted in this report"});
  }
  context.write(report);
  return 0;
}

}  // namespace

Command index_report_command() {
  return {
      "index-report",
      "observe",
      "show which indexes are used, which are not, and since when that is known",
      "Shows every index with its size, its scans and its share of the scans of its table, largest first. An index is "
      "an unused candidate when no query has scanned it and it holds nothing but speed: it is valid, not unique, "
      "backs "
      "no constraint, is neither replica identity nor the order of CLUSTER, and no `report.keep` pattern of the "
      "profile "
      "names it. A partitioned index is one with its leaves.\n\n"
      "The verdict is `drop` only when the statistics have counted for `report.min_evidence` (14d), else "
      "`insufficient evidence`. The command changes nothing and exits 0 whatever it finds.",
      {"barqdb index-report", "barqdb index-report --unused --format markdown",
       "barqdb index-report --table public.couriers --sort scans"},
      {{OptionKind::value, "--schema NAME", "only indexes of this schema"},
       {OptionKind::value, "--table NAME", "only indexes of this table: name or schema.name"},
       {OptionKind::flag, "--unused", "only candidates for dropping"},
       {OptionKind::value,
        "--sort WORD",
        "order of the rows, numbers largest first",
        "size",
        false,
        {"size", "scans", "name", "share", "reads"}}},
      {"table", "json", "markdown"},
      run};
}

}  // namespace barqdb::cli
