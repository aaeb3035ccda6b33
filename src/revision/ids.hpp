// What a revision id may be; a label is one, too. Pure.
#pragma once

#include <string>

namespace barqdb::revision {

// What is wrong with an id or a label, or "". The rules keep every target (head, -1, a:b, label@head) unambiguous.
std::string id_problem(const std::string& id);

// What to write instead.
inline constexpr const char* id_hint =
    "use a name such as 20250106_001: letters, digits, _ and . (a - would read as a step back: 021-1)";

}  // namespace barqdb::revision
