// Reading an approved plan, and what may not stand beside it.
#include "cli/approved_plan.hpp"

#include "base/yaml.hpp"
#include "cli/run_options.hpp"

namespace barqdb::cli {
namespace {

using base::Error;
using base::ErrorKind;

constexpr std::size_t largest_plan = std::size_t{256} << 20;

void refuse_beside_plan(const Arguments& arguments, const std::string& command) {
  const std::string alone = "barqdb " + command + " --plan " + arguments.text("plan");
  if (arguments.given("target"))
    throw Error(ErrorKind::usage, "--plan brings its own target: leave out " + arguments.text("target"), alone);
  for (const char* name : {"online", "lock-timeout", "lock-budget", "wait-budget", "jobs", "sql"}) {
    if (arguments.given(name))
      throw Error(ErrorKind::usage, "--plan fixes what --" + std::string(name) + " would change", alone);
  }
}

// What a plan file fixes of the settings; the rest is the profile's.
config::OnlineSettings with_fixed(config::OnlineSettings online, const config::OnlineSettings& fixed) {
  online.mode = fixed.mode;
  online.lock_timeout = fixed.lock_timeout;
  online.lock_budget = fixed.lock_budget;
  online.wait_budget = fixed.wait_budget;
  online.jobs = fixed.jobs;
  online.maintenance_memory = fixed.maintenance_memory;
  online.small_table = fixed.small_table;
  return online;
}

}  // namespace

std::optional<plan::PlanFile> read_approved(const Arguments& arguments, Context& context, model::Direction direction) {
  const std::string command = direction == model::Direction::up ? "upgrade" : "downgrade";
  if (!arguments.given("plan")) {
    if (!arguments.given("target"))
      throw Error(ErrorKind::usage, "barqdb " + command + " needs TARGET", "see: barqdb " + command + " --help");
    return std::nullopt;
  }
  refuse_beside_plan(arguments, command);
  const std::string path = arguments.text("plan");
  plan::PlanFile approved = plan::read_plan_file(base::load_file(path, largest_plan), path);
  if (approved.direction != direction) {
    const std::string other = direction == model::Direction::up ? "downgrade" : "upgrade";
    throw Error(ErrorKind::usage, path + " is the plan of a" + (other == "upgrade" ? "n " : " ") + other,
                "barqdb " + other + " --plan " + path);
  }
  for (const plan::FixedRevision& revision : approved.revisions) {
    if (context.graph().find(revision.id) != nullptr) continue;
    throw Error(ErrorKind::refused,
                "the plan has revision " + revision.id + ", which no file in " + context.migrations() + " has",
                "check out what the plan was made from");
  }
  return approved;
}

execute::RunInput run_input(const Arguments& arguments, Context& context, const std::string& target,
                            const std::optional<plan::PlanFile>& approved) {
  execute::RunInput input = run_input(arguments, context, target);
  if (!approved) return input;
  input.target = "--plan " + arguments.text("plan");  // for what is said after an error
  input.online = with_fixed(input.online, approved->online);
  input.approved = &*approved;
  return input;
}

}  // namespace barqdb::cli
