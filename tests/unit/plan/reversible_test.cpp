#include "plan/reversible.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace barqdb;

namespace {

model::SqlStep sql_step(int line, bool irreversible) {
  model::SqlStep step;
  step.up = "DELETE FROM t";
  step.irreversible = irreversible;
  step.place = {"r1.yaml", line, 5};
  return step;
}

model::StepRecord attempt(int step, const char* outcome) {
  model::StepRecord record;
  record.revision = "r1";
  record.step = step;
  record.outcome = outcome;
  return record;
}

std::vector<base::Diagnostic> found(const std::vector<model::StepRecord>& attempts) {
  model::Revision revision;
  revision.id = "r1";
  model::RevisionBody body;
  body.steps.emplace_back(sql_step(5, true));
  body.steps.emplace_back(sql_step(6, false));
  base::Diagnostics diagnostics;
  plan::check_reversible(revision, body, attempts, diagnostics);
  return diagnostics.all();
}

}  // namespace

TEST_CASE("steps without a way back are named") {
  const auto all = found({});
  REQUIRE(all.size() == 2);
  CHECK(all[0].message.find("irreversible") != std::string::npos);
  CHECK(all[1].message.find("without `down`") != std::string::npos);
  CHECK(all[1].place.line == 6);
}

TEST_CASE("of an unfinished upgrade those that it reached") {
  CHECK(found({attempt(1, "failed")}).empty());  // its statement left nothing
  const auto first = found({attempt(1, "done"), attempt(2, "failed")});
  REQUIRE(first.size() == 1);
  CHECK(first[0].place.line == 5);
  CHECK(found({attempt(1, "done"), attempt(2, "started")}).size() == 2);  // it may have done its work
}
