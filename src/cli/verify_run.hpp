// Measuring the queries of a file, for verify and for upgrade --verify.
#pragma once

#include <string>
#include <vector>

#include "analyze/verification.hpp"
#include "cli/command.hpp"
#include "execute/verify.hpp"

namespace barqdb::cli {

struct VerifyInput {
  std::vector<model::NamedQuery> queries;
  execute::VerifyOptions options;
};

std::vector<Option> verify_options();  // rounds, what to set, tolerances
// Loads the file and reads the options. Throws Error{usage}.
VerifyInput verify_input(const Arguments& arguments, const std::string& file);
// The same with the defaults of every option.
VerifyInput verify_input(const std::string& file);
analyze::VerifyTolerance verify_tolerance(const Arguments& arguments);
// On a connection of its own, with progress for a person.
std::vector<model::QueryMeasure> measure_queries(Context& context, const VerifyInput& input, model::Report& head);

}  // namespace barqdb::cli
