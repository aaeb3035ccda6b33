// Programs and folders of tests.
#include "support/program.hpp"

#include <stdlib.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string_view>

#include "base/process.hpp"

extern char** environ;  // NOLINT: POSIX wants it declared

namespace barqdb::test {
namespace {

base::Command make_command(const std::vector<std::string>& words, const ProgramOptions& options) {
  base::Command command;
  command.words = words;
  command.folder = options.folder;
  command.input = options.input;
  for (const auto& [name, value] : options.environment) command.environment[name] = value;
  return command;
}

Outcome run(const base::Command& command) {
  const base::Outcome outcome = base::run_process(command);
  return {outcome.exit_code, outcome.out, outcome.err};
}

}  // namespace

Outcome run_program(const std::vector<std::string>& words, const ProgramOptions& options) {
  return run(make_command(words, options));
}

Outcome barqdb(const std::vector<std::string>& arguments, const ProgramOptions& options) {
  std::vector<std::string> words{BARQDB_BINARY};
  words.insert(words.end(), arguments.begin(), arguments.end());
  base::Command command = make_command(words, options);
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string_view text = *variable;
    const std::string name(text.substr(0, text.find('=')));
    if (name.starts_with("BARQDB_") || name.starts_with("PG")) command.environment.try_emplace(name, std::nullopt);
  }
  return run(command);
}

TemporaryFolder::TemporaryFolder() {
  std::string path = "/tmp/barqdb-test-XXXXXX";
  if (::mkdtemp(path.data()) == nullptr) throw std::runtime_error("cannot make " + path);
  path_ = path;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::string TemporaryFolder::write(const std::string& name, const std::string& bytes) const {
  const std::filesystem::path path = std::filesystem::path(path_) / name;
  std::filesystem::create_directories(path.parent_path());
  std::ofstream file(path, std::ios::binary);
  file << bytes;
  if (!file.flush()) throw std::runtime_error("cannot write " + path.string());
  return path.string();
}

}  // namespace barqdb::test
