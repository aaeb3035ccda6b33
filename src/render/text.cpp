// Values, metrics and the head of a report in words.
#include "render/text.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "base/units.hpp"

namespace barqdb::render {
namespace {

struct CellText {
  model::Unit unit;

  std::string operator()(std::monostate) const { return "-"; }
  std::string operator()(bool value) const { return value ? "yes" : "no"; }
  std::string operator()(std::int64_t value) const {
    switch (unit) {
      case model::Unit::bytes: return base::format_size(value);
      case model::Unit::percent: return fmt::format("{} %", value);
      case model::Unit::milliseconds: return fmt::format("{} ms", value);
      case model::Unit::none:
      case model::Unit::count: break;
    }
    return std::to_string(value);
  }
  std::string operator()(double value) const {
    switch (unit) {
      case model::Unit::bytes: return base::format_size(static_cast<std::int64_t>(value));
      case model::Unit::percent: return fmt::format("{:.1f} %", value);
      case model::Unit::milliseconds: return fmt::format("{:.1f} ms", value);
      case model::Unit::none:
      case model::Unit::count: break;
    }
    return fmt::format("{:.1f}", value);
  }
  std::string operator()(const std::string& value) const { return printable(value); }
  std::string operator()(const std::vector<std::string>& value) const { return printable(base::join(value, ", ")); }
  std::string operator()(const std::vector<model::Hazard>& value) const {
    std::vector<std::string> rules;
    for (const model::Hazard& hazard : value) rules.push_back(hazard.severity + " " + hazard.rule);
    return printable(base::join(rules, ", "));
  }
};

// One UTF-8 character from `text`; a byte that starts none stands for itself.
struct Character {
  std::size_t bytes = 1;
  char32_t code = 0;
};

Character first_character(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  const std::size_t bytes = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (bytes == 1 || bytes > text.size()) return {1, lead};
  char32_t code = lead & (0x7FU >> bytes);
  for (std::size_t i = 1; i < bytes; ++i) code = (code << 6U) | (static_cast<unsigned char>(text[i]) & 0x3FU);
  return {bytes, code};
}

std::size_t columns_of(char32_t code) {
  if (code >= 0x300 && code <= 0x36F) return 0;  // combining accents
  const bool wide = (code >= 0x1100 && code <= 0x115F) || (code >= 0x2E80 && code <= 0xA4CF) ||
                    (code >= 0xAC00 && code <= 0xD7A3) || (code >= 0xF900 && code <= 0xFAFF) ||
                    (code >= 0xFE30 && code <= 0xFE6F) || (code >= 0xFF00 && code <= 0xFF60) ||
                    (code >= 0x1F300 && code <= 0x1FAFF) || (code >= 0x20000 && code <= 0x3FFFD);
  return wide ? 2 : 1;
}

std::string version_text(int number) { return fmt::format("{}.{}", number / 10'000, number % 10'000); }

std::string spaced(std::string key) {
  for (char& c : key) c = c == '_' ? ' ' : c;
  return key;
}

}  // namespace

std::string cell(const model::Value& value, model::Unit unit) { return std::visit(CellText{unit}, value); }

std::string printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const Character character = first_character(text.substr(at));
    const bool control = character.code < 0x20 || (character.code >= 0x7F && character.code < 0xA0);
    if (!control) {
      out.append(text.substr(at, character.bytes));
    } else if (character.code == '\n') {
      out += "\\n";
    } else if (character.code == '\t') {
      out += "\\t";
    } else {
      out += fmt::format("\\x{:02x}", static_cast<unsigned>(character.code));
    }
    at += character.bytes;
  }
  return out;
}

bool right_aligned(const model::Column& column) { return column.unit != model::Unit::none; }

std::optional<std::size_t> column_of(const model::Report& report, std::string_view key) {
  for (std::size_t i = 0; i < report.columns.size(); ++i) {
    if (report.columns[i].key == key) return i;
  }
  return std::nullopt;
}

std::string title(const model::Report& report) {
  std::string out = report.name;
  if (!report.database.empty()) out += " of database " + printable(report.database);
  if (report.server_version > 0) out += " on PostgreSQL " + version_text(report.server_version);
  if (!report.generated_at.empty()) out += ", " + report.generated_at;
  return out;
}

std::pair<std::string, std::string> metric_text(const std::string& key, const model::Value& value) {
  const auto* whole = std::get_if<std::int64_t>(&value);
  if (key.ends_with("_seconds") && whole != nullptr)
    return {spaced(key.substr(0, key.size() - 8)), base::format_duration(base::Milliseconds(*whole * 1000))};
  std::string words = key;
  model::Unit unit = model::Unit::count;
  if (words.ends_with("bytes")) {
    words.replace(words.size() - 5, 5, "size");
    unit = model::Unit::bytes;
  } else if (words.ends_with("_ms")) {
    words.resize(words.size() - 3);
    unit = model::Unit::milliseconds;
  }
  const std::string shown = cell(value, unit);
  return {spaced(words), shown.empty() ? "-" : shown};
}

std::string metrics_sentence(const model::Report& report) {
  std::vector<std::string> parts;
  for (const auto& [key, value] : report.metrics) {
    const auto [words, shown] = metric_text(key, value);
    parts.push_back(words + " " + shown);
  }
  return base::join(parts, ", ");
}

bool shows_sql(const model::Finding& finding) {
  return !finding.sql_do.empty() && finding.verdict != "keep" && finding.verdict != "insufficient evidence";
}

std::string place_text(const model::Finding& finding) {
  if (finding.file.empty()) return "";
  std::string out = printable(finding.file);
  if (finding.line > 0) out += ":" + std::to_string(finding.line);
  if (finding.line > 0 && finding.column > 0) out += ":" + std::to_string(finding.column);
  return out;
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Character character = first_character(text.substr(at));
    width += columns_of(character.code);
    at += character.bytes;
  }
  return width;
}

std::string cut_to_width(std::string_view text, std::size_t width) {
  if (display_width(text) <= width) return std::string(text);
  std::size_t used = 0;
  std::size_t at = 0;
  while (at < text.size()) {
    const Character character = first_character(text.substr(at));
    if (used + columns_of(character.code) + 1 > width) break;
    used += columns_of(character.code);
    at += character.bytes;
  }
  return std::string(text.substr(0, at)) + "~";
}

}  // namespace barqdb::render
