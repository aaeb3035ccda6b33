// Variables of the environment, and their places in the values of a profile.
#include "config/expand.hpp"

#include <algorithm>
#include <cstdlib>

#include "base/error.hpp"

namespace barqdb::config {
namespace {

bool is_variable(std::string_view name) {
  return !name.empty() && !(name.front() >= '0' && name.front() <= '9') &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
         });
}

// The value of what stands between the braces: NAME or NAME:-default.
std::string value_of(const std::string& inside, const Environment& environment, const base::Place& place) {
  const std::size_t separator = inside.find(":-");
  const std::string name = inside.substr(0, separator);
  if (!is_variable(name)) {
    throw base::Error(base::ErrorKind::usage, "${...} here does not name a variable",
                      "write ${NAME} or ${NAME:-default}; a plain ${ is written $${", place);
  }
  const std::optional<std::string> value = environment(name);
  if (separator != std::string::npos) return value && !value->empty() ? *value : inside.substr(separator + 2);
  if (value) return *value;
  throw base::Error(base::ErrorKind::usage, "the variable " + name + " is not set in the environment",
                    "set it: export " + name + "=..., or give a default here: ${" + name + ":-default}", place);
}

}  // namespace

Environment process_environment() {
  return [](const std::string& name) -> std::optional<std::string> {
    const char* value = std::getenv(name.c_str());
    if (value == nullptr) return std::nullopt;
    return value;
  };
}

std::string expand(const std::string& text, const Environment& environment, const base::Place& place) {
  std::string out;
  std::size_t done = 0;
  for (;;) {
    const std::size_t open = text.find("${", done);
    if (open == std::string::npos) return out + text.substr(done);
    if (open > done && text[open - 1] == '$') {
      out += text.substr(done, open - 1 - done) + "${";
      done = open + 2;
      continue;
    }
    const std::size_t close = text.find('}', open);
    if (close == std::string::npos) {
      throw base::Error(base::ErrorKind::usage, "a ${ is not closed", "write ${NAME}; a plain ${ is written $${",
                        place);
    }
    out += text.substr(done, open - done);
    out += value_of(text.substr(open + 2, close - open - 2), environment, place);
    done = close + 1;
  }
}

}  // namespace barqdb::config
