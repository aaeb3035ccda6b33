// The embedded server: a private cluster on a unix socket, made once, started when needed, left running.
#pragma once

#include <string>

namespace barqdb::db {

struct EmbeddedServer {
  std::string bin_dir;  // of the PostgreSQL programs
  std::string data_dir;
  std::string socket_dir;
  std::string log_file;
  int version = 0;      // major
  bool exists = false;  // the cluster was made
  bool running = false;
  int pid = 0;  // of the postmaster when running
};

// Where it is and whether it runs; starts nothing. Throws Error{usage} when no PostgreSQL programs are installed.
EmbeddedServer embedded_status();
// The same without the programs that would start it (bin_dir is that of a running one): for what needs none.
EmbeddedServer embedded_look();
// Makes the cluster and the database when they are missing, starts it when it is not running. Several barqdb at once
// are fine.
EmbeddedServer embedded_start(const std::string& database);
void embedded_stop();
// Stops it and deletes its data.
void embedded_destroy();
// For libpq: host=<socket dir> dbname=… user=…
std::string embedded_conninfo(const EmbeddedServer& server, const std::string& database);

}  // namespace barqdb::db
