// What distinguishes a loop over rows from paging, batches, polling and the like.
#pragma once

#include <string>
#include <string_view>

#include "logs/unit.hpp"

namespace barqdb::logs {

// What varies is compared for equality: not the page of a list, not a slice of time, not a list of keys.
bool goes_over_rows(const Use& use);
// The values that vary are numbers or other keys, not words or dates.
bool varies_by_key(const Use& use);
// The values come again and again in the same order, once for each row of a source that was another each time: several
// requests with constants of their own that no pause told apart.
bool is_cycle(const Use& use, const Use& source);
// Where times are of whole seconds: so few in so many seconds that pauses must separate them.
bool is_slow(const Use& use, std::int64_t burst_gap);
// Three statements or more that ran equally often: rather requests of the same kind than one with a loop.
bool is_cycle_of_requests(const Use& use, const Unit& unit);
// Something else is looked up before each of them, and was so before the list: the session of each request, rather than
// one request with a loop.
bool is_of_many_requests(const Use& use, const Use& source, const Unit& unit);
// The same values again, of a question whose answer stays the same.
bool is_repeat(const Use& use, const Unit& unit);
// Single rows inserted, or changed by their key, one statement each.
bool is_write_loop(const Use& use, bool distinct);
// A column that identifies rows by its name: id, courier_id, uuid …
bool is_key_name(std::string_view column);
// Programs that copy or describe databases: their repeats are their work.
bool is_tool(const std::string& application);

}  // namespace barqdb::logs
