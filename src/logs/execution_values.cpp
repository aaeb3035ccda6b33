// Hashes of what a statement was sent with.
#include "logs/execution_values.hpp"

#include "logs/hash.hpp"

namespace barqdb::logs {

void take_values(const std::vector<Slot>& slots, Execution& execution) {
  execution.slots.clear();
  execution.kinds.clear();
  execution.lists = false;
  const std::vector<plan::ValueUse>& uses = execution.shape->uses;
  for (std::size_t i = 0; i < slots.size(); ++i) {
    execution.slots.push_back(slots[i].value);
    execution.kinds.push_back(slots[i].kind);
    // An array may also be a value to write.
    const bool written =
        i < uses.size() && (uses[i] == plan::ValueUse::assigned || uses[i] == plan::ValueUse::inserted);
    execution.lists = execution.lists || slots[i].count > 1 || (slots[i].kind == ValueKind::array && !written);
  }
}

void guess_values(const std::vector<Slot>& slots, const std::vector<std::string_view>& parameters, std::uint64_t number,
                  Execution& execution) {
  execution.values_unknown = false;
  const std::vector<plan::ValueUse>& uses = execution.shape->uses;
  for (std::size_t i = 0; i < slots.size(); ++i) {
    if (slots[i].parameter <= 0) continue;
    const auto parameter = static_cast<std::size_t>(slots[i].parameter) - 1;
    if (parameter < parameters.size() && !parameters[parameter].ends_with("...'")) continue;
    execution.values_unknown = true;
    const plan::ValueUse use = i < uses.size() ? uses[i] : plan::ValueUse::other;
    if (use != plan::ValueUse::limit) execution.slots[i] = mix(execution.slots[i], number);
    execution.lists = execution.lists || use == plan::ValueUse::list;
  }
  if (execution.values_unknown) execution.values = mix(execution.values, number);
}

}  // namespace barqdb::logs
