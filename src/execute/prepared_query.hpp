// A named query as a prepared statement. Its types and values are SQL of the file's author, like the statement itself.
#pragma once

#include <string>

#include "model/verification.hpp"

namespace barqdb::execute {

std::string prepare_text(const model::NamedQuery& query, const std::string& statement);

// A value :n stands for the number of the repetition.
std::string execute_text(const model::NamedQuery& query, const std::string& statement, int repetition);

}  // namespace barqdb::execute
