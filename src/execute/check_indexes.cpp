// Wanted × live → findings.
#include "execute/check_indexes.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <unordered_map>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "catalog/inspect.hpp"
#include "catalog/plan_facts.hpp"
#include "catalog/sameness.hpp"
#include "execute/index_findings.hpp"
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
  // An unqualified name may have meant a table further down the search_path.
  static model::QualifiedName unqualified(const WantedIndex& wanted) { return {"", wanted.table.name}; }

  model::Catalog read_facts() {
    catalog::PlanNames names;
    for (const WantedIndex& wanted : input_.wanted->all()) {
      for (const model::QualifiedName& table : {wanted.table, unqualified(wanted)}) {
        names.tables.insert(table);
        if (!wanted.name.empty()) names.indexes_to_create.insert({table, wanted.name});
      }
    }
    return catalog::read_plan_facts(connection_, names);
  }

  const model::TableFacts* table_of(const WantedIndex& wanted) const {
    for (const model::QualifiedName& table : {wanted.table, unqualified(wanted)}) {
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
    const bool alike =
        wanted.definition && read != by_oid_.end() && plan::in_same_words(*wanted.definition, read->second->definition);
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

  // By table, so that each is cloned once, and in portions that the server's lock table holds.
  void judge() {
    constexpr std::size_t portion = 400;
    std::stable_sort(asked_.begin(), asked_.end(), [](const Asked& a, const Asked& b) { return a.table < b.table; });
    for (std::size_t begin = 0; begin < asked_.size(); begin += portion) {
      const std::size_t end = std::min(asked_.size(), begin + portion);
      std::vector<catalog::SamenessQuestion> questions;
      for (std::size_t i = begin; i < end; ++i) {
        catalog::SamenessQuestion question;
        question.table = asked_[i].table;
        question.index = asked_[i].name.name;
        question.existing_oid = asked_[i].oid;
        question.clone_index = catalog::clone_index_name(i - begin);
        question.build = wanted_sql(*asked_[i].wanted, catalog::clone_name(asked_[i].table), question.clone_index);
        questions.push_back(std::move(question));
      }
      if (!answer(questions, begin)) return;
    }
  }

  // False when the server cannot be asked: on a standby, or without the right to make a temporary table.
  bool answer(const std::vector<catalog::SamenessQuestion>& questions, std::size_t begin) {
    try {
      const std::vector<catalog::SamenessAnswer> answers = catalog::judge_sameness(connection_, questions);
      for (std::size_t i = 0; i < answers.size(); ++i) take(asked_[begin + i], answers[i]);
      return true;
    } catch (const base::Error& error) {
      if (error.sqlstate != "25006" && error.sqlstate != "42501") throw;
      for (std::size_t i = begin; i < asked_.size(); ++i) {
        claimed_.insert(asked_[i].oid);
        found_.insert(asked_[i].wanted);
        out_.not_examined.push_back(
            {asked_[i].name.text(), "its definition could not be compared on this server: " + error.message});
      }
      return false;
    }
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

  // SQL that hides what it does may have dropped it.
  bool may_be_dropped(const WantedIndex& wanted) const {
    return std::any_of(input_.wanted->opaque().begin(), input_.wanted->opaque().end(), [&](const auto& opaque) {
      const std::string text = base::lower(opaque.text);
      const auto has = [&](const std::string& word) { return text.find(base::lower(word)) != std::string::npos; };
      return has("drop") && (has(wanted.table.name) || (!wanted.name.empty() && has(wanted.name)));
    });
  }

  void report_missing(const WantedIndex& wanted, const model::QualifiedName& table) {
    const model::QualifiedName name{table.schema, wanted.name.empty() ? "(unnamed)" : wanted.name};
    if (may_be_dropped(wanted)) {
      out_.not_examined.push_back({name.text(), "it is missing; SQL of the chain may have dropped it"});
      return;
    }
    if (!wanted.name.empty()) out_.missing.push_back(name);
    report(missing_index(wanted, table, name, table_of(wanted) != nullptr));
  }

  bool ignored(const model::QualifiedName& name) const {
    return std::any_of(input_.ignore.begin(), input_.ignore.end(), [&](const std::string& pattern) {
      return base::matches_pattern(name.name, pattern) || base::matches_pattern(name.text(), pattern);
    });
  }

  // Why nobody can say that the index is not the chain's; "" when one can.
  std::string why_unknown(const InspectedIndex& index) const {
    if (!input_.unknown.empty()) return "revision " + input_.unknown.front() + ", which no file has, may have made it";
    if (input_.wanted->open_tables().contains(index.table))
      return "SQL of the chain made its table in a way that does not show its indexes";
    if (input_.wanted->opaque().empty()) return "";
    const auto& opaque = input_.wanted->opaque().front();
    return "SQL of revision " + opaque.revision + " (" + opaque.place.text() +
           ") may have made it: its text does not show which indexes it makes";
  }

  void look_at_unclaimed(const InspectedIndex& index) {
    if (!index.definition.constraint.empty() || index.parent_oid != 0) return;
    ++out_.live;
    if (claimed_.contains(index.oid) || ignored(index.name)) return;
    if (index.building) {
      out_.not_examined.push_back({index.name.text(), "it is being built"});
      return;
    }
    if (!index.valid && !index.partitioned) return report(stray_invalid_index(index, place_near(index)));
    if (input_.unsettled.contains(index.name.name)) return;
    if (const std::string why = why_unknown(index); !why.empty()) {
      out_.not_examined.push_back({index.name.text(), why});
      return;
    }
    report(extra_index(index, place_near(index)));
  }

  // The last definition on the same table: where one would look, and where a definition of it would stand.
  base::Place place_near(const InspectedIndex& index) const {
    base::Place place = input_.head;
    for (const WantedIndex& wanted : input_.wanted->all()) {
      if (wanted.table == index.table && !wanted.place.file.empty()) place = wanted.place;
    }
    return place;
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
