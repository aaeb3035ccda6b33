// DROP INDEX and its way back: definition, tablespace, comment, statistics targets.
#include "analyze/drop_statements.hpp"

#include <algorithm>

#include "base/quote.hpp"
#include "base/text.hpp"
#include "model/name.hpp"
#include "plan/ddl.hpp"
#include "plan/dropped_index.hpp"

namespace barqdb::analyze {
namespace {

constexpr const char* next = ";\n";

// Whether an index that stays has the same expression, and so its statistics. A part goes or stays with its whole.
bool kept_elsewhere(const CheckInput& input, const IndexReview& review, const IndexTotals& index,
                    const std::string& expression) {
  const std::vector<std::size_t>& places = input.indexes_of(index.usage->table_oid);
  return std::any_of(places.begin(), places.end(), [&](std::size_t place) {
    const IndexTotals& other = input.indexes[place];
    const std::int64_t whole = input.root(other).usage->oid;
    const auto verdict = review.verdicts.find(whole);
    if (whole == input.root(index).usage->oid || (verdict != review.verdicts.end() && verdict->second.word == "drop"))
      return false;
    const std::vector<model::IndexKey>& keys = input.shape(other).keys;
    return std::any_of(keys.begin(), keys.end(),
                       [&](const model::IndexKey& key) { return key.column == 0 && key.expression == expression; });
  });
}

// Expressions whose statistics go with the index.
std::vector<std::string> lost_expressions(const CheckInput& input, const IndexReview& review,
                                          const IndexTotals& index) {
  std::vector<std::string> lost;
  const model::IndexShape& shape = input.shape(index);
  if (!index.usage->valid) return lost;
  for (std::size_t i = 0; i < shape.keys.size(); ++i) {
    if (shape.keys[i].column != 0) continue;
    const model::ColumnFacts* facts = input.key_facts(index, i);
    // Those of a table that was analyzed may be there without this role seeing them.
    const model::TableHealth* table = input.table(index.usage->table_oid);
    const bool may_be = facts != nullptr && facts->hidden && table != nullptr && table->rows >= 0;
    if (!may_be && (facts == nullptr || !facts->statistics)) continue;  // the planner has none to lose
    if (!kept_elsewhere(input, review, index, shape.keys[i].expression))
      lost.push_back("(" + shape.keys[i].expression + ")");
  }
  return lost;
}

struct Lost {
  const IndexTotals* index;
  std::vector<std::string> expressions;
};

// By the indexes that have statistics: of a partitioned one these are its leaves. Statistics of the whole would not
// help: the planner estimates each partition by its own.
std::vector<Lost> lost_statistics(const CheckInput& input, const IndexReview& review, const IndexTotals& index) {
  std::vector<Lost> out;
  const auto add = [&](const IndexTotals& one) {
    std::vector<std::string> expressions = lost_expressions(input, review, one);
    if (!expressions.empty()) out.push_back({&one, std::move(expressions)});
  };
  if (!index.usage->partitioned) add(index);
  for (std::size_t i = 0; index.usage->partitioned && i < input.indexes.size(); ++i) {
    const IndexTotals& one = input.indexes[i];
    if (!one.usage->partitioned && input.root(one).usage == index.usage) add(one);
  }
  return out;
}

// CREATE INDEX and what it cannot say. `only`: of a partitioned index, without its parts.
std::string restore(const IndexTotals& index, const model::DroppedDefinition& definition, bool only) {
  plan::DroppedIndex dropped;
  dropped.name = index.usage->index;
  dropped.table = index.usage->table;
  dropped.definition = definition.definition;
  dropped.comment = definition.comment;
  dropped.tablespace = definition.tablespace;
  std::string sql = plan::restore_sql(dropped, !index.usage->partitioned);
  if (only) sql.insert(plan::find_clause(sql, " ON ") + 3, " ONLY");
  for (const std::string& statement : plan::restore_after_sql(dropped)) sql += next + statement;
  for (const auto& [key, target] : definition.statistics) {
    sql += next + ("ALTER INDEX " + dropped.name.quoted() + " ALTER COLUMN " + std::to_string(key) +
                   " SET STATISTICS " + std::to_string(target));
  }
  return sql;
}

// A partitioned index comes back with its own parts, under their names. CREATE INDEX on the whole would take any index
// on a partition that fits for a part, and a later DROP would take that one along. Parts without a definition: the
// whole then.
std::string undo_of(const CheckInput& input, const IndexTotals& index, const model::DroppedDefinitions& definitions) {
  const model::DroppedDefinition& own = definitions.at(index.usage->oid);
  if (!index.usage->partitioned) return restore(index, own, false);
  std::string sql = restore(index, own, true);
  for (const IndexTotals& part : input.indexes) {
    if (part.usage->parent != index.usage->oid) continue;
    if (!definitions.contains(part.usage->oid)) return restore(index, own, false);
    sql += next + undo_of(input, part, definitions) + next + "ALTER INDEX " + index.usage->index.quoted() +
           " ATTACH PARTITION " + part.usage->index.quoted();
  }
  return sql;
}

void add_statistics(const std::vector<Lost>& lost, model::Finding& finding) {
  std::string make;
  for (const Lost& one : lost) {
    const model::QualifiedName table = one.index->usage->table;
    const model::QualifiedName name{table.schema, model::partition_index_name("stat", one.index->usage->index)};
    make += "CREATE STATISTICS " + name.quoted() + " ON " + base::join(one.expressions, ", ") + " FROM " +
            table.quoted() + next + "ANALYZE " + table.quoted() + next;
    finding.sql_undo += std::string(next) + "DROP STATISTICS " + name.quoted();
  }
  finding.sql_do = make + finding.sql_do;
  finding.message += "; CREATE STATISTICS first: the planner's estimates use those of its expression";
}

void add_statements(const CheckInput& input, const IndexReview& review, const IndexTotals& index,
                    const model::DroppedDefinitions& definitions, model::Finding& finding) {
  finding.sql_do = plan::drop_index_sql(index.usage->index, !index.usage->partitioned);
  finding.sql_undo = undo_of(input, index, definitions);
  if (!index.usage->partitioned && !index.usage->has_expression) return;
  const std::vector<Lost> lost = lost_statistics(input, review, index);
  if (lost.empty()) return;
  if (input.usage.server_version >= 140'000) return add_statistics(lost, finding);
  finding.verdict = "review";
  finding.sql_do.clear();
  finding.sql_undo.clear();
  finding.message +=
      "; but the planner's estimates use the statistics of its expression, and this server keeps them only "
      "with an index";
}

// Of a partitioned index: the parts that have to be made, after those that only have to be attached.
void add_missing_parts(const CheckInput& input, const IndexTotals& index, const model::DroppedDefinition& definition,
                       model::Finding& finding) {
  const std::size_t tail = plan::find_clause(definition.definition, " USING ");
  if (tail == std::string::npos) return;
  const std::string head = index.usage->unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ";
  for (const auto& [key, value] : finding.evidence) {
    if (key != "missing") continue;
    for (const std::int64_t table : input.parts_of(index.usage->table_oid)) {
      const model::TableHealth& part = *input.table(table);
      const auto& missing = std::get<std::vector<std::string>>(value);
      if (std::find(missing.begin(), missing.end(), part.name.text()) == missing.end()) continue;
      const model::QualifiedName name{part.name.schema,
                                      model::partition_index_name(index.usage->index.name, part.name)};
      finding.sql_do += (finding.sql_do.empty() ? "" : next) + head + (part.kind == 'p' ? "" : "CONCURRENTLY ") +
                        base::quote_identifier(name.name) + " ON " + part.name.quoted() +
                        definition.definition.substr(tail) + next + "ALTER INDEX " + index.usage->index.quoted() +
                        " ATTACH PARTITION " + name.quoted();
    }
  }
}

}  // namespace

void add_drop_statements(const CheckInput& input, const model::DroppedDefinitions& definitions, IndexReview& review) {
  for (CheckResult& result : review.results) {
    if (result.index == 0) continue;
    const IndexTotals& index = *input.index(result.index);
    const auto found = definitions.find(result.index);
    const bool parts_missing = result.finding.check == "index.invalid" && index.usage->partitioned;
    if (result.finding.verdict != "drop" && !parts_missing) continue;
    if (found == definitions.end()) {
      review.not_examined.push_back(
          {index.usage->index.text(), "another session holds its table exclusively: its definition is not known"});
      continue;
    }
    if (parts_missing) {
      add_missing_parts(input, index, found->second, result.finding);
      continue;
    }
    add_statements(input, review, index, definitions, result.finding);
    Verdict& verdict = review.verdicts[result.index];
    if (result.finding.verdict != "drop" && verdict.word == "drop") verdict.word = result.finding.verdict;
  }
}

}  // namespace barqdb::analyze
