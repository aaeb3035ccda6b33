// The choice of strategy. Lock levels: "Explicit Locking" in PostgreSQL's documentation.
#include "plan/strategy.hpp"

#include "base/units.hpp"

namespace barqdb::plan {

using config::OnlineMode;
using model::Strategy;

Choice choose_build(const model::TableFacts* table, const model::Catalog& catalog,
                    const config::OnlineSettings& online) {
  if (online.mode == OnlineMode::never) {
    // Lanes pay on tables that take a while; they cost the revision its one transaction.
    const bool large = table != nullptr && (table->bytes < 0 || table->bytes >= online.small_table);
    if (online.jobs > 1 && large) return {Strategy::plain, "--online never, in lanes"};
    return {Strategy::transaction, "--online never"};
  }
  if (online.mode == OnlineMode::always) return {Strategy::concurrent, "--online always"};
  if (table == nullptr) return {Strategy::transaction, "the table is created in this run"};
  if (!catalog.tables_before_run.empty() && !catalog.tables_before_run.contains(table->oid)) {
    return {Strategy::transaction, "the table was created in this run"};
  }
  if (table->bytes < 0) return {Strategy::concurrent, "what the table holds is not known without a server"};
  if (table->bytes == 0) return {Strategy::transaction, "the table is empty"};
  const std::string size = base::format_size(table->bytes);
  if (table->bytes < online.small_table) {
    return {Strategy::transaction,
            "the table is small (" + size + ", under " + base::format_size(online.small_table) + ")"};
  }
  return {Strategy::concurrent, "the table holds " + size};
}

Choice choose_drop(const model::IndexFacts& index, const config::OnlineSettings& online) {
  if (index.kind == 'I') return {Strategy::transaction, "a partitioned index cannot be dropped concurrently"};
  if (online.mode == OnlineMode::never) return {Strategy::transaction, "--online never"};
  if (online.mode == OnlineMode::always) return {Strategy::concurrent, "--online always"};
  if (index.table_bytes < 0) return {Strategy::concurrent, "what the table holds is not known without a server"};
  if (index.table_bytes == 0) return {Strategy::transaction, "the table is empty"};
  const std::string size = base::format_size(index.table_bytes);
  if (index.table_bytes < online.small_table) {
    return {Strategy::transaction,
            "the table is small (" + size + ", under " + base::format_size(online.small_table) + ")"};
  }
  return {Strategy::concurrent, "the table holds " + size};
}

std::string build_lock(Strategy strategy, const std::string& table) {
  return strategy == Strategy::concurrent ? "SHARE UPDATE EXCLUSIVE on " + table + ": blocks no reads and no writes"
                                          : "SHARE on " + table + ": blocks writes";
}

std::string drop_lock(Strategy strategy, const std::string& table) {
  return strategy == Strategy::concurrent ? "SHARE UPDATE EXCLUSIVE on " + table + ": blocks no reads and no writes"
                                          : "ACCESS EXCLUSIVE on " + table + ": blocks reads and writes, for a moment";
}

}  // namespace barqdb::plan
