// The choice of strategy. Lock levels: "Explicit Locking" in PostgreSQL's documentation.
#include "plan/strategy.hpp"

#include "base/units.hpp"

namespace barqdb::plan {

using config::OnlineMode;
using model::Strategy;

Choice choose_build(const model::TableFacts* table, const model::Catalog& catalog,
                    const config::OnlineSettings& online) {
  if (online.mode == OnlineMode::never) return {Strategy::transaction, "--online never", true, ""};
  const bool partitioned = table != nullptr && table->kind == 'p';
  if (online.mode == OnlineMode::always && !partitioned) return {Strategy::concurrent, "--online always", true, ""};
  if (table == nullptr) return {Strategy::transaction, "the table is created in this run", true, ""};
  if (!catalog.tables_before_run.empty() && !catalog.tables_before_run.contains(table->oid)) {
    return {Strategy::transaction, "the table was created in this run", true, ""};
  }
  if (table->bytes < 0) return {Strategy::concurrent, "what the table holds is not known without a server", true, ""};
  if (table->bytes == 0) return {Strategy::transaction, "the table is empty", true, ""};
  const std::string size = base::format_size(table->bytes);
  if (table->bytes < online.small_table) {
    return {Strategy::transaction,
            "the table is small (" + size + ", under " + base::format_size(online.small_table) + ")", true, ""};
  }
  if (partitioned) {
    return {Strategy::transaction,
            "table " + table->name.text() + " is partitioned and holds " + size +
                ": PostgreSQL builds no index on a partitioned table concurrently, and a plain build would block its "
                "writers",
            false, "build it in a maintenance window with `--online never`"};
  }
  return {Strategy::concurrent, "the table holds " + size, true, ""};
}

Choice choose_drop(const model::IndexFacts& index, const config::OnlineSettings& online) {
  if (index.kind == 'I') return {Strategy::transaction, "a partitioned index cannot be dropped concurrently", true, ""};
  if (online.mode == OnlineMode::never) return {Strategy::transaction, "--online never", true, ""};
  if (online.mode == OnlineMode::always) return {Strategy::concurrent, "--online always", true, ""};
  if (index.table_bytes < 0)
    return {Strategy::concurrent, "what the table holds is not known without a server", true, ""};
  if (index.table_bytes == 0) return {Strategy::transaction, "the table is empty", true, ""};
  const std::string size = base::format_size(index.table_bytes);
  if (index.table_bytes < online.small_table) {
    return {Strategy::transaction,
            "the table is small (" + size + ", under " + base::format_size(online.small_table) + ")", true, ""};
  }
  return {Strategy::concurrent, "the table holds " + size, true, ""};
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
