// What an index says in SQL of its own, held against the real table. A clone has another row type than its table and
// hides its name, so that `f(people)`, `ROW(1)::people` and `'people'::regclass` mean something else there. The body of
// a view is parsed and printed with the real table, which takes a weak lock on it and no more.
#pragma once

#include <map>
#include <vector>

#include "catalog/sameness.hpp"

namespace barqdb::catalog {

struct SecondAnswer {
  bool same = false;
  bool understood = false;  // expressions, condition and the rest of the wanted one are right for the real table
};

// Whether a second look can be had: the question has the words for it, and they have SQL in them.
bool has_second_look(const SamenessQuestion& question);

// By position in `questions`; only of those of `doubtful`, which have_second_look. Must be called inside a transaction
// that is rolled back afterwards, and without clones in it. Throws 55P03.
std::map<std::size_t, SecondAnswer> look_again(db::Connection& connection,
                                               const std::vector<SamenessQuestion>& questions,
                                               const std::vector<std::size_t>& doubtful);

}  // namespace barqdb::catalog
