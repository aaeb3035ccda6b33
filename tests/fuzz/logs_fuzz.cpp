// Any bytes as a log, in each of the three forms, and with a guessed prefix: through the readers, the sessions and the
// search for loops. All but base::Error is a finding; so is a line number that the input does not have.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>

#include "base/error.hpp"
#include "logs/format.hpp"
#include "logs/loops.hpp"
#include "logs/server_events.hpp"
#include "logs/totals.hpp"
#include "logs/work_units.hpp"

using namespace barqdb;

namespace {

class Memory : public logs::ByteSource {
 public:
  explicit Memory(std::string_view bytes) : bytes_(bytes) {}
  std::size_t read(char* to, std::size_t size) override {
    const std::size_t part = std::min({size, bytes_.size(), std::size_t{700}});  // in pieces, as a pipe gives them
    std::memcpy(to, bytes_.data(), part);
    bytes_.remove_prefix(part);
    return part;
  }

 private:
  std::string_view bytes_;
};

void require(bool holds) {
  if (!holds) std::abort();
}

void read_all(logs::FormatReader& reader, std::uint64_t lines) {
  logs::Shapes shapes;
  logs::Loops loops({.min_repeats = 2, .min_distinct = 0.5, .min_time = 0, .min_share = 0});
  logs::Units units({}, loops);
  logs::Sessions sessions(shapes, units);
  logs::ServerEvents events;
  logs::Timeline timeline;
  logs::Record record;
  while (reader.next(record)) {
    require(record.line >= 1 && record.line <= lines);
    events.take(record, timeline);
    sessions.take(record);
  }
  sessions.finish();
  for (const logs::Loop& loop : loops.found(units.queues())) require(loop.executions >= loop.units);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto lines = static_cast<std::uint64_t>(std::count(bytes.begin(), bytes.end(), '\n')) + 1;
  for (int form = 0; form < 3; ++form) {
    Memory source(bytes);
    logs::Window window(source);
    try {
      if (form == 0) read_all(*logs::read_json_log(window), lines);
      if (form == 1) read_all(*logs::read_csv_log(window), lines);
      if (form == 2) read_all(*logs::read_stderr_log(window, ""), lines);
    } catch (const base::Error& error) {
      require(!error.message.empty());
    }
  }
  return 0;
}
