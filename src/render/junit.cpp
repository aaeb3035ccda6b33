// A report as JUnit's XML: a test case a finding, so that every pipeline can show it.
#include <algorithm>

#include "base/text.hpp"
#include "render/fingerprint.hpp"
#include "render/render.hpp"

namespace barqdb::render {
namespace {

// For text and for attributes in double quotes. XML 1.0 has no form at all for most control characters.
std::string escaped(const std::string& raw) {
  std::string out;
  for (const char c : valid_utf8(raw)) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else if (c == '"') {
      out += "&quot;";
    } else if (c == '\n' || c == '\t' || c == '\r') {
      out += "&#" + std::to_string(byte) + ";";
    } else {
      out += byte < 0x20 ? "?" : std::string(1, c);
    }
  }
  return out;
}

bool fails(const model::Finding& finding) { return finding.severity == "error" || finding.severity == "warning"; }

std::string place_of(const model::Finding& finding) {
  if (finding.file.empty()) return "";
  return plain_path(finding.file) + (finding.line > 0 ? ":" + std::to_string(finding.line) : "");
}

std::string test_case(const model::Finding& finding) {
  const std::string place = place_of(finding);
  std::vector<std::string> name;
  if (!finding.object.empty()) name.push_back(finding.object);
  if (!place.empty()) name.push_back(place);
  std::string out = "  <testcase classname=\"" + escaped(finding.check) + "\" name=\"" +
                    escaped(name.empty() ? finding.check : base::join(name, " ")) + "\"";
  if (!finding.file.empty()) out += " file=\"" + escaped(plain_path(finding.file)) + "\"";
  if (finding.line > 0) out += " line=\"" + std::to_string(finding.line) + "\"";
  const std::string text = escaped((place.empty() ? "" : place + ": ") + finding.message +
                                   (finding.sql_do.empty() ? "" : "\n" + finding.sql_do));
  if (!fails(finding)) return out + ">\n   <system-out>" + text + "</system-out>\n  </testcase>\n";
  return out + ">\n   <failure type=\"" + escaped(finding.severity) + "\" message=\"" + escaped(finding.message) +
         "\">" + text + "</failure>\n  </testcase>\n";
}

std::string counts_of(const model::Report& report, std::size_t tests) {
  const auto failures = std::count_if(report.findings.begin(), report.findings.end(), fails);
  return " tests=\"" + std::to_string(tests) + "\" failures=\"" + std::to_string(failures) +
         "\" errors=\"0\" skipped=\"" + std::to_string(report.not_examined.size()) + "\"";
}

}  // namespace

std::string junit(const model::Report& report) {
  std::string cases;
  for (const model::Finding& finding : report.findings) cases += test_case(finding);
  for (const model::NotExamined& item : report.not_examined) {
    cases += "  <testcase classname=\"not-examined\" name=\"" + escaped(item.object) + "\">\n   <skipped message=\"" +
             escaped(item.reason) + "\"/>\n  </testcase>\n";
  }
  std::size_t tests = report.findings.size() + report.not_examined.size();
  if (tests == 0) {  // an empty suite is an error to some readers
    cases = "  <testcase classname=\"" + escaped(report.name) + "\" name=\"no findings\"/>\n";
    tests = 1;
  }
  const std::string counts = counts_of(report, tests);
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"barqdb\"" + counts + ">\n <testsuite name=\"" +
         escaped(report.name) + "\"" + counts + ">\n" + cases + " </testsuite>\n</testsuites>\n";
}

}  // namespace barqdb::render
