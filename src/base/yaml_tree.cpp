// The callbacks of the tree builder.
#include "base/yaml_tree.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "base/units.hpp"
#include "base/yaml_text.hpp"

namespace barqdb::base {
namespace {

[[noreturn]] void fail(const std::string& message, const std::string& hint, const Place& place) {
  throw Error(ErrorKind::usage, message, hint, place);
}

}  // namespace

Place YamlTree::place(const YAML::Mark& mark) const {
  if (mark.is_null()) return {file_, 0, 0};
  return {file_, mark.line + 1 + line_offset_, mark.column + 1};
}

void YamlTree::OnDocumentStart(const YAML::Mark& mark) {
  if (documents_++ == 0) return;
  fail("a second YAML document begins here", "keep one document a file: remove the line ---, or check the indentation",
       place(mark));
}

void YamlTree::OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) {
  YamlNode node;
  node.place = place(mark);
  spend({}, node.place);
  finish(std::move(node), {}, anchor);
}

void YamlTree::OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                        const std::string& value) {
  if (value.find('\0') != std::string::npos) {
    fail("a text has a zero byte, which PostgreSQL cannot hold", "remove the escape \\0", place(mark));
  }
  constexpr std::string_view text_tag = "tag:yaml.org,2002:str";
  YamlNode node;
  node.place = place(mark);
  node.quoted = tag == "!" || tag == text_tag;
  if (!node.quoted) check_tag(tag, text_tag, mark);
  if (node.quoted || !is_null_word(value)) {
    node.kind = YamlNode::Kind::scalar;
    node.scalar = value;
  }
  const Weight weight{1, value.size(), 1};
  spend(weight, node.place);
  finish(std::move(node), weight, anchor);
}

void YamlTree::OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) {
  const Place at = place(mark);
  const auto found = anchors_.find(anchor);
  if (found == anchors_.end()) fail("an alias stands inside the value that it repeats", "write the value out", at);
  const auto& [node, weight] = found->second;
  if (stack_.size() + weight.height > limits_.depth) fail_depth(at);
  spend(weight, at);
  add_to_parent(node, weight, at);
}

void YamlTree::OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                               YAML::EmitterStyle::value) {
  check_tag(tag, "tag:yaml.org,2002:seq", mark);
  open_collection(YamlNode::Kind::sequence, mark, anchor);
}

void YamlTree::OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                          YAML::EmitterStyle::value) {
  check_tag(tag, "tag:yaml.org,2002:map", mark);
  open_collection(YamlNode::Kind::map, mark, anchor);
}

void YamlTree::fail_depth(const Place& place) const {
  fail("the YAML is nested more than " + std::to_string(limits_.depth) + " levels deep",
       "flatten it; nothing that barqdb reads is that deep", place);
}

void YamlTree::check_tag(const std::string& tag, std::string_view allowed, const YAML::Mark& mark) const {
  if (tag.empty() || tag == "?" || tag == allowed) return;
  fail("a YAML tag is not understood here: " + tag, "remove it; put text that looks like something else in quotes",
       place(mark));
}

void YamlTree::spend(const Weight& weight, const Place& place) {
  nodes_ += weight.nodes;
  bytes_ += weight.bytes;
  const std::size_t most_bytes = 4 * limits_.bytes;
  if (nodes_ <= limits_.nodes && bytes_ <= most_bytes) return;
  fail("the YAML is too large once its aliases are expanded (more than " + std::to_string(limits_.nodes) +
           " values or " + format_size(static_cast<std::int64_t>(most_bytes)) + ")",
       "write fewer anchors and aliases, or split the file", place);
}

void YamlTree::open_collection(YamlNode::Kind kind, const YAML::Mark& mark, YAML::anchor_t anchor) {
  if (stack_.size() >= limits_.depth) fail_depth(place(mark));
  Frame& frame = stack_.emplace_back();
  frame.node.kind = kind;
  frame.node.place = place(mark);
  frame.anchor = anchor;
  spend({}, frame.node.place);
}

void YamlTree::close_collection() {
  Frame frame = std::move(stack_.back());
  stack_.pop_back();
  finish(std::move(frame.node), frame.weight, frame.anchor);
}

void YamlTree::finish(YamlNode node, const Weight& weight, YAML::anchor_t anchor) {
  if (anchor != 0) {
    spend(weight, node.place);
    anchors_.insert_or_assign(anchor, std::pair(node, weight));
  }
  const Place at = node.place;
  add_to_parent(std::move(node), weight, at);
}

void YamlTree::add_to_parent(YamlNode node, const Weight& weight, const Place& at) {
  if (stack_.empty()) {
    root_ = std::move(node);
    return;
  }
  Frame& parent = stack_.back();
  parent.weight.nodes += weight.nodes;
  parent.weight.bytes += weight.bytes;
  parent.weight.height = std::max(parent.weight.height, weight.height + 1);
  if (parent.node.is_sequence()) {
    parent.node.items.push_back(std::move(node));
  } else if (!parent.key_pending) {
    begin_entry(parent, std::move(node), at);
  } else {
    parent.key_pending = false;
    if (node.is_null()) node.place = parent.key_place;  // yaml-cpp reports the next token's place
    parent.node.entries.emplace_back(std::move(parent.key), std::move(node));
    parent.node.key_places.push_back(std::move(parent.key_place));
  }
}

void YamlTree::begin_entry(Frame& map, YamlNode key, const Place& at) {
  if (!key.is_scalar()) fail("a key must be text", "put it in quotes if it is meant as text", at);
  if (key.scalar == "<<" && !key.quoted) {
    fail("merge keys (<<) are not supported", "repeat the keys, or use an alias for the whole value", at);
  }
  if (!map.keys.insert(key.scalar).second) {
    std::string first;
    for (std::size_t i = 0; i < map.node.entries.size(); ++i) {
      if (map.node.entries[i].first == key.scalar) first = std::to_string(map.node.key_places[i].line);
    }
    fail("the key \"" + one_line(key.scalar, 60) + "\" is already in this map, in line " + first,
         "remove or rename one of the two", at);
  }
  map.key = std::move(key.scalar);
  map.key_place = at;
  map.key_pending = true;
}

}  // namespace barqdb::base
