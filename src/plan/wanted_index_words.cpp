// Words of SQL, by the parser where there is an expression, else by their letters.
#include "plan/wanted_index_words.hpp"

#include <algorithm>
#include <vector>

#include "base/quote.hpp"
#include "base/text.hpp"
#include "plan/column_references.hpp"

namespace barqdb::plan {
namespace {

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$' ||
         static_cast<unsigned char>(c) >= 0x80;
}

// Whether the word stands in the SQL by itself, in any case.
bool mentions(const std::string& sql, const std::string& word) {
  const std::string text = base::lower(sql), wanted = base::lower(word);
  for (std::size_t at = text.find(wanted); at != std::string::npos; at = text.find(wanted, at + 1)) {
    const std::size_t end = at + wanted.size();
    if ((at == 0 || !is_word(text[at - 1])) && (end == text.size() || !is_word(text[end]))) return true;
  }
  return false;
}

bool refers_to(const std::string& expression, const std::string& column) {
  if (expression.empty()) return false;
  const std::vector<ColumnReference> references = column_references(expression);
  return std::any_of(references.begin(), references.end(),
                     [&](const ColumnReference& one) { return one.column == column; });
}

// False when a reference stands there in a way that is not told, such as behind the table's name.
bool rename_in(std::string& expression, const std::string& from, const std::string& to) {
  if (expression.empty()) return true;
  std::vector<ColumnReference> references = column_references(expression);
  std::erase_if(references, [&](const ColumnReference& reference) { return reference.column != from; });
  std::sort(references.begin(), references.end(), [](const auto& a, const auto& b) { return a.offset > b.offset; });
  return std::all_of(references.begin(), references.end(), [&](const ColumnReference& reference) {
    const std::string quoted = base::quote_identifier(from);
    const bool bare = base::lower(expression.substr(reference.offset, from.size())) == from;
    if (!bare && expression.compare(reference.offset, quoted.size(), quoted) != 0) return false;
    expression.replace(reference.offset, bare ? from.size() : quoted.size(), base::quote_identifier(to));
    return true;
  });
}

}  // namespace

bool uses_column(const WantedIndex& index, const std::string& column) {
  if (!index.definition) return mentions(index.tail, column);
  const model::IndexDefinition& definition = *index.definition;
  if (refers_to(definition.where, column)) return true;
  const auto& include = definition.include;
  if (std::find(include.begin(), include.end(), column) != include.end()) return true;
  return std::any_of(definition.columns.begin(), definition.columns.end(), [&](const model::IndexColumn& key) {
    return key.expression.empty() ? key.name == column : refers_to(key.expression, column);
  });
}

bool names_table(const WantedIndex& index, const std::string& table) {
  if (!index.definition) return mentions(index.tail, table);
  const auto& columns = index.definition->columns;
  return mentions(index.definition->where, table) ||
         std::any_of(columns.begin(), columns.end(),
                     [&](const model::IndexColumn& key) { return mentions(key.expression, table); });
}

bool rename_column_in(model::IndexDefinition& definition, const std::string& from, const std::string& to) {
  bool told = rename_in(definition.where, from, to);
  for (model::IndexColumn& column : definition.columns) {
    if (column.expression.empty() && column.name == from) column.name = to;
    told = rename_in(column.expression, from, to) && told;
  }
  std::replace(definition.include.begin(), definition.include.end(), from, to);
  return told;
}

}  // namespace barqdb::plan
