// A compact reader of JSON Schema, as much of it as the schemas of this repository use.
#pragma once

#include <string>
#include <vector>

#include "support/json.hpp"

namespace barqdb::test {

// What of `value` breaks `schema`, each with its path ("/findings/0/line: ..."). Knows type, enum, const, required,
// properties, patternProperties, additionalProperties, items, minItems, uniqueItems, minimum, minLength, pattern,
// anyOf, oneOf, $ref to "#/..."; any other key word that constrains is itself a violation, so that none is ignored by
// mistake.
std::vector<std::string> schema_violations(const nlohmann::json& schema, const nlohmann::json& value);

// Parses a file of the repository. Throws when it is not JSON.
nlohmann::json load_json(const std::string& path_in_repository);

}  // namespace barqdb::test
