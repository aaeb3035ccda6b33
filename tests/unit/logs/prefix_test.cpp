#include "logs/prefix.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <map>

#include "base/error.hpp"
#include "logs/timestamp.hpp"

// log_line_prefix: given, and guessed from lines that a server would write with it.

using namespace barqdb;
using logs::Prefix;

namespace {

using Values = std::map<char, std::string>;

// As the server fills a prefix in; `own` is a process of its own, for which %q ends the prefix.
std::string fill(const std::string& pattern, const Values& values, bool own) {
  std::string out;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] != '%') {
      out += pattern[i];
      continue;
    }
    std::size_t end = pattern.find_first_not_of("-0123456789", i + 1);
    const std::string padding = pattern.substr(i + 1, end - i - 1);
    i = end;
    if (pattern[i] == '%') out += '%';
    if (pattern[i] == 'q' && own) return out;
    if (pattern[i] == '%' || pattern[i] == 'q') continue;
    const auto found = values.find(pattern[i]);
    std::string text = found == values.end() ? "" : found->second;
    const std::size_t width = padding.empty() ? 0 : static_cast<std::size_t>(std::abs(std::stoi(padding)));
    while (text.size() < width) text = padding.front() == '-' ? text + ' ' : ' ' + text;
    out += text;
  }
  return out;
}

Values session(const std::string& application, int pid, const std::string& vxid, const std::string& tag) {
  return {{'a', application},
          {'u', "app_user"},
          {'d', "fleet"},
          {'h', "10.1.2.3"},
          {'r', "10.1.2.3(54321)"},
          {'b', "client backend"},
          {'p', std::to_string(pid)},
          {'t', "2025-01-06 12:34:56 UTC"},
          {'m', "2025-01-06 12:34:56.789 UTC"},
          {'n', "1736166896.789"},
          {'i', tag},
          {'e', "00000"},
          {'c', fmt::format("677bcf10.{:x}", pid)},
          {'l', "17"},
          {'s', "2025-01-06 12:00:00 UTC"},
          {'v', vxid},
          {'x', "0"},
          {'Q', "-4711"}};
}

std::string sample(const std::string& pattern) {
  std::string out;
  std::map<std::string, int> numbers;
  const auto line = [&](Values values, bool own, const std::string& message) {
    values['l'] = std::to_string(++numbers[values['p']]);
    out += fill(pattern, values, own) + message + "\n";
  };
  const Values checkpointer = {{'b', "checkpointer"},
                               {'p', "900"},
                               {'t', "2025-01-06 12:34:56 UTC"},
                               {'m', "2025-01-06 12:34:56.001 UTC"},
                               {'n', "1736166896.001"},
                               {'e', "00000"},
                               {'c', "677bcf10.384"},
                               {'l', "3"},
                               {'s', "2025-01-06 11:00:00 UTC"},
                               {'x', "0"},
                               {'Q', "0"}};
  line(checkpointer, true, "LOG:  checkpoint starting: time");
  for (int i = 0; i < 6; ++i) {
    line(session("orders", 4711, "3/" + std::to_string(i + 1), "SELECT"), false,
         "LOG:  duration: 0.100 ms  statement: SELECT 1");
    line(session("billing", 5822, "4/7", "UPDATE"), false,
         "LOG:  duration: 0.100 ms  execute <unnamed>: UPDATE t SET a = $1");
    line(session("billing", 5822, "4/7", "UPDATE"), false, "DETAIL:  parameters: $1 = '5'");
    out += "\tgoes on\n";
  }
  return out;
}

}  // namespace

TEST_CASE("a given prefix is matched with all of its escapes, paddings included") {
  const std::string pattern = "%m [%-8p] %q%10u@%d (%r) %a %c:%l %v/%x %i %e %% ";
  const Prefix prefix(pattern);
  const std::string line = fill(pattern, session("my app 2", 77, "9/81", "idle in transaction"), false) +
                           "LOG:  statement: SELECT 'LOG:  x'";
  const auto match = prefix.match(line);
  REQUIRE(match);
  CHECK(match->fields.application == "my app 2");
  CHECK(match->fields.user == "app_user");
  CHECK(match->fields.database == "fleet");
  CHECK(match->fields.host == "10.1.2.3(54321)");
  CHECK(match->fields.pid == 77);
  CHECK(match->fields.session == "677bcf10.4d");
  CHECK(match->fields.vxid == "9/81");
  CHECK(match->fields.sqlstate == "00000");
  CHECK(match->fields.time == logs::parse_time("2025-01-06 12:34:56.789"));
  CHECK(match->keyword == "LOG");
  CHECK(match->fields.message == "statement: SELECT 'LOG:  x'");
  CHECK_FALSE(prefix.match("no prefix LOG:  x"));
  CHECK_THROWS_AS(Prefix("%m %Z "), base::Error);
}

TEST_CASE("prefixes of all habits are guessed from the lines") {
  const std::vector<std::string> patterns = {
      "%m [%p] ",
      "%m [%p] %q%u@%d ",
      "%t [%p]: [%l-1] user=%u,db=%d,app=%a,client=%h ",
      "%t [%p]: user=%u,db=%d,app=%a,client=%h ",
      "%t:%r:%u@%d:[%p]:",
      "%m [%p] %a: ",
      "%m [%p] %u@%d/%a ",
      "%m %p %c %v %a ",
      "%n [%p] %a ",
      "%m [%p] %q%u@%d app=%a,client=%h vxid=%v xid=%x session=%c line=%l tag=%i state=%e ",
      "%m user=%u db=%d app=%a pid=%p ",
      "< %m > [%p] %u %d %a ",
      "%m|%u|%d|%c|%v|%a|",
      "%p %m app=%a ",
      "[%m] [%p] [%a] ",
      "%m [%p] %q[user=%u,db=%d,app=%a] ",
      "%m %e [%p] %a ",
      "%m [%p-%l] %q%u@%d %a ",
      "%t %c %v app=%a ",
      "%m %b[%p] %v %q%a ",
      "time=%m, pid=%p, app=%a, vxid=%v, ",
      "%t db1 postgres[%p]: [%l-1] %q%u@%d/%a: ",
      "%m postgres[%p]: %q%a ",
      "%c %l %v %x ",
      "%c %l ",
      "%m %c %l ",
      "%m %c %l %p ",
      "%m %l ",
      "%m %l [%p] ",
      "%m [%p] %-10a ",
      "%m [%8p] %10a ",
      "%m [%p] %q%-10u %-10d %-10a "};
  for (const std::string& pattern : patterns) {
    CAPTURE(pattern);
    const auto prefix = logs::detect_prefix(sample(pattern));
    REQUIRE(prefix);
    CAPTURE(prefix->pattern());
    const std::string line =
        fill(pattern, session("orders", 4711, "3/5", "SELECT"), false) + "LOG:  statement: SELECT 1";
    const auto match = prefix->match(line);  // its fields are views of the line
    REQUIRE(match);
    CHECK(match->fields.message == "statement: SELECT 1");
    const auto has = [&](const char* escape) { return pattern.find(escape) != std::string::npos; };
    if (has("%a") || has("10a")) CHECK(match->fields.application == "orders");
    CHECK(match->fields.pid == (has("%p") || has("%8p") ? 4711 : 0));
    if (has("%c")) CHECK(match->fields.session == "677bcf10.1267");
    if (has("%v")) CHECK(match->fields.vxid == "3/5");
    if (has("%m") || has("%n")) CHECK(match->fields.time == logs::parse_time("2025-01-06 12:34:56.789"));
    if (has("%t")) CHECK(match->fields.time == logs::parse_time("2025-01-06 12:34:56"));
  }
}

TEST_CASE("text without a severity has no prefix") {
  CHECK_FALSE(logs::detect_prefix(""));
  CHECK_FALSE(logs::detect_prefix("hello\nworld\n"));
}

TEST_CASE("a name that ends with a word in capitals is whole; words of other languages may have a blank") {
  const Prefix prefix("%m [%p] %a ");
  const auto match = prefix.match("2025-01-06 12:34:56.789 UTC [1] worker A LOG:  statement: SELECT 1");
  REQUIRE(match);
  CHECK(match->fields.application == "worker A");
  CHECK(match->keyword == "LOG");
}

TEST_CASE("a process id that only grows is no number of a line") {
  std::string sample;
  for (int i = 0; i < 20; ++i)
    sample += fmt::format("2025-01-06 12:34:56.{:03} UTC [{}] 0 LOG:  statement: SELECT 1\n", i, 700 + i);
  const auto prefix = logs::detect_prefix(sample);
  REQUIRE(prefix);
  const auto match = prefix->match("2025-01-06 12:34:56.000 UTC [812] 0 LOG:  statement: SELECT 1");
  REQUIRE(match);
  CHECK(match->fields.pid == 812);
}
