// Key by key.
#include "plan/same_words.hpp"

#include <algorithm>
#include <utility>

namespace barqdb::plan {
namespace {

using model::IndexColumn;

// Descending, NULLs first; by default NULLs are last going up and first going down.
std::pair<bool, bool> order_of(const IndexColumn& column) {
  const bool descending = column.order == model::Order::desc;
  if (column.nulls == model::Nulls::unspecified) return {descending, descending};
  return {descending, column.nulls == model::Nulls::first};
}

bool same_key(const IndexColumn& a, const IndexColumn& b) {
  return a.name == b.name && a.expression == b.expression && a.collation == b.collation && a.opclass == b.opclass &&
         a.opclass_parameters == b.opclass_parameters && order_of(a) == order_of(b);
}

}  // namespace

bool in_same_words(const model::IndexDefinition& wanted, const model::IndexDefinition& read) {
  return wanted.method == read.method && wanted.unique == read.unique &&
         wanted.nulls_not_distinct == read.nulls_not_distinct && wanted.where == read.where &&
         wanted.with == read.with && wanted.include == read.include && wanted.only == read.only &&
         std::equal(wanted.columns.begin(), wanted.columns.end(), read.columns.begin(), read.columns.end(), same_key);
}

}  // namespace barqdb::plan
