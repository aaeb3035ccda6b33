// What has happened in the transaction, and in the session, before a statement. Values only.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "model/name.hpp"

namespace barqdb::lint {

struct Transaction {
  int id = 0;                                   // another one for each statement outside a transaction
  bool open = false;                            // the statement stands inside a transaction
  bool by_text = false;                         // begun by a BEGIN of the text
  std::vector<model::QualifiedName> exclusive;  // existing tables that it has locked against everybody, in order
  std::vector<model::QualifiedName> strong;     // those, and the ones locked against writers
  std::set<std::pair<std::string, std::string>> enum_values;  // added to types that were there before: type, label
  std::vector<model::QualifiedName> altered;  // tables of ALTER TABLE statements, in order; the last may repeat
  model::QualifiedName altered_last;          // of the statement before, though it had a transaction of its own
  bool said_unrepeatable = false;             // likewise of a statement that cannot be run again
  bool said_timeout = false;                  // that a timeout is missing was said in this session
  bool lock_timeout = false;                  // set for this transaction
  bool session_lock_timeout = false;          // set for the session
  bool statement_timeout = false;             // likewise of statement_timeout
  bool session_statement_timeout = false;     // likewise
  bool said_statement_timeout = false;        // likewise
  bool utc = false;                           // the time zone is set to UTC for this transaction
  bool session_utc = false;                   // for the session
  bool has_lock_timeout() const { return lock_timeout || session_lock_timeout; }
  bool has_statement_timeout() const { return statement_timeout || session_statement_timeout; }
  bool has_utc() const { return utc || session_utc; }
  // The next transaction of the same session: nothing but what outlives this one.
  Transaction next() const;
};

}  // namespace barqdb::lint
