// The stderr format: lines that begin with log_line_prefix; details and statements are lines of their own, and a
// message of several lines goes on with tabs.
#include <algorithm>
#include <deque>
#include <unordered_map>

#include "base/error.hpp"
#include "base/text.hpp"
#include "logs/format.hpp"
#include "logs/prefix.hpp"
#include "logs/timestamp.hpp"

namespace barqdb::logs {
namespace {

constexpr std::size_t longest_message = 4u << 20;
constexpr std::size_t most_changes = 32;             // of the prefix that are looked for
constexpr std::size_t sample_of_change = 64u << 10;  // bytes
constexpr std::size_t most_waiting = 512;            // sessions whose last message may still get a detail

// A message with memory of its own, until the next one of its session shows that it is whole.
struct Waiting {
  Record record;
  std::string names[7];  // user, database, application, host, session, vxid, sqlstate
  std::string message;
  std::string detail;
  std::string statement;
  std::string* last = nullptr;  // where a line that goes on belongs

  void keep(const Record& fields) {
    record = fields;
    const std::string_view texts[] = {fields.user,    fields.database, fields.application, fields.host,
                                      fields.session, fields.vxid,     fields.sqlstate};
    for (std::size_t i = 0; i < std::size(texts); ++i) names[i] = texts[i];
    message = fields.message;
    detail.clear();
    statement.clear();
    last = &message;
  }
  void give(Record& out) const {
    out = record;
    out.user = names[0];
    out.database = names[1];
    out.application = names[2];
    out.host = names[3];
    out.session = names[4];
    out.vxid = names[5];
    out.sqlstate = names[6];
    out.message = message;
    out.detail = detail;
    out.statement = statement;
  }
};

std::uint64_t session_key(const Record& record) {
  if (record.pid != 0) return static_cast<std::uint64_t>(record.pid);
  if (!record.session.empty()) return std::hash<std::string_view>()(record.session) | 1U;
  return 0;
}

// Control characters among the first bytes.
bool is_binary(std::string_view line) {
  const std::string_view begin = line.substr(0, 400);
  return std::any_of(begin.begin(), begin.end(),
                     [](char c) { return (c >= 0 && c < ' ' && c != '\t' && c != '\r') || c == 0x7f; });
}

// log_error_verbosity = verbose writes the SQLSTATE between the severity and the message: "LOG:  00000: duration …".
void take_verbose_code(Record& record) {
  const std::string_view message = record.message;
  if (message.size() < 7 || message.substr(5, 2) != ": ") return;
  const std::string_view code = message.substr(0, 5);
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  const bool form = std::all_of(code.begin(), code.end(), [&](char c) { return digit(c) || (c >= 'A' && c <= 'Z'); });
  if (!form || std::none_of(code.begin(), code.end(), digit)) return;
  record.sqlstate = code;
  record.message.remove_prefix(7);
}

class StderrReader : public FormatReader {
 public:
  // A prefix that was guessed is guessed again where lines do not have it.
  StderrReader(Window& window, Prefix prefix, bool guessed)
      : window_(window), prefix_(std::move(prefix)), changes_left_(guessed ? most_changes : 0) {}

  bool next(Record& record) override {
    if (!ready_.empty()) ready_.pop_front();  // what was given out last
    std::string_view line;
    while (ready_.empty() && window_.line(line)) take(line);
    if (ready_.empty()) give_rest();
    if (ready_.empty()) return false;
    ready_.front().give(record);
    return true;
  }

 private:
  void take(std::string_view line) {
    if (window_.was_cut()) ++damage_.oversize;
    if (line.starts_with('\t')) return go_on(line);
    std::optional<Prefix::Match> match = prefix_.match(line);
    if (!match) {
      if (severity_at(line) == std::string_view::npos) return go_on(line);
      match = match_otherwise(line);
    }
    if (!match) {
      // A message of its own, of which nothing is known; what goes on behind it is no other's.
      ++damage_.broken;
      has_newest_ = false;
      return;
    }
    match->fields.line = window_.line_number();
    match->fields.cut = window_.was_cut();
    const std::uint64_t key = session_key(match->fields);
    if (!add_to(key, *match)) begin(key, *match);
    newest_ = key;
    has_newest_ = true;
  }

  // A message with another prefix: with one that was met before, or with one that the log goes on with. The match's
  // views are of held_.
  std::optional<Prefix::Match> match_otherwise(std::string_view line) {
    held_ = line;
    for (Prefix& other : others_) {
      auto match = other.match(held_);
      if (!match) continue;
      std::swap(prefix_, other);
      return match;
    }
    if (changes_left_ == 0) return std::nullopt;
    --changes_left_;
    std::optional<Prefix> changed = detect_change(prefix_, held_, window_.peek(sample_of_change));
    if (!changed) return std::nullopt;
    others_.push_back(std::move(prefix_));
    prefix_ = std::move(*changed);
    return prefix_.match(held_);
  }

  // A line without the prefix belongs to the message before it.
  void go_on(std::string_view line) {
    const auto found = has_newest_ ? waiting_.find(newest_) : waiting_.end();
    if (found == waiting_.end()) {
      if (!line.empty()) ++damage_.broken;
      return;
    }
    // PostgreSQL begins such lines with a tab. Bytes of no text without one were never a part of the message.
    if (!line.starts_with('\t') && is_binary(line)) {
      ++damage_.broken;
      return;
    }
    std::string& text = *found->second.last;
    if (text.size() >= longest_message) {
      if (!found->second.record.cut) ++damage_.oversize;
      found->second.record.cut = true;
      return;
    }
    text += '\n';
    text += line.starts_with('\t') ? line.substr(1) : line;
  }

  // DETAIL, STATEMENT and the like follow their message; false when this is a message of its own.
  bool add_to(std::uint64_t key, const Prefix::Match& match) {
    const bool detail = match.keyword == "DETAIL";
    const bool statement = match.keyword == "STATEMENT";
    if (!detail && !statement && match.keyword != "HINT" && match.keyword != "CONTEXT" && match.keyword != "QUERY" &&
        match.keyword != "LOCATION" && match.keyword != "BACKTRACE") {
      return false;
    }
    const auto found = waiting_.find(key);
    if (found == waiting_.end()) {
      ++damage_.broken;
      return true;
    }
    Waiting& message = found->second;
    message.last = &rest_;
    if (detail) message.last = &message.detail;
    if (statement) message.last = &message.statement;
    message.last->assign(match.fields.message);
    return true;
  }

  void begin(std::uint64_t key, Prefix::Match& match) {
    const auto found = waiting_.find(key);
    if (found != waiting_.end()) {
      ready_.push_back(std::move(found->second));
      waiting_.erase(found);
    }
    if (waiting_.size() >= most_waiting) give_rest();
    take_verbose_code(match.fields);
    Waiting& message = waiting_[key];
    message.keep(match.fields);
    message.record.severity = severity_of(match.keyword);
  }

  void give_rest() {
    std::vector<Waiting> rest;
    for (auto& entry : waiting_) rest.push_back(std::move(entry.second));
    waiting_.clear();
    has_newest_ = false;
    std::sort(rest.begin(), rest.end(),
              [](const Waiting& left, const Waiting& right) { return left.record.line < right.record.line; });
    for (Waiting& message : rest) ready_.push_back(std::move(message));
  }

  Window& window_;
  Prefix prefix_;
  std::vector<Prefix> others_;  // of which the log had lines
  std::size_t changes_left_;
  std::string held_;
  std::unordered_map<std::uint64_t, Waiting> waiting_;
  std::deque<Waiting> ready_;
  std::uint64_t newest_ = 0;
  bool has_newest_ = false;
  std::string rest_;
};

}  // namespace

std::unique_ptr<FormatReader> read_stderr_log(Window& window, const std::string& prefix) {
  if (!prefix.empty()) return std::make_unique<StderrReader>(window, Prefix(prefix), false);
  std::optional<Prefix> guess = detect_prefix(window.peek(256u << 10));
  if (!guess) {
    throw base::Error(base::ErrorKind::usage,
                      "this is no log of PostgreSQL that can be read: neither jsonlog nor csvlog, "
                      "and no line says LOG or ERROR behind a prefix",
                      "give the server's log_line_prefix with --prefix, as SHOW log_line_prefix prints it");
  }
  return std::make_unique<StderrReader>(window, std::move(*guess), true);
}

}  // namespace barqdb::logs
