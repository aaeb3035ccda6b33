// The judge of sameness.
#include "catalog/sameness.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <utility>

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
      "WHERE c.relnamespace = pg_catalog.pg_my_temp_schema() AND c.relkind = 'i' AND c.relname LIKE "
      "'barqdb\\_clone\\_%'");
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

// A printed definition under another name, on another table.
std::string rebuild_sql(const std::string& definition, const std::string& name, const model::QualifiedName& table) {
  const bool unique = definition.starts_with("CREATE UNIQUE ");
  return std::string("CREATE ") + (unique ? "UNIQUE " : "") + "INDEX " + base::quote_identifier(name) + " ON " +
         table.quoted() + tail_of(definition);
}

// One transaction's worth of questions: no two tables of one name.
class Judge {
 public:
  Judge(db::Connection& connection, const std::vector<SamenessQuestion>& questions, base::Milliseconds lock_timeout)
      : connection_(connection),
        questions_(questions),
        lock_timeout_(lock_timeout),
        wanted_(questions.size()),
        existing_(questions.size()),
        answers_(questions.size()) {}

  std::vector<SamenessAnswer> answer() {
    // Numbers are compared in full, however many digits the session likes to see.
    connection_.query("BEGIN; SET LOCAL extra_float_digits = 1; SET LOCAL lock_timeout = " +
                      std::to_string(lock_timeout_.count()));
    const Rollback rollback(connection_);
    create_clones();
    std::vector<std::size_t> differing = compare_as_they_stand();
    // What prints differently may still be the same: follow both to their fixpoints by building what was printed.
    for (int pass = 1; pass <= 2 && !differing.empty(); ++pass) differing = compare_printed(differing, pass);
    return answers_;
  }

 private:
  void create_clones() {
    std::string sql;
    std::set<std::string> cloned;
    for (const SamenessQuestion& question : questions_) {
      if (!cloned.insert(question.table.name).second) continue;
      sql += "CREATE TEMPORARY TABLE " + base::quote_identifier(question.table.name) + " (LIKE " +
             question.table.quoted() + ") ON COMMIT DROP;\n";
    }
    connection_.query(sql);
  }

  std::vector<std::size_t> compare_as_they_stand() {
    std::vector<std::pair<std::size_t, std::string>> builds;
    for (std::size_t i = 0; i < questions_.size(); ++i) builds.emplace_back(i, questions_[i].build);
    std::map<std::size_t, std::string> errors;
    build_all(connection_, builds, errors);

    std::map<std::string, std::string> clones = read_clone_oids(connection_);
    std::vector<std::string> oids;
    for (const auto& [name, oid] : clones) oids.push_back(oid);
    for (const SamenessQuestion& question : questions_) oids.push_back(std::to_string(question.existing_oid));
    std::map<std::string, Printed> printed = read_signatures(connection_, oids);

    std::vector<std::size_t> differing;
    for (std::size_t i = 0; i < questions_.size(); ++i) {
      existing_[i] = printed[std::to_string(questions_[i].existing_oid)];
      answers_[i].existing = existing_[i].definition;
      if (errors.contains(i)) {
        answers_[i].error = errors[i];
        continue;
      }
      wanted_[i] = printed[clones[questions_[i].clone_index]];
      answers_[i].wanted = rebuild_sql(wanted_[i].definition, questions_[i].index, questions_[i].table);
      answers_[i].same = wanted_[i].signature == existing_[i].signature;
      if (!answers_[i].same) differing.push_back(i);
    }
    return differing;
  }

  std::vector<std::size_t> compare_printed(const std::vector<std::size_t>& differing, int pass) {
    const auto name = [&](std::size_t question, const char* side) {
      return questions_[question].clone_index + "_" + side + std::to_string(pass);
    };
    std::vector<std::pair<std::size_t, std::string>> builds;
    for (const std::size_t i : differing) {
      const model::QualifiedName clone = clone_name(questions_[i].table);
      builds.emplace_back(i, rebuild_sql(wanted_[i].definition, name(i, "w"), clone));
      builds.emplace_back(i, rebuild_sql(existing_[i].definition, name(i, "e"), clone));
    }
    std::map<std::size_t, std::string> errors;
    build_all(connection_, builds, errors);

    std::map<std::string, std::string> clones = read_clone_oids(connection_);
    std::vector<std::string> oids;
    for (const auto& [index, oid] : clones) oids.push_back(oid);
    std::map<std::string, Printed> printed = read_signatures(connection_, oids);
    std::vector<std::size_t> still;
    for (const std::size_t i : differing) {
      if (errors.contains(i)) continue;
      wanted_[i] = printed[clones[name(i, "w")]];
      existing_[i] = printed[clones[name(i, "e")]];
      answers_[i].same = wanted_[i].signature == existing_[i].signature;
      if (!answers_[i].same) still.push_back(i);
    }
    return still;
  }

  db::Connection& connection_;
  const std::vector<SamenessQuestion>& questions_;
  base::Milliseconds lock_timeout_;
  std::vector<Printed> wanted_;
  std::vector<Printed> existing_;
  std::vector<SamenessAnswer> answers_;
};

// What the server's lock table holds in one transaction, by its default settings: each clone takes several locks.
constexpr std::size_t portion = 400;

// Positions of questions that are judged together: those of one table side by side, so that it is cloned once, and no
// two tables of one name, which cannot both be cloned under it.
std::vector<std::vector<std::size_t>> portions_of(const std::vector<SamenessQuestion>& questions) {
  std::vector<std::size_t> order(questions.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return questions[a].table < questions[b].table; });
  std::vector<std::vector<std::size_t>> portions;
  std::map<std::string, std::string> schemas;  // of the portion's tables, by their names
  for (const std::size_t at : order) {
    const model::QualifiedName& table = questions[at].table;
    const auto known = schemas.find(table.name);
    const bool collides = known != schemas.end() && known->second != table.schema;
    if (portions.empty() || portions.back().size() == portion || collides) {
      portions.emplace_back();
      schemas.clear();
    }
    portions.back().push_back(at);
    schemas.emplace(table.name, table.schema);
  }
  return portions;
}

}  // namespace

model::QualifiedName clone_name(const model::QualifiedName& table) { return {"pg_temp", table.name}; }

std::string clone_index_name(std::size_t question) { return "barqdb_clone_" + std::to_string(question); }

std::vector<SamenessAnswer> judge_sameness(db::Connection& connection, const std::vector<SamenessQuestion>& questions,
                                           base::Milliseconds lock_timeout) {
  std::vector<SamenessAnswer> answers(questions.size());
  for (const std::vector<std::size_t>& members : portions_of(questions)) {
    std::vector<SamenessQuestion> asked;
    for (const std::size_t member : members) asked.push_back(questions[member]);
    std::vector<SamenessAnswer> judged = Judge(connection, asked, lock_timeout).answer();
    for (std::size_t i = 0; i < members.size(); ++i) answers[members[i]] = std::move(judged[i]);
  }
  return answers;
}

}  // namespace barqdb::catalog
