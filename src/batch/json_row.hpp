// One line of NDJSON: an object as columns and values. Numbers keep their digits, nested values their text. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace barqdb::batch {

struct JsonValue {
  enum class Kind { null, boolean, number, text, array, object };
  Kind kind = Kind::null;
  std::string text;              // of a string decoded, of the others as written
  std::vector<JsonValue> items;  // of an array
  std::string raw;               // as written, for columns of type json
};

struct JsonField {
  std::string name;
  JsonValue value;
};

struct JsonRow {
  std::vector<JsonField> fields;
  std::string error;       // "" when the line is an object with each key once
  std::size_t column = 0;  // of the error, from 1
};

JsonRow parse_json_row(std::string_view line);

}  // namespace barqdb::batch
