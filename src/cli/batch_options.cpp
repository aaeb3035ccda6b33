// Reads the options of batches.
#include "cli/batch_options.hpp"

#include "base/text.hpp"
#include "batch/throttle.hpp"
#include "cli/option_value.hpp"
#include "cli/run_options.hpp"

namespace barqdb::cli {
namespace {

// A share of a whole, 1 for 100%.
double percent_of(const Arguments& arguments, const std::string& name, double otherwise) {
  if (!arguments.given(name)) return otherwise;
  const std::string text = arguments.text(name);
  const auto number = text.ends_with('%') ? parse_number(text.substr(0, text.size() - 1)) : std::nullopt;
  if (!number || !(*number > 0)) refuse_option(arguments, name, "percentage above 0", "150%");
  return *number / 100;
}

batch::Pace pace_of(const Arguments& arguments, const config::OnlineSettings& online) {
  batch::Pace pace;
  pace.chunk_time = duration_option_or(pace.chunk_time, arguments, "chunk-time", base::Milliseconds(1));
  pace.sleep = duration_option_or(pace.sleep, arguments, "sleep");
  pace.max_lag = duration_option_or(pace.max_lag, arguments, "max-lag");
  pace.max_transaction = duration_option_or(pace.max_transaction, arguments, "max-transaction");
  pace.max_dead = percent_of(arguments, "max-dead", pace.max_dead);
  if (arguments.given("replica")) pace.replica = arguments.text("replica");
  pace.jobs = online.jobs;
  if (arguments.given("max-rate")) {
    const auto rate = parse_number(arguments.text("max-rate"));
    if (!rate || !(*rate > 0)) refuse_option(arguments, "max-rate", "number above 0", "1000");
    pace.max_rate = *rate;
  }
  if (arguments.given("max-wal")) {
    const auto size = base::parse_size(arguments.text("max-wal"));
    if (!size || *size <= 0) refuse_option(arguments, "max-wal", "size above 0", "16MB");
    pace.max_wal = *size;
  }
  if (arguments.given("window")) {
    pace.window = batch::parse_window(arguments.text("window"));
    if (!pace.window) refuse_option(arguments, "window", "time of the day", "22:00-06:00");
  }
  return pace;
}

}  // namespace

std::vector<Option> batch_pace_options() {
  return {
      {OptionKind::value, "--chunk-time TIME", "how long a chunk should take", "200ms"},
      {OptionKind::value, "--max-rate ROWS", "rows a second at most, of all lanes together"},
      {OptionKind::value, "--sleep TIME", "pause after every chunk"},
      {OptionKind::value, "--window HH:MM-HH:MM", "work only at this time of the day, by this machine's clock"},
      {OptionKind::value, "--max-lag TIME", "wait while a replica is further behind", "10s"},
      {OptionKind::value, "--replica NAME", "only this replica's lag counts (its application_name)", "the worst one"},
      {OptionKind::value, "--max-wal SIZE", "wait while the server writes more WAL a second"},
      {OptionKind::value, "--max-transaction TIME", "half speed while somebody's transaction is older", "30m"},
      {OptionKind::value, "--max-dead PERCENT", "half speed while the table has more dead rows for its live ones",
       "150%"},
      {OptionKind::value, "--lock-timeout TIME", "how long a chunk waits for a row's lock before it gives way",
       "from the profile"},
      {OptionKind::value, "--lock-budget TIME", "how long a chunk goes on trying", "from the profile"},
      {OptionKind::value, "--name NAME", "what the batch is called, to find it again", "made from the statement"},
      {OptionKind::flag, "--again", "do it anew although it was finished or cancelled before"},
      {OptionKind::flag, "--beside", "begin it although an unfinished batch does part of the same work"},
      {OptionKind::flag, "--dry-run", "show the plan of the first chunk and estimates, change nothing"},
  };
}

std::vector<Option> batch_walk_options() {
  return {
      {OptionKind::value, "--key INDEX", "unique index to walk by, or ctid", "the primary key"},
      {OptionKind::value, "--jobs N", "lanes side by side over separate ranges of keys", "from the profile"},
      {OptionKind::flag, "--repeatable", "walked by ctid, or changes its key: a second time does a row no harm"},
  };
}

std::vector<Option> batch_guard_options() {
  return {
      {OptionKind::value, "--expect N", "refuse unless exactly so many rows are selected, and stop before more"},
      {OptionKind::value, "--max-rows N", "stop before more rows than this are changed"},
  };
}

std::vector<std::string> list_option(const Arguments& arguments, const std::string& name) {
  std::vector<std::string> items;
  if (!arguments.given(name)) return items;
  const std::string list = arguments.text(name);
  for (const auto part : base::split(list, ',')) {
    const std::string item(base::trim(part));
    if (item.empty()) refuse_option(arguments, name, "list of columns", "a,b");
    items.push_back(item);
  }
  return items;
}

batch::RunInput batch_input(const Arguments& arguments, Context& context, batch::Kind kind) {
  batch::RunInput input;
  input.online = online_settings(arguments, context);
  input.pace = pace_of(arguments, input.online);
  input.pool = context.settings().pool;
  input.replicas = context.settings().replicas;
  input.connect = context.connect_options();
  input.spec.kind = kind;
  if (arguments.given("name")) input.spec.name = arguments.text("name");
  input.spec.again = arguments.flag("again");
  input.spec.beside = arguments.flag("beside");
  if (arguments.given("key")) input.spec.key = arguments.text("key");
  input.spec.where = arguments.text("where");
  input.spec.repeatable = arguments.flag("repeatable");
  if (arguments.given("table")) input.spec.table = model::parse_qualified_name(arguments.text("table"));
  if (arguments.given("expect")) input.spec.expect = rows_option(arguments, "expect");
  if (arguments.given("max-rows")) input.spec.max_rows = rows_option(arguments, "max-rows");
  return input;
}

std::vector<std::string> words_of(const Command& command, const Arguments& arguments) {
  std::vector<std::string> words = {"batch", command.name};
  for (const Option& option : command.options) {
    const std::string key = key_of(option);
    if (!arguments.given(key)) continue;
    const bool positional = option.kind == OptionKind::positional;
    if (option.kind == OptionKind::flag) words.push_back("--" + key);
    for (const std::string& value :
         option.kind == OptionKind::flag ? std::vector<std::string>{} : arguments.texts(key)) {
      if (!positional) words.push_back("--" + key);
      words.push_back(value);
    }
  }
  return words;
}

}  // namespace barqdb::cli
