#include <doctest/doctest.h>

#include <algorithm>
#include <cstring>

#include "logs/format.hpp"
#include "logs/sessions.hpp"
#include "logs/work_units.hpp"

// Logs that were cut, mixed up or written by a broken disk: what can be read is read, the rest is counted.

using namespace barqdb::logs;

namespace {

class Memory : public ByteSource {
 public:
  explicit Memory(std::string bytes) : bytes_(std::move(bytes)) {}
  std::size_t read(char* to, std::size_t size) override {
    const std::size_t part = std::min(size, bytes_.size() - at_);
    std::memcpy(to, bytes_.data() + at_, part);
    at_ += part;
    return part;
  }

 private:
  std::string bytes_;
  std::size_t at_ = 0;
};

struct Reading {
  std::vector<std::string> messages;
  std::vector<std::string> details;
  std::vector<std::string> statements;
  std::vector<std::string> codes;
  std::vector<std::uint64_t> lines;
  Damage damage;
};

Reading read(const std::string& bytes, const std::string& prefix = "") {
  Memory source(bytes);
  Window window(source);
  std::unique_ptr<FormatReader> reader;
  switch (detect_format(window.peek(4096))) {
    case Format::json: reader = read_json_log(window); break;
    case Format::csv: reader = read_csv_log(window); break;
    case Format::stderr_: reader = read_stderr_log(window, prefix); break;
  }
  Reading out;
  for (Record record; reader->next(record);) {
    out.messages.emplace_back(record.message);
    out.details.emplace_back(record.detail);
    out.statements.emplace_back(record.statement);
    out.codes.emplace_back(record.sqlstate);
    out.lines.push_back(record.line);
  }
  out.damage = reader->damage();
  return out;
}

std::string json_line(const std::string& message, int pid = 7) {
  return R"({"timestamp":"2025-01-06 12:00:00.000 UTC","pid":)" + std::to_string(pid) +
         R"(,"session_id":"677bcf10.7","error_severity":"LOG","message":")" + message +
         R"(","application_name":"app","query_id":0})" + "\n";
}

std::string csv_line(const std::string& message) {
  return "2025-01-06 12:00:00.000 UTC,\"u\",\"d\",7,\"[local]\",677bcf10.7,1,\"SELECT\",2025-01-06 11:00:00 "
         "UTC,3/1,0,LOG,00000,\"" +
         message + "\",,,,,,,,,\"app\",\"client backend\",,0\n";
}

std::string stderr_line(const std::string& text, int pid = 7) {
  return "2025-01-06 12:00:00.000 UTC [" + std::to_string(pid) + "] " + text + "\n";
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("jsonlog: lines that were cut or glued together are counted, those around them read") {
  const std::string whole = json_line("statement: SELECT 1");
  const Reading reading = read(json_line("one\\n\\\"two\\\" \\u00e9") + whole.substr(0, 90) + "\n" + whole.substr(40) +
                               "no json\n" + whole);
  CHECK(reading.messages == Texts{"one\n\"two\" \xc3\xa9", "statement: SELECT 1"});
  CHECK(reading.damage.broken == 3);
  CHECK(reading.lines == std::vector<std::uint64_t>{1, 5});
}

TEST_CASE("jsonlog inside the objects of an operator") {
  const Reading reading = read(
      R"({"level":"info","ts":"2025-01-06T12:00:00Z","logger":"postgres","record":{"log_time":"2025-01-06 12:00:00.000 UTC","process_id":"9","error_severity":"LOG","message":"statement: SELECT 2","application_name":"x"}})"
      "\n");
  CHECK(reading.messages == Texts{"statement: SELECT 2"});
}

TEST_CASE("csvlog: line breaks and quotes inside fields, a record without its end, another after it") {
  const std::string cut = csv_line("statement: SELECT 'lost").substr(0, 130);
  const Reading reading = read(csv_line("statement: SELECT \"\"a\"\",\n'b'") + cut + "\n" +
                               csv_line("statement: SELECT 3") + "tail of something,,\n");
  CHECK(reading.messages == Texts{"statement: SELECT \"a\",\n'b'", "statement: SELECT 3"});
  CHECK(reading.damage.broken == 2);
  CHECK(reading.lines == std::vector<std::uint64_t>{1, 4});
}

TEST_CASE("stderr: details find their message though other sessions wrote between") {
  const Reading reading =
      read(stderr_line("LOG:  execute a: SELECT $1,") + "\t  $2\n" + stderr_line("LOG:  statement: SELECT 2", 8) +
           stderr_line("DETAIL:  parameters: $1 = '5'") + stderr_line("ERROR:  broken", 8) +
           stderr_line("STATEMENT:  SELECT", 8) + "\tnope\n");
  CHECK(reading.messages == Texts{"statement: SELECT 2", "execute a: SELECT $1,\n  $2", "broken"});
  CHECK(reading.details[1] == "parameters: $1 = '5'");
  CHECK(reading.statements[2] == "SELECT\nnope");
}

TEST_CASE("stderr: the code that log_error_verbosity = verbose writes is no part of the message") {
  const Reading reading = read(stderr_line("LOG:  00000: statement: SELECT 1") + stderr_line("LOCATION:  f, x.c:1") +
                               stderr_line("ERROR:  42P01: relation \"t\" does not exist") +
                               stderr_line("ERROR:  ABCDE: words of a user", 8));
  CHECK(reading.messages == Texts{"statement: SELECT 1", "relation \"t\" does not exist", "ABCDE: words of a user"});
  CHECK(reading.codes == Texts{"00000", "42P01", ""});
}

TEST_CASE("stderr: bytes of no text between the messages belong to none of them") {
  const Reading reading = read(stderr_line("LOG:  statement: SELECT 1") +
                               std::string("\x7f"
                                           "ELF\0\x01\n",
                                           7) +
                               "\t, 2\n" + "plain words\n" + stderr_line("LOG:  y"));
  CHECK(reading.messages == Texts{"statement: SELECT 1\n, 2\nplain words", "y"});
  CHECK(reading.damage.broken == 1);
}

TEST_CASE("a byte order mark before the first message is no part of it") {
  for (const std::string& line :
       {json_line("statement: SELECT 1"), csv_line("statement: SELECT 1"), stderr_line("LOG:  statement: SELECT 1")}) {
    const Reading reading = read("\xef\xbb\xbf" + line);
    CHECK(reading.messages == Texts{"statement: SELECT 1"});
    CHECK(reading.damage.broken == 0);
  }
}

TEST_CASE("NUL bytes and bytes that are no UTF-8 are bytes like others") {
  const std::string bad = std::string("statement: SELECT '\xff\xc3") + '\0' + "x'";
  CHECK(read(json_line(bad)).messages.at(0) == bad);
  CHECK(read(csv_line(bad)).messages.at(0) == bad);
  CHECK(read(stderr_line("LOG:  " + bad) + stderr_line("LOG:  y")).messages.at(0) == bad);
}

TEST_CASE("a statement of many megabytes is read from its beginning only, and what follows is read") {
  const std::string huge(50u << 20, 'x');
  const std::string text = "statement: INSERT INTO t VALUES ('" + huge + "')";
  for (const std::string& log : {json_line(text) + json_line("next"), csv_line(text) + csv_line("next"),
                                 stderr_line("LOG:  " + text) + stderr_line("LOG:  next")}) {
    const Reading reading = read(log);
    REQUIRE(reading.messages.size() == 2);
    CHECK(reading.messages[0].starts_with("statement: INSERT INTO t VALUES ('xxx"));
    CHECK(reading.messages[0].size() <= Window::longest);
    CHECK(reading.messages[1] == "next");
    CHECK(reading.damage.oversize == 1);
  }
}

TEST_CASE("a log that was cut anywhere loses its last message at most") {
  const std::string one = json_line("statement: SELECT 1");
  const std::string csv = csv_line("statement: SELECT 1");
  for (std::size_t cut = 0; cut < one.size(); cut += 7) {
    CHECK(read(one + one.substr(0, cut)).messages.size() >= 1);
    if (cut < csv.size()) CHECK(read(csv + csv.substr(0, cut)).messages.size() >= 1);
  }
}

TEST_CASE("lines of the server's own processes are read, though none was among the first with the user's name") {
  std::string log;
  for (int i = 0; i < 450; ++i) log += stderr_line("app@shop LOG:  statement: SELECT 1");
  log += stderr_line("LOG:  automatic vacuum of table \"t\": index scans: 0", 9) + "\tpages: 0 removed\n";
  log += stderr_line("app@shop LOG:  statement: SELECT 2") + stderr_line("LOG:  checkpoint starting: time", 3);
  const Reading reading = read(log);
  REQUIRE(reading.messages.size() == 453);
  CHECK(std::count(reading.messages.begin(), reading.messages.end(), "statement: SELECT 1") == 450);
  CHECK(std::count(reading.messages.begin(), reading.messages.end(),
                   "automatic vacuum of table \"t\": index scans: 0\npages: 0 removed") == 1);
  CHECK(reading.damage.broken == 0);
}

TEST_CASE(
    "a prefix that changed in the middle of a log is read on; one that was given stays, and what differs is counted") {
  std::string log;
  for (int i = 0; i < 900; ++i) log += stderr_line("LOG:  statement: SELECT 1");
  for (int i = 0; i < 9; ++i) {
    log += "2025-01-06 12:00:01.000 UTC app " + std::to_string(i % 2) + " 3/" + std::to_string(i) +
           " LOG:  statement: SELECT 2\n\tFROM t\n";
  }
  const Reading reading = read(log);
  REQUIRE(reading.messages.size() == 909);
  CHECK(std::count(reading.messages.begin(), reading.messages.end(), "statement: SELECT 2\nFROM t") == 9);
  CHECK(reading.damage.broken == 0);
  const Reading given = read(log, "%m [%p] ");
  CHECK(given.messages.size() == 900);
  CHECK(given.messages.back() == "statement: SELECT 1");
  CHECK(given.damage.broken == 18);
}

TEST_CASE("a torn line is damage and no part of the statement before it") {
  const std::string whole = stderr_line("LOG:  statement: SELECT 1");
  const Reading reading = read(whole + whole.substr(17) + "\tFROM t\n" + whole + "lost its tab\n" + whole);
  CHECK(reading.messages == Texts{"statement: SELECT 1", "statement: SELECT 1\nlost its tab", "statement: SELECT 1"});
  CHECK(reading.damage.broken == 2);
}

TEST_CASE("a csv record of many megabytes in short lines is one message that was cut") {
  std::string lines;
  for (int i = 0; i < 3'000'000; ++i) lines += "x\n";
  const Reading reading = read(csv_line("statement: SELECT '" + lines + "'") + csv_line("next"));
  REQUIRE(reading.messages.size() == 2);
  CHECK(reading.messages[1] == "next");
  CHECK(reading.damage.oversize == 1);
  CHECK(reading.damage.broken == 0);
  CHECK(reading.lines[1] == 3'000'002);
}
