// One pass over the bytes. Quotes, dollar quotes and nested comments are the server's (its documentation, "Lexical
// Structure"); commands, variables and the rows of COPY are psql's.
#include "lint/psql_text.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "base/text.hpp"

namespace barqdb::lint {
namespace {

constexpr std::size_t none = std::string_view::npos;

bool is_letter(char c) { return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_' || (c & 0x80) != 0; }
bool is_of_name(char c) { return is_letter(c) || std::isdigit(static_cast<unsigned char>(c)) != 0 || c == '$'; }

// Commands that send what was written before them, as a semicolon does.
bool sends(std::string_view command) {
  static constexpr std::array<std::string_view, 7> names = {"g",     "gx",    "gset",        "gexec",
                                                            "gdesc", "watch", "crosstabview"};
  return std::find(names.begin(), names.end(), command) != names.end();
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {
    out_.sql.reserve(text.size());
    out_.zones.reserve(text.size());
  }

  PsqlText all() {
    while (at_ < text_.size()) one();
    return std::move(out_);
  }

 private:
  char ahead(std::size_t by) const { return at_ + by < text_.size() ? text_[at_ + by] : '\0'; }
  char behind() const { return at_ > 0 ? text_[at_ - 1] : '\n'; }
  std::size_t line_end() const { return std::min(text_.find('\n', at_), text_.size()); }

  void keep(std::size_t end, char zone) {
    end = std::min(end, text_.size());
    out_.sql += text_.substr(at_, end - at_);
    out_.zones.append(end - at_, zone);
    at_ = end;
  }
  void blank(std::size_t end) {
    for (end = std::min(end, text_.size()); at_ < end; ++at_) {
      out_.sql += text_[at_] == '\n' ? '\n' : ' ';
      out_.zones += PsqlText::passed_over;
    }
  }
  // One byte as another one.
  void put(char c) {
    out_.sql += c;
    out_.zones += PsqlText::code;
    ++at_;
  }

  void one() {
    const char c = text_[at_];
    if (c == '-' && ahead(1) == '-') return keep(line_end(), PsqlText::line_comment);
    if (c == '/' && ahead(1) == '*') return keep(comment_end(), PsqlText::block_comment);
    if (c == '\'' || c == '"') return quote(c);
    if (c == '$' && !is_of_name(behind())) return dollar();
    if (c == '\\') return command();
    if (c == ':') return variable();
    if (c == ';') return end_statement(';');
    if (c == '\n' && rows_follow_) return pass_rows();
    word(c);
    keep(at_ + 1, PsqlText::code);
  }

  std::size_t comment_end() const {
    int depth = 0;
    for (std::size_t at = at_; at + 1 < text_.size(); ++at) {
      if (text_[at] == '/' && text_[at + 1] == '*') {
        ++depth;
        ++at;
      } else if (text_[at] == '*' && text_[at + 1] == '/') {
        ++at;
        if (--depth == 0) return at + 1;
      }
    }
    return text_.size();
  }

  void quote(char mark) {
    const bool escapes =
        mark == '\'' && (behind() == 'E' || behind() == 'e') && (at_ < 2 || !is_of_name(text_[at_ - 2]));
    std::size_t end = at_ + 1;
    while (end < text_.size() && text_[end] != mark) end += escapes && text_[end] == '\\' ? 2 : 1;
    word('q');
    keep(end + 1, PsqlText::quoted);
  }

  void dollar() {
    std::size_t end = at_ + 1;
    while (end < text_.size() && is_of_name(text_[end]) && text_[end] != '$') ++end;
    const bool opens =
        end < text_.size() && text_[end] == '$' && std::isdigit(static_cast<unsigned char>(text_[at_ + 1])) == 0;
    if (!opens) {
      word('$');
      return keep(at_ + 1, PsqlText::code);
    }
    const std::string_view tag = text_.substr(at_, end + 1 - at_);
    const std::size_t close = text_.find(tag, end + 1);
    keep(close == none ? text_.size() : close + tag.size(), PsqlText::quoted);
  }

  void command() {
    if (ahead(1) == ';') {
      put(' ');
      return end_statement(';');
    }
    std::size_t end = at_ + 1;
    while (end < text_.size() && is_letter(text_[end])) ++end;
    const std::string name(text_.substr(at_ + 1, end - at_ - 1));
    if (name.empty() && ahead(1) != '!' && ahead(1) != '?' && ahead(1) != '.') {
      word('\\');
      return keep(at_ + 1, PsqlText::code);
    }
    if (name == "copy") rows_follow_ = copies_from_input(base::lower(text_.substr(at_, line_end() - at_)), "\\copy ");
    if (sends(name)) end_statement(';');
    blank(line_end());
  }

  void variable() {
    const char next = ahead(1);
    const char before = behind();
    const bool inside =
        is_of_name(before) || before == ':' || before == ']' || before == ')' || before == '\'' || before == '"';
    if (!inside && (is_letter(next) || next == '\'' || next == '"')) return put(' ');
    word(':');
    keep(at_ + 1, PsqlText::code);
  }

  static bool copies_from_input(const std::string& words, std::string_view head) {
    return words.starts_with(head) && words.find(" from stdin") != std::string::npos;
  }

  void end_statement(char c) {
    if (copies_from_input(base::lower(words_), "copy ")) rows_follow_ = true;
    words_.clear();
    put(c);
  }

  // Up to the line that ends them. Where none does, the file was not made for psql, and no rows are meant.
  void pass_rows() {
    rows_follow_ = false;
    keep(at_ + 1, PsqlText::code);
    for (std::size_t line = at_; line < text_.size();) {
      const std::size_t end = std::min(text_.find('\n', line), text_.size());
      if (base::trim(text_.substr(line, end - line)) == "\\.") return blank(end);
      line = end + 1;
    }
  }

  // The code of the statement so far, with single spaces: enough of it to know a COPY.
  void word(char c) {
    constexpr std::size_t enough = 4000;
    const bool space = std::isspace(static_cast<unsigned char>(c)) != 0;
    if (words_.size() > enough || (space && (words_.empty() || words_.back() == ' '))) return;
    words_ += space ? ' ' : c;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string words_;
  bool rows_follow_ = false;  // behind the end of this line
  PsqlText out_;
};

}  // namespace

PsqlText read_psql_text(std::string_view text) { return Reader(text).all(); }

}  // namespace barqdb::lint
