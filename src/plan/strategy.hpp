// How an index is built or dropped: inside the transaction or concurrently, and why. Pure.
#pragma once

#include <string>

#include "config/settings.hpp"
#include "model/catalog.hpp"
#include "model/plan.hpp"

namespace barqdb::plan {

struct Choice {
  model::Strategy strategy = model::Strategy::transaction;
  std::string reason;
};

// `table` is nullptr when the table does not exist yet (this revision creates it).
Choice choose_build(const model::TableFacts* table, const model::Catalog& catalog,
                    const config::OnlineSettings& online);
Choice choose_drop(const model::IndexFacts& index, const config::OnlineSettings& online);

// What the lock is and what it keeps from working, for people.
std::string build_lock(model::Strategy strategy, const std::string& table);
std::string drop_lock(model::Strategy strategy, const std::string& table);

}  // namespace barqdb::plan
