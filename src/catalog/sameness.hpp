// Is an existing index what a definition asks for? The server is the only judge: the wanted index is built on an empty
// temporary clone of the table, in a transaction that is rolled back, and both are read back part by part. Where they
// differ, expressions and condition are looked at on the real table, too (second_look.hpp).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "db/connection.hpp"
#include "model/name.hpp"

namespace barqdb::catalog {

struct SamenessQuestion {
  std::string key;             // the caller's own
  model::QualifiedName table;  // with its real schema
  std::string index;           // name of the existing index
  std::int64_t existing_oid = 0;
  std::string clone_index;  // a name of clone_index_name(n), another one for each question
  std::string build;        // the wanted definition as CREATE INDEX clone_index ON clone_name(table) …
  bool only = false;        // the wanted one is to be printed as ON ONLY
  // For the second look; empty where they cannot be told, which leaves it at the first one.
  std::vector<std::string> expressions;  // of the keys, in their order; "" where the key is a column
  std::string where;
  // `build` on shape_table(clone_index), without the condition; key_column(n) is the nth key where that is an
  // expression.
  std::string shape;
  std::vector<std::string> search_path;  // under which the definition is meant; empty: the session's own
};

struct SamenessAnswer {
  bool same = false;
  std::string wanted;  // as the server prints it, on the real table's name
  std::string existing;
  std::string error;  // the server refused to build the wanted one: its words
};

// Names inside the transaction. The clone has the table's own name, so that a whole-row reference prints alike.
model::QualifiedName clone_name(const model::QualifiedName& table);
std::string clone_index_name(std::size_t question);
model::QualifiedName shape_table(const std::string& clone_index);
std::string key_column(std::size_t number);  // from 1

// One answer a question, in their order. Any number may be asked: they are judged in portions that the server's lock
// table holds, a transaction each, in few round trips when all of a portion agree at first sight. A predicate that
// prints differently is printed and parsed again until it is stable (twice at most), since one re-parse can change its
// form. Leaves nothing behind. Needs TEMPORARY on the database. Must not be called inside a transaction. The clones
// need a weak lock on each table: with a `lock_timeout` other than 0, 55P03 is thrown when one takes longer.
std::vector<SamenessAnswer> judge_sameness(db::Connection& connection, const std::vector<SamenessQuestion>& questions,
                                           base::Milliseconds lock_timeout = {});

}  // namespace barqdb::catalog
