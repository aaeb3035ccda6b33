// initdb, and the settings that a server of development wants.
#include "db/embedded_cluster.hpp"

#include <unistd.h>

#include <filesystem>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"

namespace barqdb::db {
namespace {

namespace fs = std::filesystem;

// Modest memory; room for revisions that touch hundreds of relations in one transaction.
constexpr const char* kSettings = R"(
# Settings of barqdb's embedded server. Edit freely; they are written once.
shared_buffers = 128MB
max_connections = 100
max_locks_per_transaction = 256
maintenance_work_mem = 128MB
track_io_timing = on
log_line_prefix = '%m [%p] %q%u@%d %a: '
)";

// Contributed modules are a package of their own in places.
bool has_pg_stat_statements(const PostgresPrograms& programs) {
  const fs::path prefix = fs::path(programs.bin_dir).parent_path();
  for (const char* folder : {"lib", "lib/postgresql", "lib64", "lib64/postgresql", "lib64/pgsql"})
    if (fs::exists(prefix / folder / "pg_stat_statements.so")) return true;
  return false;
}

// By the server's user, like all that is written into its folder: root could be led elsewhere by a link.
void write_settings(const std::string& data, const PostgresPrograms& programs,
                    const std::optional<base::SystemUser>& user) {
  base::Command append;
  append.words = {"tee", "-a", data + "/postgresql.conf"};
  append.user = user;
  append.folder = "/";
  append.own_session = true;
  append.input = kSettings;
  if (has_pg_stat_statements(programs)) append.input += "shared_preload_libraries = 'pg_stat_statements'\n";
  const base::Outcome outcome = base::run_process(append);
  if (outcome.exit_code == 0) return;
  throw base::Error(base::ErrorKind::usage,
                    "cannot write " + data + "/postgresql.conf: " + std::string(base::trim(outcome.err)),
                    "is the disk full?");
}

// Of runs that were killed. The initdb of one may still be writing into its folder: then some of it stays, initdb fails
// and removes the rest; a name of our own keeps out of its way.
void remove_leftovers(const EmbeddedFolders& folders) {
  const fs::path data(folders.data);
  const std::string prefix = data.filename().string() + ".new";
  std::error_code ignored;
  std::vector<fs::path> found;
  for (const auto& entry : fs::directory_iterator(data.parent_path(), ignored)) {
    if (entry.path().filename().string().starts_with(prefix)) found.push_back(entry.path());
  }
  for (const fs::path& path : found) fs::remove_all(path, ignored);
}

}  // namespace

void make_cluster(const EmbeddedFolders& folders, const PostgresPrograms& programs,
                  const std::optional<base::SystemUser>& user) {
  remove_leftovers(folders);
  const std::string unfinished = folders.data + ".new" + std::to_string(::getpid());
  base::Command initdb;
  initdb.words = {
      programs.bin_dir + "/initdb", "--pgdata=" + unfinished, "--username=postgres", "--auth-local=trust",
      "--auth-host=reject", "--encoding=UTF8", "--locale=C.UTF-8", "--data-checksums",
      // Minutes old, it holds nothing that a power cut could take; syncing costs seconds at the first start.
      "--no-sync"};
  initdb.user = user;
  initdb.folder = "/";
  initdb.own_session = true;  // Ctrl-C is for us to handle
  const base::Outcome outcome = base::run_process(initdb);
  if (outcome.exit_code != 0)
    throw base::Error(
        base::ErrorKind::server,
        "the embedded server could not be made in " + folders.home + ": " + std::string(base::trim(outcome.err)),
        "check the space on the disk and who owns " + folders.home);
  write_settings(unfinished, programs, user);
  fs::rename(unfinished, folders.data);
}

}  // namespace barqdb::db
