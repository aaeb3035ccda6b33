// jsonlog, read without building a tree: one pass over the keys of a line. Values in nested objects count as well, so
// that logs which an operator has wrapped ({"record": {…}}) are read, too, under their csvlog names.
#include <charconv>
#include <cstring>

#include "logs/format.hpp"
#include "logs/timestamp.hpp"
#include "logs/unescape.hpp"

namespace barqdb::logs {
namespace {

// Where a value of a key goes.
enum class Key : std::uint8_t {
  other,
  timestamp,
  user,
  database,
  pid,
  host,
  session,
  vxid,
  severity,
  sqlstate,
  message,
  detail,
  statement,
  application
};

Key key_of(std::string_view key) {
  switch (key.size()) {
    case 3: return key == "pid" ? Key::pid : Key::other;
    case 4:
      if (key == "user") return Key::user;
      return key == "vxid" ? Key::vxid : Key::other;
    case 5: return key == "query" ? Key::statement : Key::other;
    case 6:
      if (key == "dbname") return Key::database;
      return key == "detail" ? Key::detail : Key::other;
    case 7: return key == "message" ? Key::message : Key::other;
    case 8: return key == "log_time" ? Key::timestamp : Key::other;
    case 9:
      if (key == "timestamp") return Key::timestamp;
      if (key == "statement") return Key::statement;
      return key == "user_name" ? Key::user : Key::other;
    case 10:
      if (key == "session_id") return Key::session;
      if (key == "process_id") return Key::pid;
      return key == "state_code" ? Key::sqlstate : Key::other;
    case 11: return key == "remote_host" ? Key::host : Key::other;
    case 13: return key == "database_name" ? Key::database : Key::other;
    case 14:
      if (key == "error_severity") return Key::severity;
      return key == "sql_state_code" ? Key::sqlstate : Key::other;
    case 15: return key == "connection_from" ? Key::host : Key::other;
    case 16: return key == "application_name" ? Key::application : Key::other;
    case 22: return key == "virtual_transaction_id" ? Key::vxid : Key::other;
    default: return Key::other;
  }
}

// The end of the string that begins behind the quote before `at`; npos when it is not closed.
std::size_t string_end(std::string_view line, std::size_t at, bool& escaped) {
  escaped = false;
  for (std::size_t from = at;;) {
    const void* found = std::memchr(line.data() + from, '"', line.size() - from);
    if (found == nullptr) return std::string_view::npos;
    const auto quote = static_cast<std::size_t>(static_cast<const char*>(found) - line.data());
    std::size_t backslashes = 0;
    while (quote - backslashes > at && line[quote - backslashes - 1] == '\\') ++backslashes;
    escaped = escaped || backslashes > 0;
    if (backslashes % 2 == 0) {
      escaped = escaped || std::memchr(line.data() + at, '\\', quote - at) != nullptr;
      return quote;
    }
    from = quote + 1;
  }
}

class JsonReader : public FormatReader {
 public:
  explicit JsonReader(Window& window) : window_(window) {}

  bool next(Record& record) override {
    std::string_view line;
    while (window_.line(line)) {
      if (line.empty()) continue;
      record = {};
      record.line = window_.line_number();
      record.cut = window_.was_cut();
      texts_.clear();
      const bool whole = read_line(line, record);
      if (record.cut) ++damage_.oversize;
      if (!whole && !record.cut) {
        ++damage_.broken;
      } else if (record.message.data() != nullptr) {
        return true;
      }
    }
    return false;
  }

 private:
  // False when the line is no whole object.
  bool read_line(std::string_view line, Record& record) {
    if (line.front() != '{' || line.back() != '}') {
      if (!record.cut || line.front() != '{') return false;
    }
    for (std::size_t at = 1; at < line.size();) {
      const char c = line[at];
      if (c == ',' || c == '{' || c == '}' || c == ' ') {
        ++at;
        continue;
      }
      if (c != '"') return false;
      bool escaped = false;
      const std::size_t key_end = string_end(line, at + 1, escaped);
      if (key_end == std::string_view::npos) return false;
      const Key key = key_of(line.substr(at + 1, key_end - at - 1));
      at = key_end + 1;
      while (at < line.size() && (line[at] == ':' || line[at] == ' ')) ++at;
      if (!read_value(line, at, key, record)) return false;
    }
    return true;
  }

  bool read_value(std::string_view line, std::size_t& at, Key key, Record& record) {
    if (at >= line.size()) return false;
    if (line[at] == '{') return true;  // its keys are read like ours
    if (line[at] == '[') return pass_over_list(line, at);
    if (line[at] != '"') {
      const std::size_t end = std::min(line.find_first_of(",}", at), line.size());
      put(key, line.substr(at, end - at), record);
      at = end;
      return true;
    }
    bool escaped = false;
    std::size_t end = string_end(line, at + 1, escaped);
    const bool closed = end != std::string_view::npos;
    if (!closed) end = line.size();
    std::string_view value = line.substr(at + 1, end - at - 1);
    if ((escaped || !closed) && key != Key::other) {
      std::string& text = texts_.next();
      unescape_json(value, text);
      value = text;
    }
    put(key, value, record);
    at = end + 1;
    return closed;
  }

  static bool pass_over_list(std::string_view line, std::size_t& at) {
    const std::size_t end = line.find(']', at);
    at = end == std::string_view::npos ? line.size() : end + 1;
    return end != std::string_view::npos;
  }

  static void put(Key key, std::string_view value, Record& record) {
    switch (key) {
      case Key::other: break;
      case Key::timestamp: record.time = parse_time(value); break;
      case Key::user: record.user = value; break;
      case Key::database: record.database = value; break;
      case Key::pid: std::from_chars(value.data(), value.data() + value.size(), record.pid); break;
      case Key::host: record.host = value; break;
      case Key::session: record.session = value; break;
      case Key::vxid: record.vxid = value; break;
      case Key::severity: record.severity = severity_of(value); break;
      case Key::sqlstate: record.sqlstate = value; break;
      case Key::message: record.message = value; break;
      case Key::detail: record.detail = value; break;
      case Key::statement: record.statement = value; break;
      case Key::application: record.application = value; break;
    }
  }

  Window& window_;
  Texts texts_;
};

}  // namespace

std::unique_ptr<FormatReader> read_json_log(Window& window) { return std::make_unique<JsonReader>(window); }

}  // namespace barqdb::logs
