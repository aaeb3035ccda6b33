// The disk is full during a build.
#include <doctest/doctest.h>
#include <sys/mount.h>
#include <unistd.h>

#include <filesystem>

#include "base/process.hpp"
#include "support/blocker.hpp"

using namespace barqdb;
using namespace barqdb::test;

namespace {

// A small file system in memory; only root may mount one, and not in every container.
class SmallDisk {
 public:
  SmallDisk() : mounted_(::mount("tmpfs", folder_.path().c_str(), "tmpfs", 0, "size=2m") == 0) {
    if (!mounted_) return;
    std::filesystem::permissions(folder_.path(), std::filesystem::perms(0755));
    if (const auto user = base::unprivileged_user()) {
      std::filesystem::create_directory(space());
      mounted_ = ::chown(space().c_str(), user->uid, user->gid) == 0;
    }
  }
  ~SmallDisk() { ::umount2(folder_.path().c_str(), MNT_DETACH); }
  bool mounted() const { return mounted_; }
  std::string space() const { return folder_.path() + "/space"; }
  bool grow() const { return ::mount("tmpfs", folder_.path().c_str(), "tmpfs", MS_REMOUNT, "size=64m") == 0; }

 private:
  TemporaryFolder folder_;
  bool mounted_;
};

}  // namespace

TEST_CASE("disk full: exit 3, nothing invalid, and the same command finishes when there is space") {
  SmallDisk disk;
  if (!disk.mounted()) {
    MESSAGE("skipped: a small file system cannot be mounted here (it takes root)");
    return;
  }
  Cluster cluster({"log_statement = all", "log_line_prefix = '%p %d %a> '"});  // before the disk goes
  Project project(cluster);
  project.query("CREATE TABLESPACE small LOCATION '" + disk.space() + "'");
  project.query(
      "CREATE TABLE t (a int, b text); INSERT INTO t SELECT i, md5(i::text) || md5((-i)::text) FROM "
      "generate_series(1, 60000) AS i");
  project.write("001.yaml",
                "revision: \"001\"\ndown_revision: null\nsteps:\n"
                "  - create_index: {name: idx_t_b, table: t, columns: [b], tablespace: small}\n");
  const Outcome outcome = project.run({"upgrade", "head"});
  CHECK(outcome.exit_code == 3);
  CHECK_MESSAGE(has(outcome.err, "No space left on device"), outcome.err);
  CHECK(project.index("idx_t_b").empty());
  CHECK(project.text("SELECT count(*) FROM pg_index WHERE NOT indisvalid") == "0");
  REQUIRE(disk.grow());
  const Outcome again = project.run({"upgrade", "head"});
  CHECK_MESSAGE(again.exit_code == 0, again.err);
  CHECK(project.text("SELECT spcname FROM pg_class AS c JOIN pg_tablespace AS s ON s.oid = c.reltablespace WHERE "
                     "relname = 'idx_t_b'") == "small");
  check_finished(project, {"upgrade", "head"});
  project.query("DROP TABLE t");
  project.query("DROP TABLESPACE small");
}
