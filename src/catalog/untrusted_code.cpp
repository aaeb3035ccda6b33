// One question, which follows pg_depend.
#include "catalog/untrusted_code.hpp"

#include "catalog/sql.hpp"

namespace barqdb::catalog {

std::vector<model::UntrustedName> read_untrusted_code(db::Connection& connection,
                                                      const std::vector<std::string>& trusted_roles) {
  const db::Result rows = connection.query(sql::untrusted_code, {db::array_literal(trusted_roles)});
  std::vector<model::UntrustedName> out;
  for (std::size_t row = 0; row < rows.rows(); ++row)
    out.push_back({std::string(rows.text(row, 0)), std::string(rows.text(row, 1)), std::string(rows.text(row, 2))});
  return out;
}

}  // namespace barqdb::catalog
