#include <doctest/doctest.h>

#include <algorithm>

#include "logs/nplusone_report.hpp"
#include "logs/workload_report.hpp"
#include "support/memory_log.hpp"

// What a report says of the log that it was made from.

using namespace barqdb;
using namespace barqdb::logs;

namespace {

// How many of the reasons have these words.
std::ptrdiff_t told(const ReadFacts& facts, const std::string& words) {
  model::Report report;
  add_read_facts(facts, report);
  return std::count_if(report.not_examined.begin(), report.not_examined.end(),
                       [&](const auto& entry) { return entry.reason.find(words) != std::string::npos; });
}

ReadFacts facts_of(const test::MemoryLog& log) {
  ReadFacts facts;
  facts.sessions = log.counts();
  facts.input.messages = 1;
  return facts;
}

}  // namespace

TEST_CASE("times of parse and bind beside a logged statement are no durations without one") {
  test::MemoryLog log;
  for (int i = 0; i < 5; ++i) {
    log.at(1).say("duration: 0.1 ms");
    log.at(1).say("duration: 0.2 ms");
    log.at(1).say("execute <unnamed>: SELECT 1");
    log.at(1).say("duration: 0.3 ms");
  }
  CHECK(told(facts_of(log), "no statement beside them") == 0);
  test::MemoryLog alone;
  alone.at(1).say("duration: 0.1 ms");
  CHECK(told(facts_of(alone), "no statement beside") == 1);
}

TEST_CASE("times in whole seconds are said to show no pauses") {
  test::MemoryLog log;
  log.run("SELECT 1");
  CHECK(told(facts_of(log), "whole seconds") == 0);
  log.at(1).whole_seconds().say("statement: SELECT 1");
  log.at(1).without_time().say("statement: SELECT 1");
  CHECK(told(facts_of(log), "whole seconds") == 1);
}

TEST_CASE("a log without a statement is said to have none") {
  const auto notes = [](const ReadFacts& facts) {
    model::Report report;
    add_read_facts(facts, report);
    return report.notes.size();
  };
  test::MemoryLog log;
  log.at(1).say("checkpoint starting: time");
  CHECK(notes(facts_of(log)) == 1);
  log.run("SELECT 1");
  CHECK(notes(facts_of(log)) == 0);
}

TEST_CASE("no quantile of all statements is above the longest") {
  Totals totals(1000);
  Shape shape;
  shape.id = 1;
  Execution execution;
  execution.shape = &shape;
  execution.milliseconds = 1000.001;
  totals.executed({}, execution);
  const model::Report report = make_workload_report(totals, {}, {}, {});
  for (const auto& [name, value] : report.metrics) {
    if (name == "p50_ms" || name == "p99_ms") CHECK(std::get<double>(value) <= 1000.001);
  }
}
