// Escaped text of a log's fields, made plain in memory that the records of a file share.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace barqdb::logs {

// Strings that are used anew for every record: no allocation once they are large enough.
class Texts {
 public:
  std::string& next() {
    if (used_ == all_.size()) all_.push_back(std::make_unique<std::string>());
    std::string& text = *all_[used_++];
    text.clear();
    return text;
  }
  void clear() {
    // One statement of megabytes must not hold its memory for the rest of the log.
    for (std::size_t i = 0; i < used_; ++i) {
      if (all_[i]->capacity() > most_kept) all_[i] = std::make_unique<std::string>();
    }
    used_ = 0;
  }

 private:
  static constexpr std::size_t most_kept = 256u << 10;
  std::vector<std::unique_ptr<std::string>> all_;
  std::size_t used_ = 0;
};

// A JSON string's inside. Half an escape at the end, or one that is none, is kept as it stands.
void unescape_json(std::string_view raw, std::string& out);
// A quoted field's inside: "" is ".
void unescape_csv(std::string_view raw, std::string& out);

}  // namespace barqdb::logs
