#include "config/profile.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <map>

#include "base/error.hpp"
#include "support/program.hpp"

using namespace barqdb::config;
using barqdb::base::Error;
using barqdb::base::Milliseconds;
using barqdb::test::TemporaryFolder;

namespace {

using Variables = std::map<std::string, std::string>;

Environment environment(Variables variables) {
  return [variables = std::move(variables)](const std::string& name) -> std::optional<std::string> {
    const auto found = variables.find(name);
    if (found == variables.end()) return std::nullopt;
    return found->second;
  };
}

// The tests run in a folder of their own, because profiles/ is looked up in the current one.
class Elsewhere {
 public:
  Elsewhere() : before_(std::filesystem::current_path()) { std::filesystem::current_path(folder.path()); }
  ~Elsewhere() { std::filesystem::current_path(before_); }
  Elsewhere(const Elsewhere&) = delete;
  Elsewhere& operator=(const Elsewhere&) = delete;
  TemporaryFolder folder;

 private:
  std::filesystem::path before_;
};

std::string everything(const Error& error) {
  std::string out = error.message + "\n" + error.hint + "\n" + error.place.text();
  for (const auto& other : error.others) out += "\n" + other.message + "\n" + other.hint + "\n" + other.place.text();
  return out;
}

// All that the error of a profile says.
std::string refused(const std::string& yaml, Variables variables = {}) {
  const Elsewhere elsewhere;
  elsewhere.folder.write("profiles/p.yaml", yaml);
  try {
    load_settings({"p", "", ""}, environment(std::move(variables)));
  } catch (const Error& error) {
    CHECK(barqdb::base::exit_code(error.kind) == 2);
    CHECK_FALSE(error.hint.empty());
    CHECK(error.place.file == "profiles/p.yaml");
    CHECK(error.place.secret);  // nobody prints the line
    for (const auto& other : error.others) CHECK(other.place.secret);
    return everything(error);
  }
  FAIL_CHECK("accepted: " << yaml);
  return "";
}

Settings accepted(const std::string& yaml, Variables variables = {}, Overrides overrides = {"p", "", ""}) {
  const Elsewhere elsewhere;
  elsewhere.folder.write("profiles/p.yaml", yaml);
  return load_settings(overrides, environment(std::move(variables)));
}

bool has(const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; }

}  // namespace

TEST_CASE("without anything the embedded server is used") {
  const Elsewhere elsewhere;
  const Settings settings = load_settings({}, environment({}));
  CHECK(settings.embedded);
  CHECK(settings.profile == "embedded");
  CHECK(settings.profile_file.empty());
  CHECK(settings.database == "barq");
  CHECK(settings.migrations == "migrations");
  CHECK(settings.pool.size == 5);
  CHECK(settings.pool.max_overflow == 10);
  CHECK(settings.online.lock_timeout == Milliseconds{200});
}

TEST_CASE("every key of a profile") {
  const Settings settings = accepted(R"(
url: postgresql://u@h/d
replicas: ["host=r1", "${EMPTY:-}"]
pool:   {size: 20, max_overflow: 40, timeout: 10s, recycle: 0, pre_ping: off}
online: {mode: always, lock_timeout: 200ms, lock_budget: 1m, wait_budget: 1h, runner_wait: 5s, jobs: 4, small_table: 64kB}
report: {min_evidence: 30d, min_size: 8MiB, keep: [idx_legal_*, b]}
migrations: db/migrations
)");
  CHECK_FALSE(settings.embedded);
  CHECK(settings.profile == "p");
  CHECK(settings.profile_file == "profiles/p.yaml");
  CHECK(settings.url == "postgresql://u@h/d");
  CHECK(settings.replicas == std::vector<std::string>{"host=r1"});
  CHECK(settings.pool.size == 20);
  CHECK(settings.pool.max_overflow == 40);
  CHECK(settings.pool.timeout == Milliseconds{10'000});
  CHECK(settings.pool.recycle == Milliseconds{0});
  CHECK_FALSE(settings.pool.pre_ping);
  CHECK(settings.online.mode == OnlineMode::always);
  CHECK(settings.online.lock_timeout == Milliseconds{200});
  CHECK(settings.online.lock_budget == Milliseconds{60'000});
  CHECK(settings.online.wait_budget == Milliseconds{3'600'000});
  CHECK(settings.online.runner_wait == Milliseconds{5'000});
  CHECK(settings.online.jobs == 4);
  CHECK(settings.online.small_table == 65536);
  CHECK(settings.report.min_evidence == Milliseconds{30LL * 24 * 3'600'000});
  CHECK(settings.report.min_size == 8 << 20);
  REQUIRE(settings.report.keep.size() == 2);
  CHECK(settings.report.keep[0].pattern == "idx_legal_*");
  CHECK(settings.report.keep[1].pattern == "b");
  CHECK(settings.migrations == "db/migrations");
}

TEST_CASE("variables, with defaults; one that is not set is named") {
  CHECK(accepted("url: ${U}", {{"U", "host=x"}}).url == "host=x");
  CHECK(accepted("url: host=${H:-local} port=${P:-5432}", {{"H", ""}, {"P", "6"}}).url == "host=local port=6");
  CHECK(accepted("url: host=$${x} user=$y").url == "host=${x} user=$y");
  CHECK(accepted("url: ${U}", {{"U", "password=${NOT_EXPANDED}"}}).url == "password=${NOT_EXPANDED}");
  CHECK(accepted("url: host=h\npool: {size: \"${N}\"}", {{"N", "7"}}).pool.size == 7);
  const std::string said = refused("pool: {size: 5}\nurl: ${DATABASE_URL}\n");
  CHECK(has(said, "DATABASE_URL is not set"));
  CHECK(has(said, "export DATABASE_URL="));
  CHECK(has(said, "profiles/p.yaml:2:6"));
  CHECK(has(refused("url: ${DATABASE_URL}", {{"DATABASE_URL", ""}}), "is empty"));
  CHECK(has(refused("url: ${DATABASE_URL"), "not closed"));
  CHECK(has(refused("url: ${a b}"), "does not name a variable"));
}

TEST_CASE("which server: the flag, then the variable, then libpq's variables, then the profile") {
  const std::string yaml = "url: ${UNSET}\nreplicas: [\"${UNSET}\"]\npool: {size: 50}\npassword_file: none\n";
  const Variables variable{{"BARQDB_DATABASE_URL", "host=variable"}, {"PGHOST", "libpq"}};
  CHECK(accepted(yaml, variable, {"p", "host=flag", "m"}).url == "host=flag");
  CHECK(accepted(yaml, variable, {"p", "host=flag", "m"}).migrations == "m");
  CHECK(accepted(yaml, variable).url == "host=variable");
  CHECK(accepted(yaml, variable).pool.size == 50);                      // the rest of the profile still applies
  CHECK(accepted(yaml, variable).replicas.empty());                     // they belong to the profile's server
  CHECK(accepted("server: embedded", {{"PGHOST", "libpq"}}).embedded);  // a profile was named
  const Elsewhere elsewhere;
  const Settings libpq = load_settings({}, environment({{"PGHOST", "libpq"}}));
  CHECK_FALSE(libpq.embedded);
  CHECK(libpq.url.empty());
  CHECK(load_settings({}, environment({{"PGPASSWORD", "x"}, {"PGHOST", ""}})).embedded);
  CHECK_FALSE(load_settings({"", "host=flag", ""}, environment({})).embedded);
  CHECK_FALSE(load_settings({}, environment({{"PGSERVICE", "s"}})).embedded);
}

TEST_CASE("which profile: the flag, then the variable; a name or a path") {
  const Elsewhere elsewhere;
  elsewhere.folder.write("profiles/production.yaml", "url: host=production");
  elsewhere.folder.write("profiles/embedded.yaml", "server: embedded\ndatabase: other");
  elsewhere.folder.write("x/own.yaml", "url: host=own");
  CHECK(load_settings({"production", "", ""}, environment({{"BARQDB_PROFILE", "none"}})).url == "host=production");
  CHECK(load_settings({}, environment({{"BARQDB_PROFILE", "production"}})).url == "host=production");
  CHECK(load_settings({}, environment({})).database == "other");
  const Settings own = load_settings({"x/own.yaml", "", ""}, environment({}));
  CHECK(own.url == "host=own");
  CHECK(own.profile == "own");
  try {
    load_settings({"prodction", "", ""}, environment({}));
    FAIL_CHECK("accepted");
  } catch (const Error& error) {
    CHECK(has(error.hint, "did you mean \"production\"?"));
    CHECK(has(error.hint, "profiles found: embedded, production"));
  }
  CHECK_THROWS_AS(load_settings({"x/none.yaml", "", ""}, environment({})), Error);
}

TEST_CASE("wrong values are complaints with place and remedy, all at once") {
  const std::string said = refused(
      "url: host=h\npool: {size: 0, timeout: 30}\nonline: {mode: maybe, lock_timeout: 0, jobs: two, job: 1}\n"
      "report: {min_size: lots}\ndatabase: d\nurls: x\n");
  for (const char* words :
       {"\"size\" of \"pool\" of a profile must be a whole number from 1", "\"timeout\"", "500ms, 30s, 5m, 2h or 14d",
        "must be auto, always or never", "must not be 0", "\"jobs\"", "did you mean \"jobs\"?", "must be a size",
        "belongs to server: embedded", "did you mean \"url\"?", "profiles/p.yaml:3:"}) {
    INFO(words << "\n" << said);
    CHECK(has(said, words));
  }
  CHECK(has(refused("pool: {size: 5}"), "\"server\" of a profile is missing"));
  CHECK(has(refused("server: embedded\nurl: host=h"), "stands beside server: embedded"));
  CHECK(has(refused("server: oracle"), "can only be embedded"));
  CHECK(has(refused("url: mysql://u:p@h/d"), "not a connection string of PostgreSQL"));
  CHECK(has(refused("[a]"), "a profile must be a map"));
  CHECK(has(refused(""), "a profile is empty"));
}

TEST_CASE("the password from a file or a command") {
  const Elsewhere elsewhere;
  const std::string file = elsewhere.folder.write("secret", "p@ss 'word'\nsecond line\n");
  elsewhere.folder.write("profiles/a.yaml", "url: postgresql://u@h/d\npassword_file: " + file);
  elsewhere.folder.write("profiles/b.yaml", "url: host=h\npassword_command: printf 'it%ss' \"'\"");
  CHECK(load_settings({"a", "", ""}, environment({})).url == "postgresql://u@h/d?password=p%40ss%20%27word%27");
  CHECK(load_settings({"b", "", ""}, environment({})).url == "host=h password='it\\'s'");
}

TEST_CASE("no error contains a password") {
  const Elsewhere elsewhere;
  const std::string file = elsewhere.folder.write("secret", "HUNTER2\n");
  const std::vector<std::string> bad{
      "url: postgresql://u:HUNTER2@h/d\npassword_file: " + file,
      "url: postgresql://u:HUNTER2@HUNTER2@h/d\n",
      "url: postgresql://u:HUNTER2@h/d\npool: {size: x}\n",
      "url: password=a HUNTER2\n",
      "url: [postgresql://u:HUNTER2@h/d]\n",
      "url: {HUNTER2: HUNTER2}\n",
      "url: oracle://u:HUNTER2@h/d\n",
      "url: ${U}${V}\n",
      "url: host=h\nreplicas: [\"mysql://u:HUNTER2@h/d\"]\n",
      "url: host=h\npassword_command: echo HUNTER2; exit 3\n",
      "url: host=h\npassword_command: \"true # HUNTER2\"\n",
      "url: host=h\npassword_file: " + file + "\npassword_command: echo HUNTER2\n",
      "server: embedded\npassword_command: echo HUNTER2\n",
      "server: embedded\nurl: postgresql://u:HUNTER2@h/d\n",
      "url: postgresql://u:HUNTER2@h/d\nurl: x\n",
      "url: ${U:-HUNTER2\n",
      "url: ${HUNTER2 x:-HUNTER2}\n",
      "url: \"postgresql://u:HUNTER2@h/d\n",
      "pool: {size: HUNTER2, pre_ping: HUNTER2, timeout: HUNTER2}\nurl: host=h",
      "server: HUNTER2\n",
  };
  for (const std::string& yaml : bad) {
    INFO(yaml);
    const std::string said = refused(yaml, {{"U", "postgresql://u:HUNTER2@h/d"}});
    CHECK_FALSE(has(said, "HUNTER2"));
  }
  try {
    load_settings({"", "mysql://u:HUNTER2@h", ""}, environment({}));
    FAIL_CHECK("accepted");
  } catch (const Error& error) {
    CHECK_FALSE(has(everything(error), "HUNTER2"));
    CHECK(has(error.message, "--database-url"));
  }
}

TEST_CASE("a variable that is set, but empty, is refused: the secret of a pipeline that does not exist") {
  for (const char* name : {"BARQDB_DATABASE_URL", "BARQDB_PROFILE"}) {
    CAPTURE(name);
    try {
      load_settings({}, environment({{name, ""}}));
      FAIL_CHECK("accepted");
    } catch (const Error& error) {
      CHECK(error.message == std::string(name) + " is set, but empty");
      CHECK(has(error.hint, "unset"));
    }
  }
  const Variables both{{"BARQDB_DATABASE_URL", ""}, {"BARQDB_PROFILE", ""}};
  CHECK(accepted("url: host=h", both, {"p", "host=flag", ""}).url == "host=flag");
}

TEST_CASE("rules and checks that do not exist are refused where they are named") {
  const KnownIds known{{"drop-column", "drop-table"}, {"index.unused", "index.overlap"}};
  const auto said = [&](const std::string& yaml) {
    const Elsewhere elsewhere;
    elsewhere.folder.write("profiles/p.yaml", "url: host=h\n" + yaml);
    try {
      load_settings({"p", "", ""}, environment({}), known);
    } catch (const Error& error) {
      CHECK(barqdb::base::exit_code(error.kind) == 2);
      return everything(error);
    }
    return std::string();
  };
  CHECK(
      said("lint: {severity: {drop-column: error, drop-*: info}, ignore: [drop-table], enable: [drop-t*]}\n").empty());
  CHECK(said("report: {skip: [index.unused], keep: [{pattern: a, checks: [index.overlap]}]}\n").empty());
  for (const char* part : {"severity: {drop-colum: error}", "ignore: [drop-colum]", "enable: drop-colum"}) {
    const std::string text = said(std::string("lint:\n  ") + part + "\n");
    CHECK_MESSAGE(has(text, "names \"drop-colum\", which does not exist"), text);
    CHECK(has(text, "did you mean \"drop-column\"?"));
    CHECK(has(text, "profiles/p.yaml:3:"));
  }
  CHECK(has(said("lint: {ignore: [none-*]}\n"), "there are: drop-column, drop-table"));
  CHECK(has(said("report: {skip: [index.unuse]}\n"), "did you mean \"index.unused\"?"));
  CHECK(has(said("report: {skip: [\"index.*\"]}\n"), "does not exist"));
  CHECK(has(said("report: {keep: [{pattern: a, checks: [index.unuse]}]}\n"), "did you mean \"index.unused\"?"));
}

TEST_CASE("the profiles that ship are read, with their pools") {
  const std::string folder = std::string(BARQDB_SOURCE_DIR) + "/profiles/";
  const Environment url = environment({{"DATABASE_URL", "host=h"}});
  const std::map<std::string, std::pair<int, int>> pools{
      {"embedded", {5, 10}}, {"development", {5, 10}}, {"production", {20, 40}}, {"high-load", {50, 100}}};
  for (const auto& [name, pool] : pools) {
    INFO(name);
    const Settings settings = load_settings({folder + name + ".yaml", "", ""}, url);
    CHECK(settings.pool.size == pool.first);
    CHECK(settings.pool.max_overflow == pool.second);
    CHECK(settings.replicas.empty());
    CHECK(settings.embedded == (name == "embedded"));
  }
}

TEST_CASE("thresholds stand under the id of their check, exceptions may carry a reason") {
  const Settings settings = accepted(R"(url: host=h
report:
  keep:
    - idx_a
    - {pattern: "audit.*", reason: "the ${WHO} ask", checks: [index.unused]}
  skip: [index.overlap]
  trusted_roles: [app_owner]
  index.bloat: {min_percent: 40, min_waste: 2MiB}
  index.unused: {min_table_scans: 0}
  table.seq_scans:
)",
                                     {{"WHO", "auditors"}});
  REQUIRE(settings.report.keep.size() == 2);
  CHECK(settings.report.keep[0].checks.empty());
  CHECK(settings.report.keep[1].pattern == "audit.*");
  CHECK(settings.report.keep[1].reason == "the auditors ask");
  CHECK(settings.report.keep[1].checks == std::vector<std::string>{"index.unused"});
  CHECK(settings.report.skip == std::vector<std::string>{"index.overlap"});
  CHECK(settings.report.trusted_roles == std::vector<std::string>{"app_owner"});
  CHECK(settings.report.bloat_percent == 40);
  CHECK(settings.report.bloat_waste == 2 << 20);
  CHECK(settings.report.min_table_scans == 0);
  CHECK(settings.report.min_table_writes == 1000);
  CHECK(has(refused("url: host=h\nreport: {index.bloat: {min_percents: 40}}"), "min_percent"));
  CHECK(has(refused("url: host=h\nreport: {index.bloat: {min_percent: 140}}"), "from 0 to 100"));
  CHECK(has(refused("url: host=h\nreport: {index.bloatt: {min_percent: 40}}"), "index.bloat"));
  CHECK(has(refused("url: host=h\nreport: {keep: [{reason: none}]}"), "pattern"));
}
