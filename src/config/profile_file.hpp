// The YAML of a profile → Settings (docs/profiles.md).
#pragma once

#include <string>

#include "base/yaml.hpp"
#include "config/profile.hpp"

namespace barqdb::config {

// Fills `settings` from the profile. With `other_server` the server of the profile is not wanted: its url, replicas and
// password are checked for their form but neither expanded nor read, so that none of them reaches the other server.
// Throws Error{usage} with every complaint.
void read_profile(const base::YamlNode& root, const Environment& environment, bool other_server, const KnownIds& known,
                  Settings& settings);

}  // namespace barqdb::config
