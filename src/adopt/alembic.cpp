// Alembic's offline mode: `alembic upgrade base:head --sql` and `alembic downgrade head:base --sql` write one script
// each, in which a comment announces every revision.
#include <algorithm>
#include <map>

#include "adopt/files.hpp"
#include "adopt/foreign.hpp"
#include "base/text.hpp"
#include "plan/sql_text.hpp"
#include "plan/transaction_use.hpp"

namespace barqdb::adopt {
namespace {

struct Announced {
  std::vector<std::string> from;
  std::string to;
};

std::vector<std::string> ids_of(std::string_view text) {
  std::vector<std::string> ids;
  for (const std::string_view part : base::split(text, ',')) {
    if (!base::trim(part).empty()) ids.emplace_back(base::trim(part));
  }
  return ids;
}

// `-- Running upgrade a, b -> c`, or downgrade.
std::optional<Announced> announcement(std::string_view line, const std::string& word) {
  const std::string sign = "-- Running " + word + " ";
  if (!line.starts_with(sign)) return std::nullopt;
  line.remove_prefix(sign.size());
  const std::size_t arrow = line.find("-> ");
  if (arrow == std::string_view::npos) return Announced{ids_of(line.substr(0, line.find("->"))), ""};
  const std::vector<std::string> to = ids_of(line.substr(arrow + 3));
  return Announced{ids_of(line.substr(0, arrow)), to.empty() ? "" : base::join(to, ", ")};
}

// The version table may have another name. Before the first revision the script creates it, and that is all.
std::string version_table(std::string_view header) {
  constexpr std::string_view sign = "create table ";
  const std::string text = base::lower(header);
  const std::size_t at = text.find(sign), end = text.find('(', at);
  if (at == std::string::npos || end == std::string::npos || text.find("version_num", end) == std::string::npos)
    return "alembic_version";
  return std::string(base::trim(std::string_view(text).substr(at + sign.size(), end - at - sign.size())));
}

bool mentions_version_table(std::string_view statement, const std::string& table) {
  constexpr std::size_t enough = 200;
  return base::lower(statement.substr(0, enough)).find(table) != std::string::npos;
}

// Alembic's own statements do not belong to the revision: its version table and the limits of its transaction. What
// stands between a COMMIT and the next BEGIN was in an autocommit block.
ForeignSql clean(std::string_view text, const base::Place& place, const std::string& table) {
  ForeignSql out;
  out.place = place;
  std::size_t copied = 0;
  bool open = true;
  for (const plan::Statement& statement : plan::split_statements(text)) {
    const bool transaction = plan::transaction_use(statement.text) == plan::TransactionUse::ends_it;
    if (!transaction && !mentions_version_table(statement.text, table)) {
      if (!open) out.transaction = false;
      continue;
    }
    if (transaction) open = base::lower(statement.text).starts_with("begin");
    out.text += text.substr(copied, statement.offset - copied);
    copied = statement.offset + statement.text.size();
    while (copied < text.size() && text[copied] == ';') ++copied;
  }
  out.text += text.substr(copied);
  return out;
}

struct Part {
  Announced announced;
  ForeignSql sql;
};

// `table` is the version table; "" to find it out, which only the script of the way forward shows.
std::vector<Part> parts_of(const std::string& path, const std::string& word, std::string& table) {
  const std::string text = load_text(path);
  const std::vector<Line> lines = lines_of(text);
  if (table.empty()) {
    const auto first = std::find_if(lines.begin(), lines.end(),
                                    [&](const Line& line) { return announcement(line.text, word).has_value(); });
    table = version_table(std::string_view(text).substr(0, first == lines.end() ? 0 : first->begin));
  }
  std::vector<Part> parts;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto announced = announcement(lines[i].text, word);
    if (!announced) continue;
    std::size_t end = text.size();
    for (std::size_t j = i + 1; j < lines.size(); ++j) {
      if (!announcement(lines[j].text, word)) continue;
      end = lines[j].begin;
      break;
    }
    parts.push_back({*announced, clean(std::string_view(text).substr(lines[i].end, end - lines[i].end),
                                       {path, lines[i].number + 1, 1}, table)});
  }
  if (parts.empty()) {
    throw base::Error(
        base::ErrorKind::usage, path + " announces no revision",
        "write it with: alembic " + word + (word == "upgrade" ? " base:head" : " head:base") + " --sql > " + path);
  }
  return parts;
}

}  // namespace

ForeignChain load_alembic(const std::string& up_file, const std::string& down_file, base::Diagnostics& diagnostics) {
  ForeignChain chain{"alembic", {}, {}};
  std::string table;
  std::vector<Part> forward = parts_of(up_file, "upgrade", table);
  std::map<std::string, ForeignSql> down;
  if (!down_file.empty()) {
    for (Part& part : parts_of(down_file, "downgrade", table)) {
      for (const std::string& id : part.announced.from) down[id] = part.sql;
    }
  }
  for (Part& part : forward) {
    ForeignMigration migration;
    migration.id = part.announced.to;
    migration.parents = part.announced.from;
    migration.file = up_file;
    migration.up = std::move(part.sql);
    if (const auto found = down.find(migration.id); found != down.end()) migration.down = found->second;
    if (chain.migrations.empty() && !migration.parents->empty()) {
      diagnostics.add("the script begins after revision " + base::join(*migration.parents, ", "),
                      "write the whole of it: alembic upgrade base:head --sql > " + up_file,
                      {up_file, migration.up.place.line - 1, 1});
    }
    chain.migrations.push_back(std::move(migration));
  }
  return chain;
}

}  // namespace barqdb::adopt
