// Names of the kinds.
#include "batch/spec.hpp"

#include <array>
#include <utility>

#include "base/error.hpp"

namespace barqdb::batch {
namespace {

constexpr std::array<std::pair<Kind, const char*>, 8> names{{{Kind::update, "update"},
                                                             {Kind::remove, "delete"},
                                                             {Kind::soft_delete, "soft-delete"},
                                                             {Kind::run, "run"},
                                                             {Kind::copy, "copy"},
                                                             {Kind::insert, "insert"},
                                                             {Kind::upsert, "upsert"},
                                                             {Kind::restore, "restore"}}};

}  // namespace

const char* name_of(Kind kind) {
  for (const auto& [known, name] : names)
    if (known == kind) return name;
  return "";
}

Kind kind_of(const std::string& name) {
  for (const auto& [kind, known] : names)
    if (name == known) return kind;
  throw base::Error(base::ErrorKind::server, "barqdb.batch has a batch of the unknown kind " + name,
                    "it was written by a newer barqdb: use that one");
}

}  // namespace barqdb::batch
