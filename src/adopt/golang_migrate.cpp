// golang-migrate: VERSION_name.up.sql and VERSION_name.down.sql, sent as they stand.
#include <algorithm>

#include "adopt/files.hpp"
#include "adopt/foreign.hpp"
#include "base/text.hpp"

namespace barqdb::adopt {
namespace {

constexpr std::string_view up_end = ".up.sql";
constexpr std::string_view down_end = ".down.sql";

// Versions are numbers there: 9 comes before 10.
bool smaller(const ForeignMigration& a, const ForeignMigration& b) {
  const auto digits = [](const std::string& id) {
    return std::string_view(id).substr(std::min(id.find_first_not_of('0'), id.size()));
  };
  const std::string_view left = digits(a.id), right = digits(b.id);
  return left.size() != right.size() ? left.size() < right.size() : left < right;
}

}  // namespace

ForeignChain load_golang_migrate(const std::string& folder, base::Diagnostics& diagnostics) {
  ForeignChain chain{"golang-migrate", {}, {}};
  const std::vector<std::string> names = list_files(folder);
  for (const std::string& name : names) {
    const std::string version = leading_digits(name);
    if (version.empty()) continue;
    if (name.ends_with(down_end)) {
      const std::string up = name.substr(0, name.size() - down_end.size()) + std::string(up_end);
      if (!std::binary_search(names.begin(), names.end(), up))
        diagnostics.add(name + " has no " + up + " beside it", "write it, or remove the way back",
                        {folder + "/" + name, 1, 0});
    }
    if (!name.ends_with(up_end)) continue;
    const std::string stem = name.substr(0, name.size() - up_end.size());
    ForeignMigration migration;
    migration.id = version;
    migration.file = name;
    migration.title = title_of(stem.substr(version.size()));
    migration.up = {load_text(folder + "/" + name), {folder + "/" + name, 1, 1}, true};
    const std::string down = folder + "/" + stem + std::string(down_end);
    if (exists(down)) migration.down = ForeignSql{load_text(down), {down, 1, 1}, true};
    chain.migrations.push_back(std::move(migration));
  }
  std::stable_sort(chain.migrations.begin(), chain.migrations.end(), smaller);
  return chain;
}

}  // namespace barqdb::adopt
