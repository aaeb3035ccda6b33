// One file a migration: the SQL form, or YAML where it only builds or drops indexes concurrently.
#include "adopt/convert.hpp"

#include <algorithm>
#include <set>

#include "adopt/concurrent_indexes.hpp"
#include "adopt/files.hpp"
#include "base/slug.hpp"
#include "base/text.hpp"
#include "base/yaml_scalar.hpp"
#include "plan/sql_text.hpp"
#include "plan/transaction_use.hpp"

namespace barqdb::adopt {
namespace {

using base::yaml_quoted_line;
using base::yaml_quoted_lines;

constexpr std::size_t slug_length = 50;

base::Place place_at(const ForeignSql& sql, std::size_t offset) {
  return {sql.place.file, sql.place.line + plan::line_at(sql.text, offset) - 1, 1};
}

// The SQL of one direction as barqdb runs it.
struct Body {
  std::string text;
  bool empty = true;        // no statement in it
  bool transaction = true;  // false: it cannot run inside one, or was told not to
};

// psql sends rows behind COPY, nobody else does. What the parser here cannot read may be newer SQL, and is said.
void look_at(const ForeignSql& sql, const plan::Statement& statement, std::vector<std::string>& notes,
             base::Diagnostics& diagnostics) {
  const std::string kind = plan::statement_kind(statement.text);
  const base::Place place = place_at(sql, statement.offset);
  if (plan::copies_with_client(statement.text))
    diagnostics.add("COPY from stdin or to stdout: its rows are for psql, and cannot be run here",
                    "write them as INSERT", place);
  if (kind.empty())
    notes.push_back(place.text() + ": the parser here cannot read this, try it on an empty database: " +
                    base::one_line(statement.text, 60));
}

// BEGIN at the start, or behind settings of the session, and COMMIT at the end mean what barqdb does anyway. Anywhere
// else they would end its transaction.
Body body_of(const ForeignSql& sql, std::vector<std::string>& notes, base::Diagnostics& diagnostics) {
  Body body;
  body.transaction = sql.transaction;
  const std::vector<plan::Statement> statements = plan::split_statements(sql.text);
  std::size_t copied = 0;
  bool at_start = true;
  for (std::size_t i = 0; i < statements.size(); ++i) {
    const plan::Statement& statement = statements[i];
    look_at(sql, statement, notes, diagnostics);
    const plan::TransactionUse use = plan::transaction_use(statement.text);
    if (use == plan::TransactionUse::refuses_it) body.transaction = false;
    if (use != plan::TransactionUse::ends_it) {
      body.empty = false;
      at_start = at_start && plan::statement_kind(statement.text) == "VariableSetStmt";
      continue;
    }
    const std::string word = base::lower(statement.text);
    const bool opens = word.starts_with("begin") || word.starts_with("start");
    const bool closes = word.starts_with("commit") || word.starts_with("end");
    if (!(opens && at_start) && !(closes && i + 1 == statements.size())) {
      diagnostics.add("this migration ends its transaction in the middle: " + base::one_line(statement.text, 60),
                      "split it into migrations that are a transaction each, then import again",
                      place_at(sql, statement.offset));
    }
    at_start = false;
    body.text += sql.text.substr(copied, statement.offset - copied);
    copied = statement.offset + statement.text.size();
    while (copied < sql.text.size() && sql.text[copied] == ';') ++copied;
  }
  body.text += sql.text.substr(copied);
  body.text = base::trim(body.text);
  return body;
}

class Converter {
 public:
  Converter(const ForeignChain& chain, base::Diagnostics& diagnostics) : chain_(chain), diagnostics_(diagnostics) {
    out_.notes = chain.notes;
    for (const ForeignMigration& migration : chain.migrations) ids_.insert(migration.id);
  }

  ConvertedChain run() {
    const ForeignMigration* before = nullptr;
    for (const ForeignMigration& migration : chain_.migrations) {
      one(migration, before);
      before = &migration;
    }
    return std::move(out_);
  }

 private:
  void one(const ForeignMigration& migration, const ForeignMigration* before) {
    if (!seen_.insert(migration.id).second) {
      diagnostics_.add("version " + migration.id + " stands twice", "rename one of the two, as its own tool would ask",
                       {migration.up.place.file, 1, 0});
      return;
    }
    const Body up = body_of(migration.up, out_.notes, diagnostics_);
    const Body down = migration.down ? body_of(*migration.down, out_.notes, diagnostics_) : Body{};
    std::vector<std::string> parents;
    if (migration.parents)
      parents = *migration.parents;
    else if (before != nullptr)
      parents.push_back(before->id);
    std::vector<std::string> head = head_of(migration, parents);
    const auto indexes = read_concurrent_indexes(up.text, down.text);
    const std::string tail = base::slug(migration.title, slug_length);
    const bool told = tail.empty() || base::slug(migration.id, slug_length).ends_with(tail);
    const std::string name = migration.id + (told ? "" : "_" + tail);
    if (up.empty && !down.empty)
      out_.notes.push_back("revision " + migration.id + ": its way back was left out, since it has no way forward");
    if (up.empty || indexes)
      add(name + ".yaml", yaml_text(head, up.empty ? std::nullopt : indexes), migration.id);
    else
      add(name + ".sql", sql_text(head, up, down, migration.id), migration.id);
    if (up.empty || indexes || !down.empty) ++out_.reversible;
    if (indexes && !up.empty) out_.indexes += indexes->created.size();
  }

  std::vector<std::string> head_of(const ForeignMigration& migration, const std::vector<std::string>& parents) {
    std::vector<std::string> head = {"revision: " + yaml_quoted_line(migration.id)};
    head.push_back("down_revision: " + (parents.empty()       ? "null"
                                        : parents.size() == 1 ? yaml_quoted_line(parents.front())
                                                              : yaml_quoted_lines(parents)));
    if (!migration.title.empty()) head.push_back("description: " + yaml_quoted_line(migration.title));
    std::vector<std::string> labels;
    for (const std::string& label : migration.labels) {
      if (fits_label(label) && seen_labels_.insert(label).second)
        labels.push_back(label);
      else
        out_.notes.push_back("tag " + label + " of " + migration.id + " is no label here: left out");
    }
    if (!labels.empty()) head.push_back("branch_labels: " + yaml_quoted_lines(labels));
    head.push_back("# from " + chain_.tool + ": " + base::one_line(migration.file, 120));
    return head;
  }

  bool fits_label(const std::string& label) const {
    const bool characters = !label.empty() && std::all_of(label.begin(), label.end(), [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
    });
    // A target that begins an id too would be ambiguous.
    const auto clashes = [&](const std::string& id) { return id.starts_with(label); };
    static const std::set<std::string> words = {"head", "heads", "base", "current"};
    return characters && !words.contains(label) && std::none_of(ids_.begin(), ids_.end(), clashes);
  }

  static std::string yaml_text(const std::vector<std::string>& head, const std::optional<ConcurrentIndexes>& indexes) {
    std::string out = base::join(head, "\n") + "\n";
    if (!indexes) return out + "steps: []\n";
    out += "steps:\n";
    for (const model::IndexDefinition& definition : indexes->created)
      out += "  - " + create_index_yaml(definition) + "\n";
    for (const model::QualifiedName& name : indexes->dropped)
      out += "  - drop_index: " + base::yaml_quoted(name.text()) + "\n";
    return out;
  }

  std::string sql_text(std::vector<std::string> head, const Body& up, const Body& down, const std::string& id) {
    // Either may hold what the server refuses inside a transaction; the key is one for both.
    if (!up.transaction || (!down.empty && !down.transaction)) {
      head.emplace_back("transaction: false");
      if (up.transaction != down.transaction && !down.empty)
        out_.notes.push_back("revision " + id +
                             ": one of its directions ran in a transaction; both run statement by statement now");
    }
    if (down.empty) head.emplace_back("irreversible: true");
    std::string out;
    for (const std::string& line : head) out += "-- " + line + "\n";
    out += "-- barqdb:up\n\n" + up.text + "\n";
    if (!down.empty) out += "\n-- barqdb:down\n\n" + down.text + "\n";
    return out;
  }

  void add(std::string name, std::string text, const std::string& id) {
    out_.files.push_back({std::move(name), std::move(text), id});
  }

  const ForeignChain& chain_;
  base::Diagnostics& diagnostics_;
  ConvertedChain out_;
  std::set<std::string> ids_, seen_, seen_labels_;
};

}  // namespace

ConvertedChain convert(const ForeignChain& chain, base::Diagnostics& diagnostics) {
  return Converter(chain, diagnostics).run();
}

}  // namespace barqdb::adopt
