// Findings against what --fail-on names.
#include "cli/fail_on.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"

namespace barqdb::cli {
namespace {

// 3 for error, 2 for warning, 1 for info, 0 for a word that is no severity.
int rank_of(const std::string& severity) {
  static const std::vector<std::string> severities = {"info", "warning", "error"};
  const auto found = std::find(severities.begin(), severities.end(), severity);
  return found == severities.end() ? 0 : static_cast<int>(found - severities.begin()) + 1;
}

std::vector<std::string> words_of(const std::vector<std::string>& values) {
  std::vector<std::string> words;
  for (const std::string& value : values) {
    for (const std::string_view part : base::split(value, ',')) {
      const std::string word(base::trim(part));
      if (!word.empty()) words.push_back(word);
    }
  }
  return words;
}

bool fails(const model::Finding& finding, const std::vector<std::string>& wanted) {
  return std::any_of(wanted.begin(), wanted.end(), [&](const std::string& word) {
    const int rank = rank_of(word);
    return rank > 0 ? rank_of(finding.severity) >= rank : base::matches_pattern(finding.check, word);
  });
}

base::Error unknown(const std::string& word, const std::vector<std::string>& ids) {
  std::vector<std::string> known = {"error", "warning", "info", "none"};
  known.insert(known.end(), ids.begin(), ids.end());
  const std::string near = base::nearest(word, known);
  return {base::ErrorKind::usage, "'" + word + "' of --fail-on is neither a severity nor the id of a check",
          near.empty() ? "write error, warning, info, none, the id of a check, or a pattern of ids with *"
                       : "did you mean '" + near + "'?"};
}

}  // namespace

Option fail_on_option(std::string fallback) {
  return {OptionKind::values, "--fail-on CHECKS",
          "exit 1 on these findings: error, warning or info (that severity and worse), ids of checks, patterns such as "
          "index.*, or none",
          std::move(fallback)};
}

void check_fail_on(const std::vector<std::string>& values, const std::vector<std::string>& ids) {
  for (const std::string& word : words_of(values)) {
    const bool known =
        std::any_of(ids.begin(), ids.end(), [&](const std::string& id) { return base::matches_pattern(id, word); });
    if (rank_of(word) == 0 && word != "none" && !known) throw unknown(word, ids);
  }
}

int exit_code_of(const model::Report& report, const Arguments& arguments) {
  const std::vector<std::string> wanted = words_of(arguments.texts("fail-on"));
  const bool any = std::any_of(report.findings.begin(), report.findings.end(),
                               [&](const model::Finding& finding) { return fails(finding, wanted); });
  return any ? 1 : 0;
}

}  // namespace barqdb::cli
