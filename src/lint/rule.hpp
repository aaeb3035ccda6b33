// A rule: what it is called, what it says, and the function that looks at one statement, index or unit.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lint/index_fact.hpp"
#include "lint/options.hpp"
#include "lint/schema.hpp"
#include "lint/transaction.hpp"
#include "lint/unit.hpp"
#include "plan/syntax_tree.hpp"

namespace barqdb::lint {

// A statement and all that is known before it.
struct Subject {
  const std::string& kind;       // the parser's name of it: IndexStmt, AlterTableStmt; "" when it does not parse
  const plan::SyntaxNode& node;  // what stands below that name
  std::string_view text;
  const std::string& error;  // the parser's words when it does not parse
  const Schema& schema;
  const Transaction& transaction;
  const Options& options;
  const Unit& unit;
  int unit_number = 0;
  bool down = false;
  std::size_t statements = 1;                          // of the part in which it stands
  bool last = false;                                   // the unit's last one in this direction
  std::span<const plan::ParsedStatement> before = {};  // of the same part, in order
  std::span<const plan::ParsedStatement> after = {};   // likewise

  // Whether rows and users may be there: not created by the same unit, not temporary.
  bool existing(const model::QualifiedName& table) const;
};

// An index, from whatever made it, and what is known before it.
struct IndexSubject {
  const IndexFact& index;
  const Schema& schema;
  const Options& options;
  const plan::SyntaxNode& statement;  // nothing for a definition in YAML
};

// A revision or file as a whole.
struct UnitSubject {
  const Unit& unit;
  const std::vector<std::vector<plan::ParsedStatement>>& statements;  // of each of its parts
};

// Where a rule puts what it has found.
class Found {
 public:
  struct Item {
    std::string object;
    std::string table;
    std::string message;
    std::string severity;  // "" for the rule's own
    base::Place place;     // unknown: the statement's
    std::size_t part = 0;  // of a rule of units: where the statement stands
    const plan::ParsedStatement* statement = nullptr;
    int step = 0;  // of a rule of units, when it is known
    bool down = false;
  };
  void add(const model::QualifiedName& table, std::string message, std::string severity = "") {
    items.push_back({table.text(), table.text(), std::move(message), std::move(severity), {}, 0, nullptr});
  }
  void add(std::string object, const model::QualifiedName& table, std::string message, std::string severity = "") {
    items.push_back({std::move(object), table.text(), std::move(message), std::move(severity), {}, 0, nullptr});
  }
  // About a column, a constraint or an attribute of the table.
  void add_part(const model::QualifiedName& table, const std::string& part, std::string message,
                std::string severity = "") {
    add(table.text() + "." + part, table, std::move(message), std::move(severity));
  }
  // The finding that was added last is about this statement of a unit.
  void at(std::size_t part, const plan::ParsedStatement& statement) { at(items.size() - 1, part, statement); }
  // The finding of this number is.
  void at(std::size_t number, std::size_t part, const plan::ParsedStatement& statement) {
    items[number].part = part;
    items[number].statement = &statement;
  }
  std::vector<Item> items;
};

struct Rule {
  std::string id;
  std::string severity;  // error: it will fail or leave something broken; warning: it hurts; info: worth knowing
  std::string summary;   // one sentence: what was found
  std::string why;       // what happens, and to whom
  std::string bad;       // SQL that the rule finds
  std::string safe;      // SQL to write instead
  void (*statement)(const Subject& subject, Found& found) = nullptr;
  void (*index)(const IndexSubject& subject, Found& found) = nullptr;
  void (*unit)(const UnitSubject& subject, Found& found) = nullptr;
  bool down = false;           // looks at the way back, too
  bool enabled = true;         // without being asked for
  bool chain_example = false;  // `bad` and `safe` are revisions of a chain, not plain SQL
};

const std::vector<Rule>& rules();
const Rule* find_rule(std::string_view id);

}  // namespace barqdb::lint
