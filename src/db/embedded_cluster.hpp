// Makes the embedded cluster: initdb and settings for a server of development.
#pragma once

#include <optional>

#include "base/process.hpp"
#include "db/embedded_folders.hpp"
#include "db/postgres_programs.hpp"

namespace barqdb::db {

// Made under another name and renamed, so that a run that was cut off leaves nothing half made. Call under the lock.
void make_cluster(const EmbeddedFolders& folders, const PostgresPrograms& programs,
                  const std::optional<base::SystemUser>& user);

}  // namespace barqdb::db
