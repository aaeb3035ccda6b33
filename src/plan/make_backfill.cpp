// A backfill forward and back. It is run by chunks; the plan shows the statement that they add up to.
#include <utility>

#include "base/hash.hpp"
#include "plan/maker.hpp"

namespace barqdb::plan {

using model::Intent;
using model::Operation;

void Maker::up(int number, const model::BackfillStep& step) {
  Operation operation = start(number, Intent::backfill, step.place);
  const model::TableFacts* table = table_facts(step.table);
  operation.table = table != nullptr ? table->name : full_table_name(step.table);
  operation.table_bytes = table != nullptr ? table->bytes : 0;
  operation.object = operation.table;
  operation.strategy = model::Strategy::alone;
  operation.sql =
      "UPDATE " + operation.table.quoted() + " SET " + step.set + (step.where.empty() ? "" : "\nWHERE " + step.where);
  operation.hash = base::sha256_hex(operation.sql);
  operation.lock = "locks of the rows of one chunk at a time: blocks no reads, and writes of these rows for about " +
                   base::format_duration(step.chunk_time);
  operation.reason = "chunk by chunk, resumable";
  operation.backfill = step;
  operation.backfill->table = operation.table;
  if (finished(operation)) mark_done(operation);
  add(std::move(operation));
}

void Maker::down(int number, const model::BackfillStep& step) {
  if (!step.down) return;
  const model::StepRecord* made = last_up_record(number, Intent::backfill, "");
  if (half_applied() && (made == nullptr || !made->open)) return;  // the upgrade did not come as far
  add_sql(number, *step.down, /*transaction=*/true, step.down_place);
}

}  // namespace barqdb::plan
