// log_line_prefix guessed from lines: every line's head is read as a pattern, and the pattern that explains most lines
// wins.
#include <algorithm>
#include <set>

#include "logs/prefix.hpp"
#include "logs/prefix_field.hpp"
#include "logs/prefix_guess.hpp"
#include "logs/prefix_numbers.hpp"

namespace barqdb::logs {
namespace {

constexpr std::size_t lines_looked_at = 400;
constexpr std::size_t guesses_tried = 40;

std::vector<std::string_view> lines_with_severity(std::string_view sample) {
  std::vector<std::string_view> lines;
  for (std::size_t at = 0; at < sample.size() && lines.size() < lines_looked_at;) {
    const std::size_t end = std::min(sample.find('\n', at), sample.size());
    const std::string_view line = sample.substr(at, end - at);
    // A message that continues begins with a tab.
    if (!line.starts_with('\t') && severity_at(line) != std::string_view::npos) lines.push_back(line);
    at = end + 1;
  }
  return lines;
}

std::size_t matches(const Prefix& prefix, const std::vector<std::string_view>& lines) {
  return static_cast<std::size_t>(std::count_if(lines.begin(), lines.end(), [&](std::string_view line) {
    const auto match = prefix.match(line);
    return match && line.size() - match->fields.message.size() <= severity_at(line) + match->keyword.size() + 3;
  }));
}

std::ptrdiff_t names_by_order(const std::vector<PrefixPart>& parts) {
  return std::count_if(parts.begin(), parts.end(), [](const PrefixPart& part) {
    return part.by_order && field_form(part.escape) == FieldForm::free;
  });
}

// The guess with %q where it explains the lines of the server's own processes best.
std::vector<PrefixPart> with_q(const std::vector<PrefixPart>& parts, const std::vector<std::string_view>& lines,
                               std::size_t& most) {
  std::vector<PrefixPart> best = parts;
  for (std::size_t at = 1; at < parts.size() && most < lines.size(); ++at) {
    std::vector<PrefixPart> attempt = parts;
    // "[%p] %q": what is written before it ends with a blank, which the literal shares with what follows.
    PrefixPart& before = attempt[at];
    if (before.escape == 0) {
      const std::size_t blank = before.text.find(' ');
      if (blank == std::string::npos) continue;
      const std::string rest = before.text.substr(blank + 1);
      before.text.resize(blank + 1);
      attempt.insert(attempt.begin() + static_cast<std::ptrdiff_t>(at) + 1, PrefixPart{'q', false, false, ""});
      if (!rest.empty())
        attempt.insert(attempt.begin() + static_cast<std::ptrdiff_t>(at) + 2, PrefixPart{0, false, false, rest});
    } else {
      attempt.insert(attempt.begin() + static_cast<std::ptrdiff_t>(at), PrefixPart{'q', false, false, ""});
    }
    const std::size_t count = matches(Prefix(attempt), lines);
    if (count > most) {
      most = count;
      best = attempt;
    }
  }
  return best;
}

// The guess that explains most lines, and how many those are.
std::optional<std::vector<PrefixPart>> best_guess(const std::vector<std::string_view>& lines, std::size_t& most) {
  std::set<std::string> seen;
  std::optional<std::vector<PrefixPart>> best;
  for (const std::string_view line : lines) {
    if (seen.size() >= guesses_tried) break;
    std::vector<PrefixPart> parts = guess_prefix(line.substr(0, severity_at(line)));
    if (!seen.insert(Prefix(parts).pattern()).second) continue;
    std::size_t count = matches(Prefix(parts), lines);
    parts = with_q(parts, lines, count);
    // A name with blanks looks like several names: of two guesses that explain as much, the one with fewer.
    const bool more = count > most || (count == most && best && names_by_order(parts) < names_by_order(*best));
    if (more && count > 0) {
      most = count;
      best = std::move(parts);
    }
  }
  if (best) name_numbers(lines, *best);
  return best;
}

}  // namespace

std::optional<Prefix> detect_prefix(std::string_view sample) {
  const std::vector<std::string_view> lines = lines_with_severity(sample);
  std::size_t most = 0;
  std::optional<std::vector<PrefixPart>> best = best_guess(lines, most);
  if (!best) return std::nullopt;
  return Prefix(std::move(*best));
}

std::optional<Prefix> detect_change(const Prefix& known, std::string_view line, std::string_view sample) {
  std::size_t matched = 0;
  std::vector<PrefixPart> own = with_q(known.parts(), {line}, matched);
  if (matched > 0) return Prefix(std::move(own));
  std::vector<std::string_view> lines = lines_with_severity(sample);
  if (matches(known, lines) == lines.size()) return std::nullopt;
  lines.insert(lines.begin(), line);
  std::size_t most = 0;
  std::optional<std::vector<PrefixPart>> best = best_guess(lines, most);
  // A line that was torn matches a pattern of its own, and no other line does.
  if (!best || most < 2 || most <= matches(known, lines)) return std::nullopt;
  Prefix changed(std::move(*best));
  if (!changed.match(line)) return std::nullopt;
  return changed;
}

}  // namespace barqdb::logs
