// The names under which a plan's words are shown and stored.
#include "model/plan.hpp"

namespace barqdb::model {

std::string Operation::what() const {
  std::string text = name_of(intent);
  for (char& c : text) {
    if (c == '_') c = ' ';
  }
  return object.name.empty() ? text : text + " " + object.text();
}

bool runs_sql(const Plan& plan, std::size_t begin, std::size_t end) {
  for (std::size_t i = begin; i < end; ++i) {
    const Operation& operation = plan.operations[i];
    if (operation.intent == Intent::sql && (operation.sends() || !operation.after.empty())) return true;
  }
  return false;
}

const char* name_of(Direction direction) { return direction == Direction::up ? "up" : "down"; }

const char* name_of(Intent intent) {
  switch (intent) {
    case Intent::sql: return "sql";
    case Intent::create_index: return "create_index";
    case Intent::drop_index: return "drop_index";
    case Intent::attach_index: return "attach_index";
    case Intent::replace_index: return "replace_index";
    case Intent::add_constraint: return "add_constraint";
    case Intent::validate_constraint: return "validate_constraint";
    case Intent::drop_constraint: return "drop_constraint";
    case Intent::set_not_null: return "set_not_null";
    case Intent::drop_not_null: return "drop_not_null";
    case Intent::analyze: return "analyze";
    case Intent::backfill: return "backfill";
  }
  return "";
}

const char* name_of(Strategy strategy) {
  switch (strategy) {
    case Strategy::transaction: return "transaction";
    case Strategy::plain: return "plain";
    case Strategy::concurrent: return "concurrent";
    case Strategy::alone: return "alone";
  }
  return "";
}

const char* name_of(Decision decision) {
  switch (decision) {
    case Decision::run: return "run";
    case Decision::adopt: return "adopt";
    case Decision::rebuild: return "rebuild";
    case Decision::done: return "done";
  }
  return "";
}

}  // namespace barqdb::model
