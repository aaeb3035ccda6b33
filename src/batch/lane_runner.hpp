// One lane: its ranges chunk by chunk, each chunk with its cursor in one transaction.
#pragma once

#include <optional>

#include "batch/chunk_size.hpp"
#include "batch/chunk_transaction.hpp"

namespace barqdb::batch {

// Session settings of a lane. Throws Error{refused} for a standby or a pooler in the path.
void prepare_lane(db::Connection& connection, const Target& target);
// Of these the ones by which keys are written as text and statements planned.
void set_lane(db::Connection& connection, const Target& target);

// What to say when the table was rewritten.
base::Error rewritten(const Target& target);
// Throws Error{refused} when the table has another file than `target` says: its rows have other ctids then.
void check_file(db::Connection& connection, const Target& target);

class LaneRunner {
 public:
  LaneRunner(const Shop& shop, db::Connection& connection, Lane lane);

  // Until the range is done or the gate says stop. After an error the lane stands at the last chunk that was committed.
  void run();

 private:
  struct Window {
    Key upto;
    std::int64_t keys = 0;
    bool by_keys = false;  // ended by the keys looked at, not by the rows to change
  };
  std::optional<Window> next_window();
  bool chunk();  // false: no more
  void attempt(const Window& window, base::Milliseconds lock_timeout);
  void commit(const Key& upto, std::int64_t rows);
  void give_way(const base::Error& error);
  void finish();

  const Shop& shop_;
  db::Connection& connection_;
  Lane lane_;
  ChunkSize size_;
  int patience_ = 1;  // times the usual time that a chunk of one row may take
};

}  // namespace barqdb::batch
