// Where PostgreSQL's own programs (initdb, postgres) are installed.
#pragma once

#include <string>

namespace barqdb::db {

struct PostgresPrograms {
  std::string bin_dir;
  int major = 0;
};

// BARQDB_PG_BIN, else /usr/lib/postgresql/<major>/bin with the highest major from 13 to 18, else PATH. With `major`
// only programs of that version. Throws Error{usage} that says what to install.
PostgresPrograms find_postgres_programs(int major = 0);

}  // namespace barqdb::db
