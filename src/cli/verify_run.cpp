// Options and progress of measuring.
#include "cli/verify_run.hpp"

#include <charconv>
#include <cstdlib>

#include "base/clock.hpp"
#include "base/text.hpp"
#include "base/yaml.hpp"
#include "cli/live_line.hpp"
#include "plan/named_queries.hpp"

namespace barqdb::cli {
namespace {

using base::Error;
using base::ErrorKind;

constexpr std::size_t kFileLimit = 64U << 20;

int rounds_of(const std::string& text) {
  int rounds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), rounds);
  if (error != std::errc() || end != text.data() + text.size() || rounds < 1 || rounds > 10'000)
    throw Error(ErrorKind::usage, "--rounds " + text + " is no number of rounds", "for example: --rounds 5");
  return rounds;
}

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

base::Milliseconds duration_of(const std::string& option, const std::string& text) {
  if (const auto duration = base::parse_duration(text)) return *duration;
  throw Error(ErrorKind::usage, "--" + option + " " + text + " is no duration", "a number with its unit: 500ms, 30s");
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
          {OptionKind::values, "--set NAME=VALUE", "a setting for the session; may be repeated"},
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
  input.options.rounds = rounds_of(arguments.text("rounds"));
  input.options.run = !arguments.flag("plan-only");
  input.options.timeout = duration_of("timeout", arguments.text("timeout"));
  input.options.role = arguments.text("role");
  input.options.settings = settings_of(arguments.texts("set"));
  return input;
}

analyze::VerifyTolerance verify_tolerance(const Arguments& arguments) {
  analyze::VerifyTolerance tolerance;
  const std::string factor = arguments.text("factor");
  char* end = nullptr;
  tolerance.factor = std::strtod(factor.c_str(), &end);
  if (factor.empty() || *end != '\0' || !(tolerance.factor >= 1 && tolerance.factor < 1e6))
    throw Error(ErrorKind::usage, "--factor " + factor + " is no factor of 1 or more", "for example: --factor 1.5");
  tolerance.milliseconds = static_cast<double>(duration_of("min-difference", arguments.text("min-difference")).count());
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
