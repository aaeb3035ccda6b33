// Options and progress of measuring.
#include "cli/verify_run.hpp"

#include "base/clock.hpp"
#include "base/text.hpp"
#include "base/yaml.hpp"
#include "cli/live_line.hpp"
#include "cli/option_value.hpp"
#include "plan/named_queries.hpp"

namespace barqdb::cli {
namespace {

using base::Error;
using base::ErrorKind;

constexpr std::size_t kFileLimit = 64U << 20;

std::vector<std::pair<std::string, std::string>> settings_of(const std::vector<std::string>& texts) {
  std::vector<std::pair<std::string, std::string>> out;
  for (const std::string& text : texts) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0)
      throw Error(ErrorKind::usage, "--set " + text + " is not NAME=VALUE", "for example: --set app.current_org_id=7");
    out.emplace_back(text.substr(0, equals), text.substr(equals + 1));
  }
  return out;
}

void keep_only(std::vector<model::NamedQuery>& queries, const std::string& pattern, const std::string& file) {
  if (pattern.empty()) return;
  std::erase_if(queries, [&](const model::NamedQuery& query) { return !base::matches_pattern(query.name, pattern); });
  if (queries.empty())
    throw Error(ErrorKind::usage, "no query of " + file + " is named like " + pattern, "patterns have * and ?", {file});
}

}  // namespace

std::vector<Option> verify_options() {
  return {{OptionKind::value, "--only PATTERN", "queries whose name matches"},
          {OptionKind::value, "--rounds N", "measured executions of each query; one more warms up", "5"},
          {OptionKind::flag, "--plan-only", "plan the queries and run none of them"},
          {OptionKind::value, "--timeout DURATION", "of one execution", "60s"},
          {OptionKind::value, "--role NAME", "SET ROLE first: row-level security applies to it"},
          {OptionKind::values, "--set NAME=VALUE", "a setting for the session"},
          {OptionKind::value, "--factor N", "slower or faster by less than this says nothing", "1.3"},
          {OptionKind::value, "--min-difference DURATION", "smaller differences say nothing", "1ms"}};
}

VerifyInput verify_input(const std::string& file) {
  const std::string text = base::load_file(file, kFileLimit);
  base::check_text(text, file);
  VerifyInput input;
  input.queries = plan::parse_named_queries(text, file);
  if (input.queries.empty())
    throw Error(ErrorKind::usage, "no query in " + file, "a query begins with a line -- name: some_name", {file});
  return input;
}

VerifyInput verify_input(const Arguments& arguments, const std::string& file) {
  VerifyInput input = verify_input(file);
  keep_only(input.queries, arguments.text("only"), file);
  input.options.rounds = whole_option(arguments, "rounds", 1, 10'000);
  input.options.run = !arguments.flag("plan-only");
  input.options.timeout = duration_option(arguments, "timeout");
  input.options.role = arguments.text("role");
  input.options.settings = settings_of(arguments.texts("set"));
  return input;
}

analyze::VerifyTolerance verify_tolerance(const Arguments& arguments) {
  analyze::VerifyTolerance tolerance;
  const auto factor = parse_number(arguments.text("factor"));
  if (!factor || !(*factor >= 1 && *factor < 1e6)) refuse_option(arguments, "factor", "number of 1 or more", "1.5");
  tolerance.factor = *factor;
  tolerance.milliseconds = static_cast<double>(duration_option(arguments, "min-difference").count());
  return tolerance;
}

std::vector<model::QueryMeasure> measure_queries(Context& context, const VerifyInput& input, model::Report& head) {
  db::Connection connection = context.connect();
  head.generated_at = base::utc_time();
  head.database = connection.database();
  head.server_version = connection.server_version();
  LiveLine line(context);
  const std::string of = " of " + std::to_string(input.options.rounds);
  return execute::verify_queries(connection, input.queries, input.options, [&](int round, std::size_t query) {
    line.show((round == 0 ? std::string("warming up") : "round " + std::to_string(round) + of) + ": " +
              input.queries[query].name + " (" + std::to_string(query + 1) + " of " +
              std::to_string(input.queries.size()) + ")");
  });
}

}  // namespace barqdb::cli
