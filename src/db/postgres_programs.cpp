// The search for PostgreSQL's programs.
#include "db/postgres_programs.hpp"

#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <optional>

#include "base/error.hpp"
#include "base/process.hpp"
#include "base/text.hpp"

namespace barqdb::db {
namespace {

constexpr int kOldest = 13;
constexpr int kNewest = 18;

bool has_programs(const std::string& folder) {
  return ::access((folder + "/postgres").c_str(), X_OK) == 0 && ::access((folder + "/initdb").c_str(), X_OK) == 0;
}

// "postgres (PostgreSQL) 15.20 (Debian …)" → 15; 0 when it says something else.
int parse_major(std::string_view version) {
  const std::size_t digits = version.find_first_of("0123456789");
  if (digits == std::string_view::npos) return 0;
  int major = 0;
  std::from_chars(version.data() + digits, version.data() + version.size(), major);
  return major;
}

std::optional<PostgresPrograms> programs_in(const std::string& folder) {
  if (!has_programs(folder)) return std::nullopt;
  base::Command command;
  command.words = {folder + "/postgres", "--version"};
  return PostgresPrograms{folder, parse_major(base::run_process(command).out)};
}

// `postgres` on the PATH may be a link into the real folder, where initdb is.
std::optional<PostgresPrograms> programs_on_path() {
  const char* path = std::getenv("PATH");
  for (const std::string_view folder : base::split(path == nullptr ? "" : path, ':')) {
    std::error_code failed;
    const auto program = std::filesystem::canonical(std::string(folder) + "/postgres", failed);
    if (failed) continue;
    if (auto found = programs_in(program.parent_path().string())) return found;
  }
  return std::nullopt;
}

[[noreturn]] void throw_missing(int major) {
  const std::string version = major == 0 ? "" : " " + std::to_string(major);
  throw base::Error(base::ErrorKind::usage, "no PostgreSQL" + version + " programs (initdb, postgres) were found",
                    "install them (apt install postgresql" + (major == 0 ? "" : "-" + std::to_string(major)) +
                        "), set BARQDB_PG_BIN to their folder, or name a running server with --database-url");
}

}  // namespace

PostgresPrograms find_postgres_programs(int major) {
  if (const char* folder = std::getenv("BARQDB_PG_BIN"); folder != nullptr && *folder != '\0') {
    const auto found = programs_in(folder);
    if (!found)
      throw base::Error(base::ErrorKind::usage, std::string("BARQDB_PG_BIN: no initdb and postgres in ") + folder,
                        "set it to the bin folder of a PostgreSQL installation, or unset it");
    if (major == 0 || found->major == major) return *found;
    throw base::Error(base::ErrorKind::usage,
                      std::string("BARQDB_PG_BIN: ") + folder + " is PostgreSQL " + std::to_string(found->major) +
                          ", but the data was made by " + std::to_string(major),
                      "point BARQDB_PG_BIN at PostgreSQL " + std::to_string(major) +
                          ", or delete the data with: barqdb server destroy");
  }
  for (int version = kNewest; version >= kOldest; --version) {
    const std::string folder = "/usr/lib/postgresql/" + std::to_string(version) + "/bin";
    if ((major == 0 || major == version) && has_programs(folder)) return {folder, version};
  }
  const auto found = programs_on_path();
  if (!found || (major != 0 && found->major != major)) throw_missing(major);
  return *found;
}

}  // namespace barqdb::db
