// The judge of sameness.
#include "catalog/sameness.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <tuple>
#include <utility>

#include "base/error.hpp"
#include "base/quote.hpp"
#include "base/text.hpp"
#include "catalog/second_look.hpp"
#include "catalog/trial.hpp"

namespace barqdb::catalog {
namespace {

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
std::string rebuild_sql(const std::string& definition, const std::string& name, const model::QualifiedName& table,
                        bool only = false) {
  const bool unique = definition.starts_with("CREATE UNIQUE ");
  return std::string("CREATE ") + (unique ? "UNIQUE " : "") + "INDEX " + base::quote_identifier(name) +
         (only ? " ON ONLY " : " ON ") + table.quoted() + tail_of(definition);
}

// The wanted definition as it was asked, under its own name on its own table.
std::string on_real_table(const SamenessQuestion& question) {
  std::string sql = question.build;
  const auto put = [&](const std::string& clone, const std::string& real) {
    const std::size_t at = sql.find(clone);
    if (at != std::string::npos) sql.replace(at, clone.size(), real);
  };
  put(base::quote_identifier(question.clone_index), base::quote_identifier(question.index));
  put(clone_name(question.table).quoted(), (question.only ? "ONLY " : "") + question.table.quoted());
  return sql;
}

// Whether the server did not find what a name or a type should lead to, which may be due to the clone.
bool is_of_names(const base::Error& error) {
  static const std::set<std::string> states = {"42883", "42703", "42846", "42804", "42725", "42P18", "42P01"};
  return states.contains(error.sqlstate);
}

// One transaction's worth of questions: no two tables of one name, and one search_path.
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
    std::vector<std::string> path;
    for (const std::string& schema : questions_.front().search_path) path.push_back(base::quote_literal(schema));
    // Numbers are compared in full, however many digits the session likes to see.
    connection_.query(
        "BEGIN; SET LOCAL extra_float_digits = 1; SET LOCAL lock_timeout = " + std::to_string(lock_timeout_.count()) +
        (path.empty() ? "" : "; SET LOCAL search_path = " + base::join(path, ", ")) + "; SAVEPOINT barqdb_clones");
    const Rollback rollback(connection_);
    create_clones();
    std::vector<std::size_t> differing = compare_as_they_stand();
    // What prints differently may still be the same: follow both to their fixpoints by building what was printed.
    for (int pass = 1; pass <= 2 && !differing.empty(); ++pass) differing = compare_printed(differing, pass);
    look_at_real_tables();
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
    std::vector<Trial> builds;
    for (std::size_t i = 0; i < questions_.size(); ++i) builds.emplace_back(i, questions_[i].build);
    const std::map<std::size_t, base::Error> errors = run_trials(connection_, builds);

    std::map<std::string, std::string> clones = read_trial_oids(connection_);
    std::vector<std::string> oids;
    for (const auto& [name, oid] : clones) oids.push_back(oid);
    for (const SamenessQuestion& question : questions_) oids.push_back(std::to_string(question.existing_oid));
    std::map<std::string, PrintedIndex> printed = read_signatures(connection_, oids);

    std::vector<std::size_t> differing;
    for (std::size_t i = 0; i < questions_.size(); ++i) {
      existing_[i] = printed[std::to_string(questions_[i].existing_oid)];
      answers_[i].existing = existing_[i].definition;
      if (const auto error = errors.find(i); error != errors.end()) {
        answers_[i].error = error->second.message;
        if (is_of_names(error->second)) errors_of_names_.insert(i);
        continue;
      }
      wanted_[i] = printed[clones[questions_[i].clone_index]];
      answers_[i].wanted =
          rebuild_sql(wanted_[i].definition, questions_[i].index, questions_[i].table, questions_[i].only);
      answers_[i].same = wanted_[i].signature == existing_[i].signature;
      if (!answers_[i].same) differing.push_back(i);
    }
    return differing;
  }

  std::vector<std::size_t> compare_printed(const std::vector<std::size_t>& differing, int pass) {
    const auto name = [&](std::size_t question, const char* side) {
      return questions_[question].clone_index + "_" + side + std::to_string(pass);
    };
    std::vector<Trial> builds;
    for (const std::size_t i : differing) {
      const model::QualifiedName clone = clone_name(questions_[i].table);
      builds.emplace_back(i, rebuild_sql(wanted_[i].definition, name(i, "w"), clone));
      builds.emplace_back(i, rebuild_sql(existing_[i].definition, name(i, "e"), clone));
    }
    const std::map<std::size_t, base::Error> errors = run_trials(connection_, builds);

    std::map<std::string, std::string> clones = read_trial_oids(connection_);
    std::vector<std::string> oids;
    for (const auto& [index, oid] : clones) oids.push_back(oid);
    std::map<std::string, PrintedIndex> printed = read_signatures(connection_, oids);
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

  void look_at_real_tables() {
    std::vector<std::size_t> doubtful;
    for (std::size_t i = 0; i < questions_.size(); ++i) {
      if (!answers_[i].same && has_second_look(questions_[i])) doubtful.push_back(i);
    }
    if (doubtful.empty()) return;
    connection_.query("ROLLBACK TO SAVEPOINT barqdb_clones");
    for (const auto& [i, second] : look_again(connection_, questions_, doubtful)) {
      SamenessAnswer& answer = answers_[i];
      if (second.same) answer = {true, answer.existing, answer.existing, ""};
      if (!second.understood || !errors_of_names_.contains(i)) continue;
      answer.error.clear();  // the clone was wrong
      if (!second.same) answer.wanted = on_real_table(questions_[i]);
    }
  }

  db::Connection& connection_;
  const std::vector<SamenessQuestion>& questions_;
  base::Milliseconds lock_timeout_;
  std::vector<PrintedIndex> wanted_;
  std::vector<PrintedIndex> existing_;
  std::vector<SamenessAnswer> answers_;
  std::set<std::size_t> errors_of_names_;
};

// What the server's lock table holds in one transaction, by its default settings: each clone takes several locks.
constexpr std::size_t portion = 400;

// Positions of questions that are judged together: those of one table side by side, so that it is cloned once, no two
// tables of one name, which cannot both be cloned under it, and no two search_paths.
std::vector<std::vector<std::size_t>> portions_of(const std::vector<SamenessQuestion>& questions) {
  std::vector<std::size_t> order(questions.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return std::tie(questions[a].search_path, questions[a].table) <
           std::tie(questions[b].search_path, questions[b].table);
  });
  std::vector<std::vector<std::size_t>> portions;
  std::map<std::string, std::string> schemas;  // of the portion's tables, by their names
  for (const std::size_t at : order) {
    const model::QualifiedName& table = questions[at].table;
    const auto known = schemas.find(table.name);
    const bool collides = known != schemas.end() && known->second != table.schema;
    const bool other_path =
        !portions.empty() && questions[portions.back().front()].search_path != questions[at].search_path;
    if (portions.empty() || portions.back().size() == portion || collides || other_path) {
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
