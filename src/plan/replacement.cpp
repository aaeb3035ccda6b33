// Names, statements and limits of a replacement.
#include "plan/replacement.hpp"

#include <algorithm>

#include "base/hash.hpp"
#include "plan/ddl.hpp"

namespace barqdb::plan {
namespace {

ReplacementNames names_for(const std::string& index, const std::string& wanted) {
  return {model::replacement_index_name(index, wanted), model::replaced_index_name(index, wanted)};
}

// What the table says about its index, said again of the one that has its name now.
std::vector<std::string> table_marks(const model::IndexFacts& current, bool clustered, bool replica_identity) {
  DroppedIndex marks;
  marks.name = current.name;
  marks.table = current.table;
  marks.clustered = clustered;
  marks.replica_identity = replica_identity;
  std::vector<std::string> statements = restore_after_sql(marks);
  if (!current.constraint_comment.empty())
    statements.push_back(comment_constraint_sql(current.table, current.constraint, current.constraint_comment));
  return statements;
}

}  // namespace

ReplacementNames replacement_names(const model::IndexDefinition& wanted) {
  return names_for(wanted.name, create_index_sql(wanted));
}

ReplacementNames replacement_names(const DroppedIndex& wanted) {
  return names_for(wanted.name.name, wanted.definition);
}

Replacement replacement_by(const model::IndexDefinition& wanted, const model::IndexFacts& current) {
  Replacement replacement;
  replacement.names = replacement_names(wanted);
  const model::QualifiedName name{current.name.schema, replacement.names.replacement};
  replacement.build =
      create_index_sql(wanted, {.concurrently = false, .only = false, .table = current.table, .name = name.name});
  replacement.build_concurrently =
      create_index_sql(wanted, {.concurrently = true, .only = false, .table = current.table, .name = name.name});
  replacement.after_build = complete_index_sql(wanted, name);
  const bool clusters = wanted.method == "btree" || wanted.method == "gist";
  replacement.after_swap =
      table_marks(current, current.clustered && clusters && wanted.where.empty(), current.replica_identity);
  replacement.hash = base::sha256_hex(create_index_sql(wanted));
  if (wanted.unique) replacement.duplicates = duplicates_sql(wanted, current.table);
  replacement.plain_columns = has_plain_columns(wanted);
  return replacement;
}

Replacement replacement_by(const DroppedIndex& wanted, const model::IndexFacts& current) {
  Replacement replacement;
  replacement.names = replacement_names(wanted);
  DroppedIndex beside = wanted;
  beside.name.name = replacement.names.replacement;
  beside.clustered = beside.replica_identity = false;
  replacement.build = restore_sql(wanted, /*concurrently=*/false, beside.name.name);
  replacement.build_concurrently = restore_sql(wanted, /*concurrently=*/true, beside.name.name);
  replacement.after_build = restore_after_sql(beside);
  replacement.after_swap = table_marks(current, wanted.clustered, wanted.replica_identity);
  replacement.hash = base::sha256_hex(wanted.definition);
  return replacement;
}

std::string why_not_instead(const model::IndexDefinition& wanted, const model::IndexFacts& current,
                            const model::TableFacts& table) {
  const bool primary_key = current.constraint_kind == 'p';
  if (current.constraint.empty() && !current.replica_identity) return "";
  if (!wanted.unique) return "the definition is not unique";
  if (!wanted.where.empty()) return "the definition has a condition (where)";
  if (!has_plain_columns(wanted)) return "the definition has an expression";
  const auto nullable = std::find_if(wanted.columns.begin(), wanted.columns.end(),
                                     [&](const model::IndexColumn& one) { return !table.not_null.contains(one.name); });
  if ((primary_key || current.replica_identity) && nullable != wanted.columns.end())
    return "column " + nullable->name + " is not NOT NULL";
  if (current.constraint.empty()) return "";
  if (wanted.method != "btree") return "its method is not btree";
  for (const model::IndexColumn& column : wanted.columns) {
    if (column.order == model::Order::desc || column.nulls == model::Nulls::first)
      return "column " + column.name + " has an order of its own";
    if (!column.opclass.name.empty() || !column.collation.name.empty())
      return "column " + column.name + " has an operator class or collation of its own";
  }
  return "";
}

}  // namespace barqdb::plan
