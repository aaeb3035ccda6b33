// One walk over the tree of nodes.
#include "plan/explain.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "plan/json_member.hpp"

namespace barqdb::plan {
namespace {

using Json = nlohmann::json;

class Walk {
 public:
  explicit Walk(Explained& out) : out_(out) {}

  std::string shape(const Json& node) {
    note_scan(node);
    std::string words = text_member(node, "Node Type");
    for (const char* key : {"Strategy", "Join Type", "Operation"})
      if (const std::string value = text_member(node, key); !value.empty() && value != "Plain" && value != "Inner")
        words += " " + value;
    if (const std::string index = text_member(node, "Index Name"); !index.empty()) {
      words += " " + index;
      out_.indexes.push_back(index);
    }
    if (const std::string table = text_member(node, "Relation Name"); !table.empty()) words += " on " + table;
    return words + children(node);
  }

 private:
  std::string children(const Json& node) {
    const auto found = node.find("Plans");
    if (found == node.end() || found->empty()) return "";
    if (found->size() == 1) return " > " + shape(found->front());
    std::string all;
    for (const Json& child : *found) all += (all.empty() ? "" : ", ") + shape(child);
    return " (" + all + ")";
  }

  void note_scan(const Json& node) {
    const std::string table = text_member(node, "Relation Name");
    const std::string type = text_member(node, "Node Type");
    if (table.empty() || type == "ModifyTable") return;
    const double loops = out_.measured ? std::max(1.0, number_member(node, "Actual Loops")) : 1;
    Scan scan;
    scan.node = type;
    scan.schema = text_member(node, "Schema");
    scan.table = table;
    scan.index = text_member(node, "Index Name");
    if (scan.index.empty()) scan.index = bitmap_index(node);
    scan.filter = text_member(node, "Filter");
    scan.condition = text_member(node, type == "Bitmap Heap Scan" ? "Recheck Cond" : "Index Cond");
    scan.rows = loops * number_member(node, out_.measured ? "Actual Rows" : "Plan Rows");
    scan.rows_read = scan.rows + loops * (number_member(node, "Rows Removed by Filter") +
                                          number_member(node, "Rows Removed by Index Recheck"));
    out_.scans.push_back(std::move(scan));
  }

  // A bitmap heap scan names its table, the nodes below it the indexes: the first stands for all.
  std::string bitmap_index(const Json& node) {
    const auto found = node.find("Plans");
    if (text_member(node, "Node Type") != "Bitmap Heap Scan" || found == node.end() || found->empty()) return "";
    const Json* below = &found->front();
    while (text_member(*below, "Index Name").empty()) {
      const auto deeper = below->find("Plans");
      if (deeper == below->end() || deeper->empty()) return "";
      below = &deeper->front();
    }
    return text_member(*below, "Index Name");
  }

  Explained& out_;
};

}  // namespace

Explained read_explain(std::string_view json) {
  const Json parsed = Json::parse(json, nullptr, false);
  if (!parsed.is_array() || parsed.empty() || !parsed.front().contains("Plan"))
    throw base::Error(base::ErrorKind::server, "the server's EXPLAIN is not in the form that was asked for");
  const Json& whole = parsed.front();
  const Json& top = whole["Plan"];
  Explained out;
  out.measured = whole.contains("Execution Time");
  out.cost = number_member(top, "Total Cost");
  out.planning_ms = number_member(whole, "Planning Time");
  out.execution_ms = number_member(whole, "Execution Time");
  out.rows = number_member(top, out.measured ? "Actual Rows" : "Plan Rows");
  out.buffers_hit = static_cast<std::int64_t>(number_member(top, "Shared Hit Blocks"));
  out.buffers_read = static_cast<std::int64_t>(number_member(top, "Shared Read Blocks"));
  out.shape = Walk(out).shape(top);
  std::sort(out.indexes.begin(), out.indexes.end());
  out.indexes.erase(std::unique(out.indexes.begin(), out.indexes.end()), out.indexes.end());
  return out;
}

}  // namespace barqdb::plan
