// The only place that writes DDL. Names are quoted here; expressions and predicates are the user's SQL, as written.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/index_definition.hpp"

namespace barqdb::plan {

// Where and how a definition is built.
struct BuildOptions {
  bool concurrently = false;
  bool only = false;           // of a partitioned table: the index itself, none on its partitions
  model::QualifiedName table;  // instead of the definition's own; an empty name means its own
  std::string name;            // likewise
};

// CREATE INDEX without a semicolon; one line unless the user's SQL has more.
std::string create_index_sql(const model::IndexDefinition& definition, const BuildOptions& options = {});
// What CREATE INDEX cannot say: statistics targets, the comment, extensions that it goes with, the marks of the table,
// the attachment. `index` is its full name.
std::vector<std::string> complete_index_sql(const model::IndexDefinition& definition,
                                            const model::QualifiedName& index);
// Keys that stand more than once under a unique definition, as text, with their count; at most five, most frequent
// first. Rows of tables that inherit from it are not its own.
std::string duplicates_sql(const model::IndexDefinition& definition, const model::QualifiedName& table);
// Neither expressions nor a predicate.
bool has_plain_columns(const model::IndexDefinition& definition);
std::string drop_index_sql(const model::QualifiedName& index, bool concurrently);
std::string attach_index_sql(const model::QualifiedName& parent, const model::QualifiedName& index);
// "" takes the comment away.
std::string comment_index_sql(const model::QualifiedName& index, const std::string& comment);
// `column` counts from 1.
std::string statistics_sql(const model::QualifiedName& index, int column, int target);
std::string depend_on_extension_sql(const model::QualifiedName& index, const std::string& extension, bool depends);
std::string cluster_on_sql(const model::QualifiedName& table, const std::string& index);
std::string replica_identity_sql(const model::QualifiedName& table, const std::string& index);
// The user's SQL in parentheses. A comment at its end does not swallow the closing one.
std::string parenthesized(const std::string& expression);
std::string rename_index_sql(const model::QualifiedName& index, const std::string& name);
// Puts `index` under a unique or primary key constraint that exists, in place of the index that it has: one statement.
// The server gives the index the constraint's name.
struct BackedConstraint {
  std::string name;
  bool primary_key = false;
  bool deferrable = false;
  bool deferred = false;
};
std::string swap_constraint_sql(const model::QualifiedName& table, const BackedConstraint& constraint,
                                const std::string& index);
std::string comment_constraint_sql(const model::QualifiedName& table, const std::string& constraint,
                                   const std::string& comment);
std::string analyze_sql(const model::QualifiedName& table);
// The text of pg_get_indexdef with CONCURRENTLY put in its place.
std::string concurrently(std::string_view definition);
// A statement of create_index_sql without the word.
std::string not_concurrently(std::string_view statement);
// Where a clause such as " WHERE " begins in the text of pg_get_indexdef: outside quotes and parentheses; npos when it
// has none.
std::size_t find_clause(std::string_view definition, std::string_view clause);

}  // namespace barqdb::plan
