// A report as commands of a GitHub workflow; the runner makes annotations of them.
#include "base/text.hpp"
#include "render/fingerprint.hpp"
#include "render/render.hpp"

namespace barqdb::render {
namespace {

// The runner cuts a command at line ends and its properties at commas and colons; these are its own escapes.
std::string escaped(std::string_view text, bool property) {
  std::string out;
  for (const char c : text) {
    if (c == '%') {
      out += "%25";
    } else if (c == '\r') {
      out += "%0D";
    } else if (c == '\n') {
      out += "%0A";
    } else if (c == ':' && property) {
      out += "%3A";
    } else if (c == ',' && property) {
      out += "%2C";
    } else {
      out += static_cast<unsigned char>(c) < 0x20 ? '?' : c;
    }
  }
  return valid_utf8(std::move(out));
}

const char* command_of(const std::string& severity) {
  if (severity == "error") return "error";
  return severity == "warning" ? "warning" : "notice";
}

std::string properties_of(const model::Finding& finding) {
  std::vector<std::string> parts;
  if (!finding.file.empty()) parts.push_back("file=" + escaped(plain_path(finding.file), true));
  if (!finding.file.empty() && finding.line > 0) parts.push_back("line=" + std::to_string(finding.line));
  if (!finding.file.empty() && finding.column > 0) parts.push_back("col=" + std::to_string(finding.column));
  parts.push_back("title=" + escaped(finding.check, true));
  return base::join(parts, ",");
}

}  // namespace

std::string github(const model::Report& report) {
  std::string out;
  for (const model::Finding& finding : report.findings) {
    const std::string object = finding.object.empty() ? "" : finding.object + ": ";
    out += std::string("::") + command_of(finding.severity) + " " + properties_of(finding) +
           "::" + escaped(object + finding.message, false) + "\n";
  }
  for (const model::NotExamined& item : report.not_examined) {
    out += "::notice title=not examined::" + escaped(item.object + ": " + item.reason, false) + "\n";
  }
  return out;
}

}  // namespace barqdb::render
