// barqdb import: the migrations of another tool as a chain.
#include <filesystem>
#include <map>

#include "adopt/convert.hpp"
#include "base/text.hpp"
#include "cli/command.hpp"
#include "cli/write_file.hpp"
#include "plan/check.hpp"
#include "revision/body.hpp"
#include "revision/reader.hpp"

namespace barqdb::cli {
namespace {

using base::Error;
using base::ErrorKind;

adopt::ForeignChain load(const std::string& tool, const std::string& path, const Arguments& arguments,
                         base::Diagnostics& diagnostics) {
  using Load = adopt::ForeignChain (*)(const std::string&, base::Diagnostics&);
  static const std::map<std::string, Load> folders = {{"dbmate", adopt::load_dbmate},
                                                      {"flyway", adopt::load_flyway},
                                                      {"goose", adopt::load_goose},
                                                      {"golang-migrate", adopt::load_golang_migrate},
                                                      {"sqitch", adopt::load_sqitch}};
  if (tool == "alembic") return adopt::load_alembic(path, arguments.text("down"), diagnostics);
  if (arguments.given("down"))
    throw Error(ErrorKind::usage, "--down is for alembic: " + tool + " keeps the way back in the folder",
                "barqdb import " + tool + " " + path);
  return folders.at(tool)(path, diagnostics);
}

void refuse_existing(const std::string& folder) {
  std::error_code failed;
  for (const auto& entry : std::filesystem::directory_iterator(folder, failed)) {
    const std::string name = entry.path().filename().string();
    if (!entry.is_regular_file() || !revision::is_revision_file(name)) continue;
    throw Error(ErrorKind::refused, "folder " + folder + " has revisions already, such as " + name,
                "import into a folder of its own: --migrations DIR");
  }
}

// The new chain must be one that barqdb would read, before a byte of it is written.
void check_chain(const adopt::ConvertedChain& chain, const std::string& folder) {
  base::Diagnostics diagnostics;
  std::vector<model::Revision> revisions;
  std::vector<model::RevisionBody> bodies;
  const auto no_files = [](const std::string&, std::size_t, const base::Place&) { return std::string(); };
  for (const adopt::RevisionFile& file : chain.files) {
    revisions.push_back(revision::parse_revision(file.text, file.name, diagnostics));
    revisions.back().file = file.name;
    bodies.push_back(revision::read_body(file.text, file.name, folder + "/", no_files, diagnostics));
  }
  diagnostics.throw_if_any();
  const revision::Graph graph(revisions);
  std::vector<plan::PendingRevision> views;
  for (std::size_t i = 0; i < revisions.size(); ++i) views.push_back({&revisions[i], &bodies[i]});
  plan::check_revisions(views, {}, diagnostics);
  diagnostics.throw_if_any();
}

model::Report report_of(const adopt::ForeignChain& foreign, const adopt::ConvertedChain& chain,
                        const std::string& folder) {
  model::Report report;
  report.name = "import";
  report.notes = chain.notes;
  report.notes.push_back("a database that " + foreign.tool +
                         " has looked after is taken over with: barqdb stamp --from " + foreign.tool);
  const auto count = static_cast<std::int64_t>(chain.files.size());
  report.metrics = {{"revisions", count},
                    {"irreversible", count - static_cast<std::int64_t>(chain.reversible)},
                    {"concurrent_indexes", static_cast<std::int64_t>(chain.indexes)}};
  report.columns = {{"revision", "revision"}, {"file", "file"}, {"from", "from"}};
  for (std::size_t i = 0; i < chain.files.size(); ++i)
    report.rows.push_back({chain.files[i].id, folder + "/" + chain.files[i].name, foreign.migrations[i].file});
  return report;
}

int run_import(const Arguments& arguments, Context& context) {
  const std::string folder = context.migrations();
  refuse_existing(folder);
  base::Diagnostics diagnostics;
  const adopt::ForeignChain foreign = load(arguments.text("tool"), arguments.text("path"), arguments, diagnostics);
  if (foreign.migrations.empty() && diagnostics.empty()) {
    throw Error(ErrorKind::usage, arguments.text("path") + " has no migration of " + foreign.tool,
                "name the folder in which it keeps them");
  }
  const adopt::ConvertedChain chain = adopt::convert(foreign, diagnostics);
  diagnostics.throw_if_any();
  check_chain(chain, folder);
  make_folder(folder);
  for (const adopt::RevisionFile& file : chain.files) write_new_file(folder + "/" + file.name, file.text);
  context.write(report_of(foreign, chain, folder));
  return 0;
}

}  // namespace

Command import_command() {
  Command command;
  command.name = "import";
  command.group = "chain";
  command.summary = "make a chain of another tool's migrations";
  command.details =
      "Reads the migrations of another tool and writes them as revisions into the migrations folder, which must not "
      "have any. Versions become ids; what has no way back becomes irreversible; migrations that only build indexes "
      "concurrently become create_index steps. For alembic PATH is the output of `alembic upgrade base:head --sql`. "
      "Reads and "
      "writes files only; `barqdb stamp --from TOOL` then takes over a database.";
  command.examples = {"barqdb import dbmate db/migrations", "barqdb import sqitch . --migrations migrations",
                      "barqdb import flyway src/main/resources/db/migration",
                      "barqdb import alembic up.sql --down down.sql"};
  command.options = {{OptionKind::positional,
                      "TOOL",
                      "whose migrations they are",
                      "",
                      true,
                      {"alembic", "dbmate", "flyway", "golang-migrate", "goose", "sqitch"}},
                     {OptionKind::positional, "PATH", "its folder; for alembic the script", "", true},
                     {OptionKind::value, "--down FILE", "alembic: the output of `alembic downgrade head:base --sql`"}};
  command.formats = {"table", "json", "markdown"};
  command.run = run_import;
  return command;
}

}  // namespace barqdb::cli
