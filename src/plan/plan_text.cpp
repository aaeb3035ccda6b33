// A plan as people read it, out of EXPLAIN's JSON: what was estimated beside what was measured.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "plan/explain.hpp"

namespace barqdb::plan {
namespace {

using Json = nlohmann::json;

constexpr const char* conditions[] = {"Index Cond", "Recheck Cond", "Hash Cond", "Merge Cond", "Join Filter", "Filter"};
constexpr int deepest = 200;

std::string word(const Json& node, const char* key) {
  const auto found = node.find(key);
  return found != node.end() && found->is_string() ? found->get<std::string>() : std::string();
}

double number(const Json& node, const char* key) {
  const auto found = node.find(key);
  return found != node.end() && found->is_number() ? found->get<double>() : 0;
}

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
  std::string out = word(node, "Node Type");
  for (const char* key : {"Strategy", "Join Type", "Operation"}) {
    if (const std::string value = word(node, key); !value.empty() && value != "Plain" && value != "Inner")
      out += " " + value;
  }
  if (const std::string index = word(node, "Index Name"); !index.empty()) out += " using " + index;
  if (const std::string table = word(node, "Relation Name"); !table.empty()) {
    out += " on " + table;
    if (const std::string alias = word(node, "Alias"); !alias.empty() && alias != table) out += " " + alias;
  }
  return out;
}

std::string figures_of(const Json& node) {
  std::string out = fmt::format("  (cost {:.2f}, rows {:.0f}", number(node, "Total Cost"), number(node, "Plan Rows"));
  if (node.contains("Actual Rows")) {
    out += fmt::format("; measured rows {:g}", number(node, "Actual Rows"));
    if (node.contains("Actual Total Time")) out += fmt::format(", {:.3f} ms", number(node, "Actual Total Time"));
    if (const double loops = number(node, "Actual Loops"); loops > 1) out += fmt::format(", {:g} loops", loops);
  }
  const double hit = number(node, "Shared Hit Blocks");
  const double read = number(node, "Shared Read Blocks");
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
    if (const std::string condition = word(node, key); !condition.empty())
      out += margin + "    " + key + ": " + condition + "\n";
  }
  if (const double removed = number(node, "Rows Removed by Filter"); removed > 0)
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
