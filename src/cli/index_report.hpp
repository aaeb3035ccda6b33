// What index-report shows, for the commands that act on its verdicts.
#pragma once

#include "cli/command.hpp"

namespace barqdb::cli {

Command index_report_command();

// The whole report through this connection; `arguments` are those of index-report.
model::Report read_index_report(const Arguments& arguments, Context& context, db::Connection& connection);

}  // namespace barqdb::cli
