// Applied ids from the ledger.
#include "cli/applied.hpp"

#include "execute/ledger.hpp"

namespace barqdb::cli {

revision::IdSet read_applied(Context& context) {
  db::Connection connection = context.connect();
  return execute::read_ledger(connection).applied_ids();
}

}  // namespace barqdb::cli
