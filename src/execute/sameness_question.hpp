// A definition as a question to the judge of sameness. Pure.
#pragma once

#include "catalog/sameness.hpp"
#include "model/index_definition.hpp"

namespace barqdb::execute {

// Whether the index `name` of `table` with that oid is what `wanted` asks for; `number` is the question's among those
// asked together. The tablespace is left out: where an index lies is not what it is.
catalog::SamenessQuestion sameness_question(model::IndexDefinition wanted, const model::QualifiedName& table,
                                            const std::string& name, std::int64_t oid, std::size_t number);

}  // namespace barqdb::execute
