#include "batch/decide.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"

using namespace barqdb;
using batch::Decision;
using batch::Job;
using batch::State;

namespace {

Job job(State state, const std::string& hash = "h") {
  Job one;
  one.id = 1;
  one.name = "n";
  one.hash = hash;
  one.state = state;
  return one;
}

batch::Work work(bool again = false) {
  batch::Work one;
  one.hash = "h";
  one.spec.again = again;
  return one;
}

}  // namespace

TEST_CASE("the same command begins, goes on, or has nothing to do") {
  CHECK(batch::decide(std::nullopt, work()) == Decision::start);
  for (const State state : {State::running, State::paused, State::failed}) {
    CHECK(batch::decide(job(state), work()) == Decision::resume);
    CHECK(batch::decide(job(state), work(true)) == Decision::resume);  // --again begins nothing anew in the middle
  }
  CHECK(batch::decide(job(State::done), work()) == Decision::already_done);
  CHECK(batch::decide(job(State::done), work(true)) == Decision::start);
  CHECK(batch::decide(job(State::cancelled), work(true)) == Decision::start);
}

TEST_CASE("a cancelled batch, and a name of another statement, are refused") {
  CHECK_THROWS_AS(batch::decide(job(State::cancelled), work()), base::Error);
  CHECK_THROWS_AS(batch::decide(job(State::running, "other"), work()), base::Error);
  CHECK_THROWS_AS(batch::decide(job(State::running, "other"), work(true)), base::Error);
  CHECK(batch::decide(job(State::done, "other"), work(true)) == Decision::start);
}

TEST_CASE("another text of a backfill that was begun is refused in the words of a revision") {
  Job begun = job(State::paused, "other");
  begun.name = "revision 001, step 2";
  CHECK_THROWS_WITH(batch::decide(begun, work()), "the backfill was begun with another table, set or where");
}

TEST_CASE("an unfinished batch goes on with the backup table that it was begun with, or not") {
  Job begun = job(State::failed);
  begun.backup = "\"public\".\"Old t\"";
  batch::Work same = work();
  CHECK_THROWS_WITH(batch::decide(begun, same),
                    "the batch n was begun with --backup-table public.Old t, this command is without --backup-table");
  same.spec.backup = {"", "Old t"};
  CHECK(batch::decide(begun, same) == Decision::resume);
  same.spec.backup.schema = "other";
  CHECK_THROWS_AS(batch::decide(begun, same), base::Error);
  CHECK_THROWS_AS(batch::decide(job(State::paused), same), base::Error);
  begun.state = State::done;
  CHECK(batch::decide(begun, same) == Decision::already_done);
}

TEST_CASE("the name of a batch as a word of a command line") {
  CHECK(batch::shell_word("update-t_1.2") == "update-t_1.2");
  CHECK(batch::shell_word("revision 001, step 2") == "'revision 001, step 2'");
  CHECK(batch::shell_word("it's") == "'it'\\''s'");
  CHECK(batch::shell_word("") == "''");
}
