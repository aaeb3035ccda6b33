// What a statement of an application does, as far as its text shows: tables, what its values are compared with, locks.
// Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/name.hpp"

namespace barqdb::plan {

// What a value in a statement is for.
enum class ValueUse {
  equal,     // column = value
  list,      // column IN (…) with several, or = ANY (array)
  range,     // <, >, BETWEEN, also of whole rows
  limit,     // LIMIT and OFFSET
  assigned,  // UPDATE … SET column = value
  inserted,
  other,
};

struct StatementValue {
  std::size_t offset = 0;  // of its first byte in the statement
  ValueUse use = ValueUse::other;
  model::QualifiedName table;  // "" when it is not plain which one; resolved through aliases
  std::string column;          // that it is compared with or written to; "" when there is none
};

struct StatementFacts {
  bool parsed = false;
  std::string fingerprint;                   // libpg_query's, 16 hexadecimal digits; of the text when it does not parse
  std::string kind;                          // the parser's name of its node: SelectStmt, InsertStmt …
  bool several = false;                      // more than one statement in the text
  std::vector<model::QualifiedName> tables;  // that it reads or writes, each once, without WITH names
  model::QualifiedName target;               // of INSERT, UPDATE, DELETE, MERGE
  std::vector<StatementValue> values;        // in the order of the text
  std::vector<std::string> functions;        // called anywhere, lower case
  std::vector<std::string> from_functions;   // of them those whose rows are read: FROM f(…)
  std::vector<std::string> selected;         // of the result: names of columns; "*" for all of a table, "" for others
  std::vector<std::string> conflict_columns;  // of INSERT … ON CONFLICT (…)
  bool aggregates = false;                    // the result is count(*) or the like, without GROUP BY
  bool limited = false;
  bool ordered = false;
  bool locks_rows = false;      // FOR UPDATE or FOR SHARE
  bool skips_locked = false;    // SKIP LOCKED: a job queue
  bool locks_first = false;     // a query inside of a write locks the first rows of an order: a job queue, too
  bool inserts_select = false;  // INSERT or MERGE of what a query reads
  bool writes_inside = false;   // WITH x AS (INSERT … / UPDATE … / DELETE …)
};

// Never throws; `parsed` is false for grammar that the parser (PostgreSQL 15's) does not know, and for damaged text.
StatementFacts statement_facts(std::string_view sql);

}  // namespace barqdb::plan
