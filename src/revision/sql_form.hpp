// The SQL form of a revision: a comment block that is its head, then sections for up and down.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace barqdb::revision {

struct SqlSection {
  std::string_view text;  // from the line after the marker
  int line = 0;           // of the marker
};

struct SqlForm {
  std::string head;  // YAML, with the lines and columns of the file
  SqlSection up;
  std::optional<SqlSection> down;
};

// Views into `text`. Throws Error{usage} for a missing, doubled or unknown marker, and for SQL before the first one.
SqlForm split_sql_form(std::string_view text, const std::string& file);

}  // namespace barqdb::revision
