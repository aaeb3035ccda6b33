// Each number is read as the process id in turn, and what the others do beside it is looked at.
#include "logs/prefix_numbers.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>

#include "logs/prefix_field.hpp"

namespace barqdb::logs {
namespace {

struct Seen {
  std::int64_t number = 0;
  std::int64_t session_pid = 0;  // as the session id says it; 0 without
  bool goes_on = false;          // DETAIL, STATEMENT and the like
};

// One a line that matches; the same lines for every number of a prefix.
using Column = std::vector<Seen>;

void name_number(std::vector<PrefixPart>& parts, std::optional<std::size_t> pid) {
  bool line = false;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (!parts[i].by_order || field_form(parts[i].escape) != FieldForm::number) continue;
    parts[i].escape = i == pid ? 'p' : line ? 'x' : 'l';
    line = line || i != pid;
  }
}

std::int64_t pid_of_session(std::string_view session) {
  const std::size_t point = session.find('.');
  std::int64_t pid = 0;
  if (point != std::string_view::npos)
    std::from_chars(session.data() + point + 1, session.data() + session.size(), pid, 16);
  return pid;
}

Column read_column(const std::vector<std::string_view>& lines, std::vector<PrefixPart> parts, std::size_t pid) {
  name_number(parts, pid);
  const Prefix prefix(std::move(parts));
  Column out;
  for (const std::string_view line : lines) {
    const auto match = prefix.match(line);
    if (!match) continue;
    const std::string_view word = match->keyword;
    const bool goes_on = word == "DETAIL" || word == "STATEMENT" || word == "HINT" || word == "CONTEXT";
    out.push_back({match->fields.pid, pid_of_session(match->fields.session), goes_on});
  }
  return out;
}

// Steps by one, among pairs of neighbours.
struct Steps {
  std::size_t pairs = 0;
  std::size_t by_one = 0;

  void add(std::int64_t from, std::int64_t to) {
    ++pairs;
    if (to == from + 1) ++by_one;
  }
  bool counts() const { return pairs > 2 && by_one * 5 >= pairs * 4; }
};

// Counts the other number the lines of each process?
bool counts_within(const Column& processes, const Column& numbers) {
  std::map<std::int64_t, std::int64_t> last;
  Steps steps;
  for (std::size_t i = 0; i < processes.size(); ++i) {
    if (processes[i].number == 0) return false;
    const auto [entry, is_new] = last.try_emplace(processes[i].number, numbers[i].number);
    if (!is_new) steps.add(entry->second, numbers[i].number);
    entry->second = numbers[i].number;
  }
  return steps.counts();
}

// A detail has the process id of its message, and the next line's number. Without details only sessions one after the
// other tell, each of which counts from 1.
bool counts_alone(const Column& numbers) {
  Steps details;
  bool from_one = numbers.size() > 3 && numbers.front().number == 1;
  for (std::size_t i = 1; i < numbers.size(); ++i) {
    const std::int64_t here = numbers[i].number;
    from_one = from_one && (here == 1 || here == numbers[i - 1].number + 1);
    if (numbers[i].goes_on) details.add(numbers[i - 1].number, here);
  }
  return details.pairs > 0 ? details.counts() : from_one && numbers[1].number == 2;
}

std::optional<std::size_t> find_pid(const std::vector<std::size_t>& places, const std::vector<Column>& columns,
                                    bool sessions) {
  if (sessions) {
    for (std::size_t i = 0; i < places.size(); ++i) {
      const bool same = std::all_of(columns[i].begin(), columns[i].end(), [](const Seen& seen) {
        return seen.session_pid == 0 || seen.number == seen.session_pid;
      });
      if (same) return places[i];
    }
    return std::nullopt;
  }
  if (places.size() == 1) return counts_alone(columns[0]) ? std::nullopt : std::optional(places[0]);
  for (std::size_t i = 1; i < places.size(); ++i) {
    if (!counts_within(columns[0], columns[i]) && counts_within(columns[i], columns[0])) return places[i];
  }
  return places[0];
}

}  // namespace

void name_numbers(const std::vector<std::string_view>& lines, std::vector<PrefixPart>& parts) {
  std::vector<std::size_t> places;
  bool sessions = false;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].escape == 'c') sessions = true;
    if (parts[i].escape == 'p' && !parts[i].by_order) return;  // a label names it
    if (parts[i].by_order && field_form(parts[i].escape) == FieldForm::number) places.push_back(i);
  }
  if (places.empty()) return;
  std::vector<Column> columns;
  for (const std::size_t place : places) columns.push_back(read_column(lines, parts, place));
  name_number(parts, find_pid(places, columns, sessions));
}

}  // namespace barqdb::logs
