// Reading and quoting of schema-qualified names.
#include "model/name.hpp"

#include <vector>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "base/utf8.hpp"

namespace barqdb::model {
namespace {

[[noreturn]] void refuse(std::string_view text, const std::string& why) {
  throw base::Error(base::ErrorKind::usage, "\"" + base::one_line(text, 80) + "\" is not a name: " + why,
                    "write name or schema.name; a part with a dot or a space stands in double quotes: "
                    "\"My Schema\".\"a.b\"");
}

// Takes one part off the front of `rest`, up to a dot or the end.
std::string take_part(std::string_view& rest, std::string_view whole) {
  std::string part;
  if (!rest.empty() && rest.front() == '"') {
    rest.remove_prefix(1);
    for (;;) {
      const std::size_t end = rest.find('"');
      if (end == std::string_view::npos) refuse(whole, "a double quote is not closed");
      part += rest.substr(0, end);
      rest.remove_prefix(end + 1);
      if (rest.empty() || rest.front() != '"') break;
      part += '"';  // a doubled quote stands for itself
      rest.remove_prefix(1);
    }
    if (!rest.empty() && rest.front() != '.') refuse(whole, "text follows the closing double quote");
  } else {
    part = rest.substr(0, rest.find('.'));
    rest.remove_prefix(part.size());
    if (part.find('"') != std::string::npos) refuse(whole, "a double quote stands inside a name");
    if (part != base::trim(part)) refuse(whole, "it begins or ends with white space");
  }
  if (part.empty()) refuse(whole, "a part is empty");
  if (part.find('\0') != std::string::npos) refuse(whole, "it has a zero byte");
  return part;
}

std::string beside(const std::string& index, const char* infix, const std::string& wanted) {
  const std::string tail = infix + base::sha256_hex(index + "\n" + wanted).substr(0, 8);
  return std::string(base::first_bytes(index, 63 - tail.size())) + tail;
}

}  // namespace

std::string QualifiedName::quoted() const {
  const std::string last = base::quote_identifier(name);
  return schema.empty() ? last : base::quote_identifier(schema) + "." + last;
}

QualifiedName parse_qualified_name(std::string_view text) {
  std::string_view rest = text;
  std::vector<std::string> parts{take_part(rest, text)};
  while (!rest.empty()) {
    rest.remove_prefix(1);
    parts.push_back(take_part(rest, text));
  }
  if (parts.size() > 2) refuse(text, "it has more than a schema and a name");
  if (parts.size() == 1) return {"", parts[0]};
  return {parts[0], parts[1]};
}

std::string partition_index_name(const std::string& index, const QualifiedName& partition) {
  // Both parts are cut, so a hash of the whole keeps names apart that the cut makes alike.
  constexpr std::size_t most = longest_part_of_name;
  return std::string(base::first_bytes(partition.name, most)) + "_" + std::string(base::first_bytes(index, most)) +
         "_" + base::sha256_hex(index + "\n" + partition.schema + "\n" + partition.name).substr(0, 8);
}

std::string replacement_index_name(const std::string& index, const std::string& wanted) {
  return beside(index, "_barqdb_", wanted);
}

std::string replaced_index_name(const std::string& index, const std::string& wanted) {
  return beside(index, "_old_", wanted);
}

std::string not_null_check_name(const QualifiedName& table, const std::string& column) {
  return beside(table.name + "_" + column, "_barqdb_", "not null");
}

}  // namespace barqdb::model
