// How large an index will be and how long its build will take, from statistics. Pure.
#pragma once

#include "model/estimate.hpp"
#include "plan/index_statement.hpp"

namespace barqdb::plan {

// Rows, bytes and the reason when one of them cannot be told. The duration stays unknown.
model::Estimate estimate_index(const IndexStatement& statement, const model::TableStatistics& table);

// Of a build on a table of this size. Without a rate of earlier builds it follows rough figures of an ordinary server.
base::Milliseconds estimate_build_time(const model::Estimate& index, std::int64_t table_bytes, std::size_t keys,
                                       bool concurrent, const model::BuildRate& rate);

// Bytes of a B-tree of `rows` equal-sized keys with `distinct` different values; without pages above the leaves.
double btree_leaf_bytes(double rows, double distinct, double key_width, bool deduplicates, double fill_factor);

}  // namespace barqdb::plan
