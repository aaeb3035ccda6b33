// The forms in which PostgreSQL writes its log, behind one way to read them.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "logs/record.hpp"
#include "logs/window.hpp"

namespace barqdb::logs {

// What was passed over, by reason; nothing of it is an error.
struct Damage {
  std::uint64_t broken = 0;    // lines or records that are no message of this form, or only a part of one
  std::uint64_t oversize = 0;  // messages of which only the beginning was read
};

class FormatReader {
 public:
  virtual ~FormatReader() = default;
  // The next message; false at the end.
  virtual bool next(Record& record) = 0;

  const Damage& damage() const { return damage_; }

 protected:
  Damage damage_;
};

std::unique_ptr<FormatReader> read_json_log(Window& window);
std::unique_ptr<FormatReader> read_csv_log(Window& window);
std::unique_ptr<FormatReader> read_stderr_log(Window& window, const std::string& prefix);

enum class Format { json, csv, stderr_ };
// By the look of the first lines; the first one may be the torn end of a message.
Format detect_format(std::string_view sample);

}  // namespace barqdb::logs
