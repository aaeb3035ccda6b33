// Statements that differ in their values only are one shape; what is known of each, and the cache that finds it.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "logs/normalize.hpp"
#include "plan/statement_facts.hpp"

namespace barqdb::logs {

// What a statement means for the unit of work that it stands in.
enum class Role : std::uint8_t {
  read,
  write,
  begin,
  commit,   // also ROLLBACK: the transaction ends
  reset,    // DISCARD, RESET ALL: a pooler hands the session to another client
  control,  // SAVEPOINT, SET, SHOW …
  prepare,
  execute,
  cursor,  // DECLARE: reads later, by FETCH
  schema,  // DDL
  other,   // COPY, FETCH, EXPLAIN, VACUUM …
};

struct Shape {
  std::uint32_t id = 0;
  Role role = Role::other;
  bool many_rows = false;      // VALUES with more than one row
  bool system = false;         // reads no table, or the server's catalogs only
  bool sets_context = false;   // SELECT set_config(…): what follows may mean something else
  bool own_function = false;   // reads the rows of a function of the application: FROM recent_orders()
  bool migration = false;      // touches the table of a migration tool
  bool volatile_read = false;  // calls nextval, now or the like: the answer is another each time
  std::string query;           // values as $1, $2 …; at most longest_query bytes
  plan::StatementFacts facts;
  std::vector<plan::ValueUse> uses;               // one a slot
  std::vector<std::string> columns;               // one a slot; "" when it is compared with none
  std::vector<model::QualifiedName> slot_tables;  // one a slot: where the column belongs, as far as the text tells

  static constexpr std::size_t longest_query = 4000;
};

class Shapes {
 public:
  // The shape of `sql`, which `form` was read from. The pointer stays valid; when there are more shapes than memory is
  // meant for, all further ones are the one shape `rest()`.
  const Shape* find(const Normalized& form, std::string_view sql);
  const Shape* rest() const { return &rest_; }
  std::size_t size() const { return all_.size(); }
  std::uint64_t not_parsed() const { return not_parsed_; }  // shapes that the parser refused
  const std::deque<Shape>& all() const { return all_; }

 private:
  const Shape* add(const Normalized& form, std::string_view sql);

  std::unordered_map<std::uint64_t, const Shape*> by_key_;
  std::unordered_map<std::uint64_t, const Shape*> by_fingerprint_;
  std::deque<Shape> all_;
  Shape rest_;
  std::uint64_t not_parsed_ = 0;
};

// The form as a person reads it: values as $1, $2 …, a list as $1, ...
std::string readable(const Normalized& form);

}  // namespace barqdb::logs
