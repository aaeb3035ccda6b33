// CREATE, COMMENT, ALTER, DROP for indexes; ANALYZE. Grammar: the CREATE INDEX page of PostgreSQL 13 to 18.
#include "plan/ddl.hpp"

#include <algorithm>
#include <set>

#include "base/quote.hpp"
#include "base/text.hpp"

namespace barqdb::plan {
namespace {

using base::quote_identifier;

// Storage parameters keep the spelling that was written. Quotes are right for every value; they are left out where no
// one would write them.
std::string parameter_value(const std::string& value) {
  static const std::set<std::string_view> words = {"on", "off", "true", "false", "auto"};
  const bool digits = !value.empty() && value.find_first_not_of("0123456789") == std::string::npos;
  return digits || words.contains(value) ? value : base::quote_literal(value);
}

std::string parameters(const model::Parameters& list) {
  std::vector<std::string> parts;
  for (const auto& [name, value] : list) parts.push_back(quote_identifier(name) + " = " + parameter_value(value));
  return "(" + base::join(parts, ", ") + ")";
}

std::string key(const model::IndexColumn& column) {
  std::string sql = column.expression.empty() ? quote_identifier(column.name) : parenthesized(column.expression);
  if (!column.collation.name.empty()) sql += " COLLATE " + column.collation.quoted();
  if (!column.opclass.name.empty()) {
    sql += " " + column.opclass.quoted();
    if (!column.opclass_parameters.empty()) sql += " " + parameters(column.opclass_parameters);
  }
  if (column.order == model::Order::asc) sql += " ASC";
  if (column.order == model::Order::desc) sql += " DESC";
  if (column.nulls == model::Nulls::first) sql += " NULLS FIRST";
  if (column.nulls == model::Nulls::last) sql += " NULLS LAST";
  return sql;
}

}  // namespace

std::string parenthesized(const std::string& expression) {
  return "(" + expression + (expression.find("--") == std::string::npos ? ")" : "\n)");
}

std::string create_index_sql(const model::IndexDefinition& definition, const BuildOptions& options) {
  std::string sql = definition.unique ? "CREATE UNIQUE INDEX " : "CREATE INDEX ";
  if (options.concurrently) sql += "CONCURRENTLY ";
  sql += quote_identifier(options.name.empty() ? definition.name : options.name);
  sql +=
      (options.only ? " ON ONLY " : " ON ") + (options.table.name.empty() ? definition.table : options.table).quoted();
  sql += " USING " + quote_identifier(definition.method);
  std::vector<std::string> keys;
  for (const model::IndexColumn& column : definition.columns) keys.push_back(key(column));
  sql += " (" + base::join(keys, ", ") + ")";
  if (!definition.include.empty()) {
    std::vector<std::string> names;
    for (const std::string& name : definition.include) names.push_back(quote_identifier(name));
    sql += " INCLUDE (" + base::join(names, ", ") + ")";
  }
  if (definition.nulls_not_distinct) sql += " NULLS NOT DISTINCT";
  if (!definition.with.empty()) sql += " WITH " + parameters(definition.with);
  if (!definition.tablespace.empty()) sql += " TABLESPACE " + quote_identifier(definition.tablespace);
  if (!definition.where.empty()) sql += " WHERE " + parenthesized(definition.where);
  return sql;
}

std::vector<std::string> complete_index_sql(const model::IndexDefinition& definition,
                                            const model::QualifiedName& index) {
  std::vector<std::string> statements;
  for (std::size_t i = 0; i < definition.columns.size(); ++i) {
    if (definition.columns[i].statistics < 0) continue;
    statements.push_back(statistics_sql(index, static_cast<int>(i) + 1, definition.columns[i].statistics));
  }
  if (!definition.comment.empty()) statements.push_back(comment_index_sql(index, definition.comment));
  for (const std::string& extension : definition.depends_on_extensions)
    statements.push_back(depend_on_extension_sql(index, extension, true));
  if (definition.cluster) statements.push_back(cluster_on_sql(definition.table, index.name));
  if (definition.replica_identity) statements.push_back(replica_identity_sql(definition.table, index.name));
  if (!definition.part_of.name.empty()) statements.push_back(attach_index_sql(definition.part_of, index));
  return statements;
}

std::string comment_index_sql(const model::QualifiedName& index, const std::string& comment) {
  return "COMMENT ON INDEX " + index.quoted() + " IS " + (comment.empty() ? "NULL" : base::quote_literal(comment));
}

std::string statistics_sql(const model::QualifiedName& index, int column, int target) {
  return "ALTER INDEX " + index.quoted() + " ALTER COLUMN " + std::to_string(column) + " SET STATISTICS " +
         std::to_string(target);
}

std::string depend_on_extension_sql(const model::QualifiedName& index, const std::string& extension, bool depends) {
  return "ALTER INDEX " + index.quoted() + (depends ? "" : " NO") + " DEPENDS ON EXTENSION " +
         quote_identifier(extension);
}

std::string duplicates_sql(const model::IndexDefinition& definition, const model::QualifiedName& table) {
  std::vector<std::string> keys;
  std::vector<std::string> names;
  std::vector<std::string> filters;
  if (!definition.where.empty()) filters.push_back("(" + definition.where + ")");
  for (const model::IndexColumn& column : definition.columns) {
    std::string expression = column.expression.empty() ? quote_identifier(column.name) : "(" + column.expression + ")";
    if (!definition.nulls_not_distinct) filters.push_back(expression + " IS NOT NULL");
    if (!column.collation.name.empty()) expression += " COLLATE " + column.collation.quoted();
    keys.push_back(std::move(expression));
    names.push_back(column.expression.empty() ? column.name : column.expression);
  }
  const std::string list = base::join(keys, ", ");
  return "SELECT " + base::quote_literal("(" + base::join(names, ", ") + ")=(") + " || pg_catalog.concat_ws(', ', " +
         list + ") || ')', pg_catalog.count(*) FROM ONLY " + table.quoted() +
         (filters.empty() ? "" : " WHERE " + base::join(filters, " AND ")) + " GROUP BY " + list +
         " HAVING pg_catalog.count(*) > 1 ORDER BY 2 DESC LIMIT 5";
}

bool has_plain_columns(const model::IndexDefinition& definition) {
  return definition.where.empty() &&
         std::all_of(definition.columns.begin(), definition.columns.end(),
                     [](const model::IndexColumn& column) { return column.expression.empty(); });
}

std::string drop_index_sql(const model::QualifiedName& index, bool concurrently) {
  return std::string("DROP INDEX ") + (concurrently ? "CONCURRENTLY " : "") + index.quoted();
}

std::string attach_index_sql(const model::QualifiedName& parent, const model::QualifiedName& index) {
  return "ALTER INDEX " + parent.quoted() + " ATTACH PARTITION " + index.quoted();
}

std::string cluster_on_sql(const model::QualifiedName& table, const std::string& index) {
  return "ALTER TABLE " + table.quoted() + " CLUSTER ON " + quote_identifier(index);
}

std::string replica_identity_sql(const model::QualifiedName& table, const std::string& index) {
  return "ALTER TABLE " + table.quoted() + " REPLICA IDENTITY USING INDEX " + quote_identifier(index);
}

std::string rename_index_sql(const model::QualifiedName& index, const std::string& name) {
  return "ALTER INDEX " + index.quoted() + " RENAME TO " + quote_identifier(name);
}

std::string swap_constraint_sql(const model::QualifiedName& table, const BackedConstraint& constraint,
                                const std::string& index) {
  const std::string name = quote_identifier(constraint.name);
  return "ALTER TABLE " + table.quoted() + " DROP CONSTRAINT " + name + ", ADD CONSTRAINT " + name +
         (constraint.primary_key ? " PRIMARY KEY" : " UNIQUE") + " USING INDEX " + quote_identifier(index) +
         (constraint.deferrable ? " DEFERRABLE" : "") + (constraint.deferred ? " INITIALLY DEFERRED" : "");
}

std::string comment_constraint_sql(const model::QualifiedName& table, const std::string& constraint,
                                   const std::string& comment) {
  return "COMMENT ON CONSTRAINT " + quote_identifier(constraint) + " ON " + table.quoted() + " IS " +
         base::quote_literal(comment);
}

std::string analyze_sql(const model::QualifiedName& table) { return "ANALYZE " + table.quoted(); }

std::string concurrently(std::string_view definition) {
  for (const std::string_view head : {"CREATE UNIQUE INDEX ", "CREATE INDEX "}) {
    if (definition.starts_with(head))
      return std::string(head) + "CONCURRENTLY " + std::string(definition.substr(head.size()));
  }
  return std::string(definition);
}

std::string not_concurrently(std::string_view statement) {
  for (const std::string head : {"CREATE UNIQUE INDEX ", "CREATE INDEX "}) {
    const std::string whole = head + "CONCURRENTLY ";
    if (statement.starts_with(whole)) return head + std::string(statement.substr(whole.size()));
  }
  return std::string(statement);
}

std::size_t find_clause(std::string_view definition, std::string_view clause) {
  char quote = '\0';
  int depth = 0;
  for (std::size_t i = 0; i < definition.size(); ++i) {
    const char c = definition[i];
    if (quote != '\0') {
      if (c == quote) quote = '\0';
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '(') {
      ++depth;
    } else if (c == ')') {
      --depth;
    } else if (depth == 0 && definition.substr(i, clause.size()) == clause) {
      return i;
    }
  }
  return std::string_view::npos;
}

}  // namespace barqdb::plan
