// Checks of names that the server would cut, or that it would never find.
#include "revision/names.hpp"

#include "base/text.hpp"

namespace barqdb::revision {
namespace {

constexpr std::size_t longest_name = 63;  // NAMEDATALEN - 1, in bytes

bool short_enough(const std::string& name, const std::string& what, const base::Place& place,
                  base::Diagnostics& diagnostics) {
  if (name.size() <= longest_name) return true;
  diagnostics.add("the name of the " + what + " has " + std::to_string(name.size()) +
                      " bytes: " + base::one_line(name, 80) + "; PostgreSQL would cut it to 63 without an error",
                  "shorten it to 63 bytes or fewer", place);
  return false;
}

}  // namespace

model::QualifiedName read_qualified_name(const std::string& text, const std::string& what, const base::Place& place,
                                         base::Diagnostics& diagnostics) {
  try {
    model::QualifiedName name = model::parse_qualified_name(text);
    if (short_enough(name.schema, what + "'s schema", place, diagnostics) &&
        short_enough(name.name, what, place, diagnostics)) {
      return name;
    }
  } catch (const base::Error& error) {
    diagnostics.add(what + ": " + error.message, error.hint, place);
  }
  return {};
}

std::string read_index_name(const std::string& text, const base::Place& place, base::Diagnostics& diagnostics) {
  const model::QualifiedName name = read_qualified_name(text, "index", place, diagnostics);
  if (name.schema.empty()) return name.name;
  diagnostics.add("the index name " + name.text() + " has a schema; an index lives in the schema of its table",
                  "write " + name.name + " alone; a name with a dot in it stands in double quotes", place);
  return "";
}

std::string read_column_name(const std::string& text, const base::Place& place, base::Diagnostics& diagnostics) {
  std::string name = text;
  if (text.starts_with('"')) {
    const model::QualifiedName quoted = read_qualified_name(text, "column", place, diagnostics);
    if (quoted.name.empty()) return "";
    if (!quoted.schema.empty()) {
      diagnostics.add("a column of an index has no schema or table in its name", "write the column's name alone",
                      place);
      return "";
    }
    name = quoted.name;  // in quotes a blank is a name, too
  } else if (base::trim(name).empty()) {
    diagnostics.add("the name of a column is empty", "write the column's name", place);
    return "";
  }
  return short_enough(name, "column", place, diagnostics) ? name : "";
}

}  // namespace barqdb::revision
