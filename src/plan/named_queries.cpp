// Header lines, then the statement that follows them.
#include "plan/named_queries.hpp"

#include <charconv>
#include <set>

#include "base/error.hpp"
#include "base/text.hpp"
#include "plan/sql_text.hpp"

namespace barqdb::plan {
namespace {

using base::Diagnostics;
using base::Place;
using model::NamedQuery;

struct Header {
  std::string_view key;
  std::string_view value;
};

const std::vector<std::string>& keys() {
  static const std::vector<std::string> all = {"name", "module", "pair", "repeat", "writes", "params"};
  return all;
}

// Nothing in the key when the line is no header. "--" at the line's begin, at most one space, the key, a colon: what is
// indented is prose, so that a comment can explain the headers.
Header header_of(std::string_view line) {
  if (!line.starts_with("--")) return {};
  line.remove_prefix(line.starts_with("-- ") ? 3 : 2);
  for (const std::string& known : keys())
    if (line.starts_with(known + ":")) return {line.substr(0, known.size()), base::trim(line.substr(known.size() + 1))};
  return {};
}

// Cut at semicolons outside quotes: values are SQL literals.
std::vector<std::string_view> split_parameters(std::string_view text) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  bool quoted = false;
  for (std::size_t at = 0; at <= text.size(); ++at) {
    if (at < text.size() && text[at] == '\'') quoted = !quoted;
    if (at < text.size() && (text[at] != ';' || quoted)) continue;
    if (const std::string_view part = base::trim(text.substr(begin, at - begin)); !part.empty()) parts.push_back(part);
    begin = at + 1;
  }
  return parts;
}

class Reader {
 public:
  Reader(std::string_view text, std::string file) : text_(text), file_(std::move(file)) {}

  std::vector<NamedQuery> read() {
    std::size_t at = 0;
    while (at < text_.size()) {
      const std::size_t end = std::min(text_.size(), text_.find('\n', at));
      take_line(text_.substr(at, end - at), at);
      at = end + 1;
      ++line_;
    }
    finish();
    diagnostics_.throw_if_any();
    return std::move(queries_);
  }

 private:
  Place place() const { return {file_, line_, 1}; }

  void take_line(std::string_view line, std::size_t offset) {
    const Header header = header_of(line);
    if (header.key == "name") begin(header.value);
    if (!header.key.empty() && header.key != "name") take_header(header);
    if (header.key.empty() && named_ && body_ == std::string_view::npos) body_ = offset;
    end_ = offset + line.size();
  }

  void begin(std::string_view name) {
    finish();
    named_ = true;
    query_ = NamedQuery();
    query_.name = name;
    query_.place = place();
    if (name.empty()) diagnostics_.add("a query has an empty name", "-- name: dashboard_totals", place());
    if (!names_.insert(query_.name).second)
      diagnostics_.add("two queries are named '" + query_.name + "'", "give each a name of its own", place());
  }

  void take_header(const Header& header) {
    if (!named_) {
      diagnostics_.add("'" + std::string(header.key) + "' stands before any name", "begin with -- name: …", place());
    } else if (header.key == "module") {
      query_.module = header.value;
    } else if (header.key == "writes") {
      query_.writes = header.value == "yes";
      if (header.value != "yes" && header.value != "no")
        diagnostics_.add("writes is yes or no, not '" + std::string(header.value) + "'", "-- writes: yes", place());
    } else if (header.key == "repeat") {
      take_repeat(header.value);
    } else if (header.key == "pair") {
      take_pair(header.value);
    } else {
      take_parameters(header.value);
    }
  }

  void take_repeat(std::string_view value) {
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), query_.repeat);
    if (error != std::errc() || end != value.data() + value.size() || query_.repeat < 1)
      diagnostics_.add("repeat is a count, not '" + std::string(value) + "'", "-- repeat: 100", place());
  }

  void take_pair(std::string_view value) {
    const std::size_t space = value.find(' ');
    query_.pair_group = value.substr(0, space);
    query_.pair_side = space == std::string_view::npos ? "" : base::trim(value.substr(space));
    if (query_.pair_side != "naive" && query_.pair_side != "better")
      diagnostics_.add("pair names a group and a side, not '" + std::string(value) + "'",
                       "-- pair: dashboard naive, and -- pair: dashboard better", place());
  }

  void take_parameters(std::string_view value) {
    for (const std::string_view part : split_parameters(value)) {
      const std::string number = "$" + std::to_string(query_.parameters.size() + 1);
      const std::size_t equals = part.find('=');
      const std::string_view head = base::trim(part.substr(0, equals));
      const std::size_t space = head.find(' ');
      if (equals == std::string_view::npos || space == std::string_view::npos || head.substr(0, space) != number) {
        diagnostics_.add("cannot read the parameter '" + std::string(part) + "': " + number + " is next",
                         "-- params: $1 integer = 7; $2 date = '2025-12-01'", place());
        return;
      }
      query_.parameters.push_back(
          {std::string(base::trim(head.substr(space))), std::string(base::trim(part.substr(equals + 1)))});
    }
  }

  void finish() {
    if (!named_) return;
    named_ = false;
    const std::size_t begin = std::min(body_, end_);
    body_ = std::string_view::npos;
    const std::vector<Statement> statements = split_statements(text_.substr(begin, end_ - begin));
    if (statements.size() != 1) {
      diagnostics_.add("query '" + query_.name + "' has " +
                           base::counted(static_cast<std::int64_t>(statements.size()), "statement", "statements"),
                       "one statement a name", query_.place);
      return;
    }
    query_.sql = statements.front().text;
    queries_.push_back(query_);
  }

  std::string_view text_;
  std::string file_;
  int line_ = 1;
  bool named_ = false;
  std::size_t body_ = std::string_view::npos;  // where the statement of the query begins
  std::size_t end_ = 0;                        // of the lines taken so far
  NamedQuery query_;
  std::set<std::string> names_;
  std::vector<NamedQuery> queries_;
  Diagnostics diagnostics_;
};

}  // namespace

std::vector<NamedQuery> parse_named_queries(std::string_view text, const std::string& file) {
  return Reader(text, file).read();
}

}  // namespace barqdb::plan
