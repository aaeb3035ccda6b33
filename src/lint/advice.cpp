#include "lint/advice.hpp"

namespace barqdb::lint {

std::string instead(const Subject& subject, const std::string& sql, const std::string& step,
                    const std::string& undone) {
  if (!subject.unit.chain) return sql;
  if (!subject.unit.back) return "use the step `" + step + "`";
  return undone.empty() ? sql : "the step `" + undone + "` has this way back by itself";
}

std::string outside_transaction(const Subject& subject, const std::string& sql) {
  return sql + (subject.unit.chain ? " in an `sql` step with `transaction: false`" : "");
}

}  // namespace barqdb::lint
