#include <doctest/doctest.h>

#include <random>

#include "revision/reader.hpp"
#include "support/seed.hpp"

using namespace barqdb;
using barqdb::base::Diagnostics;
using barqdb::base::Place;
using model::IndexDefinition;

namespace {

std::vector<IndexDefinition> accepted(const std::string& text) {
  Diagnostics diagnostics;
  auto definitions = revision::parse_index_definitions(text, "i.yaml", diagnostics);
  for (const auto& one : diagnostics.all()) FAIL_CHECK(one.place.text() << ": " << one.message);
  return definitions;
}

// All that is said about one definition of table t.
std::string refused(const std::string& text) {
  Diagnostics diagnostics;
  revision::parse_index_definitions(text, "i.yaml", diagnostics);
  INFO(text);
  CHECK_FALSE(diagnostics.empty());
  std::string out;
  for (const auto& one : diagnostics.all()) {
    CHECK_FALSE(one.hint.empty());
    CHECK(one.place.line > 0);
    out += one.place.text() + ": " + one.message + " -- " + one.hint + "\n";
  }
  return out;
}
std::string bad(const std::string& definition) { return refused("t:\n  i: {" + definition + "}\n"); }

bool has(const std::string& text, const std::string& words) { return text.find(words) != std::string::npos; }

}  // namespace

TEST_CASE("everything that CREATE INDEX can say") {
  const auto definitions = accepted(R"(
'"My Schema"."a.b"':
  idx_all:
    method: btree
    columns:
      - plain
      - {name: joined_on, order: desc, nulls: last, collation: pg_catalog.C}
      - {expression: lower(email), opclass: public.text_pattern_ops, opclass_parameters: {siglen: 32}, statistics: 1000}
    include: [x, "\"Y\""]
    unique: true
    nulls_not_distinct: true
    where: "status = 'ACTIVE'"
    with: {fillfactor: 90, deduplicate_items: off}
    tablespace: fast
    comment: "who reads it"
    requires: [pg_trgm]
    why: because
    query: [one, two]
audit.events:
  idx_events_created_brin: {method: brin, columns: [created_at], with: {pages_per_range: 32}}
  "\"Idx.Odd\"": {columns: id}
)");
  REQUIRE(definitions.size() == 3);
  const IndexDefinition& all = definitions[0];
  CHECK(all.table == model::QualifiedName{"My Schema", "a.b"});
  CHECK(all.name == "idx_all");
  CHECK(all.qualified_name() == model::QualifiedName{"My Schema", "idx_all"});
  REQUIRE(all.columns.size() == 3);
  CHECK(all.columns[0].name == "plain");
  CHECK(all.columns[0].order == model::Order::unspecified);
  CHECK(all.columns[1].order == model::Order::desc);
  CHECK(all.columns[1].nulls == model::Nulls::last);
  CHECK(all.columns[1].collation == model::QualifiedName{"pg_catalog", "C"});
  CHECK(all.columns[2].expression == "lower(email)");
  CHECK(all.columns[2].name.empty());
  CHECK(all.columns[2].opclass == model::QualifiedName{"public", "text_pattern_ops"});
  CHECK(all.columns[2].opclass_parameters == model::Parameters{{"siglen", "32"}});
  CHECK(all.columns[2].statistics == 1000);
  CHECK(all.include == std::vector<std::string>{"x", "Y"});
  CHECK(all.unique);
  CHECK(all.nulls_not_distinct);
  CHECK(all.where == "status = 'ACTIVE'");
  CHECK(all.with == model::Parameters{{"fillfactor", "90"}, {"deduplicate_items", "off"}});  // as written, no boolean
  CHECK(all.tablespace == "fast");
  CHECK(all.comment == "who reads it");
  CHECK(all.requires_extensions == std::vector<std::string>{"pg_trgm"});
  CHECK(all.why == "because");
  CHECK(all.queries == std::vector<std::string>{"one", "two"});
  CHECK(all.place == Place{"i.yaml", 3, 3});
  CHECK(all.table_place == Place{"i.yaml", 2, 1});
  CHECK(all.where_place.line == 12);
  CHECK(definitions[1].method == "brin");
  CHECK(definitions[1].columns[0].statistics == -1);
  CHECK(definitions[2].name == "Idx.Odd");
  CHECK(definitions[2].columns.at(0).name == "id");
}

TEST_CASE("names that PostgreSQL would cut are refused") {
  const std::string long_name(64, 'x');
  CHECK(accepted("t:\n  " + std::string(63, 'x') + ": {columns: [a]}\n").size() == 1);
  CHECK(has(refused("t:\n  " + long_name + ": {columns: [a]}\n"), "i.yaml:2:3: the name of the index has 64 bytes"));
  CHECK(has(bad("columns: [" + long_name + "]"), "the name of the column has 64 bytes"));
  CHECK(has(bad("columns: [a], include: [" + long_name + "]"), "the name of the column has 64 bytes"));
  std::string arabic;
  for (int i = 0; i < 32; ++i) arabic += "\xD8\xA8";  // 32 characters, 64 bytes
  CHECK(has(refused("t:\n  " + arabic + ": {columns: [a]}\n"), "64 bytes"));
  CHECK(has(refused(long_name + ":\n  i: {columns: [a]}\n"), "the name of the table has 64 bytes"));
}

TEST_CASE("index names are unique by schema, not by table") {
  const std::string said = refused("a:\n  i: {columns: [x]}\nb:\n  i: {columns: [x]}\n");
  CHECK(has(said, "i.yaml:4:3: the index i is already defined in line 2"));
  CHECK(accepted("s.a:\n  i: {columns: [x]}\nr.b:\n  i: {columns: [x]}\n").size() == 2);
}

TEST_CASE("definitions that are wrong are named with place and remedy") {
  CHECK(has(bad("colums: [a]"), "i.yaml:2:7: an index definition has no key \"colums\" -- did you mean \"columns\"?"));
  CHECK(has(bad("columns: []"), "i.yaml:2:16: the index i has no columns"));
  CHECK(has(bad("unique: true"), "the index i has no columns"));
  CHECK(has(bad("columns: [{name: a, expression: b}]"), "both a name and an expression"));
  CHECK(has(bad("columns: [{order: desc}]"), "neither a name nor an expression"));
  CHECK(has(bad("columns: [{expression: ''}]"), "an expression is empty"));
  CHECK(has(bad("columns: [lower(email)]"), "write {expression:"));
  CHECK(has(bad("columns: [created_at DESC]"), "order: desc"));
  CHECK(has(bad("columns: [{name: a, order: down}]"), "must be asc or desc"));
  CHECK(has(bad("columns: [{name: a, nulls: middle}]"), "must be first or last"));
  CHECK(has(bad("columns: [{name: a, oder: desc}]"), "did you mean \"order\"?"));
  CHECK(has(bad("columns: [{name: a, statistics: 100}]"), "is for expressions"));
  CHECK(has(bad("columns: [{expression: a+b, statistics: 100000}]"), "from 0 to 10000"));
  CHECK(has(bad("columns: [{name: a, opclass_parameters: {x: 1}}]"), "without an opclass"));
  CHECK(has(bad("columns: [{name: a, opclass: a.b.c}]"), "more than a schema and a name"));
  CHECK(has(bad("columns: [[a]]"), "a column must be a map"));
  CHECK(has(bad("columns: [~]"), "a column is empty"));
  CHECK(has(bad("columns: ['']"), "the name of a column is empty"));
  CHECK(has(bad("columns: [a], where: ''"), "\"where\" is empty"));
  CHECK(has(bad("columns: [a], where: WHERE x"), "begins with the word WHERE"));
  CHECK(has(bad("columns: [a], with: [fillfactor]"), "must be a map of parameters"));
  CHECK(has(bad("columns: [a], with: {fillfactor: [1]}"), "needs one value"));
  CHECK(has(bad("columns: [a], method: hash, unique: true"), "of method hash cannot be unique"));
  CHECK(has(bad("columns: [a], nulls_not_distinct: true"), "means nothing without unique"));
  CHECK(has(bad("columns: [a], unique: perhaps"), "must be true or false"));
  CHECK(has(refused("t:\n  s.i: {columns: [a]}\n"), "an index lives in the schema of its table"));
  CHECK(has(refused("t:\n  i:\n"), "an index definition is empty"));
  CHECK(has(refused("t:\n"), "must be a map of index names"));
  CHECK(has(refused("t: {}\n"), "must be a map of index names"));
  CHECK(has(refused("a.b.c:\n  i: {columns: [a]}\n"), "table: \"a.b.c\" is not a name"));
  CHECK(has(refused("- t\n"), "must be a map of tables"));
  CHECK(has(refused(""), "must be a map of tables"));
  CHECK(has(refused("t: ["), "not YAML"));
  std::string many = "columns: [c0";
  for (int i = 1; i < 33; ++i) many += ", c" + std::to_string(i);
  CHECK(has(bad(many + "]"), "more than 32 columns"));
}

TEST_CASE("all complaints of a file are said at once") {
  const std::string said =
      refused("t:\n  i: {colums: [a]}\n  j: {columns: [{nam: a}]}\nu:\n  k: {columns: [a], uniqe: yes}\n");
  for (const char* place : {"i.yaml:2:7", "i.yaml:3:18", "i.yaml:5:21"}) CHECK(has(said, place));
}

namespace {

// Writes definitions the long way, every text in double quotes.
class Writer {
 public:
  explicit Writer(std::mt19937& random) : random_(random) {}

  static std::string quoted(const std::string& text) {
    std::string out = "\"";
    for (const char c : text) {
      if (c == '"' || c == '\\') out += '\\';
      if (c == '\n') {
        out += "\\n";
        continue;
      }
      out += c;
    }
    return out + "\"";
  }
  static std::string list(const std::vector<std::string>& texts) {
    std::string out = "[";
    for (const auto& text : texts) out += (out.size() > 1 ? ", " : "") + quoted(text);
    return out + "]";
  }
  static std::string parameters(const model::Parameters& given) {
    std::string out = "{";
    for (const auto& [name, value] : given) out += (out.size() > 1 ? ", " : "") + quoted(name) + ": " + quoted(value);
    return out + "}";
  }
  static std::string qualified(const model::QualifiedName& name) { return quoted(name.quoted()); }

  static std::string column(const model::IndexColumn& c) {
    std::string out = c.expression.empty() ? "{name: " + quoted(c.name) : "{expression: " + quoted(c.expression);
    if (!c.opclass.name.empty()) out += ", opclass: " + qualified(c.opclass);
    if (!c.opclass_parameters.empty()) out += ", opclass_parameters: " + parameters(c.opclass_parameters);
    if (!c.collation.name.empty()) out += ", collation: " + qualified(c.collation);
    if (c.order != model::Order::unspecified) out += c.order == model::Order::asc ? ", order: asc" : ", order: desc";
    if (c.nulls != model::Nulls::unspecified)
      out += c.nulls == model::Nulls::first ? ", nulls: first" : ", nulls: last";
    if (c.statistics >= 0) out += ", statistics: " + std::to_string(c.statistics);
    return out + "}";
  }
  static std::string definition(const IndexDefinition& d) {
    std::string columns;
    for (const auto& c : d.columns) columns += (columns.empty() ? "" : ", ") + column(c);
    std::string out = qualified(d.table) + ":\n  " + quoted(model::QualifiedName{"", d.name}.quoted()) + ":\n";
    out += "    method: " + quoted(d.method) + "\n    columns: [" + columns + "]\n";
    if (!d.include.empty()) out += "    include: " + list(d.include) + "\n";
    if (d.unique) out += "    unique: true\n";
    if (d.nulls_not_distinct) out += "    nulls_not_distinct: true\n";
    if (!d.where.empty()) out += "    where: " + quoted(d.where) + "\n";
    if (!d.with.empty()) out += "    with: " + parameters(d.with) + "\n";
    if (!d.tablespace.empty()) out += "    tablespace: " + quoted(d.tablespace) + "\n";
    if (!d.comment.empty()) out += "    comment: " + quoted(d.comment) + "\n";
    if (!d.requires_extensions.empty()) out += "    requires: " + list(d.requires_extensions) + "\n";
    if (!d.why.empty()) out += "    why: " + quoted(d.why) + "\n";
    if (!d.queries.empty()) out += "    query: " + list(d.queries) + "\n";
    return out;
  }

  std::string word(bool may_be_empty = false) {
    const std::string alphabet = "abzAZ019_ .'\"\\:#-{}[],&*!|>%@`~\n\xC3\xA9";
    std::string out;
    const std::size_t length = random_() % 10;
    // A character of two bytes must not be torn.
    while (out.size() < length) {
      const std::size_t at = random_() % (alphabet.size() - 1);
      out += at == alphabet.size() - 2 ? alphabet.substr(at) : alphabet.substr(at, 1);
    }
    return may_be_empty && random_() % 2 ? "" : "x" + out + "y";
  }
  model::QualifiedName name(bool may_be_empty) {
    if (may_be_empty && random_() % 2) return {};
    return {word(true), word()};
  }
  IndexDefinition random_definition() {
    IndexDefinition d;
    d.table = name(false);
    d.name = word();
    d.method = word();
    for (std::size_t i = 0; i <= random_() % 4; ++i) {
      model::IndexColumn c;
      const bool expression = random_() % 2;
      (expression ? c.expression : c.name) = word();
      c.opclass = name(true);
      if (!c.opclass.name.empty() && random_() % 2) c.opclass_parameters = {{"a", word()}, {"b", word()}};
      c.collation = name(true);
      c.order = static_cast<model::Order>(random_() % 3);
      c.nulls = static_cast<model::Nulls>(random_() % 3);
      if (expression && random_() % 2) c.statistics = static_cast<int>(random_() % 10001);
      d.columns.push_back(c);
    }
    for (std::size_t i = random_() % 3; i > 0; --i) d.include.push_back(word());
    d.unique = random_() % 2;
    d.nulls_not_distinct = d.unique && random_() % 2;
    d.where = word(true);
    if (random_() % 2) d.with = {{"fillfactor", "90"}, {"x", word()}};
    d.tablespace = word(true);
    d.comment = word(true);
    if (random_() % 2) d.requires_extensions = {word(), word()};
    d.why = word(true);
    if (random_() % 2) d.queries = {word()};
    return d;
  }

 private:
  std::mt19937& random_;
};

// Every field but the places.
bool same(const IndexDefinition& a, const IndexDefinition& b) { return Writer::definition(a) == Writer::definition(b); }

}  // namespace

TEST_CASE("property: a definition that is written as YAML is read back as it was") {
  const unsigned seed = test::chosen_seed();
  std::mt19937 random(seed);
  Writer writer(random);
  for (int i = 0; i < 1000; ++i) {
    const IndexDefinition wanted = writer.random_definition();
    const std::string text = Writer::definition(wanted);
    INFO(text);
    const auto found = accepted(text);
    REQUIRE(found.size() == 1);
    CHECK(same(found[0], wanted));
    CHECK(found[0].columns.size() == wanted.columns.size());
  }
}
