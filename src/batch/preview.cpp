// Reads the first chunk and has the server plan it; the time is that of reading, or of earlier batches on the table.
#include "batch/preview.hpp"

#include <chrono>

#include "base/text.hpp"
#include "batch/estimate.hpp"
#include "batch/key_sql.hpp"
#include "batch/lane_runner.hpp"
#include "batch/load_input.hpp"
#include "batch/load_sql.hpp"
#include "batch/prepare.hpp"
#include "batch/rival.hpp"
#include "batch/split.hpp"
#include "batch/sql.hpp"

namespace barqdb::batch {
namespace {

constexpr std::int64_t large_table = 10'000;  // rows; under it a scan of all of it is as good as an index

struct First {
  Key upto;
  std::string plan;
};

// The keys of the first chunk, as a run would take them.
First first_chunk(db::Connection& connection, const Work& work, const Pace& pace) {
  First first;
  if (work.target.by_ctid()) {
    first.upto = block_key(work.target, 15);
  } else {
    prepare_lane(connection, work.target);
    const db::Result row = connection.query(window_sql(work.target, {}, {}, pace.first_chunk));
    for (std::size_t i = 0; row.rows() > 0 && i < work.target.key.size(); ++i) first.upto.emplace_back(row.text(0, i));
  }
  first.plan = explain(connection, work, {}, first.upto);
  return first;
}

model::Finding warning(const Work& work, const std::string& check, const std::string& message) {
  model::Finding finding;
  finding.check = check;
  finding.verdict = "review";
  finding.severity = "warning";
  finding.object = work.target.table.text();
  finding.table = finding.object;
  finding.message = message;
  return finding;
}

void add_findings(const Work& work, const First& first, model::Report& report) {
  const std::string scan = "Seq Scan on " + work.target.table.name;
  if (work.target.rows >= large_table && first.plan.find(scan) != std::string::npos) {
    report.findings.push_back(
        warning(work, "batch.no_index",
                "the statement of a chunk reads the whole table: every chunk would. Run ANALYZE " +
                    work.target.table.text() + ", or look at the plan"));
  }
  if (work.target.by_ctid()) {
    report.findings.push_back(warning(work, "batch.no_key", no_key_text()));
  }
  for (const std::string& text : work.target.triggers) report.findings.push_back(warning(work, "batch.trigger", text));
  for (const std::string& text : work.target.cascades) report.findings.push_back(warning(work, "batch.cascade", text));
}

// A batch that would be refused beside an unfinished one.
void add_rival(db::Connection& connection, const Work& work, model::Report& report) {
  if (const auto rival = work.spec.beside ? std::nullopt : rival_of(connection, work))
    report.findings.push_back(warning(work, "batch.unfinished", rival->message));
}

// Rows a second of the last finished batch of this kind on this table; 0 when there was none.
double known_rate(db::Connection& connection, const Work& work) {
  if (!job_tables_exist(connection)) return 0;
  const db::Result row = connection.query(sql::batch_rate, {work.target.table.quoted(), name_of(work.spec.kind)});
  return row.rows() == 0 ? 0 : row.number(0, 0);
}

void add_time(db::Connection& connection, const Work& work, const Pace& pace, std::int64_t rows,
              model::Report& report) {
  double rate = known_rate(connection, work);
  if (pace.max_rate > 0 && (rate == 0 || rate > pace.max_rate)) rate = pace.max_rate;
  if (rate == 0) {
    report.not_examined.push_back({work.target.table.text(),
                                   "how long it takes: no batch of this kind was finished on "
                                   "this table yet, and no --max-rate is given"});
    return;
  }
  const double seconds = static_cast<double>(rows) / rate;
  const double chunk = rate * std::chrono::duration<double>(pace.chunk_time).count() / pace.jobs;
  report.metrics.emplace_back("estimated_seconds", seconds);
  report.metrics.emplace_back("estimated_chunks", static_cast<std::int64_t>(static_cast<double>(rows) / chunk) + 1);
}

// The first piece is read, so that what stands in the file is judged, too.
void preview_load(const Work& work, model::Report& report) {
  LoadInput input(work.spec, work.target);
  const Piece piece = input.next(1);
  const std::vector<std::string> columns = piece.sets.empty() ? std::vector<std::string>{} : piece.sets.front();
  report.metrics = {{"name", work.name}, {"table", work.target.table.text()}, {"columns", columns}};
  report.columns = {{"statement", "statement"}};
  report.rows = {{copy_sql(work, columns)}};
  if (needs_stage(work)) report.rows.push_back({merge_sql(work, columns)});
  for (const std::string& text : work.target.triggers) report.findings.push_back(warning(work, "batch.trigger", text));
}

}  // namespace

model::Report preview(const RunInput& input) {
  db::Connection connection(input.connect);
  const Work work = prepare(connection, input.spec);
  model::Report report;
  report.name = "batch-plan";
  report.database = connection.database();
  report.server_version = connection.server_version();
  if (reads_input(work.spec.kind)) {
    preview_load(work, report);
    add_rival(connection, work, report);
    return report;
  }
  const First first = first_chunk(connection, work, input.pace);
  const std::int64_t rows = input.spec.expect ? count_rows(connection, work) : estimate_rows(connection, work);
  const std::vector<Lane> lanes = split(connection, connection, work.target, input.pace.jobs);
  report.metrics = {{"name", work.name},
                    {"table", work.target.table.text()},
                    {"key", work.target.by_ctid() ? std::string("ctid") : work.target.key_index},
                    {"estimated_rows", rows},
                    {"table_rows", work.target.rows},
                    {"ranges", static_cast<std::int64_t>(lanes.size())},
                    {"jobs", std::int64_t{input.pace.jobs}}};
  add_time(connection, work, input.pace, rows, report);
  report.columns = {{"plan", "plan of the first chunk"}};
  for (const auto line : base::split(first.plan, '\n'))
    if (!line.empty()) report.rows.push_back({std::string(line)});
  add_findings(work, first, report);
  add_rival(connection, work, report);
  return report;
}

}  // namespace barqdb::batch
