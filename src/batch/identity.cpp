// The parts, with a separator that no text has.
#include "batch/identity.hpp"

#include <filesystem>

#include "base/text.hpp"
#include "plan/user_sql.hpp"

namespace barqdb::batch {

std::string whole_path(const std::string& file) {
  if (file.empty() || file == "-") return file;
  std::error_code unknown;
  const std::filesystem::path whole = std::filesystem::weakly_canonical(std::filesystem::absolute(file), unknown);
  return unknown ? file : whole.string();
}

std::string identity_of(const Work& work) {
  const Spec& spec = work.spec;
  std::string text;
  for (const std::string& part :
       {std::string(name_of(spec.kind)), work.target.table.quoted(), plan::in_plain_words(spec.set),
        plan::in_plain_words(spec.where), plan::in_plain_words(spec.text), work.into.table.quoted(),
        std::string(spec.move ? "move" : ""), base::join(spec.columns, ","), base::join(spec.conflict.columns, ","),
        std::string(spec.conflict.do_nothing ? "nothing" : ""), base::join(spec.conflict.update, ","),
        reads_input(spec.kind) ? whole_path(spec.input.file) : std::string(),
        std::string(spec.input.ndjson ? "ndjson" : "csv")})
    text += part + '\x1f';
  return text;
}

}  // namespace barqdb::batch
