// Any bytes as a revision file: head and body, in both forms. All but base::Error is a finding; so is a complaint
// without a remedy, and a quick head that differs from the head of the whole file.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/yaml.hpp"
#include "revision/body.hpp"
#include "revision/head.hpp"
#include "revision/reader.hpp"

using namespace barqdb;

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void check(const base::Diagnostics& diagnostics) {
  for (const base::Diagnostic& one : diagnostics.all()) {
    require(!one.message.empty() && !one.hint.empty() && one.place.known());
  }
}

void read(std::string_view text, const std::string& file) {
  base::Diagnostics of_head, of_body;
  const model::Revision head = revision::parse_revision(text, file, of_head);
  require(head.file == file);
  require(!of_head.empty() || (!head.id.empty() && head.id.front() != '-'));
  const auto load = [&](const std::string&, std::size_t limit, const base::Place& place) -> std::string {
    if (text.size() > limit) throw base::Error(base::ErrorKind::usage, "too large", "split it", place);
    return std::string(text);
  };
  revision::read_body(text, file, "m/", load, of_body);
  check(of_head);
  check(of_body);
  // What is wrong with the head is wrong with the whole.
  require(of_head.empty() || !of_body.empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  read(text, "r.yaml");
  read(text, "r.sql");
  return 0;
}
