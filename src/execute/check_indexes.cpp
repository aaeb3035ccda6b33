// Wanted × live → findings.
#include "execute/check_indexes.hpp"

#include <algorithm>
#include <set>
#include <unordered_map>
#include <utility>

#include "base/error.hpp"
#include "catalog/inspect.hpp"
#include "catalog/plan_facts.hpp"
#include "execute/index_doubts.hpp"
#include "execute/index_findings.hpp"
#include "execute/sameness_question.hpp"
#include "plan/same_words.hpp"

namespace barqdb::execute {
namespace {

using model::InspectedIndex;
using plan::WantedIndex;

// What a question of sameness is about.
struct Asked {
  const WantedIndex* wanted = nullptr;
  const InspectedIndex* candidate = nullptr;  // of an index without a name of its own
  model::QualifiedName table;
  model::QualifiedName name;
  std::int64_t oid = 0;
};

class IndexChecker {
 public:
  IndexChecker(db::Connection& connection, const IndexCheckInput& input) : connection_(connection), input_(input) {}

  IndexCheck run() {
    catalog_ = read_facts();
    live_ = catalog::read_indexes(connection_);
    for (const InspectedIndex& index : live_) by_oid_[index.oid] = &index;
    for (const WantedIndex& wanted : input_.wanted->all()) {
      if (!wanted.name.empty()) look_at(wanted);
    }
    for (const WantedIndex& wanted : input_.wanted->all()) {
      if (wanted.name.empty()) ask_candidates(wanted);
    }
    judge();
    for (const WantedIndex& wanted : input_.wanted->all()) {
      if (wanted.name.empty() && !found_.contains(&wanted)) report_missing(wanted, wanted.table);
    }
    for (const InspectedIndex& index : live_) look_at_unclaimed(index);
    out_.wanted = static_cast<std::int64_t>(input_.wanted->all().size());
    return std::move(out_);
  }

 private:
  // A name without a schema may have meant a table further down the search_path, of its SQL or of the session.
  static std::vector<model::QualifiedName> tables_of(const WantedIndex& wanted) {
    const std::string& name = wanted.table.name;
    const std::vector<std::string>& path = wanted.search_path;
    if (path.empty()) return {wanted.table, {"", name}};
    std::vector<model::QualifiedName> tables = {wanted.table};
    if (std::find(path.begin(), path.end(), wanted.table.schema) == path.end()) return tables;
    for (const std::string& schema : path) tables.push_back({schema, name});
    return tables;
  }

  model::Catalog read_facts() {
    catalog::PlanNames names;
    for (const WantedIndex& wanted : input_.wanted->all()) {
      for (const model::QualifiedName& table : tables_of(wanted)) {
        names.tables.insert(table);
        if (!wanted.name.empty()) names.indexes_to_create.insert({table, wanted.name});
      }
    }
    return catalog::read_plan_facts(connection_, names);
  }

  const model::TableFacts* table_of(const WantedIndex& wanted) const {
    for (const model::QualifiedName& table : tables_of(wanted)) {
      const auto found = catalog_.tables.find(table.text());
      if (found == catalog_.tables.end()) continue;
      if (table.schema.empty() && wanted.table.schema != catalog_.current_schema) continue;
      return &found->second;
    }
    return nullptr;
  }

  void look_at(const WantedIndex& wanted) {
    const model::TableFacts* table = table_of(wanted);
    if (table == nullptr) return report_missing(wanted, wanted.table);
    const model::QualifiedName name{table->name.schema, wanted.name};
    const auto found = catalog_.indexes.find(name.text());
    if (found == catalog_.indexes.end()) return report_missing(wanted, table->name);
    const model::IndexFacts& existing = found->second;
    claimed_.insert(existing.oid);
    if (existing.kind != 'i' && existing.kind != 'I')
      return report(changed_index(wanted, table->name, name, "its name is that of something else", ""));
    if (existing.table != table->name)
      return report(
          changed_index(wanted, table->name, name, "it is an index of " + existing.table.text(), existing.definition));
    if (!existing.valid && !(existing.kind == 'I' && wanted.only)) return report_invalid(wanted, existing);
    if (wanted.of_constraint && existing.constraint.empty())
      return report(changed_index(wanted, table->name, name, "no constraint stands on it", existing.definition));
    if (wanted.definition && !wanted.definition->part_of.name.empty() && !existing.is_partition)
      report(changed_index(wanted, table->name, name, "it is not attached to " + wanted.definition->part_of.text(),
                           existing.definition));
    const auto read = by_oid_.find(existing.oid);
    const bool alike = wanted.definition && wanted.search_path.empty() && read != by_oid_.end() &&
                       plan::in_same_words(*wanted.definition, read->second->definition);
    if (!wanted.altered && !alike) ask({&wanted, nullptr, table->name, name, existing.oid});
  }

  // CREATE INDEX without a name: any index of the table that the chain does not name otherwise may be it.
  void ask_candidates(const WantedIndex& wanted) {
    const model::TableFacts* table = table_of(wanted);
    if (table == nullptr) return;
    for (const InspectedIndex& index : live_) {
      if (index.table == table->name && index.definition.constraint.empty() && !claimed_.contains(index.oid))
        ask({&wanted, &index, table->name, index.name, index.oid});
    }
  }

  void report(model::Finding finding) { out_.findings.push_back(std::move(finding)); }

  void ask(Asked asked) { asked_.push_back(std::move(asked)); }

  static catalog::SamenessQuestion question(const Asked& asked, std::size_t number) {
    catalog::SamenessQuestion question;
    if (asked.wanted->definition) {
      question = sameness_question(*asked.wanted->definition, asked.table, asked.name.name, asked.oid, number);
    } else {
      question.table = asked.table;
      question.index = asked.name.name;
      question.existing_oid = asked.oid;
      question.clone_index = catalog::clone_index_name(number);
      question.build = wanted_sql(*asked.wanted, catalog::clone_name(asked.table), question.clone_index);
    }
    question.only = asked.wanted->only;
    question.search_path = asked.wanted->search_path;
    return question;
  }

  // By table, as the findings are to be read.
  void judge() {
    std::stable_sort(asked_.begin(), asked_.end(), [](const Asked& a, const Asked& b) { return a.table < b.table; });
    std::vector<catalog::SamenessQuestion> questions;
    for (const Asked& asked : asked_) {
      questions.push_back(question(asked, questions.size()));
    }
    try {
      const std::vector<catalog::SamenessAnswer> answers = catalog::judge_sameness(connection_, questions);
      for (std::size_t i = 0; i < answers.size(); ++i) take(asked_[i], answers[i]);
    } catch (const base::Error& error) {
      // On a standby, or without the right to make a temporary table, the server cannot be asked.
      if (error.sqlstate != "25006" && error.sqlstate != "42501") throw;
      for (const Asked& asked : asked_) leave_open(asked, error.message);
    }
  }

  void leave_open(const Asked& asked, const std::string& why) {
    claimed_.insert(asked.oid);
    found_.insert(asked.wanted);
    out_.not_examined.push_back({asked.name.text(), "its definition could not be compared on this server: " + why});
  }

  void take(const Asked& asked, const catalog::SamenessAnswer& answer) {
    if (asked.candidate != nullptr) {
      if (answer.same && !found_.contains(asked.wanted) && claimed_.insert(asked.oid).second)
        found_.insert(asked.wanted);
      return;
    }
    if (answer.same) return;
    const std::string wanted = answer.error.empty() ? answer.wanted : "the server refuses it now: " + answer.error;
    report(changed_index(*asked.wanted, asked.table, asked.name, "it has another definition", answer.existing, wanted));
  }

  void report_invalid(const WantedIndex& wanted, const model::IndexFacts& existing) {
    const auto live = by_oid_.find(existing.oid);
    if (live != by_oid_.end() && live->second->building) {
      out_.not_examined.push_back({existing.name.text(), "it is being built"});
      return;
    }
    report(invalid_index(wanted, existing));
  }

  void report_missing(const WantedIndex& wanted, const model::QualifiedName& table) {
    const model::QualifiedName name{table.schema, wanted.name.empty() ? "(unnamed)" : wanted.name};
    if (may_be_dropped(wanted, *input_.wanted)) {
      out_.not_examined.push_back({name.text(), "it is missing; SQL of the chain may have dropped it"});
      return;
    }
    if (!wanted.name.empty()) out_.missing.push_back(name);
    report(missing_index(wanted, table, name, table_of(wanted)));
  }

  void look_at_unclaimed(const InspectedIndex& index) {
    if (!index.definition.constraint.empty() || index.parent_oid != 0) return;
    ++out_.live;
    if (claimed_.contains(index.oid) || is_ignored(index.name, input_.ignore)) return;
    if (index.building) {
      out_.not_examined.push_back({index.name.text(), "it is being built"});
      return;
    }
    if (!index.valid) return report(stray_invalid_index(index, place_near(index, input_)));
    if (input_.unsettled.contains(index.name.name)) return;
    if (const std::string why = why_unknown(index, input_); !why.empty()) {
      out_.not_examined.push_back({index.name.text(), why});
      return;
    }
    report(extra_index(index, place_near(index, input_)));
  }

  db::Connection& connection_;
  const IndexCheckInput& input_;
  model::Catalog catalog_;
  std::vector<InspectedIndex> live_;
  std::unordered_map<std::int64_t, const InspectedIndex*> by_oid_;
  std::set<std::int64_t> claimed_;      // oids of live indexes that the chain names
  std::set<const WantedIndex*> found_;  // of those without a name
  std::vector<Asked> asked_;
  IndexCheck out_;
};

}  // namespace

IndexCheck check_indexes(db::Connection& connection, const IndexCheckInput& input) {
  return IndexChecker(connection, input).run();
}

}  // namespace barqdb::execute
