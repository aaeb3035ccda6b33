// Who types a command again and forgets a word of it must not change the rows twice.
#include "batch/rival.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "batch/identity.hpp"

namespace barqdb::batch {
namespace {

// The word behind an option of the command that it was begun with.
std::string argument_of(const Job& job, const std::string& option) {
  const auto found = std::find(job.arguments.begin(), job.arguments.end(), option);
  return found == job.arguments.end() || found + 1 == job.arguments.end() ? "" : *(found + 1);
}

bool copies_into(const Job& job, const model::QualifiedName& into) {
  const std::string to = argument_of(job, "--to");
  if (to.empty()) return false;
  const model::QualifiedName name = model::parse_qualified_name(to);
  return name.name == into.name && (name.schema.empty() || name.schema == into.schema);
}

// batch run FILE, batch insert FILE
bool reads_file(const Job& job, const std::string& file) {
  return file != "-" && job.arguments.size() > 2 && whole_path(job.arguments[2]) == whole_path(file);
}

std::vector<std::string> common_columns(const Job& job, const Work& work) {
  std::vector<std::string> columns;
  for (const std::string& column : work.assigned)
    if (std::find(job.assigned.begin(), job.assigned.end(), column) != job.assigned.end()) columns.push_back(column);
  return columns;
}

std::string way_on(const Job& job, const Work& work) {
  std::string text = "`barqdb batch resume " + shell_word(job.name) + "` goes on with it";
  if (is_of_step(job)) text = "`barqdb upgrade` goes on with it";
  if (work.spec.kind == Kind::run && job.hash != work.hash) text += " when the file has its old text";
  return text + ", `barqdb batch cancel " + shell_word(job.name) +
         "` ends it where it stands; --beside begins this one all the same";
}

}  // namespace

std::string common_work(const Job& unfinished, const Work& work) {
  if (unfinished.hash == work.hash) return "does the same";
  if (unfinished.kind != name_of(work.spec.kind)) return "";
  switch (work.spec.kind) {
    case Kind::update: {
      const std::vector<std::string> columns = common_columns(unfinished, work);
      return columns.empty() ? "" : "sets " + base::join(columns, ", ") + ", too";
    }
    case Kind::copy:
      return copies_into(unfinished, work.into.table) ? "copies into " + work.into.table.text() + ", too" : "";
    case Kind::run: return reads_file(unfinished, work.spec.input.file) ? "ran another text of the same file" : "";
    case Kind::insert: return reads_file(unfinished, work.spec.input.file) ? "loads the same file" : "";
    default: return "";
  }
}

std::optional<base::Error> rival_of(db::Connection& connection, const Work& work) {
  if (!job_tables_exist(connection)) return std::nullopt;
  for (const Job& job : unfinished_jobs(connection, work.target.table)) {
    const bool itself = job.hash == work.hash && (work.spec.name.empty() || work.spec.name == job.name);
    const std::string common = itself ? "" : common_work(job, work);
    if (common.empty()) continue;
    std::int64_t rows = 0;
    for (const Lane& lane : read_lanes(connection, job)) rows += lane.rows;
    std::string message = "the batch " + job.name + " on " + work.target.table.text() + " " + common +
                          ", and is not finished: " + base::counted(rows, "row is", "rows are") + " done";
    if (!job.arguments.empty()) message += ". It was begun by: barqdb " + shell_text(job.arguments);
    return base::Error(base::ErrorKind::refused, message, way_on(job, work));
  }
  return std::nullopt;
}

}  // namespace barqdb::batch
