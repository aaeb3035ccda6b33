// Any bytes as index definitions. All but base::Error is a finding; so are a complaint without a remedy, and a
// definition without complaints that CREATE INDEX could not say.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "revision/reader.hpp"

using namespace barqdb;

namespace {

void require(bool holds) {
  if (!holds) std::abort();
}

void check(const model::IndexDefinition& definition) {
  require(!definition.name.empty() && definition.name.size() <= 63);
  require(!definition.table.name.empty() && definition.table.name.size() <= 63);
  require(!definition.columns.empty());
  for (const model::IndexColumn& column : definition.columns) {
    require(column.name.empty() != column.expression.empty());
  }
  require(model::parse_qualified_name(definition.qualified_name().quoted()) == definition.qualified_name());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  base::Diagnostics diagnostics;
  const auto definitions =
      revision::parse_index_definitions({reinterpret_cast<const char*>(data), size}, "i.yaml", diagnostics);
  for (const base::Diagnostic& one : diagnostics.all()) {
    require(!one.message.empty() && !one.hint.empty() && one.place.known());
  }
  if (!diagnostics.empty()) return 0;
  for (const model::IndexDefinition& definition : definitions) check(definition);
  return 0;
}
