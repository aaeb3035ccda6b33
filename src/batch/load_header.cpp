// The columns of an input: what its first line names, judged against the table.
#include <algorithm>
#include <set>

#include "base/error.hpp"
#include "base/text.hpp"
#include "batch/load_input.hpp"

namespace barqdb::batch {
namespace {

using base::Error;
using base::ErrorKind;

[[noreturn]] void refuse_header(const std::string& file, const std::string& what) {
  throw Error(ErrorKind::usage, "the first line names no columns: " + what,
              "say --no-header and --columns when the file has none", {file, 1, 0});
}

}  // namespace

std::vector<std::string> split_csv(std::string_view line, char delimiter) {
  std::vector<std::string> fields(1);
  bool quoted = false;
  line = without_end(line);
  for (std::size_t at = 0; at < line.size(); ++at) {
    const char c = line[at];
    if (c == '"') {
      if (quoted && at + 1 < line.size() && line[at + 1] == '"') {
        fields.back() += line[++at];
      } else {
        quoted = !quoted;
      }
    } else if (c == delimiter && !quoted) {
      fields.emplace_back();
    } else {
      fields.back() += c;
    }
  }
  return fields;
}

void check_columns(const std::vector<std::string>& columns, const Target& target, const base::Place& place) {
  std::vector<std::string> names;
  std::set<std::string> seen;
  for (const Column& column : target.columns) names.push_back(column.name);
  for (const std::string& name : columns) {
    const Column* column = target.find(name);
    if (column == nullptr) {
      const std::string near = base::nearest(name, names);
      throw Error(ErrorKind::usage,
                  "table " + target.table.text() + " has no column \"" +
                      (base::trim(name) == name ? base::one_line(name, 60) : name) + "\"",
                  near.empty() ? "its columns are: " + base::join(names, ", ") : "did you mean " + near + "?", place);
    }
    if (column->generated) {
      throw Error(ErrorKind::usage, "column " + name + " is generated: the server computes it",
                  "leave it out of the input", place);
    }
    if (!seen.insert(name).second)
      throw Error(ErrorKind::usage, "column " + name + " stands twice", "name each column once", place);
  }
}

// A column by which conflicts are found, or that is set then, and that is not there; "" when all are.
std::string LoadInput::missing_key(const std::vector<std::string>& columns) const {
  for (const std::string& name : conflict_.columns)
    if (std::find(columns.begin(), columns.end(), name) == columns.end()) return name;
  return "";
}

void LoadInput::read_header() {
  if (input_.header) {
    std::string header;
    if (!reader_.next(header)) refuse_header(input_.file, "the input is empty");
    header = std::string(without_mark(header));
    if (without_end(header).find('\r') != std::string_view::npos && header.find('"') == std::string::npos) {
      throw Error(ErrorKind::usage, "the lines end in a carriage return alone", "convert them: tr '\\r' '\\n' <FILE",
                  {input_.file, 1, 0});
    }
    if (columns_.empty()) columns_ = split_csv(header, input_.delimiter);
  } else if (columns_.empty()) {
    for (const Column& column : target_.columns)
      if (!column.generated) columns_.push_back(column.name);
  }
  const base::Place place{input_.file, input_.header ? 1 : 0, 0};
  check_columns(columns_, target_, place);
  std::string missing = missing_key(columns_);
  for (const std::string& name : conflict_.update)
    if (std::find(columns_.begin(), columns_.end(), name) == columns_.end()) missing = name;
  if (missing.empty()) return;
  throw Error(ErrorKind::usage, "the input has no column " + missing + ", which the conflict clause needs",
              "add it, or name other columns with --on-conflict and --update", place);
}

}  // namespace barqdb::batch
