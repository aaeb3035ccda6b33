// A Report in, bytes out: one function a format.
#pragma once

#include <string>
#include <vector>

#include "model/report.hpp"

namespace barqdb::render {

// `width` is that of the terminal; 0 means: do not cut.
std::string table(const model::Report& report, int width = 0);
std::string json(const model::Report& report);        // the envelope of docs/schemas
std::string markdown(const model::Report& report);    // fits a pull-request comment
std::string html(const model::Report& report);        // one self-contained file
std::string prometheus(const model::Report& report);  // for a textfile collector

// Findings for other programs. What was not examined is said in each of them, too.
std::string sarif(const model::Report& report);   // SARIF 2.1.0
std::string junit(const model::Report& report);   // a test case a finding; errors and warnings fail
std::string github(const model::Report& report);  // commands of a workflow, which become annotations
std::string gitlab(const model::Report& report);  // code quality: an array of issues

// The names of all formats.
const std::vector<std::string>& formats();
// Those of a command that is a gate: its findings are read by pipelines.
std::vector<std::string> gate_formats();

// By name. Throws Error{usage} for another.
std::string report(const model::Report& report, const std::string& format, int width = 0);

}  // namespace barqdb::render
