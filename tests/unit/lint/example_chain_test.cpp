#include <doctest/doctest.h>

#include "base/yaml.hpp"
#include "lint/chain.hpp"
#include "lint/lint.hpp"
#include "revision/graph.hpp"
#include "revision/reader.hpp"

using namespace barqdb;

TEST_CASE("the chain of the example has no warnings but those that it takes back with a reason") {
  const std::string folder = std::string(BARQDB_SOURCE_DIR) + "/migrations";
  base::Diagnostics diagnostics;
  const revision::Graph graph(revision::load_revisions(folder, diagnostics), diagnostics);
  std::vector<lint::Unit> units;
  for (const model::Revision& revision : graph.revisions()) {
    units.push_back(lint::unit_of(revision, revision::load_body(revision, folder, diagnostics)));
  }
  diagnostics.throw_if_any();
  const model::Report report =
      lint::lint(units, {}, [](const std::string& file) { return base::load_file(file, 64u << 20); });
  for (const model::Finding& finding : report.findings) {
    CHECK_MESSAGE(finding.severity == "info",
                  finding.file << ":" << finding.line << " " << finding.check << ": " << finding.message);
    CHECK_MESSAGE(finding.check != "suppression-without-use",
                  finding.file << ":" << finding.line << " " << finding.message);
    CHECK_MESSAGE(finding.check != "not-parsed", finding.file << ":" << finding.line << " " << finding.message);
  }
  CHECK(units.size() == 22);
}
