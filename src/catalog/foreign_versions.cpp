// One function a tool: from its version table to the versions that count as applied.
#include "catalog/foreign_versions.hpp"

#include <algorithm>
#include <set>

#include "base/error.hpp"
#include "base/text.hpp"
#include "catalog/sql.hpp"
#include "model/name.hpp"

namespace barqdb::catalog {
namespace {

using Found = ForeignVersions;

void read_alembic(db::Connection& connection, const std::string& table, Found& out) {
  const db::Result rows = connection.query("SELECT version_num FROM " + table + " ORDER BY 1");
  for (std::size_t row = 0; row < rows.rows(); ++row) out.versions.emplace_back(rows.text(row, 0));
  out.all_before_too = true;  // one row a head
}

void read_dbmate(db::Connection& connection, const std::string& table, Found& out) {
  const db::Result rows = connection.query("SELECT version::text FROM " + table + " ORDER BY 1");
  for (std::size_t row = 0; row < rows.rows(); ++row) out.versions.emplace_back(rows.text(row, 0));
}

void read_golang_migrate(db::Connection& connection, const std::string& table, Found& out) {
  const db::Result rows = connection.query("SELECT version::text, dirty FROM " + table + " ORDER BY version");
  for (std::size_t row = 0; row < rows.rows(); ++row) {
    out.versions.emplace_back(rows.text(row, 0));
    if (rows.boolean(row, 1)) out.unfinished = rows.text(row, 0);
  }
  out.all_before_too = true;
}

// A row an event: the last one of a version counts. Version 0 is goose's own.
void read_goose(db::Connection& connection, const std::string& table, Found& out) {
  const db::Result rows = connection.query("SELECT DISTINCT ON (version_id) version_id::text, is_applied FROM " +
                                           table + " ORDER BY version_id, id DESC");
  for (std::size_t row = 0; row < rows.rows(); ++row) {
    if (rows.boolean(row, 1) && rows.text(row, 0) != "0") out.versions.emplace_back(rows.text(row, 0));
  }
}

// "R__view" of "sql/R__view.sql".
std::string script_name(std::string_view script) {
  script.remove_prefix(script.rfind('/') + 1);
  return std::string(script.substr(0, script.rfind('.')));
}

// Rows of repeatable migrations and of the schema itself have no version. A repeatable one has a row for each run.
void read_flyway(db::Connection& connection, const std::string& table, Found& out) {
  const db::Result rows =
      connection.query("SELECT version, type, success, script FROM " + table + " ORDER BY installed_rank");
  for (std::size_t row = 0; row < rows.rows(); ++row) {
    const std::string version(rows.text(row, 0)), type(rows.text(row, 1));
    if (version.empty() && type == "SQL" && rows.boolean(row, 2))
      out.unversioned.push_back(script_name(rows.text(row, 3)));
    if (version.empty()) continue;
    if (!rows.boolean(row, 2)) out.unfinished = version;
    std::erase(out.versions, version);
    if (type == "BASELINE") out.all_before_too = true;
    if (!type.starts_with("UNDO") && type != "DELETE") out.versions.push_back(version);
  }
}

void read_sqitch(db::Connection& connection, const std::string& table, Found& out) {
  const db::Result rows =
      connection.query("SELECT change, project FROM " + table + " ORDER BY committed_at, planned_at");
  std::set<std::string> projects;
  for (std::size_t row = 0; row < rows.rows(); ++row) {
    out.versions.emplace_back(rows.text(row, 0));
    projects.emplace(rows.text(row, 1));
  }
  if (projects.size() < 2) return;
  throw base::Error(base::ErrorKind::usage,
                    "sqitch deployed several projects here: " +
                        base::join(std::vector<std::string>(projects.begin(), projects.end()), ", "),
                    "name the revisions yourself: barqdb stamp REVISION...");
}

struct Tool {
  const char* name;
  const char* table;
  std::vector<std::string> columns;  // by which its table is recognized
  void (*read)(db::Connection&, const std::string&, Found&);
};

const std::vector<Tool>& tools() {
  static const std::vector<Tool> all = {
      {"alembic", "alembic_version", {"version_num"}, read_alembic},
      {"dbmate", "schema_migrations", {"version"}, read_dbmate},
      {"flyway", "flyway_schema_history", {"version", "installed_rank", "success", "script"}, read_flyway},
      {"golang-migrate", "schema_migrations", {"version", "dirty"}, read_golang_migrate},
      {"goose", "goose_db_version", {"version_id", "is_applied"}, read_goose},
      {"sqitch", "changes", {"change_id", "change", "project", "committed_at", "planned_at"}, read_sqitch}};
  return all;
}

// dbmate's table has no more columns than it is recognized by; all others may.
bool is_of(const Tool& tool, const std::vector<std::string_view>& columns) {
  if (std::string_view(tool.name) == "dbmate" && columns.size() != tool.columns.size()) return false;
  return std::all_of(tool.columns.begin(), tool.columns.end(), [&](const std::string& column) {
    return std::find(columns.begin(), columns.end(), column) != columns.end();
  });
}

}  // namespace

const std::vector<std::string>& foreign_tools() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> out;
    for (const Tool& tool : tools()) out.emplace_back(tool.name);
    return out;
  }();
  return names;
}

std::vector<ForeignVersions> read_foreign_versions(db::Connection& connection, const std::string& wanted,
                                                   const model::QualifiedName& table) {
  std::vector<ForeignVersions> all;
  const db::Result tables = connection.query(sql::foreign_version_tables, {table.schema, table.name});
  for (std::size_t row = 0; row < tables.rows(); ++row) {
    const std::vector<std::string_view> columns = base::split(tables.text(row, 3), ' ');
    for (const Tool& tool : tools()) {
      if (!wanted.empty() && wanted != tool.name) continue;
      if ((table.name.empty() && tables.text(row, 1) != tool.table) || !is_of(tool, columns)) continue;
      const model::QualifiedName name{std::string(tables.text(row, 0)), std::string(tables.text(row, 1))};
      ForeignVersions found{tool.name, name.text(), {}, {}, false, ""};
      tool.read(connection, name.quoted(), found);
      all.push_back(std::move(found));
    }
  }
  return all;
}

}  // namespace barqdb::catalog
