// The checks of single statements: what is slow, what spills, what reads more than it needs. Pure.
#pragma once

#include "analyze/query_report.hpp"

namespace barqdb::analyze {

constexpr std::int64_t block_bytes = 8192;

// Estimated rows that a plan reads. A sequential scan reads the whole table, another what it yields.
double rows_read(const model::StatementPlan& plan);

// query.slow and query.temp_files
void check_counters(const model::StatementUsage& usage, const QueryReportOptions& options, model::Report& report);
// query.missing_index and query.rows_read
void check_scans(const model::StatementUsage& usage, const model::StatementPlan& plan,
                 const QueryReportOptions& options, model::Report& report);

}  // namespace barqdb::analyze
