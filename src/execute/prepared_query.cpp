// PREPARE and EXECUTE.
#include "execute/prepared_query.hpp"

#include <vector>

#include "base/text.hpp"

namespace barqdb::execute {
namespace {

std::string in_brackets(const std::vector<std::string>& items) {
  return items.empty() ? "" : " (" + base::join(items, ", ") + ")";
}

}  // namespace

std::string prepare_text(const model::NamedQuery& query, const std::string& statement) {
  std::vector<std::string> types;
  for (const model::QueryParameter& parameter : query.parameters) types.push_back(parameter.type);
  return "PREPARE " + statement + in_brackets(types) + " AS " + query.sql;
}

std::string execute_text(const model::NamedQuery& query, const std::string& statement, int repetition) {
  std::vector<std::string> values;
  for (const model::QueryParameter& parameter : query.parameters)
    values.push_back(parameter.value == ":n" ? std::to_string(repetition) : parameter.value);
  return "EXECUTE " + statement + in_brackets(values);
}

}  // namespace barqdb::execute
