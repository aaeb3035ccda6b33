// Asking the server what is the same, then the pure difference.
#include "execute/autogenerate.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "base/error.hpp"
#include "base/text.hpp"
#include "catalog/inspect.hpp"
#include "catalog/inspected_tree.hpp"
#include "catalog/plan_facts.hpp"
#include "execute/check_chain.hpp"
#include "execute/check_indexes.hpp"
#include "execute/index_doubts.hpp"
#include "execute/ledger.hpp"
#include "execute/sameness_question.hpp"
#include "execute/sql.hpp"
#include "execute/wanted.hpp"
#include "plan/index_trees.hpp"

namespace barqdb::execute {
namespace {

using model::InspectedIndex;

// The chain's and the database's word on each other, or a refusal.
IndexCheck check_start(db::Connection& live, const revision::Graph& graph, const std::string& folder,
                       const config::CheckSettings& check) {
  const model::Ledger ledger = read_ledger(live);
  const std::vector<model::Finding> chain = check_chain(ledger, graph, folder);
  if (!chain.empty()) {
    throw base::Error(
        base::ErrorKind::refused, "the database is not at the head of the chain: " + chain.front().message,
        "apply or repair that first; `barqdb check` shows all of it", {chain.front().file, chain.front().line, 0});
  }
  const ChainIndexes known = read_chain_indexes(live, ledger, graph, folder);
  IndexCheckInput input;
  input.wanted = &known.wanted;
  input.ignore = check.ignore;
  IndexCheck checked = check_indexes(live, input);
  for (const model::Finding& finding : checked.findings) {
    if (finding.check == "check.invalid")
      throw base::Error(base::ErrorKind::refused, finding.message, "rebuild or drop it first");
  }
  return checked;
}

void compare(db::Connection& connection, const plan::Pairs& pairs, plan::DifferenceInput& input) {
  std::vector<catalog::SamenessQuestion> questions;
  for (const auto& [at_live, at_wanted] : pairs) {
    const InspectedIndex& live = input.live[at_live];
    questions.push_back(
        sameness_question(input.wanted[at_wanted].definition, live.table, live.name.name, live.oid, questions.size()));
  }
  const std::vector<catalog::SamenessAnswer> answers = catalog::judge_sameness(connection, questions);
  for (std::size_t i = 0; i < answers.size(); ++i) {
    if (answers[i].same) input.same.insert(pairs[i]);
  }
}

// A file may tell a partitioned index part by part. Where that is every part, and none has something of its own, it
// is the same as the index alone, which is what is read from a database.
void fold_told_trees(const model::Catalog& catalog, std::vector<InspectedIndex>& state) {
  std::set<model::QualifiedName> folded;  // names of parts
  for (InspectedIndex& top : state) {
    if (!top.definition.only || !top.definition.part_of.name.empty()) continue;
    std::set<model::QualifiedName> names = {top.name}, parts;
    bool plain = true;
    for (bool more = true; more;) {
      more = false;
      for (const InspectedIndex& part : state) {
        const bool below = std::any_of(names.begin(), names.end(), [&](const model::QualifiedName& name) {
          return name.name == part.definition.part_of.name;
        });
        if (!below || !parts.insert(part.name).second) continue;
        names.insert(part.name);
        plain = plain && !catalog::has_own(part.definition, top.definition);
        more = true;
      }
    }
    const auto table = catalog.tables.find(top.definition.table.text());
    if (!plain || table == catalog.tables.end() || table->second.partitions.size() != parts.size()) continue;
    top.definition.only = false;
    folded.merge(parts);
  }
  std::erase_if(state, [&](const InspectedIndex& index) { return folded.contains(index.name); });
}

// The database's own tablespace is nameless on both sides, unless the server would build elsewhere what names none.
// That of a partitioned table cannot name it.
void name_tablespaces(db::Connection& live, plan::DifferenceInput& input) {
  const db::Result result = live.query(sql::home_tablespace);
  input.default_tablespace = result.text(0, 0);
  const std::string home = result.boolean(0, 1) ? input.default_tablespace : "";
  for (auto* side : {&input.live, &input.wanted}) {
    for (InspectedIndex& index : *side) {
      std::string& tablespace = index.definition.tablespace;
      if (tablespace.empty() || tablespace == input.default_tablespace) tablespace = index.partitioned ? "" : home;
    }
  }
}

// Wanted indexes of tables that the live database does not have are left out, and named.
void leave_out_tables(db::Connection& live, std::vector<InspectedIndex>& wanted, std::vector<std::string>& left_out) {
  catalog::PlanNames names;
  for (const InspectedIndex& index : wanted) names.tables.insert(index.table);
  const model::Catalog catalog = catalog::read_plan_facts(live, names);
  std::map<std::string, std::int64_t> missing;
  std::erase_if(wanted, [&](const InspectedIndex& index) {
    if (catalog.tables.contains(index.table.text())) return false;
    ++missing[index.table.text()];
    return true;
  });
  for (const auto& [table, count] : missing) {
    left_out.push_back(base::counted(count, "index", "indexes") + " of table " + table +
                       ", which this database does not have");
  }
}

}  // namespace

std::vector<InspectedIndex> read_state(db::Connection& connection, bool full_names) {
  catalog::InspectOptions options;
  options.full_names = full_names;
  options.parts = true;                              // plan::align_trees takes what can be told as one index together
  options.part_names = catalog::PartNames::ignored;  // the server, or barqdb, chooses them anew
  return catalog::read_indexes(connection, options);
}

std::vector<InspectedIndex> wanted_state(db::Connection& live, const std::vector<model::IndexDefinition>& definitions) {
  catalog::PlanNames names;
  for (const model::IndexDefinition& definition : definitions) names.tables.insert(definition.table);
  const model::Catalog catalog = catalog::read_plan_facts(live, names);
  base::Diagnostics diagnostics;
  std::vector<InspectedIndex> state;
  for (const model::IndexDefinition& definition : definitions) {
    const auto table = catalog.tables.find(definition.table.text());
    if (table == catalog.tables.end()) {
      diagnostics.add("table " + definition.table.text() + " does not exist in the database",
                      "create it with a revision and apply that first", definition.table_place);
      continue;
    }
    InspectedIndex index;
    index.definition = definition;
    index.table = table->second.name;
    index.name = {table->second.name.schema, definition.name};
    index.partitioned = table->second.kind == 'p';
    state.push_back(std::move(index));
  }
  diagnostics.throw_if_any();
  fold_told_trees(catalog, state);
  return state;
}

Generated autogenerate(db::Connection& live, const revision::Graph& graph, const std::string& folder,
                       const config::CheckSettings& check, std::vector<InspectedIndex> wanted) {
  const IndexCheck start = check_start(live, graph, folder, check);
  Generated out;
  leave_out_tables(live, wanted, out.left_out);
  const auto ignored = [&](const InspectedIndex& index) { return is_ignored(index.name, check.ignore); };
  std::erase_if(wanted,
                [&](const InspectedIndex& index) { return ignored(index) || (!index.valid && !index.partitioned); });
  plan::DifferenceInput input;
  input.live = read_state(live, false);
  std::erase_if(input.live, ignored);
  input.wanted = std::move(wanted);
  name_tablespaces(live, input);
  plan::align_trees(input.live, input.wanted);
  for (const model::Finding& finding : start.findings) {
    if (finding.check == "check.extra") input.strangers.insert(finding.object);
    if (finding.check == "check.changed") input.changed.insert(finding.object);
  }
  input.missing = start.missing;
  plan::Pairs pairs = plan::pairs_of_one_name(input);
  for (const auto& pair : plan::pairs_of_one_table(input)) pairs.push_back(pair);
  for (const auto& pair : plan::pairs_of_parts(input)) pairs.push_back(pair);
  compare(live, pairs, input);
  out.difference = plan::make_difference(input);
  return out;
}

}  // namespace barqdb::execute
