// The words of PostgreSQL's messages about itself (lc_messages = C or English).
#include "logs/server_events.hpp"

#include <algorithm>
#include <charconv>

#include "base/text.hpp"

namespace barqdb::logs {
namespace {

constexpr std::size_t most_groups = 2000;

bool digit(char c) { return c >= '0' && c <= '9'; }

// The number that follows `words`; 0 when they do not stand there.
double number_after(std::string_view text, std::string_view words) {
  const std::size_t at = text.find(words);
  double value = 0;
  if (at == std::string_view::npos) return 0;
  const std::string_view rest = text.substr(at + words.size());
  std::from_chars(rest.data(), rest.data() + rest.size(), value);
  return value;
}

std::string_view quoted_after(std::string_view text, std::string_view words) {
  const std::size_t at = text.find(words);
  if (at == std::string_view::npos) return {};
  const std::string_view rest = text.substr(at + words.size());
  return rest.substr(0, rest.find('"'));
}

// Names in quotes become "…" and numbers 0.
std::string general(std::string_view message) {
  std::string out;
  for (std::size_t at = 0; at < message.size() && out.size() < 300;) {
    if (message[at] == '"') {
      const std::size_t end = std::min(message.find('"', at + 1), message.size() - 1);
      out += "\"...\"";
      at = end + 1;
    } else if (digit(message[at])) {
      while (at < message.size() && digit(message[at])) ++at;
      out += '0';
    } else {
      out += message[at++];
    }
  }
  return out;
}

const char* word_of(Severity severity) {
  if (severity == Severity::fatal) return "FATAL";
  return severity == Severity::panic ? "PANIC" : "ERROR";
}

template <typename Groups>
auto& group_of(Groups& groups, const std::string& key) {
  if (groups.size() >= most_groups && !groups.contains(key)) return groups["(others)"];
  return groups[key];
}

}  // namespace

void ServerEvents::take(const Record& record, Timeline& timeline) {
  if (record.severity == Severity::error || record.severity == Severity::fatal || record.severity == Severity::panic) {
    ++timeline.at(record.time).errors;
    return error(record);
  }
  // Most messages are statements: leave those alone early.
  const std::string_view message = record.message;
  if (message.starts_with("duration: ") || message.starts_with("statement: ") || message.starts_with("execute "))
    return;
  if (message.starts_with("connection authorized")) {
    ++connections;
    ++timeline.at(record.time).connections;
  } else if (message.starts_with("disconnection: ")) {
    ++disconnections;
  } else {
    about_upkeep(record, timeline);
  }
}

void ServerEvents::about_upkeep(const Record& record, Timeline& timeline) {
  const std::uint64_t waits = lock_waits;
  const std::uint64_t bytes = temporary.bytes;
  const std::uint64_t complete = checkpoints.count;
  if (lock_message(record)) {
    timeline.at(record.time).lock_waits += lock_waits - waits;
  } else if (file_message(record)) {
    timeline.at(record.time).temp_bytes += temporary.bytes - bytes;
  } else if (vacuum_message(record)) {
    ++timeline.at(record.time).autovacuums;
  } else if (checkpoint_message(record)) {
    timeline.at(record.time).checkpoints += checkpoints.count - complete;
  }
}

void ServerEvents::error(const Record& record) {
  ++error_count;
  const std::string_view message = record.message;
  if (message.starts_with("deadlock detected")) ++deadlocks;
  if (message.starts_with("canceling statement due to")) ++cancelled;
  if (record.severity == Severity::fatal && !message.starts_with("terminating connection")) ++refused_connections;
  const std::string words = general(message);
  ErrorGroup& group = group_of(errors, std::string(word_of(record.severity)) + std::string(record.sqlstate) + words);
  if (group.count++ > 0) return;
  group.sqlstate = record.sqlstate;
  group.severity = word_of(record.severity);
  group.message = words;
  group.example = message.substr(0, 500);
  group.statement = record.statement.substr(0, 500);
  group.file = record.file;
  group.line = record.line;
}

bool ServerEvents::lock_message(const Record& record) {
  const std::string_view message = record.message;
  if (!message.starts_with("process ")) return false;
  if (message.find(" still waiting for ") != std::string_view::npos) ++lock_waits;
  if (message.find(" acquired ") != std::string_view::npos) lock_wait_ms += number_after(message, " after ");
  return true;
}

bool ServerEvents::file_message(const Record& record) {
  if (!record.message.starts_with("temporary file: ")) return false;
  const auto bytes = static_cast<std::uint64_t>(number_after(record.message, ", size "));
  const auto add = [&](TemporaryFiles& files) {
    ++files.count;
    files.bytes += bytes;
    files.largest = std::max(files.largest, bytes);
  };
  add(temporary);
  if (!record.statement.empty())
    add(group_of(temporary_by_statement, base::one_line(record.statement.substr(0, 400), 200)));
  return true;
}

bool ServerEvents::vacuum_message(const Record& record) {
  const std::string_view message = record.message;
  if (!message.starts_with("automatic ")) return false;
  const bool analyze = message.starts_with("automatic analyze of table \"");
  const std::string table(quoted_after(message, " of table \""));
  if (table.empty()) return true;
  VacuumedTable& entry = group_of(autovacuum, table);
  ++(analyze ? entry.analyzes : entry.vacuums);
  entry.seconds += number_after(message, "elapsed: ");
  return true;
}

bool ServerEvents::checkpoint_message(const Record& record) {
  const std::string_view message = record.message;
  if (message.starts_with("checkpoints are occurring too frequently")) ++checkpoints.too_frequent;
  if (message.starts_with("checkpoint starting: ")) {
    if (message.find(" time") == std::string_view::npos) ++checkpoints.requested;
    return true;
  }
  if (!message.starts_with("checkpoint complete: ")) return false;
  ++checkpoints.count;
  checkpoints.buffers += static_cast<std::uint64_t>(number_after(message, "wrote "));
  const double total = number_after(message, "total=");
  checkpoints.seconds += total;
  checkpoints.longest = std::max(checkpoints.longest, total);
  return true;
}

}  // namespace barqdb::logs
