// A server on this machine as its data folder and /proc tell: which process it is, and whether it is ready. No fork.
#pragma once

#include <sys/types.h>

#include <string>

namespace barqdb::db {

struct Postmaster {
  pid_t pid = 0;       // 0: no server runs on this data folder
  bool ready = false;  // accepts connections
  bool stale = false;  // postmaster.pid is empty, or names a living process that is no server of this folder
};

Postmaster read_postmaster(const std::string& data_dir);
// Server processes that outlived their postmaster and may still write to the data.
bool has_orphans(const std::string& data_dir);
std::string program_of(pid_t pid);                    // the path of its executable; "" when unknown
int read_major_version(const std::string& data_dir);  // of PG_VERSION; 0 when there is no cluster
// Waits until the process is gone; false when the time is over.
bool wait_for_end(pid_t pid, int milliseconds);

}  // namespace barqdb::db
