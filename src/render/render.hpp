// A Report in, bytes out: one function a format.
#pragma once

#include <string>

#include "model/report.hpp"

namespace barqdb::render {

// `width` is that of the terminal; 0 means: do not cut.
std::string table(const model::Report& report, int width = 0);
std::string json(const model::Report& report);      // the envelope of DESIGN 3
std::string markdown(const model::Report& report);  // fits a pull-request comment

// By name: table, json, markdown. Throws Error{usage} for another.
std::string report(const model::Report& report, const std::string& format, int width = 0);

}  // namespace barqdb::render
