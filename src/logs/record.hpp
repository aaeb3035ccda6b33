// One message of a server's log, as every format says it.
#pragma once

#include <cstdint>
#include <string_view>

namespace barqdb::logs {

enum class Severity : std::uint8_t { other, log, info, notice, warning, error, fatal, panic };

// What a format or a log_line_prefix does not tell is empty, 0 or nothing. Views are valid until the next read.
struct Record {
  static constexpr std::int64_t no_time = INT64_MIN;

  std::int64_t time = no_time;  // microseconds since 1970 by the log's own clock: its time zone is not applied
  std::int64_t pid = 0;
  Severity severity = Severity::other;
  bool coarse_time = false;  // whole seconds only
  bool cut = false;          // longer than the reader keeps: the end is missing
  std::uint32_t file = 0;    // number of the input, from 0
  std::uint64_t line = 0;    // of its first line, from 1
  std::string_view user;
  std::string_view database;
  std::string_view application;
  std::string_view host;
  std::string_view session;
  std::string_view vxid;  // "3/17"; "3/0" outside a transaction
  std::string_view sqlstate;
  std::string_view message;
  std::string_view detail;
  std::string_view statement;
};

// "LOG", "ERROR" …; `other` for DEBUG and for words of other languages.
Severity severity_of(std::string_view word);

}  // namespace barqdb::logs
