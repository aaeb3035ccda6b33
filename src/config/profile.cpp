// Finds the profile, and puts profile, environment and flags together.
#include "config/profile.hpp"

#include <algorithm>
#include <filesystem>

#include "base/error.hpp"
#include "base/text.hpp"
#include "base/yaml.hpp"
#include "config/conninfo.hpp"
#include "config/profile_file.hpp"

namespace barqdb::config {
namespace {

namespace fs = std::filesystem;
using base::Error;
using base::ErrorKind;

constexpr std::size_t largest_profile = 1u << 20;
constexpr const char* folder = "profiles";

bool is_path(const std::string& profile) {
  return profile.find('/') != std::string::npos || profile.ends_with(".yaml") || profile.ends_with(".yml");
}

std::vector<std::string> profile_names() {
  std::vector<std::string> names{"embedded"};
  std::error_code failed;
  for (fs::directory_iterator it(folder, failed), end; !failed && it != end; it.increment(failed)) {
    const fs::path& path = it->path();
    if (path.extension() == ".yaml" && path.stem() != "embedded") names.push_back(path.stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

// The file of a profile; "" for the built-in one.
std::string profile_file(const std::string& profile) {
  if (is_path(profile)) return profile;
  const std::string path = std::string(folder) + "/" + profile + ".yaml";
  std::error_code failed;
  if (fs::exists(path, failed)) return path;
  if (failed) throw Error(ErrorKind::usage, "cannot look for " + path + ": " + failed.message(), "check its folder");
  if (profile == "embedded") return "";
  const std::vector<std::string> names = profile_names();
  const std::string near = base::nearest(profile, names);
  throw Error(ErrorKind::usage, "there is no profile \"" + profile + "\": " + path + " does not exist",
              (near.empty() ? "" : "did you mean \"" + near + "\"? ") + "profiles found: " + base::join(names, ", "));
}

// Reads the file of a profile. Its lines may hold passwords: no error may show them.
void read_profile_file(const Environment& environment, bool other_server, const KnownIds& known, Settings& settings) {
  try {
    const std::string text = base::load_file(settings.profile_file, largest_profile);
    read_profile(base::parse_yaml(text, settings.profile_file), environment, other_server, known, settings);
  } catch (Error& error) {
    error.place.secret = true;
    for (base::Diagnostic& other : error.others) other.place.secret = true;
    throw;
  }
}

// Whether the variables that libpq reads choose a server.
bool server_in_environment(const Environment& environment) {
  for (const char* name : {"PGHOST", "PGHOSTADDR", "PGPORT", "PGDATABASE", "PGSERVICE"}) {
    if (environment(name).value_or("") != "") return true;
  }
  return false;
}

// A secret that a pipeline does not have arrives as an empty variable. To go on would be to work on another server.
void refuse_empty(const char* variable, const Environment& environment) {
  if (environment(variable).value_or("unset") != "") return;
  throw Error(ErrorKind::usage, std::string(variable) + " is set, but empty",
              std::string("give it a value, or take it away with: unset ") + variable);
}

}  // namespace

Settings load_settings(const Overrides& overrides, const Environment& environment, const KnownIds& known) {
  const auto first = [](const std::string& flag, const std::optional<std::string>& variable) {
    return !flag.empty() ? flag : variable.value_or("");
  };
  if (overrides.profile.empty()) refuse_empty("BARQDB_PROFILE", environment);
  if (overrides.database_url.empty()) refuse_empty("BARQDB_DATABASE_URL", environment);
  Settings settings;
  const std::string named = first(overrides.profile, environment("BARQDB_PROFILE"));
  settings.profile = named.empty() ? "embedded" : named;
  settings.profile_file = profile_file(settings.profile);
  if (is_path(settings.profile)) settings.profile = fs::path(settings.profile).stem().string();

  const std::string url = first(overrides.database_url, environment("BARQDB_DATABASE_URL"));
  const bool from_libpq = url.empty() && named.empty() && server_in_environment(environment);
  const bool other_server = !url.empty() || from_libpq;
  if (settings.profile_file.empty()) {
    settings.embedded = !other_server;
  } else {
    read_profile_file(environment, other_server, known, settings);
  }
  if (!url.empty()) {
    if (const std::string problem = conninfo_problem(url); !problem.empty()) {
      throw Error(ErrorKind::usage,
                  std::string(overrides.database_url.empty() ? "BARQDB_DATABASE_URL" : "--database-url") +
                      " is not a connection string of PostgreSQL: " + problem,
                  "write postgresql://USER@HOST:5432/DATABASE, or host=HOST dbname=DATABASE user=USER");
    }
    settings.url = url;
  }
  if (!overrides.migrations.empty()) settings.migrations = overrides.migrations;
  return settings;
}

}  // namespace barqdb::config
