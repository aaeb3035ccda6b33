// Profiles, environment and flags → Settings (docs/profiles.md).
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "config/settings.hpp"

namespace barqdb::config {

// What the command line gives; each empty when the flag is absent.
struct Overrides {
  std::string profile;  // name or path
  std::string database_url;
  std::string migrations;
};

using Environment = std::function<std::optional<std::string>(const std::string& name)>;
Environment process_environment();

// What words of a profile may name; this folder knows neither the rules nor the checks. With an empty list any word
// does.
struct KnownIds {
  std::vector<std::string> rules;   // of the linter
  std::vector<std::string> checks;  // of index-report
};

// Profile: --profile, else BARQDB_PROFILE, else "embedded". A name is looked up as profiles/NAME.yaml beside the
// current directory; "embedded" needs no file. A text with a slash or ending in .yaml is a path.
// Server: --database-url, else BARQDB_DATABASE_URL, else (when no profile was named) PGHOST/PGDATABASE/PGSERVICE…,
// else the profile. A variable of ours that is set, but empty, is an error. Throws Error{usage} with file, line, key
// and remedy; never prints a secret.
Settings load_settings(const Overrides& overrides, const Environment& environment, const KnownIds& known = {});

// A conninfo or URL without its password, for messages.
std::string without_secret(const std::string& url);

}  // namespace barqdb::config
