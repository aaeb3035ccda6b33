// Evidence of the findings, and the steps of pending revisions.
#include "cli/retire_choice.hpp"

#include <algorithm>
#include <filesystem>

#include "catalog/named_indexes.hpp"
#include "execute/ledger.hpp"
#include "execute/pending.hpp"
#include "plan/index_touches.hpp"

namespace barqdb::cli {
namespace {

using model::Finding;

// The index that stays for this one; "" when it is offered for another reason, too.
std::string kept_for(const RetiredIndex& index) {
  std::string kept;
  for (const Finding* finding : index.reasons) {
    const auto found = std::find_if(finding->evidence.begin(), finding->evidence.end(),
                                    [](const auto& entry) { return entry.first == "kept"; });
    if (found != finding->evidence.end())
      kept = std::get<std::string>(found->second);
    else if (finding->verdict == "drop")
      return "";
  }
  return kept;
}

std::vector<std::string> search_path(db::Connection& connection) {
  const db::Result rows = connection.query("SELECT s FROM pg_catalog.unnest(pg_catalog.current_schemas(true)) AS s");
  std::vector<std::string> schemas;
  for (std::size_t row = 0; row < rows.rows(); ++row) schemas.emplace_back(rows.text(row, 0));
  return schemas;
}

void follow(const model::Step& step, plan::IndexTouches& touches) {
  if (const auto* sql = std::get_if<model::SqlStep>(&step)) touches.follow(sql->up);
  if (const auto* drop = std::get_if<model::DropIndexStep>(&step)) touches.remove(drop->index);
  for (const model::IndexDefinition* definition : model::definitions_of(step))
    touches.make({definition->table.schema, definition->name}, definition->table);
}

}  // namespace

void check_keepers(db::Connection& connection, const std::vector<RetiredIndex>& indexes,
                   base::Diagnostics& diagnostics) {
  std::map<std::string, std::string> keepers;  // of each index; a part stays with its whole
  for (const RetiredIndex& index : indexes) {
    const std::string kept = kept_for(index);
    const auto keeper = kept.empty() ? std::nullopt : catalog::read_index_by_text(connection, kept);
    keepers[index.name.text()] = keeper ? keeper->whole.text() : kept;
  }
  for (const auto& [index, keeper] : keepers) {
    std::string last = keeper;  // the keeper may itself have one that stays
    for (auto next = keepers.find(last); next != keepers.end() && !next->second.empty(); next = keepers.find(last))
      last = next->second;
    if (!keepers.contains(last)) continue;
    diagnostics.add(index + " may go because " + last + " serves all that it serves, and that one is to go as well",
                    "leave one of the two out");
  }
}

std::map<std::string, std::string> pending_drops(db::Connection& connection, Context& context,
                                                 const std::vector<model::QualifiedName>& indexes) {
  std::map<std::string, std::string> drops;
  if (!std::filesystem::exists(context.migrations())) return drops;
  const revision::IdSet applied = execute::read_ledger(connection).applied_ids();
  std::vector<std::string> ids;
  for (const model::Revision& revision : context.graph().revisions())
    if (!applied.contains(revision.id)) ids.push_back(revision.id);
  plan::IndexTouches touches(search_path(connection));
  for (const execute::Pending& one : execute::load_pending(context.graph(), ids, context.migrations())) {
    for (const model::Step& step : one.body.steps) follow(step, touches);
    for (const model::QualifiedName& index : indexes) {
      const plan::IndexTouch* touch = touches.find(index);
      if (touch != nullptr && !touch->made)
        drops.emplace(index.text(), one.revision->id);
      else
        drops.erase(index.text());
    }
  }
  return drops;
}

}  // namespace barqdb::cli
