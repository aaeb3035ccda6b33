// Reading a file whole, and refusing bytes that would make its checksum or its SQL differ between machines.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "base/descriptor.hpp"
#include "base/text.hpp"
#include "base/units.hpp"
#include "base/yaml.hpp"

namespace barqdb::base {
namespace {

[[noreturn]] void refuse(const std::string& path, const std::string& why, const std::string& hint) {
  throw Error(ErrorKind::usage, "cannot read " + path + ": " + why, hint, {path, 0, 0});
}

[[noreturn]] void refuse_errno(const std::string& path, int code) {
  const char* hint = "check the disk and the path";
  if (code == ENOENT || code == ENOTDIR)
    hint = "check the spelling of the path, and from which folder the command runs";
  if (code == EACCES || code == EPERM)
    hint = "give yourself the right to read it: chmod u+r on the file, u+x on its folders";
  if (code == ELOOP) hint = "a chain of symbolic links ends nowhere: replace it with the file";
  refuse(path, std::strerror(code), hint);
}

Place place_of(std::string_view text, std::size_t at, const std::string& file) {
  const std::string_view before = text.substr(0, at);
  const auto lines = std::count(before.begin(), before.end(), '\n');
  const std::size_t start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
  return {file, static_cast<int>(lines) + 1, static_cast<int>(at - start) + 1};
}

}  // namespace

std::string load_file(const std::string& path, std::size_t limit) {
  // Without O_NONBLOCK a named pipe would wait for a writer for ever.
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (file.fd < 0) refuse_errno(path, errno);
  struct stat status {};
  if (::fstat(file.fd, &status) != 0) refuse_errno(path, errno);
  if (S_ISDIR(status.st_mode)) refuse(path, "it is a folder", "name a file inside it");
  if (!S_ISREG(status.st_mode)) refuse(path, "it is not a regular file", "copy its content into a file");

  const std::string too_large = "it is larger than " + format_size(static_cast<std::int64_t>(limit));
  if (static_cast<std::size_t>(status.st_size) > limit) refuse(path, too_large, "split it into smaller files");
  std::string bytes(static_cast<std::size_t>(status.st_size) + 1, '\0');  // one more, to see that it has ended
  std::size_t length = 0;
  for (;;) {
    const ssize_t got = ::read(file.fd, bytes.data() + length, bytes.size() - length);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) refuse_errno(path, errno);
    if (got == 0) break;
    length += static_cast<std::size_t>(got);
    if (length > limit) refuse(path, too_large, "split it into smaller files");
    if (length == bytes.size()) bytes.resize(2 * bytes.size());  // it grew meanwhile, or its size was not told
  }
  bytes.resize(length);
  return bytes;
}

void check_text(std::string_view text, const std::string& file) {
  const std::string why = "; checksums must be the same on every checkout";
  if (text.starts_with("\xEF\xBB\xBF")) {
    throw Error(ErrorKind::usage, "the file begins with a byte order mark" + why,
                "remove it: sed -i '1s/^\\xEF\\xBB\\xBF//' " + file + ", and save as \"UTF-8\" without \"BOM\"",
                {file, 1, 1});
  }
  if (const std::size_t at = find_invalid_utf8(text); at != std::string_view::npos) {
    throw Error(ErrorKind::usage, "the file is not UTF-8",
                "convert it, for example from Latin-1: iconv -f LATIN1 -t UTF-8 " + file, place_of(text, at, file));
  }
  if (const std::size_t at = text.find("\r\n"); at != std::string_view::npos) {
    throw Error(ErrorKind::usage, "the lines end with CRLF, as on Windows" + why,
                "convert it: sed -i 's/\\r$//' " + file +
                    ", and keep it so with a line in .gitattributes: " + "*.yaml *.sql need \"text eol=lf\"",
                place_of(text, at, file));
  }
  if (const std::size_t at = text.find('\0'); at != std::string_view::npos) {
    throw Error(ErrorKind::usage, "the file has a zero byte, which neither YAML nor SQL can hold",
                "remove it; perhaps this is not a text file", place_of(text, at, file));
  }
}

}  // namespace barqdb::base
