// log_line_prefix: read as a pattern, and matched against the beginnings of lines.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "logs/record.hpp"

namespace barqdb::logs {

// A piece of a prefix: literal text (escape 0) or one escape by its letter. 'q' ends it for the server's own processes.
struct PrefixPart {
  char escape = 0;
  bool padded = false;
  bool by_order = false;  // guessed by its place among others only
  std::string text;
};

class Prefix {
 public:
  // "%m [%p] %q%u@%d "; paddings as in %-10u are understood. Throws Error{usage} on an escape that PostgreSQL does not
  // know.
  explicit Prefix(std::string_view pattern);
  explicit Prefix(std::vector<PrefixPart> parts) : parts_(std::move(parts)) {}

  struct Match {
    Record fields;             // time, pid, names …; message is what stands behind "LOG:  "
    std::string_view keyword;  // LOG, ERROR, DETAIL, STATEMENT …
  };
  // Nothing when the line does not begin with this prefix and a severity.
  std::optional<Match> match(std::string_view line) const;

  std::string pattern() const;  // as one would write it in postgresql.conf
  bool has(char escape) const;
  const std::vector<PrefixPart>& parts() const { return parts_; }

 private:
  bool match_from(std::size_t part, std::string_view line, std::size_t at, Match& match, int& budget) const;
  enum class Ending { any, before_text, before_blank };
  bool match_free(std::size_t part, std::string_view line, std::size_t at, Match& match, int& budget) const;
  bool match_ending(std::size_t part, std::string_view line, std::size_t at, Ending ending, Match& match,
                    int& budget) const;

  std::vector<PrefixPart> parts_;
};

// Where "LOG:  ", "DETAIL:  " or the like stands among a line's first bytes; npos when nowhere.
std::size_t severity_at(std::string_view line);

// The prefix that these lines were most likely written with; nothing when no line shows a severity.
std::optional<Prefix> detect_prefix(std::string_view sample);

// The prefix of a log that goes on with `line`, which `known` does not match, and with the lines of `sample`: that of
// the server's own processes, for which %q ends `known`, or another one, when it explains these lines better. Nothing
// when the line is rather a damaged one.
std::optional<Prefix> detect_change(const Prefix& known, std::string_view line, std::string_view sample);

}  // namespace barqdb::logs
