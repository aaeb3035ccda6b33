// Matching of log_line_prefix, with backtracking where names may hold anything.
#include "logs/prefix.hpp"

#include <algorithm>
#include <charconv>

#include "base/error.hpp"
#include "base/text.hpp"
#include "logs/prefix_field.hpp"
#include "logs/timestamp.hpp"

namespace barqdb::logs {
namespace {

constexpr std::string_view known_escapes = "audrhbpPtmnieclsvxqQL";

bool is_keyword(std::string_view word) {
  return severity_of(word) != Severity::other || word == "DETAIL" || word == "STATEMENT" || word == "HINT" ||
         word == "CONTEXT" || word == "QUERY" || word == "LOCATION" || word == "BACKTRACE";
}

// Behind the prefix: "LOG:  message". Words in capitals only, also those of other languages.
bool read_keyword(std::string_view rest, Prefix::Match& match) {
  const std::size_t colon = rest.substr(0, 24).find(":  ");
  if (colon == std::string_view::npos || colon < 3) return false;
  const std::string_view word = rest.substr(0, colon);
  const bool capitals = std::all_of(word.begin(), word.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ' ' || static_cast<unsigned char>(c) >= 0x80;
  });
  if (!capitals) return false;
  // "A LOG" is the end of a name and a word of the server; words with a blank are other languages'.
  const std::size_t blank = word.rfind(' ');
  if (blank != std::string_view::npos && is_keyword(word.substr(blank + 1))) return false;
  match.keyword = word;
  match.fields.message = rest.substr(colon + 3);
  return true;
}

void put_number(std::string_view text, std::int64_t& value) {
  std::from_chars(text.data(), text.data() + text.size(), value);
}

void put(char escape, std::string_view text, Record& record) {
  switch (escape) {
    case 'a': record.application = text == "[unknown]" ? std::string_view() : text; break;
    case 'u': record.user = text == "[unknown]" ? std::string_view() : text; break;
    case 'd': record.database = text == "[unknown]" ? std::string_view() : text; break;
    case 'r':
    case 'h': record.host = text; break;
    case 'p': put_number(text, record.pid); break;
    case 'm': record.time = parse_time(text); break;
    case 't':
      if (record.time != Record::no_time) break;
      record.time = parse_time(text);
      record.coarse_time = true;
      break;
    case 'n':
      if (record.time == Record::no_time || record.coarse_time) record.time = parse_epoch(text);
      record.coarse_time = false;
      break;
    case 'e': record.sqlstate = text; break;
    case 'c': record.session = text; break;
    case 'v': record.vxid = text; break;
    default: break;
  }
}

}  // namespace

Prefix::Prefix(std::string_view pattern) {
  std::string literal;
  const auto end_literal = [&] {
    if (!literal.empty()) parts_.push_back({0, false, false, literal});
    literal.clear();
  };
  for (std::size_t at = 0; at < pattern.size(); ++at) {
    if (pattern[at] != '%') {
      literal += pattern[at];
      continue;
    }
    ++at;
    const std::size_t escape = std::min(pattern.find_first_not_of("-0123456789", at), pattern.size());
    if (escape == pattern.size()) break;  // the server writes nothing for it
    if (pattern[escape] == '%') {
      literal += '%';
    } else if (known_escapes.find(pattern[escape]) != std::string_view::npos) {
      end_literal();
      parts_.push_back({pattern[escape], escape > at, false, ""});
    } else {
      throw base::Error(base::ErrorKind::usage,
                        std::string("log_line_prefix has no escape %") + pattern[escape] + " in PostgreSQL",
                        "copy the value that SHOW log_line_prefix prints");
    }
    at = escape;
  }
  end_literal();
}

std::optional<Prefix::Match> Prefix::match(std::string_view line) const {
  Match match;
  int budget = 2000;  // names that hold the separators over and over must not take for ever
  if (!match_from(0, line, 0, match, budget)) return std::nullopt;
  return match;
}

bool Prefix::match_from(std::size_t part, std::string_view line, std::size_t at, Match& match, int& budget) const {
  for (; part < parts_.size(); ++part) {
    if (--budget < 0) return false;
    const PrefixPart& here = parts_[part];
    if (here.escape == 0) {
      if (!line.substr(at).starts_with(here.text)) return false;
      at += here.text.size();
      continue;
    }
    if (here.escape == 'q') {
      // The server's own processes write nothing from here on.
      Match own = match;
      if (read_keyword(line.substr(at), own)) {
        match = own;
        return true;
      }
      continue;
    }
    const FieldForm form = field_form(here.escape);
    if (form == FieldForm::free || here.padded) return match_free(part, line, at, match, budget);
    const std::size_t end = field_end(form, line, at);
    if (end == std::string_view::npos) return false;
    put(here.escape, line.substr(at, end - at), match.fields);
    at = end;
  }
  return read_keyword(line.substr(at), match);
}

// A name ends where what follows it matches: the shortest that does. One that is filled up with blanks ends in front of
// what is no blank, rather than inside of them.
bool Prefix::match_free(std::size_t part, std::string_view line, std::size_t at, Match& match, int& budget) const {
  if (!parts_[part].padded) return match_ending(part, line, at, Ending::any, match, budget);
  return match_ending(part, line, at, Ending::before_text, match, budget) ||
         match_ending(part, line, at, Ending::before_blank, match, budget);
}

bool Prefix::match_ending(std::size_t part, std::string_view line, std::size_t at, Ending ending, Match& match,
                          int& budget) const {
  const FieldForm form = field_form(parts_[part].escape);
  const bool literal_next = part + 1 < parts_.size() && parts_[part + 1].escape == 0;
  const std::size_t most = std::min(line.size(), at + 200);
  for (std::size_t end = at; end <= most; ++end) {
    if (literal_next) {
      end = line.find(parts_[part + 1].text, end);
      if (end == std::string_view::npos || end > most) return false;
    }
    const bool before_blank = line.substr(end, 2) == "  ";
    if (ending != Ending::any && before_blank != (ending == Ending::before_blank)) continue;
    const std::string_view text = base::trim(line.substr(at, end - at));
    if (form != FieldForm::free && field_end(form, text, 0) != text.size()) continue;
    Match attempt = match;
    put(parts_[part].escape, text, attempt.fields);
    if (match_from(part + 1, line, end, attempt, budget)) {
      match = attempt;
      return true;
    }
    if (budget < 0) return false;
  }
  return false;
}

std::size_t severity_at(std::string_view line) {
  const std::string_view head = line.substr(0, 500);
  for (std::size_t colon = head.find(":  "); colon != std::string_view::npos; colon = head.find(":  ", colon + 1)) {
    std::size_t begin = colon;
    while (begin > 0 && head[begin - 1] >= 'A' && head[begin - 1] <= 'Z') --begin;
    if (is_keyword(head.substr(begin, colon - begin))) return begin;
  }
  return std::string_view::npos;
}

std::string Prefix::pattern() const {
  std::string out;
  for (const PrefixPart& part : parts_) {
    if (part.escape != 0) {
      out += std::string("%") + part.escape;
      continue;
    }
    for (const char c : part.text) out += c == '%' ? std::string("%%") : std::string(1, c);
  }
  return out;
}

bool Prefix::has(char escape) const {
  return std::any_of(parts_.begin(), parts_.end(), [&](const PrefixPart& part) { return part.escape == escape; });
}

}  // namespace barqdb::logs
