// Queries measured before and after an upgrade.
#pragma once

#include <string>
#include <vector>

#include "cli/verify_run.hpp"

namespace barqdb::cli {

class VerifiedUpgrade {
 public:
  // Measures the queries of the file. Those that fail now (their tables may not be there yet) are not compared later.
  VerifiedUpgrade(Context& context, const std::string& file);
  // Measures again and writes the comparison. Returns the exit code: 1 when a query became slower or fails that did not
  // fail before; then it also says how to go back over `revisions`.
  int finish(std::size_t revisions);

 private:
  Context& context_;
  VerifyInput input_;
  std::vector<model::QueryMeasure> before_;
};

}  // namespace barqdb::cli
