// Options of the log's readers, and the display of how far they are.
#include "cli/log_options.hpp"

#include <memory>

#include "base/interrupt.hpp"
#include "base/units.hpp"
#include "cli/live_line.hpp"
#include "logs/prefix.hpp"
#include "logs/timestamp.hpp"
#include "render/render.hpp"

namespace barqdb::cli {
namespace {

constexpr std::int64_t day = 86'400'000'000;

std::int64_t moment(const Arguments& arguments, const std::string& name, std::int64_t otherwise, bool end) {
  if (!arguments.given(name)) return otherwise;
  const std::string text = arguments.text(name);
  const auto time = logs::parse_moment(text);
  if (!time) {
    throw base::Error(base::ErrorKind::usage, "'" + text + "' of --" + name + " is no moment",
                      "write a date or a date and a time as they stand in the log: 2025-01-06, \"2025-01-06 12:30\"");
  }
  return end && text.size() <= 10 ? *time + day : *time;  // --to with a date is the end of that day
}

// A gate must not pass because there was nothing that could be read.
void refuse_unread(const logs::ReadFacts& facts) {
  if (facts.input.messages > 0 || facts.input.outside > 0) return;
  for (const logs::InputFile& file : facts.files) {
    if (!file.complaint.empty())
      throw base::Error(base::ErrorKind::usage, file.path + ": " + file.complaint,
                        "nothing was read: name a log of the server, or give its form with --prefix or --log-format");
  }
}

}  // namespace

std::vector<Option> log_options() {
  return {
      {OptionKind::positionals, "LOG", "files, quoted globs, or - for standard input; .gz and .zst are read as well"},
      {OptionKind::value, "--prefix PATTERN", "log_line_prefix of a log in stderr format; guessed when not given"},
      {OptionKind::value,
       "--log-format WORD",
       "form of the logs; guessed for each file when not given",
       "",
       false,
       {"json", "csv", "stderr"}},
      {OptionKind::flag, "--follow", "go on with what the server writes, also after a rotation, until Ctrl-C"},
      {OptionKind::value, "--from MOMENT", "leave out what was logged earlier; by the log's own clock"},
      {OptionKind::value, "--to MOMENT", "leave out what was logged later; a date means its end"}};
}

logs::InputOptions input_options(const Arguments& arguments, Context&) {
  logs::InputOptions options;
  options.paths = arguments.texts("log");
  if (options.paths.empty()) {
    throw base::Error(base::ErrorKind::usage, "no log is named",
                      "name files of the server's log, such as /var/log/postgresql/*.json, or - for standard input");
  }
  options.prefix = arguments.text("prefix");
  if (!options.prefix.empty()) static_cast<void>(logs::Prefix(options.prefix));  // complains before anything is read
  options.format = arguments.text("log-format");
  options.follow = arguments.flag("follow");
  options.from = moment(arguments, "from", INT64_MIN, false);
  options.to = moment(arguments, "to", INT64_MAX, true);
  base::install_interrupt_handler();
  return options;
}

std::vector<std::string> log_formats() {
  std::vector<std::string> formats = render::gate_formats();
  formats.emplace_back("html");
  return formats;
}

logs::ReadFacts read_facts(const logs::Input& input, const logs::Sessions& sessions, const logs::Shapes& shapes) {
  logs::ReadFacts facts;
  facts.input = input.counts();
  facts.sessions = sessions.counts();
  facts.files = input.files();
  facts.shapes = shapes.size();
  facts.not_parsed = shapes.not_parsed();
  facts.first_time = input.first_time();
  facts.last_time = input.last_time();
  refuse_unread(facts);
  return facts;
}

void show_progress(logs::Input& input, Context& context) {
  if (!context.terminal()) return;
  input.on_progress = [line = std::make_shared<LiveLine>(context),
                       last = std::uint64_t{0}](std::uint64_t bytes) mutable {
    if (bytes < last + (32u << 20)) return;
    last = bytes;
    line->show(base::format_size(static_cast<std::int64_t>(bytes)) + " read");
  };
}

}  // namespace barqdb::cli
