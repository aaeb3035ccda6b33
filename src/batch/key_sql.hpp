// Keys as SQL: the condition of a range, and the query for the end of a chunk. Pure.
#pragma once

#include <string>

#include "batch/target.hpp"

namespace barqdb::batch {

// Keys after `after` (exclusive; empty: from the first) up to `upto` (inclusive; empty: to the last), on columns
// qualified by `alias` (quoted, or ""). By ctid the keys are block numbers. "true" without both.
std::string range_sql(const Target& target, const std::string& alias, const Key& after, const Key& upto);

// The comparison `sign` of a key's type. A type of an extension has it in the extension's schema, which the search_path
// need not have: without that another operator would be found, of another order (citext compares as text then).
std::string operator_sql(const Column& column, const std::string& sign);

// The key of a block of a table that is walked by ctid.
Key block_key(const Target& target, std::int64_t block);

// 'a', 'b' as a text[]: for cursors; NULL for an empty key.
std::string key_literal(const Key& key);

// "id", "a", "b": quoted, qualified by `alias` unless it is "".
std::string key_list(const Target& target, const std::string& alias, const std::string& suffix = "");

// The last key of the next at most `keys` keys of the range, as text, a column a part; no row when there is none.
std::string window_sql(const Target& target, const Key& after, const Key& upto, std::int64_t keys);
// Likewise of the next at most `hits` rows that fulfil `where`; and how many there are.
std::string hits_sql(const Target& target, const Key& after, const Key& upto, const std::string& where,
                     std::int64_t hits);
// The largest key of all.
std::string last_key_sql(const Target& target);

}  // namespace barqdb::batch
