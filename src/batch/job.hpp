// Batches as barqdb.batch and barqdb.batch_lane remember them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "batch/target.hpp"
#include "batch/work.hpp"
#include "db/connection.hpp"
#include "db/pool.hpp"

namespace barqdb::batch {

enum class State { running, paused, cancelled, done, failed };
const char* name_of(State state);

// A range of keys that one lane walks.
struct Lane {
  int number = 1;
  Key lower;   // exclusive; empty: from the first key
  Key upper;   // inclusive
  Key cursor;  // the last key that is done; empty: none
  std::int64_t rows = 0;
  std::int64_t chunks = 0;
  std::int64_t chunk_size = 0;
  bool done = false;
};

struct Job {
  int id = 0;
  std::string name;
  std::string kind;
  std::string hash;
  std::string relation;
  State state = State::running;
  std::int64_t estimate = 0;
  std::int64_t rejected = 0;
  std::vector<std::string> key_columns;
  std::vector<std::string> arguments;  // of the command line, to resume without it
  std::string backup;                  // quoted; "" when there is none
  std::vector<std::string> assigned;
};

// Whether it is the batch of a revision's backfill, by its name: "revision 001, step 2".
bool is_of_step(const Job& job);
// A batch's name as a word of a command line.
std::string shell_word(const std::string& name);
// A command as it can be typed into a shell.
std::string shell_text(const std::vector<std::string>& words);
// What to type to go on with one that was cancelled.
std::string resume_hint(const Job& job);

// What to type when it cannot go on as it is asked to.
std::string anew_hint(const Job& job);

// What the parts of a batch's keys are.
std::vector<std::string> key_columns(const Work& work);

void create_job_tables(db::Connection& connection);
bool job_tables_exist(db::Connection& connection);

// The latest batch of this name, else (name "") of this hash; of these one that is not ended comes first.
std::optional<Job> find_job(db::Connection& connection, const std::string& name, const std::string& hash);
// Those on the table that are neither done nor cancelled, and have changed rows or have a runner; the latest first.
std::vector<Job> unfinished_jobs(db::Connection& connection, const model::QualifiedName& table);
// By name or id. Throws Error{usage} when there is none.
Job named_job(db::Connection& connection, const std::string& name_or_id);
// Enters a batch and its lanes in one transaction; the backup table is made in it, too. When somebody else has entered
// one of the same name or hash after `previous` (an id, 0 for none), that one is returned.
Job create_job(db::Connection& connection, const Work& work, const std::vector<Lane>& lanes, std::int64_t estimate,
               const std::vector<std::string>& arguments, int previous);
std::vector<Lane> read_lanes(db::Connection& connection, const Job& job);
std::optional<Lane> read_lane(db::Connection& connection, const Job& job, int number);
State read_state(db::Connection& connection, int id);
// `error` is kept for failed ones.
void set_state(db::Connection& connection, int id, State state, const std::string& error = {});
void forget_writes(db::Connection& connection, int id);
std::int64_t read_rejected(db::Connection& connection, int id);

// What the runner tells about itself while it works.
struct Pulse {
  std::string waits_for;
  double rows_second = 0;
  std::optional<base::Milliseconds> lag;
  db::PoolStatus pool;
};
void tell_pulse(db::Connection& connection, int id, const Pulse& pulse);

// job_lock.cpp. Keeps a second runner from the batch for as long as the session lives. Polls for `wait`, since the
// session of a runner that was killed ends a moment later; then throws Error{busy}.
void lock_job(db::Connection& connection, const Job& job, base::Milliseconds wait);
void unlock_job(db::Connection& connection, const Job& job);
bool is_locked(db::Connection& connection, int id);  // a runner is at work on it

}  // namespace barqdb::batch
