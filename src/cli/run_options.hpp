// What upgrade and downgrade have in common: their options, their input, and how their result and plan are shown.
#pragma once

#include <string>
#include <vector>

#include "cli/command.hpp"
#include "execute/runner.hpp"
#include "model/report.hpp"

namespace barqdb::cli {

std::vector<Option> run_options();
// The options over the profile's online settings. Throws Error{usage}.
config::OnlineSettings online_settings(const Arguments& arguments, Context& context);
// The replicas of the profile, for online.max_replica_lag.
std::vector<execute::Replica> replicas_of(Context& context);
execute::RunInput run_input(const Arguments& arguments, Context& context, const std::string& target);

// What a run did, as a report; and as one sentence for a person.
model::Report result_report(const char* name, const execute::RunResult& result);
std::string result_sentence(const char* done, const execute::RunResult& result);

}  // namespace barqdb::cli
