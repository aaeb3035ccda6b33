// Builds the tree of YamlNodes from the events of yaml-cpp: limits, aliases, duplicate keys.
#pragma once

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/mark.h>

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "base/yaml.hpp"

namespace barqdb::base {

class YamlTree : public YAML::EventHandler {
 public:
  // `file` must outlive the tree; it is for messages. Every callback may throw Error{usage}.
  YamlTree(const std::string& file, int line_offset, const YamlLimits& limits)
      : file_(file), line_offset_(line_offset), limits_(limits) {}

  YamlNode take_root() { return std::move(root_); }
  Place place(const YAML::Mark& mark) const;

  void OnDocumentStart(const YAML::Mark& mark) override;
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override;
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override;
  void OnSequenceEnd() override { close_collection(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override;
  void OnMapEnd() override { close_collection(); }

 private:
  // What a subtree costs when an alias repeats it.
  struct Weight {
    std::size_t nodes = 1;
    std::size_t bytes = 0;
    std::size_t height = 1;
  };

  // A collection that is still open.
  struct Frame {
    YamlNode node;
    Weight weight;
    YAML::anchor_t anchor = 0;
    bool key_pending = false;
    std::string key;
    Place key_place;
    std::unordered_set<std::string> keys;
  };

  [[noreturn]] void fail_depth(const Place& place) const;
  void check_tag(const std::string& tag, std::string_view allowed, const YAML::Mark& mark) const;
  // Counts what is in memory: the tree and the copies that anchors keep. A bomb of aliases ends here.
  void spend(const Weight& weight, const Place& place);
  void open_collection(YamlNode::Kind kind, const YAML::Mark& mark, YAML::anchor_t anchor);
  void close_collection();
  void finish(YamlNode node, const Weight& weight, YAML::anchor_t anchor);
  void add_to_parent(YamlNode node, const Weight& weight, const Place& at);
  static void begin_entry(Frame& map, YamlNode key, const Place& at);

  const std::string& file_;
  const int line_offset_;
  const YamlLimits limits_;
  int documents_ = 0;
  std::size_t nodes_ = 0;
  std::size_t bytes_ = 0;
  std::vector<Frame> stack_;
  std::unordered_map<YAML::anchor_t, std::pair<YamlNode, Weight>> anchors_;
  YamlNode root_;
};

}  // namespace barqdb::base
