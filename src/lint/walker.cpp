// Statements with their places, shown to the rules.
#include "lint/walker.hpp"

#include <algorithm>
#include <span>

#include "base/text.hpp"
#include "base/utf8.hpp"
#include "lint/effects.hpp"
#include "lint/lint.hpp"
#include "lint/read.hpp"
#include "lint/savepoints.hpp"

namespace barqdb::lint {
namespace {

// Places in a text that itself begins at a place of its file. Columns count characters.
class Places {
 public:
  Places(std::string_view text, const base::Place& origin) : text_(text), origin_(origin) {
    for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1))
      ends_.push_back(at);
  }

  base::Place at(std::size_t offset) const {
    const auto line = static_cast<std::size_t>(std::lower_bound(ends_.begin(), ends_.end(), offset) - ends_.begin());
    const std::size_t begin = line == 0 ? 0 : ends_[line - 1] + 1;
    base::Place place = origin_;
    place.line = std::max(origin_.line, 1) + static_cast<int>(line);
    place.column = std::max(origin_.column, 1);  // text in YAML is indented as its first line is
    place.column += static_cast<int>(base::count_characters(text_.substr(begin, offset - begin)));
    return place;
  }

 private:
  std::string_view text_;
  const base::Place& origin_;
  std::vector<std::size_t> ends_;
};

}  // namespace

struct Walker::Statement {
  base::Place place;
  std::string_view text;
  int step = 0;
  bool down = false;
};

Walker::Walker(const Options& options, std::vector<const Rule*> active)
    : options_(options), active_(std::move(active)) {}

void Walker::keep(const Rule& rule, Found& found, const Statement& at) {
  for (Found::Item& item : found.items) {
    Hit hit;
    hit.rule = &rule;
    hit.severity = std::move(item.severity);
    hit.object = std::move(item.object);
    hit.table = std::move(item.table);
    hit.message = std::move(item.message);
    hit.statement = statement_text(item.statement != nullptr ? item.statement->text : at.text);
    hit.place = item.place.known() ? item.place : at.place;
    hit.unit = unit_name_;
    hit.step = item.step > 0 ? item.step : at.step;
    hit.down = item.down || at.down;
    if (reported_) hits_.all.push_back(std::move(hit));
  }
  found.items.clear();
}

void Walker::show(const Subject& subject, const Statement& at) {
  Found found;
  for (const Rule* rule : active_) {
    if (rule->statement == nullptr || (subject.down && !rule->down)) continue;
    rule->statement(subject, found);
    if (!found.items.empty()) keep(*rule, found, at);
  }
}

void Walker::show_index(const IndexSubject& subject, const Statement& at) {
  Found found;
  for (const Rule* rule : active_) {
    if (rule->index == nullptr) continue;
    rule->index(subject, found);
    if (!found.items.empty()) keep(*rule, found, at);
  }
}

void Walker::enter(Grouping grouping) {
  if (grouping == Grouping::one_transaction && transaction_.open) return;
  Transaction next = transaction_.next();
  next.open = grouping == Grouping::one_transaction;
  transaction_ = std::move(next);
}

void Walker::visit_up(const Unit& unit, const Part& part, const std::vector<plan::ParsedStatement>& statements,
                      bool last_part) {
  const Places places(part.sql, part.place);
  enter(part.grouping);
  Savepoints savepoints(statements, transaction_.open, schema_);
  for (const plan::ParsedStatement& parsed : statements) {
    const std::string& kind = parsed.tree.tag();
    const Statement at{places.at(parsed.offset), parsed.text, part.step};
    const bool last = last_part && &parsed == &statements.back();
    const std::span<const plan::ParsedStatement> all(statements);
    const auto number = static_cast<std::size_t>(&parsed - statements.data());
    const Subject subject{
        kind, parsed.tree.inner(), parsed.text, parsed.error,      schema_, transaction_,      options_,
        unit, unit_number_,        false,       statements.size(), last,    all.first(number), all.subspan(number + 1)};
    show(subject, at);
    if (kind == "IndexStmt") {
      IndexFact index = index_of(parsed.tree.inner());
      index.table = schema_.full(index.table);
      index.name.schema = index.table.schema;
      show_index({index, schema_, options_, parsed.tree.inner()}, at);
    }
    if (kind == "DoStmt" && reported_) {
      hits_.not_examined.push_back({at.place.text(), "a DO block: what it does is not looked into"});
    }
    apply_to_transaction(subject, transaction_);  // before the schema: what it locks is as it was
    apply_statement(subject, schema_);
    if (kind == "TransactionStmt") savepoints.follow(parsed.tree.inner(), schema_);
    end_statement(transaction_);
    hits_.extents[at.place.file].push_back({at.place.line, places.at(parsed.offset + parsed.text.size()).line});
    ++hits_.statements;
  }
}

void Walker::visit_down(const Unit& unit, const Part& part, const std::vector<plan::ParsedStatement>& statements) {
  const Places places(part.sql, part.place);
  Transaction transaction;
  transaction.open = part.grouping == Grouping::one_transaction;
  for (const plan::ParsedStatement& parsed : statements) {
    const Statement at{places.at(parsed.offset), parsed.text, part.step, true};
    const Subject subject{parsed.tree.tag(), parsed.tree.inner(),
                          parsed.text,       parsed.error,
                          schema_,           transaction,
                          options_,          unit,
                          unit_number_,      true,
                          statements.size(), false};
    show(subject, at);
    apply_to_transaction(subject, transaction);
    end_statement(transaction);
    hits_.extents[at.place.file].push_back({at.place.line, places.at(parsed.offset + parsed.text.size()).line});
    ++hits_.statements;
  }
}

void Walker::visit_definitions(const Part& part) {
  static const plan::SyntaxNode none;
  for (const model::IndexDefinition& definition : part.definitions) {
    IndexFact index = index_of(definition);
    index.table = schema_.full(index.table);
    index.name.schema = index.table.schema;
    show_index({index, schema_, options_, none}, {definition.place, definition.name, part.step});
    apply_index(std::move(index), unit_number_, schema_);
    hits_.extents[definition.place.file].push_back({definition.place.line, definition.place.line});
  }
}

void Walker::visit(const Unit& unit) {
  ++unit_number_;
  unit_name_ = unit.name;
  schema_.set_current("public");
  reported_ = unit.reported;
  const int next = transaction_.id + 1;
  transaction_ = {};
  transaction_.id = next;
  std::vector<std::vector<plan::ParsedStatement>> statements;
  for (const Part& part : unit.parts) statements.push_back(plan::parse_statements(part.sql));
  std::size_t last_up = 0;
  for (std::size_t i = 0; i < unit.parts.size(); ++i) {
    if (!unit.parts[i].down) last_up = i;
  }
  for (const MissingDown& missing : unit.missing_downs) {
    hits_.extents[missing.place.file].push_back({missing.place.line, missing.place.line});
  }
  Found found;
  for (const Rule* rule : active_) {
    if (rule->unit == nullptr) continue;
    rule->unit({unit, statements}, found);
    for (Found::Item& item : found.items) {
      if (item.statement == nullptr) continue;
      const Part& part = unit.parts[item.part];
      item.place = Places(part.sql, part.place).at(item.statement->offset);
      item.step = part.step;
      item.down = part.down;
    }
    if (!found.items.empty()) keep(*rule, found, {{unit.file, 1, 1}, unit.name});
  }
  for (std::size_t i = 0; i < unit.parts.size(); ++i) {
    const Part& part = unit.parts[i];
    if (!part.definitions.empty()) {
      visit_definitions(part);
    } else if (part.down) {
      if (reported_) visit_down(unit, part, statements[i]);
    } else {
      visit_up(unit, part, statements[i], i == last_up);
    }
  }
}

}  // namespace barqdb::lint
