// A scan over printed SQL: quotes, parentheses, the words AND and OR.
#include "base/printed_sql.hpp"

#include <algorithm>
#include <cctype>
#include <utility>
#include <vector>

namespace barqdb::base {
namespace {

constexpr std::size_t none = std::string_view::npos;

// End of the quoted text that begins at `at`, behind its closing quote. The server doubles quotes and backslashes, so
// that no quote is escaped.
std::size_t skip_quoted(std::string_view text, std::size_t at) {
  const std::size_t end = text.find(text[at], at + 1);
  return end == none ? text.size() : end + 1;
}

// Position of the bracket that closes the one at `at`; npos when there is none.
std::size_t closing(std::string_view text, std::size_t at) {
  int depth = 0;
  while (at < text.size()) {
    const char c = text[at];
    if (c == '\'' || c == '"') {
      at = skip_quoted(text, at);
      continue;
    }
    if (c == '(' || c == '[') ++depth;
    if ((c == ')' || c == ']') && --depth == 0) return at;
    ++at;
  }
  return none;
}

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '$'; }

struct Group {
  std::size_t begin = 0;         // of its text, behind the parenthesis
  char connective = 0;           // A or O once one was seen at its own level
  std::size_t first_end = none;  // behind its first operand, when that is a group
  char first_connective = 0;
};

using Insertions = std::vector<std::pair<std::size_t, std::string>>;

class Conditions {
 public:
  explicit Conditions(std::string_view text) : text_(text) {}

  void find(Insertions& out) {
    groups_.push_back({0, 0, none, 0});
    for (std::size_t at = 0; at < text_.size();) {
      const char c = text_[at];
      if (c == '\'' || c == '"') {
        at = skip_quoted(text_, at);
        continue;
      }
      if (c == '(') groups_.push_back({at + 1, 0, none, 0});
      if (c == ')' && groups_.size() > 1) close(at);
      if (c == ' ') connect(at, out);
      ++at;
    }
  }

 private:
  void close(std::size_t at) {
    const Group closed = groups_.back();
    groups_.pop_back();
    Group& parent = groups_.back();
    if (closed.begin != parent.begin + 1) return;
    parent.first_end = at + 1;
    parent.first_connective = closed.connective;
  }

  void connect(std::size_t at, Insertions& out) {
    const bool is_and = text_.substr(at, 5) == " AND ";
    if (!is_and && text_.substr(at, 4) != " OR ") return;
    Group& group = groups_.back();
    const char kind = is_and ? 'A' : 'O';
    if (group.connective == 0 && group.first_end == at && group.first_connective == kind) {
      out.emplace_back(at, "::boolean");
    }
    group.connective = kind;
  }

  std::string_view text_;
  std::vector<Group> groups_;
};

// The type that the first item of a list is cast to, "" when it is not, or when it has a modifier.
std::string cast_of_first(std::string_view items) {
  std::size_t cast = none;
  for (std::size_t at = 0; at < items.size();) {
    const char c = items[at];
    if (c == '\'' || c == '"') {
      at = skip_quoted(items, at);
    } else if (c == '(' || c == '[') {
      const std::size_t end = closing(items, at);
      if (end == none) return "";
      if (cast != none) return "";
      at = end + 1;
    } else if (c == ',') {
      items = items.substr(0, at);
    } else {
      if (items.substr(at, 2) == "::") cast = at + 2;
      ++at;
    }
  }
  return cast == none ? "" : std::string(items.substr(cast));
}

// The first item when it is nothing but the name of a column, without quotes; "" otherwise.
std::string first_column(std::string_view items) {
  if (!items.empty() && items.front() == '"') {
    std::string name;
    std::size_t at = 1;
    for (; at < items.size(); ++at) {
      if (items[at] == '"' && (at + 1 == items.size() || items[at + 1] != '"')) break;
      if (items[at] == '"') ++at;  // a doubled one stands for itself
      name += items[at];
    }
    return at + 1 >= items.size() || items[at + 1] == ',' ? name : "";
  }
  const std::string_view item = items.substr(0, items.find(','));
  return std::all_of(item.begin(), item.end(), is_word) ? std::string(item) : "";
}

using TypeOf = std::function<std::string(const std::string&)>;

std::string type_of_items(std::string_view items, const TypeOf& type_of) {
  if (const std::string cast = cast_of_first(items); !cast.empty()) return cast;
  const std::string column = first_column(items);
  return column.empty() || !type_of ? "" : type_of(column);
}

void find_lists(std::string_view text, const TypeOf& type_of, Insertions& out) {
  constexpr std::string_view word = "ARRAY[";
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at];
    if (c == '\'' || c == '"') {
      at = skip_quoted(text, at);
      continue;
    }
    if (c == 'A' && text.substr(at, word.size()) == word && at > 0 && text[at - 1] == '(') {
      const std::size_t begin = at + word.size();
      const std::size_t end = closing(text, begin - 1);
      if (end != none && text.substr(end + 1, 3) == ")::") {
        const std::string type = type_of_items(text.substr(begin, end - begin), type_of);
        if (!type.empty()) out.emplace_back(end + 1, "::" + type + "[]");
      }
    }
    ++at;
    while (is_word(c) && at < text.size() && is_word(text[at])) ++at;
  }
}

}  // namespace

std::string_view without_parentheses(std::string_view printed) {
  while (printed.size() > 2 && printed.front() == '(' && closing(printed, 0) == printed.size() - 1) {
    printed = printed.substr(1, printed.size() - 2);
  }
  return printed;
}

std::string reprintable(std::string_view printed, const TypeOf& type_of) {
  Insertions insertions;
  Conditions(printed).find(insertions);
  find_lists(printed, type_of, insertions);
  std::sort(insertions.begin(), insertions.end());
  std::string out;
  std::size_t from = 0;
  for (const auto& [at, text] : insertions) {
    out += printed.substr(from, at - from);
    out += text;
    from = at;
  }
  return out += printed.substr(from);
}

}  // namespace barqdb::base
