#include <doctest/doctest.h>
#include <signal.h>

#include <random>

#include "support/json.hpp"
#include "support/project.hpp"
#include "support/seed.hpp"

// Rows from CSV and NDJSON.

using namespace barqdb;
using test::has;
using test::Outcome;
using test::Project;

namespace {

using Words = std::vector<std::string>;

Outcome fine(const Project& project, const Words& words) {
  const Outcome outcome = project.run(words);
  CHECK_MESSAGE(outcome.exit_code == 0, outcome.out << outcome.err);
  return outcome;
}

// A type, and values of it as its own output writes them.
struct Sample {
  const char* type;
  std::vector<const char*> values;
};

const std::vector<Sample>& samples() {
  static const std::vector<Sample> all = {
      {"bool", {"true", "false"}},
      {"int2", {"-32768", "0", "32767"}},
      {"int4", {"-2147483648", "2147483647"}},
      {"int8", {"-9223372036854775808", "9223372036854775807"}},
      {"float4", {"1.5", "-1e-30", "NaN", "Infinity"}},
      {"float8", {"0.1", "1e300", "-Infinity", "NaN"}},
      {"numeric", {"12345678901234567890.123456789", "-0.000", "NaN", "1e100"}},
      {"numeric(10,2)", {"12.30", "-99999999.99"}},
      {"money", {"12.50", "-3"}},
      {"text",
       {"", "plain", "it's", "\"quoted\"", "a,b", "line\nbreak", "tab\there", "back\\slash", "\\N", "\\.", "NULL",
        "null", " spaces ", "\r\n", "\u00e4\u20ac\U0001F600"}},
      {"varchar(5)", {"", "abcde"}},
      {"char(4)", {"", "ab", "abcd"}},
      {"\"char\"", {"x"}},
      {"name", {"a_name"}},
      {"bytea", {"\\x", "\\x00ff10"}},
      {"date", {"2024-02-29", "infinity", "0044-03-15 BC"}},
      {"time", {"23:59:59.999999", "00:00"}},
      {"timetz", {"12:00:00+05:30"}},
      {"timestamp", {"2024-02-29 12:34:56.789", "-infinity"}},
      {"timestamptz", {"2024-02-29 12:34:56.789+02", "infinity"}},
      {"interval", {"1 year 2 mons 3 days 04:05:06.7", "-1 day", "00:00"}},
      {"uuid", {"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"}},
      {"inet", {"192.168.0.1/24", "::1"}},
      {"cidr", {"10.0.0.0/8"}},
      {"macaddr", {"08:00:2b:01:02:03"}},
      {"macaddr8", {"08:00:2b:01:02:03:04:05"}},
      {"bit(3)", {"101"}},
      {"varbit", {"", "10101"}},
      {"json", {"{\"a\": [1, null, \"x\\ny\"]}", "null", "\"text\"", "12.5"}},
      {"jsonb", {"{\"a\": {\"b\": \"\\u20ac\"}}", "[]"}},
      {"xml", {"<a>b &amp; c</a>"}},
      {"point", {"(1.5,2)"}},
      {"line", {"{1,2,3}"}},
      {"lseg", {"[(0,0),(1,1)]"}},
      {"box", {"(1,1),(0,0)"}},
      {"path", {"((0,0),(1,1),(2,0))"}},
      {"polygon", {"((0,0),(1,1),(2,0))"}},
      {"circle", {"<(0,0),2>"}},
      {"tsvector", {"'fat' 'cat':3A"}},
      {"tsquery", {"'fat' & !'cat'"}},
      {"int4range", {"[1,10)", "empty"}},
      {"numrange", {"(,5.5]"}},
      {"tstzrange", {"[\"2024-01-01 00:00:00+00\",)"}},
      {"daterange", {"[2024-01-01,2024-02-01)"}},
      {"int4[]", {"{1,NULL,3}", "{}"}},
      {"text[]", {"{a,\"b,c\",\"d\\\"e\",NULL,\"\"}"}},
      {"int4[]", {"{{1,2},{3,4}}"}},
      {"oid", {"4294967295"}},
      {"xid", {"123"}},
      {"tid", {"(1,2)"}},
      {"pg_lsn", {"16/B374D848"}},
      {"regclass", {"pg_class"}},
      {"jsonpath", {"$.\"a\"[*]"}},
      {"pg_snapshot", {"10:20:10,14"}},
  };
  return all;
}

std::string csv_field(const std::string& value) {
  std::string out = "\"";
  for (const char c : value) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + "\"";
}

class WithTable : public Project {
 public:
  explicit WithTable(const std::string& columns = "id int PRIMARY KEY, name text, n numeric DEFAULT 7")
      : Project(test::Cluster::shared()) {
    query("CREATE TABLE t (" + columns + ")");
  }
};

}  // namespace

TEST_CASE("every built-in scalar type, and NULL, comes through CSV and NDJSON as the server itself reads it") {
  Project project(test::Cluster::shared());
  db::Connection connection = project.connect();
  std::string csv_columns, columns;
  std::size_t most = 0;
  for (std::size_t i = 0; i < samples().size(); ++i) {
    const std::string name = "c" + std::to_string(i);
    columns += ", " + name + " " + samples()[i].type;
    csv_columns += "," + name;
    most = std::max(most, samples()[i].values.size());
  }
  for (const char* table : {"expected", "by_csv", "by_json"})
    connection.query("CREATE TABLE " + std::string(table) + " (id int PRIMARY KEY" + columns + ")");
  std::string csv = "id" + csv_columns + "\n";
  std::string json;
  for (std::size_t row = 0; row <= most; ++row) {  // the last row is all NULL
    std::vector<db::Param> params = {std::to_string(row)};
    std::string line = std::to_string(row);
    nlohmann::json object = {{"id", row}};
    std::string values = "$1::int";
    for (std::size_t i = 0; i < samples().size(); ++i) {
      const Sample& sample = samples()[i];
      values += ", $" + std::to_string(i + 2) + "::text::" + sample.type;
      const bool null = row == most || row >= sample.values.size();
      params.push_back(null ? db::Param{} : db::Param{sample.values[row]});
      line += null ? "," : "," + csv_field(sample.values[row]);
      const bool is_json = std::string(sample.type).starts_with("json") && std::string(sample.type) != "jsonpath";
      const std::string key = "c" + std::to_string(i);
      if (null) {
        object[key] = nullptr;
      } else if (is_json) {
        object[key] = nlohmann::json::parse(sample.values[row]);
      } else {
        object[key] = sample.values[row];
      }
    }
    connection.query("INSERT INTO expected VALUES (" + values + ")", params);
    csv += line + "\n";
    json += object.dump() + "\n";
  }
  fine(project, {"batch", "insert", project.write("t.csv", csv), "--table", "by_csv"});
  fine(project, {"batch", "insert", project.write("t.ndjson", json), "--table", "by_json"});
  for (std::size_t i = 0; i < samples().size(); ++i) {
    const std::string name = "c" + std::to_string(i);
    CAPTURE(samples()[i].type);
    for (const std::string table : {"by_csv", "by_json"}) {
      const bool null_json = table == "by_json" && std::string(samples()[i].type) == "json";
      // A null of JSON in a column of JSON is NULL, as everywhere else in the row; spaces of JSON are the writer's.
      const std::string wanted = null_json ? "nullif(e." + name + "::jsonb::text, 'null')" : "e." + name + "::text";
      const std::string got = null_json ? "b." + name + "::jsonb::text" : "b." + name + "::text";
      CHECK(project.text("SELECT count(*) FROM expected e JOIN " + table + " b USING (id) WHERE " + wanted +
                         " IS DISTINCT FROM " + got) == "0");
    }
  }
  CHECK(project.text("SELECT count(*) FROM by_json") == std::to_string(most + 1));
}

TEST_CASE("an empty field is NULL, a quoted one is an empty text, and what is missing has its default") {
  const WithTable project;
  fine(project,
       {"batch", "insert", project.write("a.csv", "id,name\n1,\n2,\"\"\n3,\"a \"\"b\"\"\nc\"\n\n4,x"), "--table", "t"});
  CHECK(project.texts("SELECT id || ' ' || coalesce(name, 'NULL') || ' ' || n FROM t ORDER BY id") ==
        Words{"1 NULL 7", "2  7", "3 a \"b\"\nc 7", "4 x 7"});
  fine(project,
       {"batch", "insert",
        project.write("b.jsonl", "{\"id\": 5, \"n\": null}\n{\"id\": 6}\n{\"name\":\"\",\"id\":7}\n"), "--table", "t"});
  CHECK(project.texts("SELECT id || ' ' || coalesce(name, 'NULL') || ' ' || coalesce(n::text, 'NULL') FROM t WHERE id "
                      "> 4 ORDER BY id") == Words{"5 NULL NULL", "6 NULL 7", "7  7"});
  fine(project, {"batch", "insert", project.write("c.csv", "8;-;1.5\r\n9;\\N;2\r\n"), "--table", "t", "--no-header",
                 "--delimiter", ";", "--null", "-"});
  CHECK(project.texts("SELECT coalesce(name, 'NULL') FROM t WHERE id > 7 ORDER BY id") == Words{"NULL", "\\N"});
}

TEST_CASE("line ends of any kind, a byte order mark, and files without rows") {
  const WithTable project;
  fine(project,
       {"batch", "insert", project.write("a.csv", "id,name\r\n1,\"a\r\nb\"\r\n2,b\n3,c\r\n4,d"), "--table", "t"});
  CHECK(project.texts("SELECT replace(replace(name, E'\\r', 'R'), E'\\n', 'N') FROM t ORDER BY id") ==
        Words{"aRNb", "b", "c", "d"});
  fine(project, {"batch", "insert",
                 project.write("b.csv",
                               "\xEF\xBB\xBF"
                               "5,e\r\n"),
                 "--table", "t", "--no-header", "--columns", "id,name"});
  fine(project, {"batch", "insert", project.write("c.csv", "\xEF\xBB\xBFname,id\nf,6\n"), "--table", "t"});
  fine(project,
       {"batch", "insert", project.write("d.ndjson", "\xEF\xBB\xBF{\"id\": 7}\r\n\r\n{\"id\": 8}"), "--table", "t"});
  CHECK(project.text("SELECT string_agg(id::text, ',' ORDER BY id) FROM t") == "1,2,3,4,5,6,7,8");
  CHECK(has(fine(project, {"batch", "insert", project.write("e.csv", "id,name\n"), "--table", "t"}).out, "0 rows"));
  CHECK(has(fine(project, {"batch", "upsert", project.write("f.ndjson", "\n\n"), "--table", "t"}).out, "0 rows"));
}

TEST_CASE("records of NDJSON go together although their keys stand in another order or are missing") {
  const WithTable project("id int PRIMARY KEY, name text, n numeric DEFAULT 7, j json[]");
  std::string lines;
  for (int i = 1; i <= 3000; i += 3) {
    lines +=
        "{\"id\": " + std::to_string(i) +
        ", \"name\": \"a\", \"j\": [\"x\", {\"y\": 1}, null]}\n{\"name\": \"b\", \"id\": " + std::to_string(i + 1) +
        "}\n{\"id\": " + std::to_string(i + 2) + "}\n";
  }
  const Outcome done =
      project.run({"batch", "insert", project.write("a.ndjson", lines), "--table", "t", "--format", "json"});
  REQUIRE_MESSAGE(done.exit_code == 0, done.err);
  CHECK(nlohmann::json::parse(done.out)["metrics"]["chunks"] < 10);
  CHECK(project.text("SELECT count(*) || ' ' || count(name) || ' ' || sum(n) FROM t") == "3000 2000 21000");
  CHECK(project.text("SELECT j::text FROM t WHERE id = 1") == "{\"\\\"x\\\"\",\"{\\\"y\\\": 1}\",NULL}");
  // An upsert leaves what a record does not name.
  fine(project, {"batch", "upsert", project.write("b.ndjson", "{\"id\": 1, \"n\": 1}\n{\"id\": 2, \"name\": \"c\"}\n"),
                 "--table", "t"});
  CHECK(project.texts("SELECT name || n FROM t WHERE id < 3 ORDER BY id") == Words{"a1", "c7"});
  lines.clear();
  for (int i = 1; i <= 300; ++i)
    lines +=
        "{\"id\": " + std::to_string(i % 100) + (i % 2 == 0 ? ", \"n\": " : ", \"name\": ") + std::to_string(i) + "}\n";
  lines += "{\"id\": 1, \"n\": \"x\"}\n";
  const std::string rejects = project.folder() + "/bad.csv";
  const Outcome mixed = project.run(
      {"batch", "upsert", project.write("c.ndjson", lines), "--table", "t", "--rejects", rejects, "--format", "json"});
  REQUIRE_MESSAGE(mixed.exit_code == 0, mixed.err);
  CHECK(nlohmann::json::parse(mixed.out)["metrics"]["chunks"] < 20);
  CHECK(has(test::run_program({"cat", rejects}).out, "\n301,22P02,"));
  CHECK(project.text("SELECT count(*) FROM t WHERE id < 100 AND (id % 2 = 0 AND n = CASE id WHEN 0 THEN 300 ELSE 200 + "
                     "id END OR id % 2 = 1 AND name = (200 + id)::text)") == "100");
}

TEST_CASE("rows go through the policies of their table") {
  Project project(test::Cluster::shared());
  project.query("CREATE ROLE batch_app LOGIN; CREATE TABLE t (id int PRIMARY KEY, a int)");
  project.query("ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY p ON t USING (true) WITH CHECK (a < 13)");
  project.query("GRANT CREATE ON DATABASE \"" + project.database() + "\" TO batch_app; GRANT ALL ON t TO batch_app");
  const std::string rejects = project.folder() + "/bad.csv";
  const Words words = {BARQDB_BINARY,    "batch",
                       "insert",         project.write("t.csv", "id,a\n1,1\n2,13\n3,3\n"),
                       "--table",        "t",
                       "--rejects",      rejects,
                       "--database-url", project.conninfo() + " user=batch_app"};
  const Outcome done = test::run_program(words);
  CHECK_MESSAGE(done.exit_code == 0, done.err);
  CHECK(project.text("SELECT string_agg(id::text, ',' ORDER BY id) FROM t") == "1,3");
  CHECK(has(test::run_program({"cat", rejects}).out, "\n3,42501,"));
  project.query("DROP OWNED BY batch_app; DROP SCHEMA IF EXISTS barqdb CASCADE; DROP ROLE batch_app");
}

TEST_CASE("a row that is wrong stops the load with its line, and the corrected file goes on from there") {
  const WithTable project;
  std::string csv = "id,name\n";
  for (int i = 1; i <= 200; ++i) csv += (i == 150 ? "x150" : std::to_string(i)) + ",\"two\nlines\"\n";
  const Words words = {"batch", "insert", project.write("t.csv", csv), "--table", "t"};
  const Outcome stopped = project.run(words);
  CHECK(stopped.exit_code == 6);
  CHECK(has(stopped.err, "t.csv:300"));  // each record before it takes two lines
  CHECK(has(stopped.err, "x150"));
  CHECK(project.text("SELECT count(*) FROM t") == "149");
  csv.replace(csv.find("x150"), 4, "150");
  project.write("t.csv", csv);
  CHECK(has(fine(project, words).out, "200 rows"));
  CHECK(project.text("SELECT count(*) FROM t") == "200");
  CHECK(has(fine(project, words).out, "finished before"));
  project.write("t.csv", "id,name\n1000,another file\n");
  fine(project, words);  // the same name, but not the file that was finished
  CHECK(project.text("SELECT count(*) FROM t") == "201");
}

TEST_CASE("rejected rows go to a file, each once, with line and reason") {
  const WithTable project("id int PRIMARY KEY, name text NOT NULL, n int CHECK (n < 100), p int REFERENCES t");
  std::string csv = "id,name,n,p\n";
  for (int i = 1; i <= 50; ++i) csv += std::to_string(i) + ",\"ok\",1,\n";
  csv +=
      "51,,1,\n52,bad check,100,\n53,\"bad\nint\",x,\n1,taken,1,\n54,too,1,,many\n55,few\n56,no "
      "parent,1,9999\n57,last,2,1\n";
  const std::string rejects = project.folder() + "/bad.csv";
  const Words words = {"batch", "insert", project.write("t.csv", csv), "--table", "t", "--rejects", rejects};
  CHECK(has(fine(project, words).out, "7 rows rejected"));
  CHECK(project.text("SELECT count(*) || ' ' || sum(n) FROM t") == "51 52");
  const std::string written = test::run_program({"cat", rejects}).out;
  CHECK(has(written, "line,sqlstate,reason,record\n"));
  CHECK(has(written, "\n52,23502,"));
  CHECK(has(written, "\n53,23514,"));
  CHECK(has(written, "\n54,22P02,"));
  CHECK(has(written, "\n56,23505,"));
  CHECK(has(written, "\n57,22P04,"));
  CHECK(has(written, "\n58,22P04,"));
  CHECK(has(written, "\n59,23503,"));
  CHECK(has(written, "\"53,\"\"bad\nint\"\",x,\""));
  const Outcome few = project.run({"batch", "insert", project.write("u.csv", "id,name\nx,1\ny,2\nz,3\n"), "--table",
                                   "t", "--rejects", rejects, "--max-rejects", "2"});
  CHECK(few.exit_code == 6);
  CHECK(has(few.err, "more than 2 rows"));
  CHECK(has(few.err, "look at " + rejects));
}

TEST_CASE("a line break inside the first row of a chunk does not put the blame on the row before the wrong one") {
  for (const char* field : {"\"a\nb\"", "\"a\rb\"", "\"a\r\nb\"", "\"\n\n\n\""}) {
    CAPTURE(field);
    const WithTable project;
    std::string csv = "id,name\n";
    for (int i = 1; i <= 20; ++i) csv += std::to_string(i) + "," + field + "\n";
    csv += "wrong,x\n21,last\n";
    const std::string rejects = project.folder() + "/bad.csv";
    const Words words = {"batch", "insert", project.write("t.csv", csv), "--table", "t"};
    const Outcome stopped = project.run(words);
    CHECK(stopped.exit_code == 6);
    CHECK_MESSAGE(has(stopped.err, "| wrong,x"), stopped.err);
    CHECK(project.text("SELECT count(*) FROM t") == "20");
    Words rejecting = words;
    rejecting.insert(rejecting.end(), {"--rejects", rejects});
    CHECK(has(fine(project, rejecting).out, "1 row rejected"));
    CHECK(project.text("SELECT count(*) FROM t") == "21");
    CHECK(has(test::run_program({"cat", rejects}).out, "\"wrong,x\""));
  }
}

TEST_CASE("lines of NDJSON that are wrong are named, too") {
  const WithTable project;
  const std::string rejects = project.folder() + "/bad.csv";
  fine(project,
       {"batch", "insert",
        project.write("t.ndjson",
                      "{\"id\": 1}\n{\"id\": tru}\n[1]\n{\"id\": 2, \"nme\": 1}\n\n{\"id\": \"x\"}\n{}\n{\"id\": 3}\n"),
        "--table", "t", "--rejects", rejects});
  const std::string written = test::run_program({"cat", rejects}).out;
  for (const char* line : {"\n2,22P02,", "\n3,22P02,", "\n4,22P02,", "\n6,22P02,", "\n7,22P02,"})
    CHECK_MESSAGE(has(written, line), line);
  CHECK(project.text("SELECT string_agg(id::text, ',' ORDER BY id) FROM t") == "1,3");
  fine(project,
       {"batch", "insert", project.write("u.ndjson", "{\"id\": 4, \"name\": \"x\", \"n\": 1, \"other\": [1]}\n"),
        "--table", "t", "--columns", "id,name"});
  CHECK(project.text("SELECT name || n FROM t WHERE id = 4") == "x7");
}

TEST_CASE("an upsert updates what is there; of one key in a file the last row counts") {
  const WithTable project("id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, code text UNIQUE, a int, b int DEFAULT 0");
  project.query("INSERT INTO t (code, a, b) VALUES ('x', 1, 1), ('y', 1, 1)");
  fine(project, {"batch", "upsert", project.write("a.csv", "code,a,b\nx,5,5\nz,1,1\nz,2,2\nq,9,9\n"), "--table", "t",
                 "--on-conflict", "code", "--update", "a"});
  CHECK(project.text("SELECT string_agg(code || a || b, ' ' ORDER BY code) FROM t") == "q99 x51 y11 z22");
  fine(project, {"batch", "upsert", project.write("b.csv", "id,code\n1,xx\n50,new\n"), "--table", "t"});
  CHECK(project.text("SELECT string_agg(id || code, ' ' ORDER BY id) FROM t WHERE id IN (1, 50)") == "1xx 50new");
  fine(project, {"batch", "insert", project.write("c.csv", "code,a\nxx,77\nw,1\nw,2\n,3\n,4\n"), "--table", "t",
                 "--on-conflict", "code", "--do-nothing"});
  CHECK(project.text("SELECT count(*) FROM t WHERE a = 77 OR code = 'w' AND a = 2") == "0");
  fine(project,
       {"batch", "upsert", project.write("d.csv", "code,a\n,5\n,6\nw,7\n"), "--table", "t", "--on-conflict", "code"});
  CHECK(project.text("SELECT count(*) FROM t WHERE code IS NULL") == "4");  // NULL is no conflict
  CHECK(project.text("SELECT a FROM t WHERE code = 'w'") == "7");
}

TEST_CASE("columns that the table does not have, or computes itself, are refused with the place") {
  const WithTable project("id int PRIMARY KEY, name text, g int GENERATED ALWAYS AS (id * 2) STORED");
  const auto refused = [&](const std::string& header, const std::string& words) {
    const Outcome outcome =
        project.run({"batch", "insert", project.write("t.csv", header + "\n1,2\n"), "--table", "t"});
    CHECK(outcome.exit_code == 2);
    CHECK_MESSAGE(has(outcome.err, words), outcome.err);
  };
  refused("id,nmae", "did you mean name?");
  refused("id,g", "generated");
  refused("id,id", "twice");
  refused("id, name", "\" name\"");  // names are taken as they stand
  refused("id,name\r1,x\r2", "carriage return alone");
  CHECK(project.run({"batch", "insert", project.write("e.csv", ""), "--table", "t"}).exit_code == 2);
  CHECK(project.run({"batch", "insert", "no-such-file.csv", "--table", "t"}).exit_code == 2);
  CHECK(project
            .run({"batch", "upsert", project.write("f.csv", "id,name\n1,x\n"), "--table", "t", "--on-conflict", "name"})
            .exit_code == 2);
  const Outcome no_key = project.run({"batch", "upsert", project.write("g.csv", "name\nx\n"), "--table", "t"});
  CHECK(no_key.exit_code == 2);
  CHECK_MESSAGE(has(no_key.err, "no column id"), no_key.err);
  const Outcome record =
      project.run({"batch", "upsert", project.write("h.ndjson", "{\"name\": \"x\"}\n"), "--table", "t"});
  CHECK(record.exit_code == 6);
  CHECK_MESSAGE(has(record.err, "the key id"), record.err);
  const std::string same = project.write("i.csv", "id,name\n1,x\n");
  CHECK(project.run({"batch", "insert", same, "--table", "t", "--rejects", same}).exit_code == 2);
}

TEST_CASE("standard input is read, and goes on behind what was kept") {
  const WithTable project;
  test::ProgramOptions options;
  options.input = "id,name\n1,a\n2,b\n";
  const Words words = {BARQDB_BINARY, "batch", "insert", "-", "--table", "t", "--database-url", project.conninfo()};
  CHECK(test::run_program(words, options).exit_code == 0);
  CHECK(project.text("SELECT count(*) FROM t") == "2");
  CHECK(has(test::run_program(words, options).out, "finished before"));
}

TEST_CASE("a mark that would end a COPY is data, and a million random values come back") {
  const WithTable project("line text");
  fine(project, {"batch", "insert", project.write("t.csv", "line\na\n\\.\nb\n\"\n\\.\n\"\n"), "--table", "t"});
  CHECK(project.text("SELECT count(*) || ' ' || count(*) FILTER (WHERE line = '\\.') FROM t") == "4 1");

  const unsigned seed = test::chosen_seed();
  std::mt19937 random(seed);
  constexpr int rows = 50'000, columns = 20;
  const std::vector<std::string> pieces = {"a",  "Z", "\"", ",",      "\n",         "\r", "\\",   "\\.",
                                           "\t", " ", "'",  "\u00e9", "\U0001F600", ";",  "NULL", "0"};
  std::string header = "id", definition = "id int PRIMARY KEY", csv, all;
  for (int c = 0; c < columns; ++c) {
    header += ",c" + std::to_string(c);
    definition += ", c" + std::to_string(c) + " text";
    all += (c == 0 ? "" : " || '|' || ") + ("coalesce(c" + std::to_string(c) + ", '~')");
  }
  project.query("CREATE TABLE fuzz (" + definition + ")");
  csv = header + "\n";
  std::vector<std::uint64_t> sums(4);
  std::string expected_sample;
  for (int row = 0; row < rows; ++row) {
    csv += std::to_string(row);
    for (int c = 0; c < columns; ++c) {
      csv += ',';
      const auto parts = random() % 4;
      if (parts == 0) {
        ++sums[0];  // NULL
        if (row % 1000 == 0) expected_sample += "~|";
        continue;
      }
      std::string value;
      for (unsigned i = 1; i < parts; ++i) value += pieces[random() % pieces.size()];
      sums[1] += value.size();
      if (row % 1000 == 0) expected_sample += value + "|";
      csv += csv_field(value);
    }
    csv += '\n';
  }
  fine(project, {"batch", "insert", project.write("fuzz.csv", csv), "--table", "fuzz"});
  std::string nulls, sizes;
  for (int c = 0; c < columns; ++c) {
    const std::string name = "c" + std::to_string(c);
    nulls += (c == 0 ? "" : " + ") + ("(" + name + " IS NULL)::int");
    sizes += (c == 0 ? "" : " + ") + ("coalesce(octet_length(" + name + "), 0)");
  }
  CHECK(project.text("SELECT count(*) || ' ' || sum(" + nulls + ") || ' ' || sum(" + sizes + ") FROM fuzz") ==
        std::to_string(rows) + " " + std::to_string(sums[0]) + " " + std::to_string(sums[1]));
  CHECK(project.text("SELECT string_agg(" + all + " || '|', '' ORDER BY id) FROM fuzz WHERE id % 1000 = 0") ==
        expected_sample);
}
