// The steps of a YAML revision.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/yaml.hpp"
#include "model/revision.hpp"
#include "revision/referred_file.hpp"

namespace barqdb::revision {

// What reading a step needs to know.
struct StepSource {
  std::string_view text;  // of the revision's file, to find where SQL begins in it
  std::string folder;     // of the migrations, put before the paths of referred files in places
  const FileLoader& load;
};

void read_steps(const base::YamlNode& node, const StepSource& source, model::RevisionBody& body,
                base::Diagnostics& diagnostics);

// The `sql` step.
void read_sql_step(const base::YamlNode& node, const StepSource& source, model::RevisionBody& body,
                   base::Diagnostics& diagnostics);

// The steps of constraints: constraint_steps.cpp.
void read_add_foreign_key(const base::YamlNode& node, const StepSource& source, model::RevisionBody& body,
                          base::Diagnostics& diagnostics);
void read_add_check(const base::YamlNode& node, const StepSource& source, model::RevisionBody& body,
                    base::Diagnostics& diagnostics);
void read_add_unique(const base::YamlNode& node, const StepSource& source, model::RevisionBody& body,
                     base::Diagnostics& diagnostics);
void read_set_not_null(const base::YamlNode& node, const StepSource& source, model::RevisionBody& body,
                       base::Diagnostics& diagnostics);

// backfill_step.cpp
void read_backfill(const base::YamlNode& node, const StepSource& source, model::RevisionBody& body,
                   base::Diagnostics& diagnostics);

// Loads a file of a step and enters it with its checksum; nothing after a complaint.
std::optional<std::string> read_referred(const std::string& path, std::size_t limit, const base::Place& place,
                                         const StepSource& source, model::RevisionBody& body,
                                         base::Diagnostics& diagnostics);

}  // namespace barqdb::revision
