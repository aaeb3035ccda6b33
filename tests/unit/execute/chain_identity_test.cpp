#include "execute/chain_identity.hpp"

#include <doctest/doctest.h>

using namespace barqdb;

namespace {

model::Revision revision(const std::string& id, const std::vector<std::string>& parents = {}) {
  model::Revision one;
  one.id = id;
  one.down_revisions = parents;
  one.file = id + "_ours.yaml";
  one.path = "migrations/" + one.file;
  one.checksum = "sum of " + id;
  return one;
}

revision::Graph chain() { return revision::Graph({revision("001"), revision("002", {"001"})}); }

model::Ledger marked(const std::string& project, const std::vector<std::string>& bases) {
  model::Ledger ledger;
  ledger.exists = true;
  ledger.chain = {project, bases};
  return ledger;
}

model::Ledger applied(const std::string& id, const std::string& file, const std::string& checksum) {
  model::Ledger ledger;
  ledger.exists = true;
  ledger.applied[id] = {id, checksum, file, {}, "", false};
  return ledger;
}

}  // namespace

TEST_CASE("a ledger without a mark, or with ours, is ours") {
  CHECK(execute::other_chain({}, chain(), "").empty());
  CHECK(execute::other_chain({}, chain(), "fleet").empty());
  CHECK(execute::other_chain(marked("", {"001"}), chain(), "fleet").empty());
  CHECK(execute::other_chain(marked("fleet", {"001"}), chain(), "").empty());
  // A second base was added, or the first one got a parent.
  CHECK(execute::other_chain(marked("", {"001", "x"}), chain(), "").empty());
  CHECK(execute::other_chain(marked("", {"002"}), chain(), "").empty());
}

TEST_CASE("other bases are another chain, unless both name the same project") {
  CHECK(execute::other_chain(marked("", {"a1"}), chain(), "").find("begins with a1") != std::string::npos);
  CHECK_FALSE(execute::other_chain(marked("fleet", {"a1"}), chain(), "").empty());
  CHECK(execute::other_chain(marked("fleet", {"a1"}), chain(), "fleet").empty());
}

TEST_CASE("another project is another chain, whatever the ids") {
  const std::string why = execute::other_chain(marked("shop", {"001"}), chain(), "fleet");
  CHECK(why.find("shop") != std::string::npos);
  CHECK(why.find("fleet") != std::string::npos);
}

TEST_CASE("ids that agree by chance: other names and other contents behind all of them") {
  CHECK_FALSE(execute::other_chain(applied("001", "001_theirs.sql", "x"), chain(), "").empty());
  CHECK(execute::other_chain(applied("001", "001_ours.yaml", "x"), chain(), "").empty());          // edited
  CHECK(execute::other_chain(applied("001", "renamed.yaml", "sum of 001"), chain(), "").empty());  // renamed
  CHECK(execute::other_chain(applied("009", "009_gone.yaml", "x"), chain(), "").empty());          // its file is gone
}

TEST_CASE("a profile without a project leaves the name that the ledger has") {
  CHECK(execute::mark_of(marked("fleet", {"001"}), chain(), "").project == "fleet");
  CHECK(execute::mark_of(marked("fleet", {"001"}), chain(), "shop").project == "shop");
  CHECK(execute::mark_of({}, chain(), "").bases == std::vector<std::string>{"001"});
}

TEST_CASE("the error says why and what to type") {
  try {
    execute::check_identity(marked("", {"a1"}), chain(), "");
    FAIL("not refused");
  } catch (const base::Error& error) {
    CHECK(error.kind == base::ErrorKind::refused);
    CHECK(error.hint.find("stamp --purge") != std::string::npos);
  }
}
