// Comments that take findings back, with a reason: -- barqdb:ignore RULE: REASON, in YAML # instead of --.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace barqdb::lint {

struct Suppression {
  int line = 0;
  bool whole_file = false;  // barqdb:ignore-file
  std::vector<std::string> rules;
  std::string reason;
  bool used = false;
};

enum class Language { sql, yaml };
std::vector<Suppression> find_suppressions(std::string_view text, Language language);

// The lines of a statement or definition.
struct Extent {
  int first = 0;
  int last = 0;
};

// Whether the suppression speaks of what begins at `line`: it stands on its lines, or above it with nothing in between.
// `extents` are those of the file, sorted.
bool covers(const Suppression& suppression, int line, const std::vector<Extent>& extents);

}  // namespace barqdb::lint
