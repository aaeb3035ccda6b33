// Migrations of another tool, as values: what is left when its file format is taken away.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"

namespace barqdb::adopt {

struct ForeignSql {
  std::string text;
  base::Place place;        // of its first line
  bool transaction = true;  // false: the tool was told to run it outside of one
};

struct ForeignMigration {
  std::string id;  // its version there, which becomes the revision's id
  std::string title;
  std::string file;  // that it came from, for people
  ForeignSql up;
  std::optional<ForeignSql> down;
  std::optional<std::vector<std::string>> parents;  // nothing: the migration before it
  std::vector<std::string> labels;
};

struct ForeignChain {
  std::string tool;                          // as it writes its own name: "golang-migrate"
  std::vector<ForeignMigration> migrations;  // in the order in which it runs them
  std::vector<std::string> notes;            // what could not be carried over and does no harm
};

// Each reads what its tool keeps on disk; complaints go to `diagnostics`, with places. Throws Error{usage} when the
// path cannot be read or holds none of its migrations.
ForeignChain load_dbmate(const std::string& folder, base::Diagnostics& diagnostics);
ForeignChain load_goose(const std::string& folder, base::Diagnostics& diagnostics);
ForeignChain load_golang_migrate(const std::string& folder, base::Diagnostics& diagnostics);
// Repeatable migrations, which stand behind all others, have their file's name for an id.
ForeignChain load_flyway(const std::string& folder, base::Diagnostics& diagnostics);
ForeignChain load_sqitch(const std::string& folder, base::Diagnostics& diagnostics);
// Output of `alembic upgrade base:head --sql`, and, unless it is "", that of `alembic downgrade head:base --sql`.
ForeignChain load_alembic(const std::string& up_file, const std::string& down_file, base::Diagnostics& diagnostics);

}  // namespace barqdb::adopt
