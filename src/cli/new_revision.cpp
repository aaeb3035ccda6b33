// A revision that does not exist yet.
#include "cli/new_revision.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/slug.hpp"
#include "base/text.hpp"
#include "base/yaml_scalar.hpp"
#include "cli/write_file.hpp"

namespace barqdb::cli {
namespace {

using base::Error;
using base::ErrorKind;
using base::yaml_quoted_line;
using base::yaml_quoted_lines;

constexpr std::size_t slug_length = 40;
constexpr std::size_t date_length = 8;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool all_digits(std::string_view text) { return !text.empty() && std::all_of(text.begin(), text.end(), is_digit); }

// The greatest of the numbers that follow `prefix` in ids of this length.
unsigned long greatest_number(const revision::Graph& graph, std::string_view prefix, std::size_t length) {
  unsigned long greatest = 0;
  for (const auto& revision : graph.revisions()) {
    const std::string_view id = revision.id;
    if (id.size() != length || !id.starts_with(prefix) || !all_digits(id.substr(prefix.size()))) continue;
    greatest = std::max(greatest, std::stoul(std::string(id.substr(prefix.size()))));
  }
  return greatest;
}

std::string padded(unsigned long number, std::size_t digits) {
  const std::string text = std::to_string(number);
  return text.size() >= digits ? text : std::string(digits - text.size(), '0') + text;
}

std::vector<std::string> header(const model::Revision& revision) {
  const auto& down = revision.down_revisions;
  std::vector<std::string> lines = {"revision: " + yaml_quoted_line(revision.id),
                                    "down_revision: " + (down.empty()       ? "null"
                                                         : down.size() == 1 ? yaml_quoted_line(down.front())
                                                                            : yaml_quoted_lines(down)),
                                    "description: " + yaml_quoted_line(revision.description)};
  if (!revision.branch_labels.empty()) lines.push_back("branch_labels: " + yaml_quoted_lines(revision.branch_labels));
  if (!revision.depends_on.empty()) lines.push_back("depends_on: " + yaml_quoted_lines(revision.depends_on));
  return lines;
}

}  // namespace

std::string next_id(const revision::Graph& graph, const std::vector<std::string>& parents, const std::string& today) {
  std::string model = parents.empty() ? "" : parents.back();
  if (model.empty() && !graph.empty()) model = graph.revisions().back().id;
  // Eight digits are a date, and so is what follows one.
  if (all_digits(model) && model.size() < date_length) {
    return padded(greatest_number(graph, "", model.size()) + 1, model.size());
  }
  const std::size_t digits = 3;
  return today + "_" + padded(greatest_number(graph, today + "_", date_length + 1 + digits) + 1, digits);
}

std::string yaml_text(const model::Revision& revision, const std::string& steps) {
  std::string out;
  for (const auto& line : header(revision)) out += line + "\n";
  if (!steps.empty()) return out + "steps:\n" + steps;
  // A merge needs no steps; elsewhere they are why the file was made.
  if (revision.down_revisions.size() > 1) return out + "steps: []\n";
  return out +
         "steps: []\n"
         "#  - sql: {up: \"ALTER TABLE t ADD COLUMN c text\", down: \"ALTER TABLE t DROP COLUMN c\"}\n"
         "#  - create_index: {name: idx_t_c, table: t, columns: [c]}\n";
}

std::string sql_text(const model::Revision& revision) {
  std::string out;
  for (const auto& line : header(revision)) out += "-- " + line + "\n";
  return out + "\n-- barqdb:up\n\n-- barqdb:down\n";
}

std::string write_revision(const revision::Graph& graph, const std::string& folder, model::Revision revision, bool sql,
                           const std::string& steps) {
  const std::string name = base::slug(revision.description, slug_length);
  revision.file = revision.id + (name.empty() ? "" : "_" + name) + (sql ? ".sql" : ".yaml");
  // The chain with the new revision must be one that barqdb would read again.
  std::vector<model::Revision> all = graph.revisions();
  all.push_back(revision);
  const revision::Graph checked(std::move(all));
  const bool is_file_name = revision.id.find('/') == std::string::npos && !revision.id.starts_with('.');
  if (!is_file_name)
    throw Error(ErrorKind::usage, "'" + revision.id + "' cannot begin a file name", "choose another id");
  make_folder(folder);
  const std::string path = folder + "/" + revision.file;
  write_new_file(path, sql ? sql_text(revision) : yaml_text(revision, steps));
  return path;
}

}  // namespace barqdb::cli
