// Parses YAML with yaml-cpp and turns its exceptions into errors with a place and a remedy.
#include "base/yaml.hpp"

#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <istream>
#include <streambuf>
#include <utility>

#include "base/units.hpp"
#include "base/yaml_flat.hpp"
#include "base/yaml_text.hpp"
#include "base/yaml_tree.hpp"

namespace barqdb::base {
namespace {

// A stream over memory: std::istringstream would copy the text. It ends with a comment that is not in the text, because
// yaml-cpp overlooks a quote that is never closed when the last line has its line end; a quoted text that swallows the
// comment is found.
class MemoryBuffer : public std::streambuf {
 public:
  explicit MemoryBuffer(std::string_view text) : last_(text.empty() || text.ends_with('\n') ? "#" : "\n#") {
    show(text);
  }

 protected:
  int_type underflow() override {
    if (gptr() == egptr()) show(std::exchange(last_, {}));
    return gptr() == egptr() ? traits_type::eof() : traits_type::to_int_type(*gptr());
  }

 private:
  void show(std::string_view text) {
    char* begin = const_cast<char*>(text.data());  // the interface of streambuf; nothing writes here
    setg(begin, begin, begin + text.size());
  }

  std::string_view last_;
};

}  // namespace

YamlNode parse_yaml(std::string_view text, const std::string& file, int line_offset, const YamlLimits& limits) {
  if (text.size() > limits.bytes) {
    throw Error(ErrorKind::usage, "the YAML has more than " + format_size(static_cast<std::int64_t>(limits.bytes)),
                "split the file", {file, 0, 0});
  }
  check_text(text, file);
  check_yaml_text(text, file, line_offset);
  if (auto flat = parse_flat_yaml(text, file, line_offset, limits)) return *std::move(flat);
  return parse_full_yaml(text, file, line_offset, limits);
}

YamlNode parse_full_yaml(std::string_view text, const std::string& file, int line_offset, const YamlLimits& limits) {
  YamlTree builder(file, line_offset, limits);
  MemoryBuffer buffer(text);
  std::istream stream(&buffer);
  try {
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(builder)) {
    }
  } catch (const YAML::DeepRecursion& error) {
    throw Error(ErrorKind::usage, "the YAML is nested too deeply", "flatten it", builder.place(error.mark));
  } catch (const YAML::Exception& error) {
    throw Error(ErrorKind::usage, "this is not YAML: " + error.msg,
                "check the indentation and the quotes here; text with \": \" or \" #\" in it needs quotes",
                builder.place(error.mark));
  }
  YamlNode root = builder.take_root();
  if (!root.place.known()) root.place = {file, 1 + line_offset, 1};
  return root;
}

}  // namespace barqdb::base
