#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/yaml.hpp"
#include "support/program.hpp"

using namespace barqdb::base;
using barqdb::test::TemporaryFolder;

namespace {

std::string message_of(const std::string& path, std::size_t limit = 100) {
  try {
    load_file(path, limit);
  } catch (const Error& error) {
    CHECK(error.kind == ErrorKind::usage);
    CHECK(error.place.file == path);
    CHECK_FALSE(error.hint.empty());
    return error.message;
  }
  return "";
}

}  // namespace

TEST_CASE("a file is read whole, up to the limit") {
  const TemporaryFolder folder;
  CHECK(load_file(folder.write("a", "one\ntwo\n"), 100) == "one\ntwo\n");
  CHECK(load_file(folder.write("empty", ""), 0).empty());
  CHECK(load_file(folder.write("full", std::string(100, 'x')), 100).size() == 100);
  CHECK(message_of(folder.write("large", std::string(101, 'x'))).find("larger than 100 bytes") != std::string::npos);
}

TEST_CASE("what cannot be read is named with a remedy") {
  const TemporaryFolder folder;
  CHECK(message_of(folder.path() + "/none").find("No such file") != std::string::npos);
  CHECK(message_of(folder.path()).find("folder") != std::string::npos);
  const std::string pipe = folder.path() + "/pipe";
  REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  CHECK(message_of(pipe).find("regular file") != std::string::npos);
  REQUIRE(::symlink("loop", (folder.path() + "/loop").c_str()) == 0);
  CHECK(message_of(folder.path() + "/loop").find("symbolic links") != std::string::npos);
}

TEST_CASE("files of the kernel, which tell no size, are read whole") {
  CHECK(load_file("/proc/self/status", 1 << 20).find("Name:") != std::string::npos);
}
