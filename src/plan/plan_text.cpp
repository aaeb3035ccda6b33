// A plan as people read it, out of EXPLAIN's JSON: what was estimated beside what was measured.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "plan/explain.hpp"
#include "plan/json_member.hpp"

namespace barqdb::plan {
namespace {

using Json = nlohmann::json;

constexpr const char* conditions[] = {"Index Cond", "Recheck Cond", "Hash Cond", "Merge Cond", "Join Filter", "Filter"};
constexpr int deepest = 200;

std::string list(const Json& node, const char* key) {
  std::string out;
  const auto found = node.find(key);
  if (found == node.end() || !found->is_array()) return out;
  for (const Json& item : *found) {
    if (item.is_string()) out += (out.empty() ? "" : ", ") + item.get<std::string>();
  }
  return out;
}

std::string head_of(const Json& node) {
  std::string out = text_member(node, "Node Type");
  for (const char* key : {"Strategy", "Join Type", "Operation"}) {
    if (const std::string value = text_member(node, key); !value.empty() && value != "Plain" && value != "Inner")
      out += " " + value;
  }
  if (const std::string index = text_member(node, "Index Name"); !index.empty()) out += " using " + index;
  if (const std::string table = text_member(node, "Relation Name"); !table.empty()) {
    out += " on " + table;
    if (const std::string alias = text_member(node, "Alias"); !alias.empty() && alias != table) out += " " + alias;
  }
  return out;
}

std::string figures_of(const Json& node) {
  std::string out =
      fmt::format("  (cost {:.2f}, rows {:.0f}", number_member(node, "Total Cost"), number_member(node, "Plan Rows"));
  if (node.contains("Actual Rows")) {
    out += fmt::format("; measured rows {:g}", number_member(node, "Actual Rows"));
    if (node.contains("Actual Total Time")) out += fmt::format(", {:.3f} ms", number_member(node, "Actual Total Time"));
    if (const double loops = number_member(node, "Actual Loops"); loops > 1) out += fmt::format(", {:g} loops", loops);
  }
  const double hit = number_member(node, "Shared Hit Blocks");
  const double read = number_member(node, "Shared Read Blocks");
  if (hit + read > 0) out += fmt::format("; buffers {:.0f} hit, {:.0f} read", hit, read);
  return out + ")";
}

void write(const Json& node, int depth, std::string& out) {
  if (!node.is_object() || depth > deepest) return;
  const std::string margin(static_cast<std::size_t>(depth) * 2, ' ');
  out += margin + head_of(node) + figures_of(node) + "\n";
  for (const char* key : {"Sort Key", "Group Key"}) {
    if (const std::string keys = list(node, key); !keys.empty()) out += margin + "    " + key + ": " + keys + "\n";
  }
  for (const char* key : conditions) {
    if (const std::string condition = text_member(node, key); !condition.empty())
      out += margin + "    " + key + ": " + condition + "\n";
  }
  if (const double removed = number_member(node, "Rows Removed by Filter"); removed > 0)
    out += margin + fmt::format("    Rows Removed by Filter: {:g}\n", removed);
  if (const auto below = node.find("Plans"); below != node.end() && below->is_array()) {
    for (const Json& child : *below) write(child, depth + 1, out);
  }
}

}  // namespace

std::string plan_text(std::string_view json) {
  const Json parsed = Json::parse(json, nullptr, false);
  if (!parsed.is_array() || parsed.empty() || !parsed.front().contains("Plan")) return "";
  std::string out;
  write(parsed.front()["Plan"], 0, out);
  return out;
}

}  // namespace barqdb::plan
