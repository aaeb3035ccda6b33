// Index definitions as YAML: what the reader reads (index_definition.hpp) written, for inspect and generated revisions.
#pragma once

#include <string>
#include <vector>

#include "model/index_definition.hpp"

namespace barqdb::revision {

// A name as these files have it: parts with a dot, a quote or white space in double quotes.
std::string name_text(const model::QualifiedName& name);

// "{columns: [a, b], unique: true}" when that fits in a line, else the keys in lines of their own, each after a line
// break and `indent` spaces. Behind a key, with a colon before. With `named`, name and table come first.
std::string definition_value(const model::IndexDefinition& definition, std::size_t indent, bool named = false);
// In one line, however long.
std::string definition_line(const model::IndexDefinition& definition);

// A definition of a file, and whether it may only stand there as a comment.
struct DefinitionEntry {
  const model::IndexDefinition* definition = nullptr;
  std::string disabled;  // why it is commented out; "" when it is not
};
// A file of definitions: tables and indexes in the order of their names.
std::string definitions_text(std::vector<DefinitionEntry> entries);

}  // namespace barqdb::revision
