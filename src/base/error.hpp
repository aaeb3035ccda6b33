// The one exception of the program. Foreign exceptions become an Error at the border (db, yaml, cli).
#pragma once

#include <exception>
#include <string>
#include <vector>

#include "base/place.hpp"

namespace barqdb::base {

// What ended the operation; each kind has one exit code (docs/exit-codes.md).
enum class ErrorKind {
  usage,        // 2: command line, configuration, revision files
  server,       // 3: the server or a statement failed
  refused,      // 4: irreversible, edited after being applied, drift, unsafe
  busy,         // 5: another runner, lock or wait budget spent: try again later
  data,         // 6: the rows forbid it
  interrupted,  // 130: Ctrl-C
};

int exit_code(ErrorKind kind);

// One complaint: what is wrong, what to type or change, and where it stands.
struct Diagnostic {
  std::string message;
  std::string hint;
  Place place;
};

struct Error : std::exception {
  ErrorKind kind = ErrorKind::usage;
  std::string message;      // what happened and what is already done
  std::string hint;         // what to type next; may be empty
  Place place;              // where in the user's files; may be unknown
  std::string sqlstate;     // five characters when the server raised it
  std::string detail;       // the server's DETAIL
  std::string context;      // the server's CONTEXT of a COPY: which of its lines
  std::string statement;    // the SQL that failed, without parameters' values
  int position = 0;         // of the error in the statement, in characters from 1; 0 when unknown
  int statements_done = 0;  // of several statements sent as one text: how many ended well before the one that failed
  std::vector<Diagnostic> others;  // further complaints of the same run, in the order of the files

  Error(ErrorKind kind, std::string message, std::string hint = {}, Place place = {});
  const char* what() const noexcept override { return message.c_str(); }
};

// Collects complaints so that a run reports all of them at once, not the first only.
class Diagnostics {
 public:
  void add(std::string message, std::string hint = {}, Place place = {});
  void add(const Error& error);  // takes the error's own complaint and its others
  bool empty() const { return all_.empty(); }
  const std::vector<Diagnostic>& all() const { return all_; }
  // Throws one Error that carries every complaint, sorted by file and line; does nothing when there is none.
  void throw_if_any(ErrorKind kind = ErrorKind::usage) const;

 private:
  std::vector<Diagnostic> all_;
};

}  // namespace barqdb::base
