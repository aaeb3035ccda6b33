// Other programs: run to their end with their output kept, or started and left alone.
#pragma once

#include <sys/types.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace barqdb::base {

struct SystemUser {
  std::string name;
  uid_t uid = 0;
  gid_t gid = 0;
};

// Whom to run a PostgreSQL server as: nobody else when we are not root; else `postgres`, or `nobody` where it does not
// exist.
std::optional<SystemUser> unprivileged_user();

struct Command {
  std::vector<std::string> words;  // the program (looked up in PATH when it has no slash) and its arguments
  std::string folder;              // working directory; "" keeps ours
  std::map<std::string, std::optional<std::string>> environment;  // added to ours; nothing removes a variable
  std::string input;
  std::optional<SystemUser> user;  // to become; only root may ask for it
  std::string output_file;   // appended to by both streams; "" keeps them for the Outcome (run) or drops them (start).
                             // Opened as who we are, so never through a link, which another user may have put there
  bool own_session = false;  // Ctrl-C of our terminal does not reach it
  int signal_when_we_die = 0;  // sent to it when the thread that started it ends
};

struct Outcome {
  int exit_code = -1;  // 128 + signal when it was killed; 127 when it could not be started
  std::string out;
  std::string err;
};

Outcome run_process(const Command& command);
// Its pid; it inherits no descriptor of ours. The caller reaps it, or ends first.
pid_t start_process(const Command& command);

}  // namespace barqdb::base
