// Parses YAML with yaml-cpp and turns its exceptions into errors with a place and a remedy.
#include "base/yaml.hpp"

#include <yaml-cpp/depthguard.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <istream>
#include <streambuf>

#include "base/units.hpp"
#include "base/yaml_text.hpp"
#include "base/yaml_tree.hpp"

namespace barqdb::base {
namespace {

// A stream over memory: std::istringstream would copy the text.
class MemoryBuffer : public std::streambuf {
 public:
  explicit MemoryBuffer(std::string_view text) {
    char* begin = const_cast<char*>(text.data());  // the interface of streambuf; nothing writes here
    setg(begin, begin, begin + text.size());
  }
};

}  // namespace

YamlNode parse_yaml(std::string_view text, const std::string& file, int line_offset, const YamlLimits& limits) {
  if (text.size() > limits.bytes) {
    throw Error(ErrorKind::usage, "the YAML has more than " + format_size(static_cast<std::int64_t>(limits.bytes)),
                "split the file", {file, 0, 0});
  }
  check_text(text, file);
  check_yaml_text(text, file, line_offset);
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
