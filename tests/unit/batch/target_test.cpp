#include "batch/target.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"

using namespace barqdb;
using batch::IndexColumn;

namespace {

IndexColumn column(const std::string& index, const std::string& name) {
  return {index, false, true, true, name, true, true, false, true, ""};
}

const model::QualifiedName table{"public", "t"};

std::string why_not(const std::vector<IndexColumn>& indexes, const std::string& wanted) {
  std::string chosen;
  try {
    batch::choose_key(indexes, wanted, {}, table, chosen);
  } catch (const base::Error& error) {
    return error.message;
  }
  return "";
}

}  // namespace

TEST_CASE("the primary key is taken, or the index that was named, or the unique one of fewest columns, else ctid") {
  IndexColumn a = column("t_pkey", "a"), b = column("t_pkey", "b");
  a.primary = b.primary = true;
  const std::vector<IndexColumn> indexes = {column("t_code", "code"), a, b};
  std::string chosen;
  const auto names = [&](const std::vector<IndexColumn>& from, const std::string& wanted,
                         const std::vector<std::string>& assigned = {}) {
    chosen = "";
    std::vector<std::string> out;
    for (const IndexColumn& part : batch::choose_key(from, wanted, assigned, table, chosen)) out.push_back(part.column);
    return out;
  };
  CHECK(names(indexes, "") == std::vector<std::string>{"a", "b"});
  CHECK(chosen == "t_pkey");
  CHECK(names(indexes, "t_code") == std::vector<std::string>{"code"});
  CHECK(names(indexes, "ctid").empty());
  CHECK(names({column("t_ab", "a"), column("t_ab", "b"), column("t_code", "code")}, "") ==
        std::vector<std::string>{"code"});
  // One whose columns change would meet rows twice; a primary key alone stays, so that the change is refused by name.
  CHECK(names({column("t_code", "code")}, "", {"code"}).empty());
  CHECK(names(indexes, "", {"b"}) == std::vector<std::string>{"code"});
  CHECK(names({a, b}, "", {"b"}) == std::vector<std::string>{"a", "b"});
  IndexColumn nullable = column("t_code", "code");
  nullable.not_null = false;
  CHECK(names({nullable}, "").empty());
  CHECK(chosen.empty());
}

TEST_CASE("an index that cannot order all rows is refused with the reason") {
  const auto with = [](auto change) {
    IndexColumn one = column("i", "a");
    change(one);
    return std::vector<IndexColumn>{one};
  };
  CHECK(why_not(with([](IndexColumn& c) { c.unique = false; }), "i").find("not unique") != std::string::npos);
  CHECK(why_not(with([](IndexColumn& c) { c.whole = false; }), "i").find("partial") != std::string::npos);
  CHECK(why_not(with([](IndexColumn& c) { c.column = ""; }), "i").find("expression") != std::string::npos);
  CHECK(why_not(with([](IndexColumn& c) { c.not_null = false; }), "i").find("NULL") != std::string::npos);
  CHECK(why_not(with([](IndexColumn& c) { c.plain_order = false; }), "i").find("collation") != std::string::npos);
  std::vector<IndexColumn> mixed = {column("i", "a"), column("i", "b")};
  mixed[1].descending = true;
  CHECK(why_not(mixed, "i").find("directions") != std::string::npos);
  CHECK(why_not({column("i", "a")}, "j").find("no index j") != std::string::npos);
}
