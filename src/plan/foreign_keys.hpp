// Foreign keys that SQL text declares, in CREATE TABLE and ALTER TABLE. Pure.
#pragma once

#include <string_view>
#include <vector>

#include "model/schema_keys.hpp"

namespace barqdb::plan {

// Adds them to `links`; a reference without columns is to the primary key, which is taken to be `id`. Text that does
// not parse adds none.
void add_foreign_keys(std::string_view sql, std::vector<model::KeyLink>& links);

}  // namespace barqdb::plan
