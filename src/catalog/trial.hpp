// Things made in a transaction that is rolled back, and what the server makes of them.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "db/connection.hpp"

namespace barqdb::catalog {

// SQL of a question, by its number.
using Trial = std::pair<std::size_t, std::string>;

// Runs them one after the other; a question whose SQL the server refuses gets its error, and what that SQL had made
// until then is gone. 55P03 is thrown. Must be called inside a transaction, which is sound afterwards.
std::map<std::size_t, base::Error> run_trials(db::Connection& connection, const std::vector<Trial>& trials);

struct PrintedIndex {
  std::string signature;
  std::string definition;
};

// By oid. With `key_prefix`: the signature without what the index says in SQL of its own; its expressions are columns
// of that name and the key's number.
std::map<std::string, PrintedIndex> read_signatures(db::Connection& connection, const std::vector<std::string>& oids,
                                                    const db::Param& key_prefix = {});

// The oids of temporary indexes that have one of our names, by name.
std::map<std::string, std::string> read_trial_oids(db::Connection& connection);
// The bodies of temporary views that have one of our names, as they are printed, by name.
std::map<std::string, std::string> read_trial_views(db::Connection& connection);

}  // namespace barqdb::catalog
