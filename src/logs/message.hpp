// What the message of a statement says: how it was sent, how long it took, its text.
#pragma once

#include <string_view>
#include <vector>

namespace barqdb::logs {

enum class Stage {
  none,       // no statement
  duration,   // the time of the statement whose text stood in an earlier message
  statement,  // simple protocol
  parse,      // extended protocol: these two come before the execute of the same statement
  bind,
  execute,
  fetch,  // further rows of an execute
};

struct StatementMessage {
  Stage stage = Stage::none;
  double milliseconds = -1;  // -1 when the message does not say
  std::string_view text;
};

StatementMessage read_statement_message(std::string_view message);

// The values of "parameters: $1 = '5', $2 = NULL", with their quotes; what does not look like that gives none.
void read_parameters(std::string_view detail, std::vector<std::string_view>& values);

// What a DETAIL says of an EXECUTE: the text of "prepare: prepare p as …"; "" when it is none.
std::string_view prepared_by(std::string_view detail);

}  // namespace barqdb::logs
