// Head and steps of one revision, in either form.
#include "revision/body.hpp"

#include "base/text.hpp"
#include "base/yaml.hpp"
#include "revision/head.hpp"
#include "revision/sql_form.hpp"
#include "revision/steps.hpp"

namespace barqdb::revision {
namespace {

using base::Diagnostics;
using base::YamlMap;
using base::YamlNode;

void read_sql_body(std::string_view text, const std::string& file, model::RevisionBody& body,
                   Diagnostics& diagnostics) {
  base::check_text(text, file);
  const SqlForm form = split_sql_form(text, file);
  const YamlNode root = base::parse_yaml(form.head, file);
  YamlMap map(root, "the head of a SQL revision", diagnostics);
  read_head(map, diagnostics);
  model::SqlStep step;
  step.irreversible = map.flag("irreversible");
  step.transaction = map.flag("transaction", true);
  map.finish();
  step.place = {file, form.up.line, 1};
  step.up_place = {file, form.up.line + 1, 1};
  step.up = form.up.text;
  if (form.down) {
    step.down = std::string(form.down->text);
    step.down_place = {file, form.down->line + 1, 1};
  }
  const bool up_empty = base::trim(step.up).empty();
  const bool down_empty = base::trim(step.down.value_or("")).empty();
  if (up_empty && !down_empty) {
    diagnostics.add("the section -- barqdb:up is empty", "write SQL under it, or empty -- barqdb:down too",
                    step.up_place);
  }
  if (!up_empty && form.down && down_empty) {
    // A way back that does nothing, by oversight, leaves the schema ahead of the ledger.
    diagnostics.add(
        "the section -- barqdb:down is empty",
        "write SQL that undoes -- barqdb:up, or remove the line and write -- irreversible: true in the head",
        {file, form.down->line, 1});
  }
  if (step.irreversible && !down_empty) {
    diagnostics.add("the revision is irreversible and yet has a section -- barqdb:down",
                    "keep either the section or irreversible: true", {file, form.down->line, 1});
  }
  if (!up_empty) body.steps.emplace_back(std::move(step));
}

void read_yaml_body(std::string_view text, const std::string& file, const StepSource& source, model::RevisionBody& body,
                    Diagnostics& diagnostics) {
  const YamlNode root = base::parse_yaml(text, file);
  YamlMap map(root, "a revision", diagnostics);
  if (!root.is_map()) return;
  read_head(map, diagnostics);
  if (const YamlNode* steps = map.node("steps")) read_steps(*steps, source, body, diagnostics);
  map.finish();
}

}  // namespace

bool is_sql_form(std::string_view file) { return file.ends_with(".sql"); }

model::RevisionBody read_body(std::string_view text, const std::string& file, const std::string& folder,
                              const FileLoader& load, Diagnostics& diagnostics) {
  model::RevisionBody body;
  try {
    if (is_sql_form(file)) {
      read_sql_body(text, file, body, diagnostics);
    } else {
      read_yaml_body(text, file, {text, folder, load}, body, diagnostics);
    }
  } catch (const base::Error& error) {
    diagnostics.add(error);
  }
  return body;
}

}  // namespace barqdb::revision
