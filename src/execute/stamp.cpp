// stamp: the ledger as if revisions had been run.
#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "execute/chain_identity.hpp"
#include "execute/chain_state.hpp"
#include "execute/ledger.hpp"
#include "execute/pending.hpp"
#include "execute/runner.hpp"
#include "execute/tenure.hpp"

namespace barqdb::execute {
namespace {

bool unchanged(const model::AppliedRevision& applied, const Pending& now) {
  return applied.checksum == now.revision->checksum &&
         std::is_permutation(applied.files.begin(), applied.files.end(), now.body.files.begin(), now.body.files.end());
}

}  // namespace

void stamp(db::Connection& connection, const revision::Graph& graph, const std::string& folder,
           const std::vector<std::string>& ids, bool purge, const config::OnlineSettings& online, Listener& listener,
           const std::string& project) {
  const revision::IdSet wanted = graph.ancestors({ids.begin(), ids.end()});
  const std::vector<Pending> revisions = load_pending(graph, graph.ordered(wanted), folder);
  const Tenure tenure(connection, {}, online, listener);  // over in a moment: a lease needs no heartbeat
  if (!read_ledger(connection).exists) create_ledger(connection);
  const model::Ledger ledger = read_ledger(connection);
  if (!purge) {
    check_identity(ledger, graph, project);
    for (const auto& [id, applied] : ledger.applied) {
      if (graph.find(id) != nullptr) continue;
      throw base::Error(base::ErrorKind::refused,
                        "the ledger has revision " + id + ", which no file in " + folder + " has",
                        "restore its file, or forget the ledger's revisions with `barqdb stamp --purge`");
    }
  }
  // Revisions that stay keep their date, unless their file changed: that is what stamping it again accepts.
  std::set<std::string> kept;
  for (const Pending& one : revisions) {
    const auto found = ledger.applied.find(one.revision->id);
    if (!purge && found != ledger.applied.end() && unchanged(found->second, one)) kept.insert(one.revision->id);
  }
  std::string sql = "BEGIN;\n" + tenure.fence().sql();
  for (const auto& [id, applied] : ledger.applied) {
    if (!kept.contains(id)) sql += rolled_back_sql(id) + ";\n";
  }
  for (const Pending& one : revisions) {
    if (kept.contains(one.revision->id)) continue;
    sql += applied_sql(*one.revision, one.body, base::Milliseconds(0), /*stamped=*/true) + ";\n";
  }
  sql += "UPDATE barqdb.step SET open = false WHERE open;\nCOMMIT";
  connection.query(sql);
  mark_chain(connection, ledger, purge ? identity_of(graph, project) : mark_of(ledger, graph, project));
}

}  // namespace barqdb::execute
