// Units in, a report out: every rule over every statement, index and unit. Pure but for `text_of`.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lint/options.hpp"
#include "lint/unit.hpp"
#include "model/report.hpp"

namespace barqdb::lint {

// The bytes of a file that a unit names, for the suppressions in it.
using TextOf = std::function<std::string(const std::string& file)>;

model::Report lint(const std::vector<Unit>& units, const Options& options, const TextOf& text_of);

// A statement as evidence has it: in one line, cut.
std::string statement_text(std::string_view statement);

// Where a finding stands, as the units say it.
struct Origin {
  std::string unit;
  int step = 0;  // from 1; 0: the unit as a whole, or no steps
  bool down = false;
};

// A finding of a rule by what is known elsewhere than in SQL; nothing when the rule is off.
std::optional<model::Finding> finding_by(const std::string& rule, const Options& options,
                                         const model::QualifiedName& object, const model::QualifiedName& table,
                                         std::string message, const base::Place& place);

struct PlacedReport {
  model::Report report;
  std::vector<Origin> origins;  // beside its findings
};
PlacedReport lint_with_origins(const std::vector<Unit>& units, const Options& options, const TextOf& text_of);

// Ids of all rules; what no id and no pattern of `words` means is told by an Error{usage} with the nearest id.
std::vector<std::string> rule_ids();
void check_rule_words(const std::vector<std::string>& words);

// All rules as a report, and one of them as a page of Markdown (docs/lint/<id>.md).
model::Report list_rules();
std::string page_of(const std::string& rule);  // throws Error{usage} for an unknown id, with the nearest

}  // namespace barqdb::lint
