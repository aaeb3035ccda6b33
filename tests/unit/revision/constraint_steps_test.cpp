// The steps of constraints as values, and what is wrong with them.
#include <doctest/doctest.h>

#include "base/error.hpp"
#include "revision/body.hpp"
#include "revision/reader.hpp"

using namespace barqdb;

namespace {

model::RevisionBody read(const std::string& steps, base::Diagnostics& diagnostics) {
  const auto no_files = [](const std::string&, std::size_t, const base::Place&) { return std::string(); };
  return revision::read_body("revision: \"1\"\ndown_revision: null\nsteps:\n" + steps, "r.yaml", "", no_files,
                             diagnostics);
}

model::Step step(const std::string& text) {
  base::Diagnostics diagnostics;
  const model::RevisionBody body = read("  - " + text + "\n", diagnostics);
  CHECK_NOTHROW(diagnostics.throw_if_any());
  return body.steps.at(0);
}

std::string refused(const std::string& text) {
  base::Diagnostics diagnostics;
  read("  - " + text + "\n", diagnostics);
  std::string said;
  for (const base::Diagnostic& one : diagnostics.all()) {
    CHECK(one.place.line == 4);
    said += one.message + " -- " + one.hint + "\n";
  }
  return said;
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("every key of a foreign key") {
  const auto one = std::get<model::AddConstraintStep>(
      step("add_foreign_key: {name: fk, table: s.t, columns: [a, b], references: o, referenced_columns: [c, d], "
           "on_delete: SET NULL, on_update: cascade, match: full, deferrable: true, initially_deferred: true}"));
  const model::ConstraintDefinition& fk = one.definition;
  CHECK(fk.name == "fk");
  CHECK(fk.table == model::QualifiedName{"s", "t"});
  CHECK(fk.columns == std::vector<std::string>{"a", "b"});
  CHECK(fk.references == model::QualifiedName{"", "o"});
  CHECK(fk.referenced_columns == std::vector<std::string>{"c", "d"});
  CHECK(fk.on_delete == 'n');
  CHECK(fk.on_update == 'c');
  CHECK(fk.match == 'f');
  CHECK(fk.deferrable);
  CHECK(fk.initially_deferred);
  CHECK_FALSE(fk.is_check());
}

TEST_CASE("checks, unique constraints, NOT NULL") {
  const auto check = std::get<model::AddConstraintStep>(step("add_check: {name: c, table: t, check: \"a > 0\"}"));
  CHECK(check.definition.check == "a > 0");
  const auto unique = std::get<model::AddUniqueStep>(
      step("add_unique: {name: u, table: t, columns: [a], include: [b], nulls_not_distinct: true, deferrable: true}"));
  CHECK(unique.definition.unique);
  CHECK(unique.definition.nulls_not_distinct);
  CHECK(unique.deferrable);
  const auto not_null = std::get<model::SetNotNullStep>(step("set_not_null: {table: s.t, column: a}"));
  CHECK(not_null.table == model::QualifiedName{"s", "t"});
  CHECK(not_null.column == "a");
}

TEST_CASE("what is missing, unknown or impossible is named") {
  CHECK(has(refused("add_foreign_key: {name: f, table: t, columns: [a]}"), "has no references"));
  CHECK(has(refused("add_foreign_key: {name: f, table: t, columns: [a], references: o, referenced_columns: [a, b]}"),
            "as many referenced columns"));
  CHECK(has(refused("add_foreign_key: {name: f, table: t, columns: [a], references: o, on_delete: explode}"),
            "no action, restrict, cascade, set null, set default"));
  CHECK(has(refused("add_foreign_key: {name: f, table: t, columns: [a], references: o, initially_deferred: true}"),
            "add deferrable: true"));
  CHECK(
      has(refused("add_foreign_key: {name: f, table: t, columns: [a], refrences: o}"), "did you mean \"references\""));
  CHECK(has(refused("add_check: {name: c, table: t}"), "has no check"));
  CHECK(has(refused("add_check: {name: s.c, table: t, check: a}"), "belongs to its table"));
  CHECK(has(refused("set_not_null: {table: t}"), "has no column"));
  CHECK(has(refused("set_not_null: t"), "must be a map"));
  CHECK(has(refused("add_unique: {name: u, table: t, columns: [a], where: b}"), "has no \"where\""));
  CHECK(has(refused("add_unique: {name: u, table: t, columns: [{expression: lower(a)}]}"), "plain columns"));
}
