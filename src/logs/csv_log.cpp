// csvlog: fields by their position, the same in every version (later ones only append).
#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

#include "logs/format.hpp"
#include "logs/timestamp.hpp"
#include "logs/unescape.hpp"

namespace barqdb::logs {
namespace {

constexpr std::size_t fields_read = 23;   // up to application_name
constexpr std::size_t fields_least = 22;  // PostgreSQL 9.0 and later have at least these

class CsvReader : public FormatReader {
 public:
  explicit CsvReader(Window& window) : window_(window) {}

  bool next(Record& record) override {
    std::string_view text;
    while (window_.csv_record(text)) {
      if (text.empty()) continue;
      const bool cut = window_.was_cut();
      if (cut) ++damage_.oversize;
      texts_.clear();
      const std::size_t count = split(text);
      const bool whole = count >= fields_least && !window_.was_open();
      if (!whole && !(cut && count > 13)) {
        if (!cut) ++damage_.broken;
        continue;
      }
      fill(count, record);
      record.line = window_.line_number();
      record.cut = cut;
      if (record.time != Record::no_time) return true;
      ++damage_.broken;
    }
    return false;
  }

 private:
  // How many fields there were, at most fields_read.
  std::size_t split(std::string_view text) {
    std::size_t count = 0;
    std::size_t at = 0;
    for (;;) {
      const bool quoted = at < text.size() && text[at] == '"';
      fields_[count++] = quoted ? quoted_field(text, at) : plain_field(text, at);
      if (at >= text.size() || text[at] != ',' || count == fields_read) return count;
      ++at;
    }
  }

  static std::string_view plain_field(std::string_view text, std::size_t& at) {
    const std::size_t begin = at;
    // Most are empty or short.
    const std::size_t near = std::min(text.size(), at + 12);
    while (at < near && text[at] != ',') ++at;
    if (at < near) return text.substr(begin, at - begin);
    const void* comma = at < text.size() ? std::memchr(text.data() + at, ',', text.size() - at) : nullptr;
    at = comma == nullptr ? text.size() : static_cast<std::size_t>(static_cast<const char*>(comma) - text.data());
    return text.substr(begin, at - begin);
  }

  std::string_view quoted_field(std::string_view text, std::size_t& at) {
    const std::size_t begin = ++at;
    bool doubled = false;
    for (;;) {
      const void* found = at < text.size() ? std::memchr(text.data() + at, '"', text.size() - at) : nullptr;
      const std::size_t quote =
          found == nullptr ? text.size() : static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
      at = quote + 1;
      if (quote + 1 >= text.size() || text[quote + 1] != '"') {
        const std::string_view raw = text.substr(begin, quote - begin);
        if (!doubled) return raw;
        std::string& plain = texts_.next();
        unescape_csv(raw, plain);
        return plain;
      }
      doubled = true;
      ++at;
    }
  }

  void fill(std::size_t count, Record& record) const {
    const auto field = [&](std::size_t index) { return index < count ? fields_[index] : std::string_view(); };
    record = {};
    record.time = parse_time(field(0));
    record.user = field(1);
    record.database = field(2);
    std::from_chars(field(3).data(), field(3).data() + field(3).size(), record.pid);
    record.host = field(4);
    record.session = field(5);
    record.vxid = field(9);
    record.severity = severity_of(field(11));
    record.sqlstate = field(12);
    record.message = field(13);
    record.detail = field(14);
    record.statement = field(19);
    record.application = field(22);
  }

  Window& window_;
  Texts texts_;
  std::array<std::string_view, fields_read> fields_;
};

}  // namespace

std::unique_ptr<FormatReader> read_csv_log(Window& window) { return std::make_unique<CsvReader>(window); }

}  // namespace barqdb::logs
