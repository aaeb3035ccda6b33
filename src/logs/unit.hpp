// A unit of work: what one request did in one session, shape by shape.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "logs/sessions.hpp"

namespace barqdb::logs {

// The executions of one shape inside a unit.
struct Use {
  const Shape* shape = nullptr;
  std::uint32_t count = 0;
  std::uint32_t lists = 0;  // of them: with a list of several values
  std::uint32_t first = 0;  // its place among the statements of the unit
  std::uint32_t last = 0;
  double milliseconds = 0;
  std::int64_t start = Record::no_time;
  std::int64_t end = Record::no_time;
  std::uint64_t context = 0;          // of the first
  bool contexts = false;              // it ran in several
  std::uint64_t varying = 0;          // bit n: slot n had more than one value
  std::vector<std::uint64_t> values;  // hashes of the first executions, at most most_values
  std::vector<std::uint64_t> first_slots;
  std::vector<ValueKind> kinds;
  std::uint64_t line = 0;
  std::uint32_t file = 0;

  static constexpr std::size_t most_values = 4096;

  std::size_t distinct() const;       // different values among `values`
  std::size_t most_frequent() const;  // executions with the value that came most often
  std::uint64_t set_hash() const;     // of the set of values, whatever their order
  std::uint64_t order_hash() const;   // of the values as they came
};

struct Unit {
  std::string application;
  std::string database;
  std::shared_ptr<const Tags> tags;
  std::uint32_t statements = 0;  // that read or write
  double milliseconds = 0;       // of all whose time is known
  std::uint32_t timed = 0;
  std::int64_t start = Record::no_time;
  std::int64_t end = Record::no_time;
  bool migration = false;  // DDL, or the table of a migration tool
  bool blurred = false;    // no transaction, and the log's times do not show pauses between requests
  bool pooled = false;     // put together from several sessions, by nearness in time alone

  void add(const Session& session, const Execution& execution);
  void add(const Unit& other);  // behind this one
  void clear();
  bool has(const Shape* shape) const;
  bool empty() const { return used_ == 0 && !migration; }
  std::span<const Use> uses() const { return {uses_.data(), used_}; }

 private:
  Use* use_of(const Shape* shape);  // nullptr when the unit has too many

  std::vector<Use> uses_;  // the first used_; the others keep their memory for the next unit
  std::size_t used_ = 0;
  std::size_t hint_ = 0;
};

}  // namespace barqdb::logs
