// What may stand next on a half-typed command line. Pure, but for what `names` reads.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cli/command.hpp"

namespace barqdb::cli {

struct Candidate {
  std::string word;
  std::string explanation;
};

struct Completion {
  std::vector<Candidate> candidates;
  bool files = false;    // the shell's own completion of files is wanted
  bool folders = false;  // or of folders
};

// What only the project's files tell; called when they are needed.
struct CompletionNames {
  std::function<std::vector<Candidate>()> revisions;  // ids and labels
  std::function<std::vector<Candidate>()> profiles;
};

// `words` are those behind the program's name; the last one is being typed and may be empty.
Completion complete(const std::vector<std::string>& words, const std::vector<Command>& table,
                    const CompletionNames& names);

}  // namespace barqdb::cli
