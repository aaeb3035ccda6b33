// Fills a database from the SQL files of migrations/seeds: all of them or nothing.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/units.hpp"
#include "db/connection.hpp"

namespace barqdb::execute {

struct SeedFile {
  std::string path;
  std::string name;  // inside the folder
  std::string text;
};

// The *.sql files of a folder by name. Throws Error{usage} when there is none, and for statements that would end the
// one transaction in which all of them run.
std::vector<SeedFile> load_seed_files(const std::string& folder);

// What a seed tells while it works.
class SeedListener {
 public:
  virtual ~SeedListener() = default;
  virtual void file_begins(const SeedFile& file, std::size_t number, std::size_t count) = 0;
  virtual void statement_begins(std::size_t number, std::size_t count) = 0;
  virtual void file_ends(const SeedFile& file, std::int64_t rows, base::Milliseconds elapsed) = 0;
  virtual void note(const std::string& text) = 0;  // a notice of the server
};

struct SeedResult {
  std::int64_t rows = 0;
  base::Milliseconds elapsed{0};
};

// Variables are names and values of the settings barqdb.<name> that the files read with current_setting(). On any
// error, Ctrl-C among them, everything is rolled back. Afterwards the database is analyzed.
SeedResult run_seed(db::Connection& connection, const std::vector<SeedFile>& files,
                    const std::vector<std::pair<std::string, std::string>>& variables, SeedListener& listener);

}  // namespace barqdb::execute
