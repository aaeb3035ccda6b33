// Chains for tests, written in one line a revision.
#pragma once

#include <string>
#include <vector>

#include "revision/graph.hpp"

namespace barqdb::test {

using Names = std::vector<std::string>;

// A revision in a file of its own name, its id on line 1, down_revision on line 2, depends_on on line 3.
inline model::Revision rev(const std::string& id, Names down = {}, Names depends_on = {}, Names labels = {}) {
  model::Revision out;
  out.id = id;
  out.down_revisions = std::move(down);
  out.depends_on = std::move(depends_on);
  out.branch_labels = std::move(labels);
  out.file = id + ".yaml";
  out.path = "migrations/" + out.file;
  out.place = {out.path, 1, 11};
  out.down_place = {out.path, 2, 16};
  out.depends_place = {out.path, 3, 13};
  return out;
}

inline std::string numbered(std::size_t number) {
  const std::string digits = std::to_string(number);
  return "r" + std::string(6 - digits.size(), '0') + digits;
}

inline std::vector<model::Revision> line(std::size_t length) {
  std::vector<model::Revision> out;
  for (std::size_t number = 0; number < length; ++number) {
    out.push_back(rev(numbered(number), number == 0 ? Names{} : Names{numbered(number - 1)}));
  }
  return out;
}

// The error of a call that must throw one.
template <typename Call>
base::Error error_of(Call call) {
  try {
    call();
  } catch (const base::Error& error) {
    return error;
  }
  return base::Error(base::ErrorKind::server, "nothing was thrown");
}

// "file:line:column message" of the error and of all its others.
inline Names complaints_of(const base::Error& error) {
  Names out{error.place.text() + " " + error.message};
  for (const auto& other : error.others) out.push_back(other.place.text() + " " + other.message);
  return out;
}

inline Names complaints(std::vector<model::Revision> revisions, base::Diagnostics found = {}) {
  return complaints_of(error_of([&] { revision::Graph(std::move(revisions), std::move(found)); }));
}

}  // namespace barqdb::test
