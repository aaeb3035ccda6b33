// The checks before a run.
#include "plan/check.hpp"

#include "base/text.hpp"
#include "plan/column_references.hpp"
#include "plan/schema_effects.hpp"
#include "plan/sql_text.hpp"
#include "plan/transaction_use.hpp"
#include "plan/user_sql.hpp"

namespace barqdb::plan {
namespace {

base::Place moved(base::Place place, std::string_view text, std::size_t offset) {
  if (place.line > 0) place.line += line_at(text, offset) - 1;
  return place;
}

void check_sql(std::string_view sql, bool transaction, const base::Place& place, base::Diagnostics& diagnostics) {
  for (const Statement& statement : split_statements(sql)) {
    const TransactionUse use = transaction_use(statement.text);
    if (copies_with_client(statement.text)) {
      diagnostics.add(
          "\"" + base::one_line(statement.text, 60) + "\" wants rows from its client, or sends them to it",
          "that is for psql: write the rows as INSERT (pg_dump --inserts), or load the file with `barqdb batch "
          "load`",
          moved(place, sql, statement.offset));
    } else if (has_psql_command(statement.text)) {
      diagnostics.add("\"" + base::one_line(statement.text, 60) + "\" has a command of psql in it, which is no SQL",
                      "take the lines out that begin with a backslash, as \\restrict and \\connect of pg_dump",
                      moved(place, sql, statement.offset));
    } else if (use == TransactionUse::ends_it) {
      diagnostics.add(
          "\"" + base::one_line(statement.text, 60) + "\" would end the transaction that barqdb runs the revision in",
          "leave BEGIN, COMMIT and ROLLBACK out; barqdb opens and commits the transaction",
          moved(place, sql, statement.offset));
    } else if (transaction && use == TransactionUse::refuses_it) {
      diagnostics.add("\"" + base::one_line(statement.text, 60) + "\" cannot run inside a transaction",
                      "give it a step of its own with `transaction: false`, or use create_index and drop_index",
                      moved(place, sql, statement.offset));
    }
  }
}

class DefinitionCheck {
 public:
  DefinitionCheck(const Surroundings& surroundings, ForeseenSchema& schema, base::Diagnostics& diagnostics)
      : surroundings_(surroundings), schema_(schema), diagnostics_(diagnostics) {}

  void run(const model::IndexDefinition& definition) {
    subject_ = "index " + definition.name;
    for (const model::IndexColumn& column : definition.columns) {
      if (!column.expression.empty()) check_syntax(column.expression, "expression", column.place);
    }
    if (!definition.where.empty()) check_syntax(definition.where, "where", definition.where_place);
    if (surroundings_.catalog == nullptr) return;
    check_server(definition);
    const ForeseenTable* table = find(definition.table, definition.table_place);
    if (table == nullptr) return;
    for (const model::IndexColumn& column : definition.columns) {
      if (column.expression.empty())
        check_column(definition.table, *table, column.name, column.place);
      else
        check_references(definition.table, *table, column.expression, column.place);
    }
    for (const std::string& column : definition.include)
      check_column(definition.table, *table, column, definition.place);
    check_references(definition.table, *table, definition.where, definition.where_place);
  }

  void run(const model::ConstraintDefinition& definition) {
    subject_ = "constraint " + definition.name;
    if (definition.is_check()) check_syntax(definition.check, "check", definition.check_place);
    if (surroundings_.catalog == nullptr) return;
    if (const ForeseenTable* table = find(definition.table, definition.table_place)) {
      for (const std::string& column : definition.columns)
        check_column(definition.table, *table, column, definition.columns_place);
      check_references(definition.table, *table, definition.check, definition.check_place);
    }
    if (definition.is_check()) return;
    if (const ForeseenTable* table = find(definition.references, definition.references_place)) {
      for (const std::string& column : definition.referenced_columns)
        check_column(definition.references, *table, column, definition.references_place);
    }
  }

  void run(const model::BackfillStep& step) {
    subject_ = "backfill";
    if (!step.where.empty()) check_syntax(step.where, "where", step.where_place);
    const Assignments set = read_assignments(step.set);
    if (set.error) {
      diagnostics_.add(
          "`set: " + base::one_line(step.set, 60) + "` does not parse as assignments: " + set.error->message,
          "write it as it would stand after SET, without WHERE", step.set_place);
    }
    if (surroundings_.connections > 0 && surroundings_.connections <= step.jobs) {
      diagnostics_.add("`jobs: " + std::to_string(step.jobs) + "` needs " + std::to_string(step.jobs + 1) +
                           " connections, the pool has " + std::to_string(surroundings_.connections),
                       "raise pool.size in the profile, or lower jobs", step.jobs_place);
    }
    if (surroundings_.catalog == nullptr) return;
    if (const ForeseenTable* table = find(step.table, step.table_place)) {
      for (const std::string& column : set.columns) check_column(step.table, *table, column, step.set_place);
      check_references(step.table, *table, step.where, step.where_place);
    }
  }

  void run(const model::SetNotNullStep& step) {
    subject_ = "set_not_null";
    if (surroundings_.catalog == nullptr) return;
    if (const ForeseenTable* table = find(step.table, step.table_place))
      check_column(step.table, *table, step.column, step.column_place);
  }

 private:
  void check_syntax(const std::string& expression, const std::string& key, const base::Place& place) {
    const auto error = check_expression(expression);
    if (!error) return;
    if (surroundings_.server_syntax && surroundings_.server_syntax(expression).empty()) return;
    const std::string hint = key == "where" ? "write a condition as it would stand after WHERE, without the word WHERE"
                             : key == "check"
                                 ? "write a condition as it would stand in CHECK (…), without the word CHECK"
                                 : "write an expression as it would stand in CREATE INDEX";
    diagnostics_.add("`" + key + ": " + base::one_line(expression, 60) + "` does not parse: " + error->message, hint,
                     place);
  }

  void check_server(const model::IndexDefinition& definition) {
    if (definition.nulls_not_distinct && surroundings_.catalog->server_version < 150000) {
      diagnostics_.add("index " + definition.name + " has nulls_not_distinct, which needs PostgreSQL 15 or later",
                       "leave the key out, or make the columns NOT NULL", definition.place);
    }
    for (const std::string& extension : definition.requires_extensions) {
      if (surroundings_.available_extensions.contains(extension)) continue;
      diagnostics_.add(
          "index " + definition.name + " requires the extension " + extension + ", which this server does not have",
          "install it on the server (Debian: the package postgresql-contrib or postgresql-NN-" + extension +
              "), or leave the index out",
          definition.place);
    }
  }

  // The table, when its columns are known; nullptr after a complaint, and where the text does not show them.
  const ForeseenTable* find(const model::QualifiedName& name, const base::Place& place) {
    const ForeseenTable* table = schema_.find(name);
    if (table != nullptr) return table->open ? nullptr : table;
    if (schema_.open()) return nullptr;  // some SQL may create it in a way that its text does not show
    std::vector<std::string> names = schema_.table_names();
    names.insert(names.end(), surroundings_.table_names.begin(), surroundings_.table_names.end());
    const std::string near = base::nearest(name.text(), names);
    diagnostics_.add(subject_ + ": table " + name.text() + " does not exist, and no pending revision creates it",
                     near.empty() ? "check the name and its schema" : "did you mean " + near + "?", place);
    return nullptr;
  }

  void check_references(const model::QualifiedName& name, const ForeseenTable& table, const std::string& expression,
                        const base::Place& place) {
    for (const ColumnReference& reference : column_references(expression)) {
      if (reference.column != name.name) check_column(name, table, reference.column, place);
    }
  }

  void check_column(const model::QualifiedName& name, const ForeseenTable& table, const std::string& column,
                    const base::Place& place) {
    static const std::set<std::string> system = {"ctid", "xmin", "xmax", "cmin", "cmax", "tableoid"};
    if (table.columns.contains(column) || system.contains(column)) return;
    const std::string near = base::nearest(column, {table.columns.begin(), table.columns.end()});
    diagnostics_.add(subject_ + ": table " + name.text() + " has no column " + column,
                     near.empty() ? "" : "did you mean " + near + "?", place);
  }

  const Surroundings& surroundings_;
  ForeseenSchema& schema_;
  base::Diagnostics& diagnostics_;
  std::string subject_;
};

}  // namespace

void check_revisions(const std::vector<PendingRevision>& pending, const Surroundings& surroundings,
                     base::Diagnostics& diagnostics) {
  ForeseenSchema schema(surroundings.catalog != nullptr ? surroundings.catalog->current_schema : "public");
  if (surroundings.catalog != nullptr) {
    for (const auto& [key, table] : surroundings.catalog->tables) schema.add_table(table.name, {table.columns, false});
  }
  for (const PendingRevision& revision : pending) {
    for (const model::Step& step : revision.body->steps) {
      if (const auto* sql = std::get_if<model::SqlStep>(&step)) {
        check_sql(sql->up, sql->transaction, sql->up_place, diagnostics);
        if (sql->down) check_sql(*sql->down, sql->transaction, sql->down_place, diagnostics);
        apply_effects(sql->up, schema);
      } else {
        DefinitionCheck check(surroundings, schema, diagnostics);
        for (const model::IndexDefinition* definition : model::definitions_of(step)) check.run(*definition);
        if (const auto* add = std::get_if<model::AddConstraintStep>(&step)) check.run(add->definition);
        if (const auto* not_null = std::get_if<model::SetNotNullStep>(&step)) check.run(*not_null);
        if (const auto* backfill = std::get_if<model::BackfillStep>(&step)) {
          check.run(*backfill);
          if (backfill->down) check_sql(*backfill->down, true, backfill->down_place, diagnostics);
        }
      }
    }
  }
}

}  // namespace barqdb::plan
