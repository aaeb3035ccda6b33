// Seeds: one session, one transaction, statement by statement.
#include "execute/seed.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>

#include "base/elapsed.hpp"
#include "base/interrupt.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"
#include "base/yaml.hpp"
#include "execute/session.hpp"
#include "execute/sql.hpp"
#include "plan/sql_text.hpp"

namespace barqdb::execute {
namespace {

namespace fs = std::filesystem;
using base::Error;
using base::ErrorKind;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kFileLimit = 256u << 20;

base::Place place_at(const SeedFile& file, std::size_t offset) {
  const std::size_t line_start = offset == 0 ? std::string::npos : file.text.rfind('\n', offset - 1);
  const std::size_t column = line_start == std::string::npos ? offset : offset - line_start - 1;
  return {file.path, plan::line_at(file.text, offset), static_cast<int>(column) + 1};
}

// BEGIN, COMMIT and ROLLBACK, but not savepoints.
bool ends_transaction(std::string_view statement) {
  const std::string start = base::lower(base::one_line(statement.substr(0, 80), 80));
  const std::string word = start.substr(0, start.find_first_not_of("abcdefghijklmnopqrstuvwxyz"));
  for (const char* other : {"begin", "start", "commit", "end", "abort"})
    if (word == other) return true;
  return (word == "rollback" && start.find(" to ") == std::string::npos) ||
         (word == "prepare" && start.find("transaction") != std::string::npos);
}

void check_statements(const SeedFile& file, base::Diagnostics& diagnostics) {
  for (const plan::Statement& statement : plan::split_statements(file.text)) {
    if (!ends_transaction(statement.text)) continue;
    diagnostics.add(
        "a seed runs in one transaction, which " + base::one_line(statement.text, 30) + " would begin or end",
        "remove the statement; SAVEPOINT is possible", place_at(file, statement.offset));
  }
}

void set_variables(db::Connection& connection, const std::vector<std::pair<std::string, std::string>>& variables) {
  for (const auto& [name, value] : variables)
    connection.query("SELECT pg_catalog.set_config('barqdb.' || $1, $2, false)", {name, value});
}

Error undone(Error error, const SeedFile& file, const plan::Statement& statement) {
  const auto character = static_cast<std::size_t>(std::max(error.position, 1)) - 1;
  error.place = place_at(file, statement.offset + base::offset_of_character(statement.text, character));
  error.message += error.kind == ErrorKind::interrupted ? "; the seed was rolled back, the database is as before"
                                                        : " (the seed was rolled back, the database is as before)";
  if (error.sqlstate == "42P01" && error.hint.empty()) error.hint = "apply the chain first: barqdb upgrade head";
  return error;
}

void run_file(db::Connection& connection, const SeedFile& file, SeedListener& listener) {
  const std::vector<plan::Statement> statements = plan::split_statements(file.text);
  for (std::size_t at = 0; at < statements.size(); ++at) {
    listener.statement_begins(at + 1, statements.size());
    try {
      base::throw_if_interrupted();
      connection.run(statements[at].text);
    } catch (Error& error) {
      throw undone(std::move(error), file, statements[at]);
    }
    for (const db::Notice& notice : connection.take_notices()) listener.note(notice.severity + ": " + notice.message);
  }
}

void analyze(db::Connection& connection) {
  try {
    connection.run("ANALYZE");
  } catch (Error& error) {
    error.message = "the rows are there, but ANALYZE did not end: " + error.message;
    throw;
  }
  connection.take_notices();  // about the catalogs that only a superuser may analyze
}

}  // namespace

std::vector<SeedFile> load_seed_files(const std::string& folder) {
  std::vector<SeedFile> files;
  std::error_code failed;
  for (const auto& entry : fs::directory_iterator(folder, failed))
    if (entry.path().extension() == ".sql")
      files.push_back({entry.path().string(), entry.path().filename().string(), {}});
  if (files.empty())
    throw Error(ErrorKind::usage, "no seed files in " + folder,
                "put SQL files there that fill the tables; they run in the order of their names");
  std::sort(files.begin(), files.end(), [](const SeedFile& a, const SeedFile& b) { return a.name < b.name; });
  base::Diagnostics diagnostics;
  for (SeedFile& file : files) {
    file.text = base::load_file(file.path, kFileLimit);
    check_statements(file, diagnostics);
  }
  diagnostics.throw_if_any();
  return files;
}

SeedResult run_seed(db::Connection& connection, const std::vector<SeedFile>& files,
                    const std::vector<std::pair<std::string, std::string>>& variables, SeedListener& listener) {
  const auto begin = Clock::now();
  prepare_session(connection);
  set_variables(connection, variables);
  SeedResult result;
  connection.query("BEGIN");
  try {
    for (std::size_t at = 0; at < files.size(); ++at) {
      const auto file_begin = Clock::now();
      listener.file_begins(files[at], at + 1, files.size());
      run_file(connection, files[at], listener);
      const std::int64_t rows = connection.query(sql::rows_written).integer(0, 0);
      listener.file_ends(files[at], rows - result.rows, base::since(file_begin));
      result.rows = rows;
    }
    connection.query("COMMIT");
  } catch (...) {
    if (connection.alive()) connection.query("ROLLBACK");
    throw;
  }
  analyze(connection);
  result.elapsed = base::since(begin);
  return result;
}

}  // namespace barqdb::execute
