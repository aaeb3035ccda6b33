// The statements of a server, worst first, and what could be done about them. Pure.
#pragma once

#include <string>
#include <vector>

#include "model/report.hpp"
#include "model/statement_usage.hpp"

namespace barqdb::analyze {

enum class QuerySort { total, mean, max, calls, rows, reads, temp, wal };

// Throws Error{usage} that names the nearest for another word.
QuerySort query_sort(const std::string& word);

struct QueryReportOptions {
  QuerySort sort = QuerySort::total;
  std::size_t limit = 20;
  double slow_ms = 100;             // mean from which a statement is slow
  double rows_read_per_row = 1000;  // rows read for one that is returned
  double large_table_rows = 10'000;
};

std::vector<std::string> query_check_ids();

// What has been counted since `earlier`: statements whose counters went back were reset, and count whole.
model::StatementFacts difference(const model::StatementFacts& now, const model::StatementFacts& earlier);

// What has been counted since the history's window begins: the growth that snapshots saw, and what the server counted
// since the newest of them. Statements that the server has forgotten since are among them.
model::StatementFacts in_window(const model::StatementFacts& now, const model::StatementHistory& history);

// The worst by the sort, at most `limit`.
std::vector<model::StatementUsage> worst_statements(const model::StatementFacts& facts,
                                                    const QueryReportOptions& options);

// One row a statement of `shown`, with its share of the time of all of them. `plans` belong to the first rows, and may
// be fewer. `logged` may be nullptr: no log was read. Findings: query.slow, query.missing_index, query.rows_read,
// query.temp_files.
model::Report make_query_report(const model::StatementFacts& facts, const std::vector<model::StatementUsage>& shown,
                                const std::vector<model::StatementPlan>& plans, const model::LoggedStatements* logged,
                                const QueryReportOptions& options);

}  // namespace barqdb::analyze
