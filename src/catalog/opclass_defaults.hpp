// Which operator class the server takes when a key names none: GetDefaultOpClass, as far as the catalogs tell it.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "db/connection.hpp"
#include "model/name.hpp"

namespace barqdb::catalog {

using Oid = std::int64_t;

struct TypeFacts {
  Oid oid = 0;      // 0 when it is not known
  char kind = 'b';  // pg_type.typtype
  char category = ' ';
};

struct OpclassFacts {
  model::QualifiedName name;  // with a schema only where the search_path does not lead to it
  Oid method = 0;
  bool is_default = false;
  TypeFacts input;
  Oid key_type = 0;  // of what is stored, when that is another type
  bool preferred = false;
  std::string input_name;
};

class OpclassDefaults {
 public:
  explicit OpclassDefaults(db::Connection& connection);

  const OpclassFacts& at(Oid opclass) const { return opclasses_.at(opclass); }
  // Whether a key of this type gets the class without naming it. When in doubt false: to name it is never wrong.
  bool is_default(Oid opclass, const TypeFacts& type) const;
  // The same for an expression whose type nobody told.
  bool is_default_of_any(Oid opclass) const;

 private:
  TypeFacts base_of(TypeFacts type) const;
  bool coerces(const TypeFacts& from, const OpclassFacts& to) const;

  std::map<Oid, OpclassFacts> opclasses_;
  std::map<Oid, TypeFacts> domains_;
  std::set<std::pair<Oid, Oid>> casts_;
};

}  // namespace barqdb::catalog
