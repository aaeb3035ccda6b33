// broken-down: The way back leaves something of the way forward behind.
#include <cctype>

#include "base/text.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

using Names = std::set<std::string>;

struct Made {
  Names tables;
  Names columns;  // table.column
};

Made made_by(const plan::ParsedStatement& statement) {
  Made out;
  const plan::SyntaxNode& node = statement.tree.inner();
  const std::string& table = node["relation"]["relname"].text;
  const bool kept = node["relation"]["relpersistence"].text != "t" && !node["if_not_exists"].flag;
  if (statement.tree.tag() == "CreateStmt" && kept) out.tables.insert(table);
  if (statement.tree.tag() != "AlterTableStmt") return out;
  for (const plan::SyntaxNode& item : node["cmds"].items) {
    const plan::SyntaxNode& command = item.inner();
    if (command["subtype"].text == "AT_AddColumn")
      out.columns.insert(table + "." + command["def"]["ColumnDef"]["colname"].text);
  }
  return out;
}

// Every word of a way back counts: DROP TABLE a, b CASCADE in a DO block undoes as well as a plain one.
bool mentions(const std::string& text, const std::string& name) {
  for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at + 1)) {
    const auto inside = [&](std::size_t place) {
      return place < text.size() && (std::isalnum(static_cast<unsigned char>(text[place])) != 0 || text[place] == '_');
    };
    if ((at == 0 || !inside(at - 1)) && !inside(at + name.size())) return true;
  }
  return false;
}

std::string text_of_down(const UnitSubject& subject) {
  std::string out;
  for (const Part& part : subject.unit.parts) {
    if (part.down) out += base::lower(part.sql) + "\n";
  }
  return out;
}

void check(const UnitSubject& subject, Found& found) {
  const std::string down = text_of_down(subject);
  const bool all = down.find("drop schema") != std::string::npos;
  if (base::trim(down).empty() || all || !subject.unit.missing_downs.empty()) return;
  for (std::size_t i = 0; i < subject.statements.size(); ++i) {
    if (subject.unit.parts[i].down) continue;
    for (const plan::ParsedStatement& statement : subject.statements[i]) {
      const Made made = made_by(statement);
      for (const std::string& table : made.tables) {
        if (mentions(down, base::lower(table))) continue;
        found.add({"", table}, "is made by up and not dropped by down");
        found.at(i, statement);
      }
      for (const std::string& column : made.columns) {
        const std::string table = column.substr(0, column.find('.'));
        const std::string name = column.substr(column.find('.') + 1);
        if (!mentions(down, base::lower(table)) ||
            (!mentions(down, base::lower(name)) && down.find("drop table") == std::string::npos)) {
          found.add(column, {"", table}, "is added by up and not dropped by down");
          found.at(i, statement);
        }
      }
    }
  }
}

}  // namespace

Rule broken_down() {
  Rule rule;
  rule.id = "broken-down";
  rule.severity = "warning";
  rule.summary = "The way back leaves something of the way forward behind.";
  rule.why =
      "A table or column that `up` makes is not dropped by `down`. After a downgrade the next upgrade finds it there "
      "and fails.";
  rule.unit = check;
  rule.chain_example = true;
  return rule;
}

}  // namespace barqdb::lint::rules_table
