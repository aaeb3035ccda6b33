// Runs the real barqdb (or any program) the way a person does, and keeps what it printed.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace barqdb::test {

struct Outcome {
  int exit_code = -1;  // 128 + signal when killed
  std::string out;
  std::string err;
};

struct ProgramOptions {
  std::string folder;                              // working directory; "" is the current one
  std::map<std::string, std::string> environment;  // added to the process's own
  std::string input;                               // standard input
};

Outcome run_program(const std::vector<std::string>& command, const ProgramOptions& options = {});
// barqdb with the given arguments; BARQDB_* and PG* variables of the caller are removed first.
Outcome barqdb(const std::vector<std::string>& arguments, const ProgramOptions& options = {});

// A folder that is deleted at the end.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  std::string path() const { return path_; }
  // Writes a file inside it, with the folders on the way; returns its full path.
  std::string write(const std::string& name, const std::string& bytes) const;

 private:
  std::string path_;
};

}  // namespace barqdb::test
