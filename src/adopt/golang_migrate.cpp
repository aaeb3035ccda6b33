// golang-migrate: VERSION_name.up.sql and VERSION_name.down.sql, sent as they stand.
#include <algorithm>
#include <map>
#include <set>

#include "adopt/files.hpp"
#include "adopt/foreign.hpp"
#include "base/text.hpp"

namespace barqdb::adopt {
namespace {

constexpr std::string_view up_end = ".up.sql";
constexpr std::string_view down_end = ".down.sql";

// By version: the two halves of a migration may have different names.
std::map<std::string, std::string> ways_back(const std::vector<std::string>& names) {
  std::map<std::string, std::string> back;
  for (const std::string& name : names) {
    if (name.ends_with(down_end)) back.emplace(leading_digits(name), name);
  }
  back.erase("");
  return back;
}

}  // namespace

ForeignChain load_golang_migrate(const std::string& folder, base::Diagnostics& diagnostics) {
  ForeignChain chain{"golang-migrate", {}, {}};
  const std::vector<std::string> names = list_files(folder);
  const std::map<std::string, std::string> back = ways_back(names);
  std::set<std::string> versions;
  for (const std::string& name : names) {
    const std::string version = leading_digits(name);
    if (version.empty() || !name.ends_with(up_end)) continue;
    versions.insert(version);
    ForeignMigration migration;
    migration.id = version;
    migration.file = name;
    migration.title = title_of(name.substr(version.size(), name.size() - version.size() - up_end.size()));
    migration.up = {load_text(folder + "/" + name), {folder + "/" + name, 1, 1}, true};
    if (const auto found = back.find(version); found != back.end()) {
      const std::string down = folder + "/" + found->second;
      migration.down = ForeignSql{load_text(down), {down, 1, 1}, true};
    }
    chain.migrations.push_back(std::move(migration));
  }
  for (const auto& [version, name] : back) {
    if (!versions.contains(version))
      diagnostics.add(name + " has no " + version + "_*" + std::string(up_end) + " beside it",
                      "write it, or remove the way back", {folder + "/" + name, 1, 0});
  }
  std::stable_sort(chain.migrations.begin(), chain.migrations.end(),
                   [](const auto& a, const auto& b) { return smaller_number(a.id, b.id); });
  return chain;
}

}  // namespace barqdb::adopt
