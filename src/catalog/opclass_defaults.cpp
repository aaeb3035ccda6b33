// The rules of GetDefaultOpClass over facts read once.
#include "catalog/opclass_defaults.hpp"

#include <algorithm>

#include "catalog/sql.hpp"

namespace barqdb::catalog {
namespace {

char code(const db::Result& result, std::size_t row, std::size_t column) {
  const std::string_view text = result.text(row, column);
  return text.empty() ? ' ' : text.front();
}

}  // namespace

OpclassDefaults::OpclassDefaults(db::Connection& connection) {
  const db::Result classes = connection.query(sql::inspect_opclasses);
  for (std::size_t row = 0; row < classes.rows(); ++row) {
    OpclassFacts facts;
    const bool visible = classes.boolean(row, 11);
    facts.name = {visible ? "" : std::string(classes.text(row, 1)), std::string(classes.text(row, 2))};
    facts.method = classes.integer(row, 3);
    facts.is_default = classes.boolean(row, 4);
    facts.input = {classes.integer(row, 5), code(classes, row, 7), code(classes, row, 8)};
    facts.key_type = classes.integer(row, 6);
    facts.preferred = classes.boolean(row, 9);
    facts.input_name = classes.text(row, 10);
    opclasses_.emplace(classes.integer(row, 0), std::move(facts));
  }
  const db::Result types = connection.query(sql::inspect_types);
  for (std::size_t row = 0; row < types.rows(); ++row) {
    const Oid from = types.integer(row, 1), to = types.integer(row, 2);
    if (types.text(row, 0) == "domain")
      domains_[from] = {to, code(types, row, 3), code(types, row, 4)};
    else
      casts_.emplace(from, to);
  }
}

TypeFacts OpclassDefaults::base_of(TypeFacts type) const {
  for (auto found = domains_.find(type.oid); found != domains_.end(); found = domains_.find(type.oid))
    type = found->second;
  return type;
}

bool OpclassDefaults::coerces(const TypeFacts& from, const OpclassFacts& to) const {
  if (casts_.contains({from.oid, to.input.oid})) return true;
  const std::string& name = to.input_name;
  return (name == "anyarray" && from.category == 'A') || (name == "anyenum" && from.kind == 'e') ||
         (name == "anyrange" && from.kind == 'r') || (name == "anymultirange" && from.kind == 'm') ||
         (name == "record" && from.kind == 'c');
}

bool OpclassDefaults::is_default(Oid opclass, const TypeFacts& declared) const {
  const OpclassFacts& wanted = opclasses_.at(opclass);
  if (!wanted.is_default) return false;
  const TypeFacts type = base_of(declared);
  int fitting = 0, preferred = 0;
  for (const auto& [oid, other] : opclasses_) {
    if (!other.is_default || other.method != wanted.method) continue;
    if (other.input.oid == type.oid) return oid == opclass;  // exact wins
    if (!coerces(type, other)) continue;
    ++fitting;
    if (other.preferred) ++preferred;
  }
  if (!coerces(type, wanted)) return false;
  return wanted.preferred ? preferred == 1 : preferred == 0 && fitting == 1;
}

bool OpclassDefaults::is_default_of_any(Oid opclass) const {
  const OpclassFacts& wanted = opclasses_.at(opclass);
  if (!wanted.is_default) return false;
  return std::none_of(opclasses_.begin(), opclasses_.end(), [&](const auto& entry) {
    const OpclassFacts& other = entry.second;
    if (entry.first == opclass || !other.is_default || other.method != wanted.method) return false;
    return coerces(other.input, wanted) || casts_.contains({wanted.input.oid, other.input.oid});
  });
}

}  // namespace barqdb::catalog
