// Arrays in the syntax of PostgreSQL, and the escapes of COPY.
#include "batch/json_copy.hpp"

namespace barqdb::batch {
namespace {

// {"a","b",NULL,{…}}: what every array type's input function reads.
// Of JSON the elements stay as they were written, arrays among them: to_json gives back what was read.
std::string array_text(const JsonValue& value, bool json) {
  std::string out = "{";
  for (const JsonValue& item : value.items) {
    if (out.size() > 1) out += ',';
    if (item.kind == JsonValue::Kind::null) {
      out += "NULL";
    } else if (item.kind == JsonValue::Kind::array && !json) {
      out += array_text(item, json);
    } else {
      out += '"';
      for (const char c : json ? item.raw : item.text) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
      }
      out += '"';
    }
  }
  return out + "}";
}

std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '\\': out += "\\\\"; break;
      case '\n': out += "\\n"; break;
      case '\r': out += "\\r"; break;
      case '\t': out += "\\t"; break;
      default: out += c;
    }
  }
  return out;
}

}  // namespace

std::string copy_text(const JsonValue& value, const Column& column) {
  if (value.kind == JsonValue::Kind::null) return "\\N";
  if (column.category == 'A' && value.kind == JsonValue::Kind::array) return escaped(array_text(value, column.json));
  if (column.json && column.category != 'A') return escaped(value.raw);
  return escaped(value.text);
}

}  // namespace barqdb::batch
