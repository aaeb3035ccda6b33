// Reads a password's first line from a file or a command.
#include "config/password.hpp"

#include <sys/wait.h>

#include <array>
#include <cstdio>

#include "base/error.hpp"
#include "base/interrupt.hpp"
#include "base/yaml.hpp"

namespace barqdb::config {
namespace {

constexpr std::size_t longest = 64 * 1024;

std::string first_line(const std::string& text, const std::string& what, const base::Place& place) {
  std::string line = text.substr(0, text.find('\n'));
  if (line.ends_with('\r')) line.pop_back();
  if (line.empty()) {
    throw base::Error(base::ErrorKind::usage, what + " gives no password: its first line is empty",
                      "put the password alone into the first line", place);
  }
  if (line.find('\0') != std::string::npos) {
    throw base::Error(base::ErrorKind::usage, what + " gives a zero byte, which no password can hold",
                      "put the password alone into the first line", place);
  }
  return line;
}

}  // namespace

std::string password_from_file(const std::string& path, const base::Place& place) {
  try {
    return first_line(base::load_file(path, longest), "the password file", place);
  } catch (const base::Error& error) {
    throw base::Error(base::ErrorKind::usage, error.message, error.hint, place);
  }
}

std::string password_from_command(const std::string& command, const base::Place& place) {
  const std::string what = "the command of password_command";
  std::FILE* pipe = ::popen(command.c_str(), "re");
  if (pipe == nullptr) {
    throw base::Error(base::ErrorKind::usage, what + " could not be started", "check that /bin/sh works", place);
  }
  std::string text;
  std::array<char, 4096> buffer{};
  while (const std::size_t got = std::fread(buffer.data(), 1, buffer.size(), pipe)) {
    if (text.size() < longest) text.append(buffer.data(), got);
  }
  const int status = ::pclose(pipe);
  base::throw_if_interrupted();  // which ended the command, too, or cut its answer short
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    const std::string how =
        WIFEXITED(status) ? "ended with exit code " + std::to_string(WEXITSTATUS(status)) : "was killed";
    throw base::Error(base::ErrorKind::usage, what + " " + how, "run it by hand to see why", place);
  }
  return first_line(text, what, place);
}

}  // namespace barqdb::config
