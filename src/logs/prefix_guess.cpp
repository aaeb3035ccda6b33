// One head of a line read as a pattern: by the forms of its values, by labels such as "user=", by common order.
#include "logs/prefix_guess.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "logs/prefix_field.hpp"
#include "logs/prefix_label.hpp"

namespace barqdb::logs {
namespace {

constexpr std::size_t npos = std::string_view::npos;

bool digit(char c) { return c >= '0' && c <= '9'; }
bool letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_'; }

class Guess {
 public:
  explicit Guess(std::string_view head) : head_(head) {}

  std::vector<PrefixPart> parts() {
    while (at_ < head_.size()) {
      if (typed() || label() || address() || number() || name()) continue;
      literal(head_[at_++]);
    }
    fold_paddings();
    name_the_nameless();
    return std::move(parts_);
  }

 private:
  void literal(char c) {
    if (parts_.empty() || parts_.back().escape != 0) parts_.push_back({});
    parts_.back().text += c;
  }
  void field(char escape, std::size_t end) {
    parts_.push_back({escape, false, false, ""});
    used_.insert(escape);
    at_ = end;
  }
  bool used(char escape) const { return used_.contains(escape); }
  char before() const { return at_ == 0 ? ' ' : head_[at_ - 1]; }

  // Values whose form alone tells what they are.
  bool typed() {
    if (letter(before()) || digit(before())) return false;
    const auto attempt = [&](char escape) {
      const std::size_t end = field_end(field_form(escape), head_, at_);
      if (end == npos || end == at_) return false;
      if (end < head_.size() && (letter(head_[end]) || digit(head_[end]))) return false;
      field(escape, end);
      return true;
    };
    if (attempt('m')) return true;
    if (attempt(used('m') || used('t') || used('n') ? 's' : 't')) return true;
    const std::size_t point = head_.find('.', at_);
    const bool epoch = point != npos && point == at_ + 10 && point + 4 <= head_.size() && digit(head_[point + 3]);
    if (epoch && attempt('n')) return true;
    if (point != npos && point >= at_ + 8 && point <= at_ + 9 && attempt('c')) return true;
    return head_.find('/', at_) != npos && attempt('v');
  }

  // "user=app": the value goes to the next label, or to what usually separates.
  bool label() {
    if (!letter(head_[at_]) || letter(before())) return false;
    std::size_t end = at_;
    while (end < head_.size() && letter(head_[end])) ++end;
    if (end >= head_.size() || (head_[end] != '=' && head_[end] != ':')) return false;
    const char escape = labelled_escape(base::lower(head_.substr(at_, end - at_)));
    if (escape == '\0' || (head_[end] == ':' && end + 2 >= head_.size())) return false;
    while (at_ <= end) literal(head_[at_++]);
    while (at_ < head_.size() && (head_[at_] == ' ' || head_[at_] == '"' || opens_value(at_))) literal(head_[at_++]);
    const FieldForm form = field_form(escape);
    if (form == FieldForm::free) {
      field(escape, value_end());
    } else if (const std::size_t form_end = field_end(form, head_, at_); form_end != npos) {
      field(escape, form_end);
    } else if (escape == 'm') {
      typed();
    }
    return true;
  }

  bool bracketed_name(std::size_t at) const {
    return head_.substr(at).starts_with("[local]") || head_.substr(at).starts_with("[unknown]");
  }
  bool opens_value(std::size_t at) const { return head_[at] == '[' && !bracketed_name(at); }

  std::size_t value_end() const {
    if (at_ < head_.size() && bracketed_name(at_)) return head_.find(']', at_) + 1;
    const std::size_t next = next_label();
    // "app=a name with blanks,client=": only where labels are parted by commas.
    const bool commas = next != npos && next > at_ && (head_[next - 1] == ',' || head_[next - 1] == ';') &&
                        head_.substr(at_, next - at_).find('[') == npos;
    if (commas) return head_.find_first_of(",;", at_);
    return std::min(head_.find_first_of(" ,;|\"])", at_), head_.size());
  }

  // Where the next "letters=" begins; npos when there is none.
  std::size_t next_label() const {
    for (std::size_t equals = head_.find('=', at_); equals != npos; equals = head_.find('=', equals + 1)) {
      std::size_t begin = equals;
      while (begin > at_ && letter(head_[begin - 1])) --begin;
      if (begin < equals && begin > at_) return begin;
    }
    return npos;
  }

  // 10.0.0.7, 10.0.0.7(54321), [local]
  bool address() {
    if (head_.substr(at_).starts_with("[local]")) {
      field('h', at_ + 7);
      return true;
    }
    std::size_t end = at_;
    while (end < head_.size() && (digit(head_[end]) || head_[end] == '.')) ++end;
    if (std::count(head_.begin() + static_cast<std::ptrdiff_t>(at_), head_.begin() + static_cast<std::ptrdiff_t>(end),
                   '.') != 3) {
      return false;
    }
    if (end < head_.size() && head_[end] == '(') end = std::min(head_.find(')', end), head_.size() - 1) + 1;
    field('h', end);
    return true;
  }

  bool number() {
    if (!digit(head_[at_]) || letter(before())) return false;
    std::size_t end = at_;
    while (end < head_.size() && digit(head_[end])) ++end;
    if (end < head_.size() && letter(head_[end])) return false;
    if (end - at_ == 5 && head_.substr(at_, 5) == "00000" && !used('e')) {
      field('e', end);
    } else if (before() == '-' && end == at_ + 1) {  // the "-1" of "[%l-1]"
      literal(head_[at_++]);
    } else {
      field(first_unused("plx"), end);
      parts_.back().by_order = true;
    }
    return true;
  }

  char first_unused(std::string_view escapes) const {
    for (const char escape : escapes) {
      if (!used(escape)) return escape;
    }
    return escapes.back();
  }

  bool name() {
    if (head_.substr(at_).starts_with("[unknown]")) {
      parts_.push_back({'?', false, false, "[unknown]"});
      at_ += 9;
      return true;
    }
    if (!letter(head_[at_]) || digit(before())) return false;
    for (const std::string_view tag :
         {"idle in transaction (aborted)", "idle in transaction", "idle", "SELECT", "INSERT", "UPDATE", "DELETE",
          "BEGIN", "COMMIT", "ROLLBACK", "PARSE", "BIND", "SET", "authentication", "startup"}) {
      if (head_.substr(at_).starts_with(tag) && !used('i')) {
        field('i', at_ + tag.size());
        return true;
      }
    }
    if (head_.substr(at_).starts_with("client backend")) {
      field('b', at_ + 14);
      return true;
    }
    const std::size_t end = name_end(at_);
    if (is_program(end) || (end < head_.size() && head_[end] == ' ' && is_program(name_end(end + 1)))) {
      while (at_ < end) literal(head_[at_++]);
      return true;
    }
    parts_.push_back({'?', false, false, std::string(head_.substr(at_, end - at_))});
    at_ = end;
    return true;
  }

  std::size_t name_end(std::size_t at) const {
    return std::min(head_.find_first_of(" ,;:|@\"()[]=/", at), head_.size());
  }

  // "host postgres[123]:" in the manner of syslog: what stands before such a process id is the same in all lines.
  bool is_program(std::size_t end) const {
    std::size_t digits = end + 1;
    while (digits < head_.size() && digit(head_[digits])) ++digits;
    return end < head_.size() && head_[end] == '[' && end > 0 && letter(head_[end - 1]) && digits > end + 1 &&
           head_.substr(digits).starts_with("]:");
  }

  // Several blanks beside a value fill it up to a width: how many there are is another in other lines.
  void fold_paddings() {
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      std::string& text = parts_[i].text;
      const std::size_t blanks = parts_[i].escape == 0 ? text.find("  ") : npos;
      if (blanks == npos) continue;
      const std::size_t end = std::min(text.find_first_not_of(' ', blanks), text.size());
      if (blanks == 0 && i > 0) parts_[i - 1].padded = true;
      if (end == text.size() && i + 1 < parts_.size()) parts_[i + 1].padded = true;
      text.erase(blanks + 1, end - blanks - 1);
    }
  }

  bool nameless(std::size_t part) const { return part < parts_.size() && parts_[part].escape == '?'; }
  void name_it(std::size_t part, char escape) {
    parts_[part] = {escape, parts_[part].padded, true, ""};
    used_.insert(escape);
  }

  // user@database first; what is left in the order in which people write them. One name alone is the application.
  void name_the_nameless() {
    for (std::size_t i = 0; i + 2 < parts_.size(); ++i) {
      if (!nameless(i) || !nameless(i + 2) || parts_[i + 1].text != "@" || used('u')) continue;
      name_it(i, 'u');
      name_it(i + 2, 'd');
    }
    std::vector<std::size_t> left;
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      if (nameless(i)) left.push_back(i);
    }
    if (left.size() == 1 && !used('a') && parts_[left[0]].text != "postgres") return name_it(left[0], 'a');
    std::string_view order = "uda";
    for (const std::size_t part : left) {
      while (!order.empty() && used(order.front())) order.remove_prefix(1);
      if (order.empty()) {
        parts_[part].escape = 0;
      } else {
        name_it(part, order.front());
      }
    }
  }

  std::string_view head_;
  std::size_t at_ = 0;
  std::vector<PrefixPart> parts_;
  std::set<char> used_;
};

}  // namespace

std::vector<PrefixPart> guess_prefix(std::string_view head) { return Guess(head).parts(); }

}  // namespace barqdb::logs
