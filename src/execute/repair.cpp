// Looking up, waiting, one operation each.
#include "execute/repair.hpp"

#include <algorithm>
#include <optional>
#include <set>

#include "base/error.hpp"
#include "base/interrupt.hpp"
#include "catalog/broken_indexes.hpp"
#include "execute/ledger.hpp"
#include "execute/lone_operation.hpp"
#include "execute/orphans.hpp"
#include "execute/other_builds.hpp"
#include "execute/tenure.hpp"
#include "execute/workshop.hpp"
#include "plan/ddl.hpp"

namespace barqdb::execute {
namespace {

using model::BrokenIndex;
using plan::RepairAction;

constexpr base::Milliseconds clean_up_budget{3000};

class Repair {
 public:
  Repair(Workshop& workshop, RepairAction action)
      : connection_(workshop.connection),
        action_(action),
        watch_(workshop.connect, workshop.tenure.pooled() ? 0 : workshop.connection.backend_pid()),
        runner_(workshop.connection, watch_, workshop.listener, workshop) {}

  // The broken index of that name; nothing when a repair that was cut off has dropped it already.
  std::optional<BrokenIndex> find(const std::string& name) {
    const model::QualifiedName wanted = model::parse_qualified_name(name);
    const db::Result found = connection_.query(
        "SELECT c.oid, c.relkind FROM pg_catalog.pg_class AS c WHERE c.oid = pg_catalog.to_regclass($1)",
        {wanted.quoted()});
    if (found.rows() == 0) {
      if (dropped_before(wanted)) return std::nullopt;
      throw base::Error(base::ErrorKind::usage, "there is no index " + name, "`barqdb repair` lists what is broken");
    }
    if (found.text(0, 1) != "i" && found.text(0, 1) != "I")
      throw base::Error(base::ErrorKind::usage, name + " is no index", "`barqdb repair` lists what is broken");
    std::optional<BrokenIndex> index = read(found.integer(0, 0));
    if (!index) {
      throw base::Error(base::ErrorKind::refused, "index " + name + " is valid: a repair does not touch it",
                        "nothing was done");
    }
    return index;
  }

  // Empty when it was repaired; else why it was left alone.
  std::string one(const BrokenIndex& index) {
    const model::Plan plan = plan::make_repair(index, action_);
    wait_for_other_builds(runner_, plan.operations.front());
    const std::optional<BrokenIndex> now = read(index.oid);
    if (!now) return "it is broken no more: whoever was at work on it has finished";
    const std::set<std::string> before = broken_on(index.table);
    try {
      run_lone_operation(runner_, plan, 0);
    } catch (base::Error& error) {
      if (error.sqlstate == "23505") {
        error.hint =
            "remove or merge the duplicates and type the same command again, or do without the index: "
            "`barqdb repair drop-invalid " +
            index.name.quoted() + "`";
      }
      if (connection_.alive()) {
        remove_leftovers(index, plan, before);
        close_steps(connection_, runner_.tenure(), plan::repair_revision, index.name.text());
      }
      throw;
    }
    // The rebuilt index has the name of the old one, and an oid of its own.
    if (action_ == RepairAction::rebuild && broken_on(index.table).contains(index.name.text())) {
      throw base::Error(base::ErrorKind::server, "index " + index.name.text() + " is still invalid after its rebuild",
                        "look for another program that drops or rebuilds it at the same time");
    }
    close_steps(connection_, runner_.tenure(), plan::repair_revision, index.name.text());
    return "";
  }

 private:
  std::optional<BrokenIndex> read(std::int64_t oid) {
    for (BrokenIndex& index : catalog::read_broken_indexes(connection_)) {
      if (index.oid == oid) return std::move(index);
    }
    return std::nullopt;
  }

  bool dropped_before(const model::QualifiedName& name) {
    if (action_ != RepairAction::drop_invalid) return false;
    const std::vector<model::OpenStep> steps = read_open_steps(connection_);
    const auto found = std::find_if(steps.begin(), steps.end(), [&](const model::OpenStep& step) {
      return step.record.revision == plan::repair_revision && step.record.object == name.text();
    });
    if (found == steps.end()) return false;
    close_steps(connection_, runner_.tenure(), plan::repair_revision, name.text());
    return true;
  }

  std::set<std::string> broken_on(const model::QualifiedName& table) {
    std::set<std::string> names;
    for (const BrokenIndex& index : catalog::read_broken_indexes(connection_)) {
      if (index.table == table) names.insert(index.name.text());
    }
    return names;
  }

  // What a rebuild of ours that failed has left beside the index.
  void remove_leftovers(const BrokenIndex& index, const model::Plan& plan, const std::set<std::string>& before) {
    if (action_ != RepairAction::rebuild) return;
    for (const BrokenIndex& left : catalog::read_broken_indexes(connection_)) {
      if (left.table != index.table || left.reindexed != index.name.name || before.contains(left.name.text())) continue;
      try {
        runner_.run_patiently(plan.operations.front(), plan::drop_index_sql(left.name, /*concurrently=*/true),
                              clean_up_budget);
      } catch (const base::Error& error) {
        runner_.listener().note("the unfinished index " + left.name.text() + " could not be removed now (" +
                                error.message + "); `barqdb repair` shows it");
      }
    }
  }

  db::Connection& connection_;
  RepairAction action_;
  Watch watch_;
  StatementRunner runner_;
};

}  // namespace

std::vector<plan::Complaint> read_complaints(db::Connection& connection) {
  std::vector<model::OpenStep> steps;
  if (read_ledger(connection).exists) steps = read_open_steps(connection);
  return plan::make_complaints(catalog::read_broken_indexes(connection), steps);
}

RepairResult run_repair(const std::function<db::Connection()>& connect, const std::vector<std::string>& names,
                        RepairAction action, const config::OnlineSettings& online, Listener& listener,
                        std::vector<Replica> replicas) {
  db::Connection connection = connect();
  const Tenure tenure(connection, connect, online, listener);
  if (!read_ledger(connection).exists) create_ledger(connection);
  wait_for_orphans(connection, online, listener);
  LoadGate load(online, std::move(replicas));
  Workshop workshop{connection, connect, listener, online, tenure, load};
  Repair repair(workshop, action);
  std::vector<BrokenIndex> indexes;
  for (const std::string& name : names) {
    std::optional<BrokenIndex> index = repair.find(name);
    if (!index) continue;
    plan::make_repair(*index, action);  // refuses before anything is touched
    indexes.push_back(std::move(*index));
  }
  RepairResult result;
  for (const BrokenIndex& index : indexes) {
    base::throw_if_interrupted();
    const std::string left = repair.one(index);
    if (left.empty())
      result.repaired.push_back(index.name.text());
    else
      result.left_alone.push_back(index.name.text() + ": " + left);
  }
  return result;
}

}  // namespace barqdb::execute
