// YAML as a tree in which every node knows its place and whether it was quoted; the only reader of YAML in the program.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/place.hpp"

namespace barqdb::base {

// Scalars stay text: what `021`, `1e10` or `off` means is for the reader of the key to say (YAML 1.1 would make
// numbers and booleans of them). A plain null, ~ or nothing is a null node; "null" in quotes is a scalar.
struct YamlNode {
  enum class Kind { null, scalar, sequence, map };

  Kind kind = Kind::null;
  Place place;          // of the value; for an entry of a map the key's place is key_places
  bool quoted = false;  // scalar written in quotes or as a block
  std::string scalar;
  std::vector<YamlNode> items;                            // of a sequence
  std::vector<std::pair<std::string, YamlNode>> entries;  // of a map, in the file's order, keys unique
  std::vector<Place> key_places;                          // beside entries

  // Out of line: clang 14 would need the complete type of `entries` here.
  YamlNode();

  bool is_null() const { return kind == Kind::null; }
  bool is_scalar() const { return kind == Kind::scalar; }
  bool is_sequence() const { return kind == Kind::sequence; }
  bool is_map() const { return kind == Kind::map; }
  // The value of a key, or nullptr when the map has no such key.
  const YamlNode* find(std::string_view key) const;
};

struct YamlLimits {
  std::size_t bytes = 4u << 20;  // of a file
  std::size_t nodes = 1u << 20;  // after aliases are expanded: a YAML bomb ends here
  std::size_t depth = 64;
};

// Parses one document. `line_offset` is added to every line (a header inside a larger file).
// Throws Error{usage} with place and remedy for: not UTF-8, a byte order mark, CRLF, tabs in the indentation, not YAML,
// a duplicate key, a second document, and anything over the limits.
YamlNode parse_yaml(std::string_view text, const std::string& file, int line_offset = 0, const YamlLimits& limits = {});

// The bytes of a file. Throws Error{usage} naming it when it cannot be read or is larger than `limit` bytes.
std::string load_file(const std::string& path, std::size_t limit);
// Complains about bytes that would make checksums or SQL differ between machines: invalid UTF-8, a byte order mark,
// CRLF.
void check_text(std::string_view text, const std::string& file);

// Reads the entries of a map with typed access; every key that was not asked for is an error that names the nearest
// known key. Complaints go to `diagnostics`, so that all of them appear at once.
class YamlMap {
 public:
  // `what` names the thing for messages: "a revision", "an index definition".
  YamlMap(const YamlNode& node, std::string what, Diagnostics& diagnostics);

  // A missing or null key gives the default; a value of another kind is a complaint and gives the default.
  std::string text(std::string_view key, std::string fallback = {});
  bool flag(std::string_view key, bool fallback = false);  // true/false, yes/no, on/off
  long integer(std::string_view key, long fallback);
  std::vector<std::string> texts(std::string_view key);  // one scalar or a list of scalars
  const YamlNode* node(std::string_view key);            // nullptr when missing; null nodes are returned
  bool has(std::string_view key) const;
  Place place(std::string_view key) const;  // of the value, else of the map
  // Call last: complains about the keys that nobody asked for.
  void finish();

 private:
  const YamlNode* take(std::string_view key);

  const YamlNode& node_;
  std::string what_;
  Diagnostics& diagnostics_;
  std::vector<std::string> known_;
};

}  // namespace barqdb::base
