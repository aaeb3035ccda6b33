// The words of PostgreSQL's messages about statements.
#include "logs/message.hpp"

#include <charconv>

namespace barqdb::logs {
namespace {

bool take(std::string_view& text, std::string_view word) {
  if (!text.starts_with(word)) return false;
  text.remove_prefix(word.size());
  return true;
}

// "NAME: text" or "NAME/PORTAL: text". Names hold no blank in practice; a text holds many.
std::string_view behind_name(std::string_view text) {
  const std::size_t colon = text.find(": ");
  if (colon == std::string_view::npos) return {};
  return text.substr(colon + 2);
}

Stage stage_of(std::string_view& text) {
  if (take(text, "statement: ")) return Stage::statement;
  if (take(text, "execute fetch from ")) {
    text = behind_name(text);
    return Stage::fetch;
  }
  for (const auto& [word, stage] :
       {std::pair{"execute ", Stage::execute}, {"parse ", Stage::parse}, {"bind ", Stage::bind}}) {
    if (!take(text, word)) continue;
    text = behind_name(text);
    return text.data() == nullptr ? Stage::none : stage;
  }
  return Stage::none;
}

// The end of the value that begins at `at`.
std::size_t value_end(std::string_view text, std::size_t at) {
  if (at >= text.size() || text[at] != '\'') return std::min(text.find(", $", at), text.size());
  for (std::size_t quote = text.find('\'', at + 1); quote != std::string_view::npos;
       quote = text.find('\'', quote + 1)) {
    if (quote + 1 >= text.size() || text[quote + 1] != '\'') return quote + 1;
    ++quote;
  }
  return text.size();
}

}  // namespace

StatementMessage read_statement_message(std::string_view message) {
  StatementMessage out;
  if (!take(message, "duration: ")) {
    out.text = message;
    out.stage = stage_of(out.text);
    if (out.stage == Stage::none) out.text = {};
    return out;
  }
  const auto [end, failed] = std::from_chars(message.data(), message.data() + message.size(), out.milliseconds);
  if (failed != std::errc{}) return {};
  message.remove_prefix(static_cast<std::size_t>(end - message.data()));
  if (!take(message, " ms")) return {};
  if (message.empty()) {
    out.stage = Stage::duration;
    return out;
  }
  if (!take(message, "  ")) return {};
  out.text = message;
  out.stage = stage_of(out.text);
  return out;
}

void read_parameters(std::string_view detail, std::vector<std::string_view>& values) {
  values.clear();
  // PostgreSQL 16 and later begin with a capital.
  if (!take(detail, "parameters: ") && !take(detail, "Parameters: ")) return;
  for (std::size_t at = 0; at < detail.size() && detail[at] == '$';) {
    const std::size_t equals = detail.find(" = ", at);
    if (equals == std::string_view::npos) return;
    const std::size_t begin = equals + 3;
    const std::size_t end = value_end(detail, begin);
    values.push_back(detail.substr(begin, end - begin));
    const std::size_t next = detail.find("$", end);
    at = next == std::string_view::npos ? detail.size() : next;
  }
}

std::string_view prepared_by(std::string_view detail) {
  return take(detail, "prepare: ") ? detail : std::string_view();
}

}  // namespace barqdb::logs
