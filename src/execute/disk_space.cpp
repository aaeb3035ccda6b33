// statvfs on the server's own folder.
#include "execute/disk_space.hpp"

#include <sys/stat.h>
#include <sys/statvfs.h>

#include <optional>
#include <string>

#include "base/error.hpp"
#include "base/units.hpp"
#include "execute/sql.hpp"
#include "plan/build_shape.hpp"

namespace barqdb::execute {
namespace {

constexpr std::int64_t worth_looking = std::int64_t{16} << 20;  // bytes of the table

std::int64_t expected_size(db::Connection& connection, const model::Operation& operation,
                           const plan::BuildShape& shape) {
  if (shape.method != "btree" || shape.partial) return 0;  // no rule of thumb holds for the others
  const db::Result size =
      connection.query(sql::index_estimate, {operation.table.quoted(), db::array_literal(shape.columns)});
  return size.rows() == 0 ? 0 : size.integer(0, 0);
}

struct Look {
  std::optional<std::int64_t> free;
  std::string folder;
  std::string why_not;
};

// The folder may be one of another machine or container that happens to have the name: its owner must be who we talk
// to.
Look look_at_disk(db::Connection& connection, const std::string& tablespace) {
  const std::optional<unsigned> server = connection.local_server_user();
  if (!server) return {std::nullopt, "", "the server is not on this machine"};
  const db::Result row = connection.query(sql::index_folder, {tablespace});
  if (row.rows() == 0 || row.null(0, 0))
    return {std::nullopt, "", "this role may not see data_directory (pg_read_all_settings)"};
  Look look{std::nullopt, std::string(row.text(0, 0)), ""};
  struct stat folder {};
  struct statvfs disk {};
  if (::stat(look.folder.c_str(), &folder) != 0 || ::statvfs(look.folder.c_str(), &disk) != 0)
    look.why_not = look.folder + " cannot be looked at from here";
  else if (folder.st_uid != *server)
    look.why_not = look.folder + " is not the server's own";
  else
    look.free = static_cast<std::int64_t>(disk.f_bavail) * static_cast<std::int64_t>(disk.f_frsize);
  return look;
}

}  // namespace

void check_disk_space(StatementRunner& runner, const model::Operation& operation) {
  if (operation.intent != model::Intent::create_index || !operation.sends()) return;
  const std::int64_t reserve = runner.online().min_free_space;
  if (reserve == 0 && operation.table_bytes < worth_looking) return;
  const std::optional<plan::BuildShape> shape = plan::build_shape(operation.sql);
  if (!shape) return;
  const Look look = look_at_disk(runner.connection(), shape->tablespace);
  if (!look.free) {
    runner.listener().detail("free disk space not checked for " + operation.object.text() + ": " + look.why_not);
    return;
  }
  const std::int64_t expected = expected_size(runner.connection(), operation, *shape);
  if (*look.free >= expected + reserve) return;
  throw base::Error(base::ErrorKind::refused,
                    operation.what() + " is expected to take " + base::format_size(expected) + ", and " + look.folder +
                        " has only " + base::format_size(*look.free) + " left" +
                        (reserve > 0 ? " (online.min_free_space: " + base::format_size(reserve) + ")" : ""),
                    "make room, or give the index a tablespace elsewhere, and type the same command again; nothing of "
                    "it was built");
}

}  // namespace barqdb::execute
