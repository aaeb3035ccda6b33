// What a batch is asked to do, and how fast it may. Values only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/units.hpp"
#include "model/name.hpp"

namespace barqdb::batch {

enum class Kind { update, remove, soft_delete, run, copy, insert, upsert, restore };

const char* name_of(Kind kind);  // "delete" for remove; as in barqdb.batch
Kind kind_of(const std::string& name);

// What happens to a new row whose key is taken.
struct Conflict {
  std::vector<std::string> columns;  // of ON CONFLICT; empty: a taken key is an error
  bool do_nothing = false;
  std::vector<std::string> update;  // set from the new row; empty: every column that is no key
};

// Rows in a file or on standard input.
struct Input {
  std::string file;  // "-" is standard input
  bool ndjson = false;
  bool header = true;  // CSV: the first line names the columns
  char delimiter = ',';
  std::string null;     // CSV: the unquoted text that stands for NULL
  std::string rejects;  // a file for rows that the server refuses; "": stop at the first
  std::int64_t max_rejects = 1000;
};

struct Spec {
  Kind kind = Kind::update;
  model::QualifiedName table;  // whose rows are walked, or (insert, upsert) filled
  std::string set;
  std::string where;
  std::string key;            // a unique index, or "ctid"; "" is the primary key, else ctid
  std::string column;         // of soft-delete
  std::string text;           // of run: one statement with :chunk
  bool repeatable = false;    // by ctid, or the key changes: a second time does a row no harm
  model::QualifiedName into;  // of copy; of restore the table that gets its rows back
  bool move = false;          // copy: delete what was copied
  std::vector<std::string> columns;
  Conflict conflict;
  Input input;
  model::QualifiedName backup;   // keep old values there; of restore: where they are
  Kind restored = Kind::update;  // what the batch that is taken back had done
  std::optional<std::int64_t> expect;
  std::optional<std::int64_t> max_rows;
  std::string name;     // "" is made from the statement
  bool again = false;   // start anew although the same batch was finished or cancelled
  bool beside = false;  // start although an unfinished batch has common work
};

struct Window {  // of the day, in minutes after midnight, local time; begin > end goes over midnight
  int begin = 0;
  int end = 0;
};

struct Pace {
  base::Milliseconds chunk_time{200};
  base::Milliseconds sleep{0};  // after every chunk of a lane
  double max_rate = 0;          // rows a second of all lanes together; 0: no limit
  std::optional<Window> window;
  int jobs = 1;
  std::int64_t first_chunk = 500;
  std::int64_t largest_chunk = 100'000;
  base::Milliseconds max_lag{10'000};
  std::string replica;                                 // application_name of the one that counts; "" every replica
  std::int64_t max_wal = 0;                            // bytes a second of the whole server; 0: no limit
  base::Milliseconds max_transaction{30 * 60 * 1000};  // an older one slows the batch down
  double max_dead = 1.5;                               // dead rows of the table for one live row
};

}  // namespace barqdb::batch
