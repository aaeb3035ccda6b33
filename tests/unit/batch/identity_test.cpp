#include "batch/identity.hpp"

#include <doctest/doctest.h>

#include "batch/rival.hpp"

using namespace barqdb;
using batch::common_work;
using batch::identity_of;
using batch::Kind;

namespace {

batch::Work update(const std::string& set, const std::string& where = "") {
  batch::Work work;
  work.spec.kind = Kind::update;
  work.spec.set = set;
  work.spec.where = where;
  work.target.table = {"public", "t"};
  work.assigned = {"x"};
  work.hash = "now";
  return work;
}

batch::Job unfinished(const char* kind, std::vector<std::string> arguments) {
  batch::Job job;
  job.kind = kind;
  job.hash = "then";
  job.arguments = std::move(arguments);
  return job;
}

}  // namespace

TEST_CASE("what is done to which rows makes a batch, not how") {
  batch::Work other = update("X=x+1", "y>0 -- some");
  CHECK(identity_of(other) == identity_of(update("x = x + 1", "y > 0")));
  other.spec.key = "t_pkey";
  other.spec.backup = {"", "t_old"};
  other.spec.table = {"", "t"};
  other.spec.max_rows = 7;
  other.spec.name = "mine";
  CHECK(identity_of(other) == identity_of(update("x = x + 1", "y > 0")));
  CHECK(identity_of(update("x = x + 1")) != identity_of(other));
  CHECK(identity_of(update("x = x + 1", "y > 1")) != identity_of(other));
  other.target.table.schema = "archive";
  CHECK(identity_of(update("x = x + 1", "y > 0")) != identity_of(other));
}

TEST_CASE("a file is the same by every path to it") {
  CHECK(batch::whole_path("./a/../b.csv") == batch::whole_path("b.csv"));
  CHECK(batch::whole_path("-") == "-");
}

TEST_CASE("updates have common work when they set the same column; deletes never") {
  batch::Job begun = unfinished("update", {});
  begun.assigned = {"y", "x"};
  CHECK(common_work(begun, update("x = 1")) == "sets x, too");
  begun.assigned = {"y"};
  CHECK(common_work(begun, update("x = 1")) == "");
  begun.hash = "now";
  CHECK(common_work(begun, update("x = 1")) == "does the same");
  batch::Work remove = update("");
  remove.spec.kind = Kind::remove;
  CHECK(common_work(unfinished("delete", {}), remove) == "");
}

TEST_CASE("copies have common work when they fill the same table, statements and loads when they read the same file") {
  batch::Work copy = update("");
  copy.spec.kind = Kind::copy;
  copy.into.table = {"public", "u"};
  CHECK(common_work(unfinished("copy", {"batch", "copy", "--from", "t", "--to", "u"}), copy) ==
        "copies into public.u, too");
  CHECK(common_work(unfinished("copy", {"batch", "copy", "--from", "t", "--to", "other.u"}), copy) == "");
  batch::Work run = update("");
  run.spec.kind = Kind::run;
  run.spec.input.file = "dir/../s.sql";
  CHECK(common_work(unfinished("run", {"batch", "run", "s.sql", "--table", "t"}), run) != "");
  CHECK(common_work(unfinished("run", {"batch", "run", "s2.sql", "--table", "t"}), run) == "");
  run.spec.kind = Kind::insert;
  run.spec.input.file = "-";
  CHECK(common_work(unfinished("insert", {"batch", "insert", "-", "--table", "t"}), run) == "");
}
