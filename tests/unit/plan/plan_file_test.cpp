#include "plan/plan_file.hpp"

#include <doctest/doctest.h>

using namespace barqdb;
using plan::PlanFile;

namespace {

plan::FixedOperation build(const std::string& object, const std::string& decision = "run") {
  return {1, "create_index", object, "concurrent", decision, "", "CREATE INDEX " + object, {"COMMENT"}};
}

PlanFile approved() {
  PlanFile file;
  file.target = "head";
  file.database = "app";
  file.server_major = 15;
  file.applied = {{"0", "zero"}};
  file.facts = {{"table public.t", "hash"}};
  file.revisions = {{"1", "one", {{"indexes/a.yaml", "a"}}, {build("a"), build("b")}}, {"2", "two", {}, {build("c")}}};
  return file;
}

std::vector<std::string> differences(const PlanFile& now) {
  base::Diagnostics diagnostics;
  plan::check_same(approved(), now, diagnostics);
  std::vector<std::string> messages;
  for (const base::Diagnostic& one : diagnostics.all()) messages.push_back(one.message);
  return messages;
}

using Messages = std::vector<std::string>;

}  // namespace

TEST_CASE("a plan file read again is the same, and an edited one is refused") {
  const std::string text = plan::write_plan_file(approved());
  const PlanFile again = plan::read_plan_file(text, "plan.json");
  CHECK(plan::write_plan_file(again) == text);
  CHECK(again.revisions[0].operations == approved().revisions[0].operations);
  std::string edited = text;
  edited.replace(edited.find("CREATE INDEX c"), 14, "CREATE INDEX d");
  try {
    plan::read_plan_file(edited, "plan.json");
    FAIL("was accepted");
  } catch (const base::Error& error) {
    CHECK(error.kind == base::ErrorKind::refused);
  }
  for (const char* nonsense : {"", "[]", "{\"barqdb_plan\": 2}", "{\"report\": \"plan\"}"}) {
    CAPTURE(nonsense);
    CHECK_THROWS_AS(plan::read_plan_file(nonsense, "plan.json"), base::Error);
  }
}

TEST_CASE("nothing changed, nothing differs") { CHECK(differences(approved()).empty()); }

TEST_CASE("each fact that changed is named") {
  PlanFile now = approved();
  now.server_major = 16;
  now.applied["9"] = "nine";
  now.facts = {{"table public.t", "other"}, {"index public.c", "new"}};
  now.revisions[0].checksum = "edited";
  now.revisions[0].files[0].checksum = "edited";
  now.revisions[1].operations[0].strategy = "transaction";
  CHECK(differences(now) ==
        Messages{"the plan was made for PostgreSQL 15, this is 16", "revision 9 was applied since the plan was made",
                 "the definition of table public.t changed", "index public.c exists by now",
                 "revision 1: its file was edited", "revision 1: its file indexes/a.yaml was edited",
                 "revision 2: create index c: the plan says concurrent, now it would be "
                 "transaction"});
  now = approved();
  now.database = "other";
  CHECK(differences(now) == Messages{"the plan was made for database app, this is other"});
  now = approved();
  now.applied.clear();
  now.facts.clear();
  CHECK(differences(now) == Messages{"revision 0 is not applied any more", "table public.t does not exist any more"});
}

TEST_CASE("operations more, fewer, or in another order differ") {
  PlanFile now = approved();
  now.revisions[0].operations.pop_back();
  CHECK(differences(now) == Messages{"revision 1: create index b is in the plan and would not be done now"});
  now = approved();
  std::swap(now.revisions[0].operations[0], now.revisions[0].operations[1]);
  CHECK(differences(now) == Messages{"revision 1: the order of its operations differs"});
  now = approved();
  now.revisions[1].operations.push_back(build("x"));
  CHECK(differences(now) == Messages{"revision 2: create index x is not in the plan"});
}

TEST_CASE("what the plan itself finished is no difference; what is left must have been planned") {
  PlanFile now = approved();
  now.applied["1"] = "one";
  now.revisions.erase(now.revisions.begin());
  now.facts = {{"table public.t", "changed by revision 1"}};
  CHECK(plan::remaining(approved(), now.applied) == Messages{"2"});
  CHECK(differences(now).empty());

  now = approved();
  now.open = {"up 1 1 create_index a failed"};
  now.facts.clear();
  now.revisions[0].operations = {build("a", "rebuild"), build("b")};
  now.revisions[0].operations[0].before = "DROP INDEX CONCURRENTLY a";
  CHECK(differences(now).empty());
  now.revisions[0].operations.push_back(build("x"));
  CHECK(differences(now) == Messages{"revision 1: create index x is not in the plan"});
  now = approved();
  now.open = {"down 0 1 drop_index z failed"};
  CHECK(differences(now) == Messages{"an attempt was begun since the plan was made: down 0 1 drop_index z failed"});
}

TEST_CASE("of a downgrade, revisions that are not applied any more are done") {
  PlanFile file = approved();
  file.direction = model::Direction::down;
  file.applied = {{"1", "one"}, {"2", "two"}};
  CHECK(plan::remaining(file, {{"1", "one"}}) == Messages{"1"});
  CHECK(plan::remaining(file, {{"1", "one"}, {"2", "two"}}) == Messages{"1", "2"});
}
