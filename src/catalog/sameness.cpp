// The judge of sameness.
#include "catalog/sameness.hpp"

#include <map>
#include <set>

#include "base/error.hpp"
#include "base/quote.hpp"
#include "catalog/sql.hpp"

namespace barqdb::catalog {
namespace {

struct Printed {
  std::string signature;
  std::string definition;
};

// Ends the transaction whatever happens: the clones must not outlive the question.
class Rollback {
 public:
  explicit Rollback(db::Connection& connection) : connection_(connection) {}
  ~Rollback() {
    try {
      connection_.query("ROLLBACK");
    } catch (const base::Error&) {  // the connection is gone, and the transaction with it
    }
  }
  Rollback(const Rollback&) = delete;
  Rollback& operator=(const Rollback&) = delete;

 private:
  db::Connection& connection_;
};

std::map<std::string, Printed> read_signatures(db::Connection& connection, const std::vector<std::string>& oids) {
  const db::Result result = connection.query(sql::index_signature, {db::array_literal(oids)});
  std::map<std::string, Printed> printed;
  for (std::size_t row = 0; row < result.rows(); ++row) {
    printed[std::string(result.text(row, 0))] = {std::string(result.text(row, 1)), std::string(result.text(row, 2))};
  }
  return printed;
}

// Builds the statements one after the other; those that the server refuses get its words in `errors`.
void build_all(db::Connection& connection, const std::vector<std::pair<std::size_t, std::string>>& builds,
               std::map<std::size_t, std::string>& errors) {
  std::string all;
  for (const auto& [question, sql] : builds) all += sql + ";\n";
  connection.query("SAVEPOINT barqdb_build");
  try {
    if (!all.empty()) connection.query(all);
    return;
  } catch (const base::Error& error) {
    if (!connection.alive()) throw;
    connection.query("ROLLBACK TO SAVEPOINT barqdb_build");
  }
  for (const auto& [question, sql] : builds) {  // find the culprits one by one
    connection.query("SAVEPOINT barqdb_build");
    try {
      connection.query(sql);
    } catch (const base::Error& error) {
      if (!connection.alive()) throw;
      connection.query("ROLLBACK TO SAVEPOINT barqdb_build");
      errors[question] = error.message;
    }
  }
}

// The oids of the clones' indexes, by name.
std::map<std::string, std::string> read_clone_oids(db::Connection& connection) {
  const db::Result result = connection.query(
      "SELECT c.relname, c.oid FROM pg_catalog.pg_class AS c "
      "WHERE c.relnamespace = pg_catalog.pg_my_temp_schema() AND c.relkind = 'i' AND c.relname LIKE 'barqdb\\_clone\\_%'");
  std::map<std::string, std::string> oids;
  for (std::size_t row = 0; row < result.rows(); ++row) oids[std::string(result.text(row, 0))] = result.text(row, 1);
  return oids;
}

// The tail of pg_get_indexdef from USING on, which names no table and no index of its own.
std::string tail_of(const std::string& definition) {
  bool quoted = false;
  for (std::size_t i = 0; i < definition.size(); ++i) {
    if (definition[i] == '"') quoted = !quoted;
    if (!quoted && definition.compare(i, 7, " USING ") == 0) return definition.substr(i);
  }
  return definition;
}

std::string rebuild_sql(const std::string& definition, const std::string& name, const model::QualifiedName& table) {
  const bool unique = definition.starts_with("CREATE UNIQUE ");
  return std::string("CREATE ") + (unique ? "UNIQUE " : "") + "INDEX " + base::quote_identifier(name) + " ON " +
         clone_name(table).quoted() + tail_of(definition);
}

}  // namespace

model::QualifiedName clone_name(const model::QualifiedName& table) { return {"pg_temp", table.name}; }

std::string clone_index_name(std::size_t question) { return "barqdb_clone_" + std::to_string(question); }

std::vector<SamenessAnswer> judge_sameness(db::Connection& connection, const std::vector<SamenessQuestion>& questions) {
  std::vector<SamenessAnswer> answers(questions.size());
  if (questions.empty()) return answers;

  // Two tables of one name in different schemas cannot both be cloned under it: take them in rounds.
  std::map<std::string, std::set<std::string>> schemas_of;
  for (const SamenessQuestion& question : questions) schemas_of[question.table.name].insert(question.table.schema);
  std::set<std::string> rounds;
  for (const auto& [name, schemas] : schemas_of) {
    if (schemas.size() > 1) rounds.insert(schemas.begin(), schemas.end());
  }
  if (!rounds.empty()) {
    std::map<std::string, std::vector<std::size_t>> by_schema;
    for (std::size_t i = 0; i < questions.size(); ++i) by_schema[questions[i].table.schema].push_back(i);
    for (const auto& [schema, members] : by_schema) {
      for (const std::size_t member : members) answers[member] = judge_sameness(connection, {questions[member]}).front();
    }
    return answers;
  }

  connection.query("BEGIN");
  const Rollback rollback(connection);
  std::string clones;
  std::set<std::string> cloned;
  for (const SamenessQuestion& question : questions) {
    if (!cloned.insert(question.table.name).second) continue;
    clones += "CREATE TEMPORARY TABLE " + base::quote_identifier(question.table.name) + " (LIKE " + question.table.quoted() + ") ON COMMIT DROP;\n";
  }
  connection.query(clones);

  std::vector<std::pair<std::size_t, std::string>> builds;
  for (std::size_t i = 0; i < questions.size(); ++i) builds.emplace_back(i, questions[i].build);
  std::map<std::size_t, std::string> errors;
  build_all(connection, builds, errors);

  std::map<std::string, std::string> oids = read_clone_oids(connection);
  std::vector<std::string> wanted_oids;
  for (std::size_t i = 0; i < questions.size(); ++i) {
    if (oids.contains(clone_index_name(i))) wanted_oids.push_back(oids[clone_index_name(i)]);
    wanted_oids.push_back(std::to_string(questions[i].existing_oid));
  }
  std::map<std::string, Printed> printed = read_signatures(connection, wanted_oids);

  std::vector<Printed> wanted(questions.size());
  std::vector<Printed> existing(questions.size());
  std::vector<std::size_t> differing;
  for (std::size_t i = 0; i < questions.size(); ++i) {
    existing[i] = printed[std::to_string(questions[i].existing_oid)];
    answers[i].existing = existing[i].definition;
    if (errors.contains(i)) {
      answers[i].error = errors[i];
      continue;
    }
    wanted[i] = printed[oids[clone_index_name(i)]];
    const bool unique = wanted[i].definition.starts_with("CREATE UNIQUE ");
    answers[i].wanted = std::string("CREATE ") + (unique ? "UNIQUE " : "") + "INDEX " + base::quote_identifier(questions[i].index) + " ON " +
                        questions[i].table.quoted() + tail_of(wanted[i].definition);
    answers[i].same = wanted[i].signature == existing[i].signature;
    if (!answers[i].same) differing.push_back(i);
  }

  // What prints differently may still be the same: follow both to their fixpoints by building what was printed.
  for (int pass = 1; pass <= 2 && !differing.empty(); ++pass) {
    builds.clear();
    errors.clear();
    const auto name = [&](std::size_t question, const char* side) {
      return clone_index_name(question) + "_" + side + std::to_string(pass);
    };
    for (const std::size_t i : differing) {
      builds.emplace_back(i, rebuild_sql(wanted[i].definition, name(i, "w"), questions[i].table));
      builds.emplace_back(i, rebuild_sql(existing[i].definition, name(i, "e"), questions[i].table));
    }
    build_all(connection, builds, errors);
    oids = read_clone_oids(connection);
    wanted_oids.clear();
    for (const auto& entry : oids) wanted_oids.push_back(entry.second);
    printed = read_signatures(connection, wanted_oids);
    std::vector<std::size_t> still;
    for (const std::size_t i : differing) {
      if (errors.contains(i)) continue;
      wanted[i] = printed[oids[name(i, "w")]];
      existing[i] = printed[oids[name(i, "e")]];
      answers[i].same = wanted[i].signature == existing[i].signature;
      if (!answers[i].same) still.push_back(i);
    }
    differing = std::move(still);
  }
  return answers;
}

}  // namespace barqdb::catalog
