// A plan as data: what is shown is what is run.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/place.hpp"
#include "model/backfill.hpp"
#include "model/estimate.hpp"
#include "model/name.hpp"

namespace barqdb::model {

enum class Direction { up, down };

enum class Intent {
  sql,
  create_index,
  drop_index,
  attach_index,
  replace_index,
  add_constraint,
  validate_constraint,
  drop_constraint,
  set_not_null,
  drop_not_null,
  analyze,
  backfill
};

enum class Strategy {
  transaction,  // inside a transaction, with its neighbours of the same strategy
  plain,        // a plain build in a transaction of its own, so that several go side by side: blocks writers
  concurrent,   // CREATE or DROP INDEX CONCURRENTLY: outside a transaction, timeouts off
  alone,        // outside a transaction: ANALYZE, SQL that asks for it
};

enum class Decision {
  run,      // send the SQL
  adopt,    // the catalog already is as wanted: record it
  rebuild,  // an invalid leftover of ours: drop it concurrently, then send the SQL
  done,     // the ledger says that this step was finished by an earlier attempt
};

struct Operation {
  int step = 0;      // of the revision, from 1
  int position = 0;  // of the operation in the plan, from 1
  Intent intent = Intent::sql;
  Strategy strategy = Strategy::transaction;
  Decision decision = Decision::run;
  QualifiedName object;  // the index; schema and table.constraint or table.column; empty for sql
  QualifiedName table;
  std::string sql;                 // sent as it stands; "" when nothing is sent
  std::vector<std::string> after;  // short statements that complete it: comment, statistics targets; of a done one what
                                   // its SQL had set for the session
  std::string before;              // of a rebuild: removes the leftover
  std::string hash;                // SHA-256 of what is wanted, to recognize the step again
  std::string prior;               // of a drop: the recorded definition (JSON), "" when there is none
  std::string lock;                // the lock level and what it blocks
  std::string reason;              // why this strategy or decision
  std::int64_t table_bytes = 0;
  std::string duplicates;           // of a unique build: the query for keys that stand more than once, and how often
  bool leaves_valid_index = false;  // postcondition: `object` is a valid index
  bool renamed_later = false;       // by a later operation of the plan: the postcondition holds right after it only
  bool plain_columns = true;        // no expression and no predicate: other builds need not wait for its snapshots
  bool of_partition = false;        // belongs to a partition that may vanish meanwhile: then plan again
  bool preexisting = false;         // of an adoption: it was there before any attempt of ours, so a downgrade keeps it
  Estimate estimate;                // of a plan that is shown; a run does not look at it
  std::optional<BackfillStep> backfill;  // what is run chunk by chunk instead of `sql`
  base::Place place;

  std::string what() const;  // "create index public.idx_x"
  bool sends() const { return decision == Decision::run || decision == Decision::rebuild; }
};

struct Plan {
  Direction direction = Direction::up;
  std::string revision;
  std::string description;
  std::vector<Operation> operations;
};

// Whether operations [begin, end) send SQL of the user, which may set things for the session.
bool runs_sql(const Plan& plan, std::size_t begin, std::size_t end);

const char* name_of(Direction direction);
const char* name_of(Intent intent);
const char* name_of(Strategy strategy);
const char* name_of(Decision decision);

}  // namespace barqdb::model
