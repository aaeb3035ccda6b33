// Revisions of the chain as rows of a report: for history, heads and show.
#pragma once

#include <string>
#include <vector>

#include "model/report.hpp"
#include "revision/graph.hpp"

namespace barqdb::cli {

struct ChainReportOptions {
  bool files = false;                        // show the file's name in the table
  const revision::IdSet* applied = nullptr;  // mark what is applied; nullptr when nobody asked the server
};

model::Report chain_report(const std::string& name, const revision::Graph& graph, const std::vector<std::string>& ids,
                           const ChainReportOptions& options = {});

// head, base, branch point, merge: what a revision is in the chain.
std::vector<std::string> marks_of(const revision::Graph& graph, const std::string& id);

}  // namespace barqdb::cli
