// Two views a question, one of the wanted words and one of those that the existing index prints: both print alike when
// the words are the same. The rest of the definition is built on a table that has columns in place of the expressions.
#include "catalog/second_look.hpp"

#include <algorithm>
#include <utility>

#include "base/quote.hpp"
#include "base/text.hpp"
#include "catalog/sql.hpp"
#include "catalog/trial.hpp"

namespace barqdb::catalog {
namespace {

constexpr const char* key_prefix = "barqdb_key_";

// Expressions by their places among the keys, from 1; the condition under 0.
using Words = std::map<int, std::string>;

Words wanted_words(const SamenessQuestion& question) {
  Words words;
  if (!question.where.empty()) words[0] = question.where;
  for (std::size_t i = 0; i < question.expressions.size(); ++i) {
    if (!question.expressions[i].empty()) words[static_cast<int>(i) + 1] = question.expressions[i];
  }
  return words;
}

bool same_places(const Words& a, const Words& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const auto& one, const auto& other) { return one.first == other.first; });
}

std::string create_view(const std::string& name, const std::string& body) {
  return "CREATE TEMPORARY VIEW " + base::quote_identifier(name) + " AS " + body;
}

// COALESCE keeps type and collation of what it has, and a row whole. A line break ends a comment.
std::string view_body(const Words& words, const model::QualifiedName& table) {
  std::vector<std::string> columns;
  std::string condition;
  for (const auto& [place, text] : words) {
    if (place == 0)
      condition = " WHERE (" + text + "\n)";
    else
      columns.push_back("COALESCE((" + text + "\n)) AS " + key_column(static_cast<std::size_t>(place)));
  }
  return "SELECT " + base::join(columns, ", ") + " FROM " + table.quoted() + condition;
}

class SecondLook {
 public:
  SecondLook(db::Connection& connection, const std::vector<SamenessQuestion>& questions,
             const std::vector<std::size_t>& doubtful)
      : connection_(connection), questions_(questions), doubtful_(doubtful) {}

  std::map<std::size_t, SecondAnswer> run() {
    understand();
    std::vector<std::size_t> open = make_existing();
    compare_views(open, 0);
    // What prints differently may be the same after it was parsed once more.
    for (int pass = 1; pass <= 2 && !open.empty(); ++pass) {
      print_again(open, pass);
      compare_views(open, pass);
    }
    return std::move(answers_);
  }

 private:
  std::string view(std::size_t question, const char* side, int pass) const {
    return questions_[question].clone_index + "_" + side + std::to_string(pass);
  }

  // The wanted words as a view, and the rest on a table that has its columns.
  void understand() {
    std::vector<Trial> trials;
    for (const std::size_t i : doubtful_) {
      const SamenessQuestion& question = questions_[i];
      const std::string name = view(i, "w", 0);
      trials.emplace_back(
          i, create_view(name, view_body(wanted_words(question), question.table)) + ";\nCREATE TEMPORARY TABLE " +
                 base::quote_identifier(shape_table(question.clone_index).name) + " (LIKE " + question.table.quoted() +
                 ", LIKE " + model::QualifiedName{"pg_temp", name}.quoted() + ") ON COMMIT DROP;\n" + question.shape);
    }
    const std::map<std::size_t, base::Error> errors = run_trials(connection_, trials);
    for (const std::size_t i : doubtful_) answers_[i].understood = !errors.contains(i);
  }

  // The existing words as a view. Those that can be the same, by all that is no word of their own.
  std::vector<std::size_t> make_existing() {
    std::vector<std::string> oids;
    for (const std::size_t i : doubtful_) oids.push_back(std::to_string(questions_[i].existing_oid));
    std::map<std::string, Words> words;
    const db::Result rows = connection_.query(sql::index_words, {db::array_literal(oids)});
    for (std::size_t row = 0; row < rows.rows(); ++row)
      words[std::string(rows.text(row, 0))][static_cast<int>(rows.integer(row, 1))] = rows.text(row, 2);

    std::map<std::string, std::string> built = read_trial_oids(connection_);
    for (const auto& [name, oid] : built) oids.push_back(oid);
    std::map<std::string, PrintedIndex> shapes = read_signatures(connection_, oids, key_prefix);
    std::vector<Trial> trials;
    for (const std::size_t i : doubtful_) {
      const std::string oid = std::to_string(questions_[i].existing_oid);
      if (!answers_[i].understood || !same_places(wanted_words(questions_[i]), words[oid]) ||
          shapes[oid].signature != shapes[built[questions_[i].clone_index]].signature)
        continue;
      trials.emplace_back(i, create_view(view(i, "e", 0), view_body(words[oid], questions_[i].table)));
    }
    return without_errors(trials);
  }

  void print_again(std::vector<std::size_t>& open, int pass) {
    std::vector<Trial> trials;
    for (const std::size_t i : open) {
      trials.emplace_back(i, create_view(view(i, "w", pass), views_[view(i, "w", pass - 1)]) + "\n" +
                                 create_view(view(i, "e", pass), views_[view(i, "e", pass - 1)]));
    }
    open = without_errors(trials);
  }

  std::vector<std::size_t> without_errors(const std::vector<Trial>& trials) {
    const std::map<std::size_t, base::Error> errors = run_trials(connection_, trials);
    std::vector<std::size_t> good;
    for (const auto& [question, sql] : trials) {
      if (!errors.contains(question)) good.push_back(question);
    }
    return good;
  }

  // Leaves in `open` what still differs.
  void compare_views(std::vector<std::size_t>& open, int pass) {
    if (open.empty()) return;
    views_ = read_trial_views(connection_);
    std::erase_if(open, [&](std::size_t i) {
      answers_[i].same = views_[view(i, "w", pass)] == views_[view(i, "e", pass)];
      return answers_[i].same;
    });
  }

  db::Connection& connection_;
  const std::vector<SamenessQuestion>& questions_;
  const std::vector<std::size_t>& doubtful_;
  std::map<std::string, std::string> views_;
  std::map<std::size_t, SecondAnswer> answers_;
};

}  // namespace

std::string key_column(std::size_t number) { return key_prefix + std::to_string(number); }

model::QualifiedName shape_table(const std::string& clone_index) { return {"pg_temp", clone_index + "_shape"}; }

bool has_second_look(const SamenessQuestion& question) {
  return !question.shape.empty() && !wanted_words(question).empty();
}

std::map<std::size_t, SecondAnswer> look_again(db::Connection& connection,
                                               const std::vector<SamenessQuestion>& questions,
                                               const std::vector<std::size_t>& doubtful) {
  constexpr std::size_t portion = 50;  // each takes up to ten places in the server's lock table
  std::map<std::size_t, SecondAnswer> answers;
  for (std::size_t first = 0; first < doubtful.size(); first += portion) {
    const std::size_t count = std::min(portion, doubtful.size() - first);
    const std::vector<std::size_t> some(doubtful.begin() + static_cast<std::ptrdiff_t>(first),
                                        doubtful.begin() + static_cast<std::ptrdiff_t>(first + count));
    connection.query("SAVEPOINT barqdb_look");
    answers.merge(SecondLook(connection, questions, some).run());
    connection.query("ROLLBACK TO SAVEPOINT barqdb_look");
  }
  return answers;
}

}  // namespace barqdb::catalog
