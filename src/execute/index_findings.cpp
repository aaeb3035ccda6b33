// The words of check's findings.
#include "execute/index_findings.hpp"

#include <algorithm>
#include <utility>

#include "base/quote.hpp"
#include "plan/ddl.hpp"

namespace barqdb::execute {
namespace {

using model::Finding;
using model::InspectedIndex;
using plan::WantedIndex;

Finding finding(const char* check, const char* severity, const model::QualifiedName& index,
                const model::QualifiedName& table, std::string message, const base::Place& place) {
  Finding out;
  out.check = check;
  out.verdict = "review";
  out.severity = severity;
  out.object = index.text();
  out.table = table.text();
  out.message = std::move(message);
  out.file = place.file;
  out.line = std::max(place.line, place.file.empty() ? 0 : 1);
  return out;
}

}  // namespace

std::string wanted_sql(const WantedIndex& wanted, const model::QualifiedName& table, const std::string& name) {
  if (wanted.definition) {
    model::IndexDefinition definition = *wanted.definition;
    definition.tablespace.clear();
    return plan::create_index_sql(definition, {.only = wanted.only, .table = table, .name = name});
  }
  return std::string("CREATE ") + (wanted.unique ? "UNIQUE " : "") + "INDEX " + base::quote_identifier(name) +
         (wanted.only ? " ON ONLY " : " ON ") + table.quoted() + " " + wanted.tail;
}

Finding changed_index(const WantedIndex& wanted, const model::QualifiedName& table, const model::QualifiedName& name,
                      const std::string& what, const std::string& existing, const std::string& expected) {
  std::string message = "index " + name.text() + " is not as revision " + wanted.revision + " says: " + what;
  if (!expected.empty()) message += "; exists: " + existing + "; wanted: " + expected;
  Finding out = finding("check.changed", "error", name, table, std::move(message), wanted.place);
  out.evidence = {{"revision", wanted.revision}, {"existing", existing}, {"wanted", expected}};
  return out;
}

Finding missing_index(const WantedIndex& wanted, const model::QualifiedName& table, const model::QualifiedName& name,
                      const model::TableFacts* there) {
  Finding out = finding("check.missing", "error", name, table,
                        "index " + name.text() + " of revision " + wanted.revision + " does not exist" +
                            (there != nullptr ? "" : ", and neither does table " + table.text()),
                        wanted.place);
  out.evidence = {{"revision", wanted.revision}};
  if (there == nullptr || wanted.of_constraint || wanted.name.empty()) return out;
  const bool partitioned = there->kind == 'p';  // which nothing is built on, or dropped from, concurrently
  const std::string build = wanted_sql(wanted, table, wanted.name);
  out.sql_do = partitioned ? build : plan::concurrently(build);
  if (wanted.definition && !wanted.definition->part_of.name.empty())  // attached, it goes with the one above only
    out.sql_do += ";\n" + plan::attach_index_sql(wanted.definition->part_of, name);
  else
    out.sql_undo = plan::drop_index_sql(name, !partitioned);
  return out;
}

Finding invalid_index(const WantedIndex& wanted, const model::IndexFacts& existing) {
  const bool parts = existing.kind == 'I';
  Finding out = finding("check.invalid", "error", existing.name, existing.table,
                        "index " + existing.name.text() + " of revision " + wanted.revision +
                            (parts ? " is invalid: parts of it are missing on partitions"
                                   : " is invalid: writes pay for it, no query uses it"),
                        wanted.place);
  out.evidence = {{"revision", wanted.revision}, {"definition", existing.definition}};
  if (!parts) out.sql_do = "REINDEX INDEX CONCURRENTLY " + existing.name.quoted();
  return out;
}

Finding stray_invalid_index(const InspectedIndex& index, const base::Place& place) {
  Finding out =
      finding("check.invalid", "error", index.name, index.table,
              "index " + index.name.text() + " on " + index.table.text() +
                  (index.partitioned ? " is invalid and not in the chain: parts of it are missing on partitions"
                                     : " is invalid and not in the chain: writes pay for it, no query uses it"),
              place);
  if (!index.partitioned) out.sql_do = plan::drop_index_sql(index.name, true);
  return out;
}

Finding extra_index(const InspectedIndex& index, const base::Place& place) {
  Finding out = finding("check.extra", "warning", index.name, index.table,
                        "index " + index.name.text() + " on " + index.table.text() +
                            " is not in the chain; a revision that creates it adopts it, `check.ignore` of the "
                            "profile keeps it out of this check",
                        place);
  out.evidence = {{"method", index.definition.method}};
  out.sql_do = plan::drop_index_sql(index.name, !index.partitioned);
  return out;
}

}  // namespace barqdb::execute
