// The severities of the server's messages by their names.
#include "logs/record.hpp"

namespace barqdb::logs {

Severity severity_of(std::string_view word) {
  if (word == "LOG") return Severity::log;
  if (word == "ERROR") return Severity::error;
  if (word == "FATAL") return Severity::fatal;
  if (word == "PANIC") return Severity::panic;
  if (word == "WARNING") return Severity::warning;
  if (word == "NOTICE") return Severity::notice;
  if (word == "INFO") return Severity::info;
  return Severity::other;
}

}  // namespace barqdb::logs
