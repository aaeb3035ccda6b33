// Objects that are no tables: views, sequences, functions, types, schemas and roles, and which statements make them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "lint/rule.hpp"

namespace barqdb::lint {

struct MadeObject {
  std::string
      kind;  // view, sequence, function (procedures and aggregates as well), type (domains as well), schema, role
  model::QualifiedName name;
};

// What a statement makes, by its parser's name and what stands below; nothing for tables and their parts.
std::optional<MadeObject> made_by(const std::string& statement, const plan::SyntaxNode& node);

// Whether the unit itself has made it before: then nothing that runs now can know it. Schemas of names do not count.
bool made_here(const Subject& subject, const std::string& kind, const model::QualifiedName& name);

// Whether a later statement of the same part makes it anew.
bool made_later(const Subject& subject, const std::string& kind, const model::QualifiedName& name);

// What the statement does to the objects that are known of `schema`.
void apply_objects(const Subject& subject, Schema& schema);

}  // namespace barqdb::lint
