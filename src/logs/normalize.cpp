// Statements that come again, as those of prepared ones do, are read once.
#include "logs/normalize.hpp"

#include <algorithm>

#include "logs/hash.hpp"

namespace barqdb::logs {
namespace {

constexpr std::size_t longest_kept = 8u << 10;
constexpr std::size_t most_kept = 1000;  // at most 16 MB

}  // namespace

void Normalized::read(std::string_view sql, const std::vector<std::string_view>& parameters) {
  const bool comes_again = !parameters.empty() && sql.size() <= longest_kept;
  const std::uint64_t hash = comes_again ? hash_bytes(sql) : 0;
  comments_.clear();
  if (comes_again && from_kept(hash, sql, parameters)) return;
  text_.clear();
  slots_.clear();
  values_ = 0;
  many_rows_ = false;
  text_.reserve(sql.size() + 16);
  scan(sql, parameters);
  key_ = hash_bytes(text_);
  if (comes_again) keep(hash, sql);
}

bool Normalized::from_kept(std::uint64_t hash, std::string_view sql, const std::vector<std::string_view>& parameters) {
  const auto found = kept_.find(hash);
  if (found == kept_.end() || found->second.sql != sql) return false;
  const Kept& kept = found->second;
  text_ = kept.text;
  slots_ = kept.slots;
  key_ = kept.key;
  many_rows_ = kept.many_rows;
  values_ = 0;
  for (Slot& slot : slots_) {
    const auto number = static_cast<std::size_t>(slot.parameter);
    if (number > 0) {
      const std::string_view value =
          number <= parameters.size() ? parameters[number - 1] : sql.substr(slot.offset, slot.length);
      slot.value = hash_bytes(value);
      slot.kind = kind_of(value);
    }
    values_ = mix(values_, slot.value);
  }
  return true;
}

// Texts whose comments differ each time would only push others out, and of lists the single values are not known here.
void Normalized::keep(std::uint64_t hash, std::string_view sql) {
  const bool lists = std::any_of(slots_.begin(), slots_.end(), [](const Slot& slot) { return slot.count != 1; });
  if (lists || !comments_.empty()) return;
  if (kept_.size() >= most_kept) kept_.clear();
  kept_[hash] = {std::string(sql), text_, slots_, key_, many_rows_};
}

}  // namespace barqdb::logs
