// index-order-against-why: The key columns stand in another order than the reason for the index says.
#include "base/text.hpp"
#include "lint/rule.hpp"

namespace barqdb::lint::rules_table {
namespace {

// The place of the column's name, its underscores as they are or as spaces, or npos.
std::size_t mentioned(const std::string& why, std::string column) {
  const std::size_t plain = why.find(column);
  if (plain != std::string::npos) return plain;
  for (char& c : column) c = c == '_' ? ' ' : c;
  return why.find(column);
}

void check(const IndexSubject& subject, Found& found) {
  const IndexFact& index = subject.index;
  if (index.method != "btree" || index.keys.size() < 2) return;
  const std::string why = base::lower(index.why);
  const std::size_t by = why.rfind(" by ");
  const std::string& first = index.keys.front().column;
  if (by == std::string::npos || first.empty() || mentioned(why.substr(by), first) == std::string::npos) return;
  for (std::size_t i = 1; i < index.keys.size(); ++i) {
    const std::string& other = index.keys[i].column;
    if (other.empty() || mentioned(why.substr(0, by), other) == std::string::npos) continue;
    found.add(index.name.text(), index.table,
              "begins with " + first + ", by which \"" + index.why + "\" orders; " + other + " is what it searches by");
    return;
  }
}

}  // namespace

Rule index_order_against_why() {
  Rule rule;
  rule.id = "index-order-against-why";
  rule.severity = "info";
  rule.summary = "The key columns stand in another order than the reason for the index says.";
  rule.why =
      "`why` says what the index is for: in \"orders of a customer by created_at\" the rows of one customer are wanted "
      "in the order of time, so customer_id comes first and created_at last. A column that the rows are ordered by is "
      "no use in front: the search cannot begin with it.";
  rule.index = check;
  rule.chain_example = true;
  return rule;
}

}  // namespace barqdb::lint::rules_table
