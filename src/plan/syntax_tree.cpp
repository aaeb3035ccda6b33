// libpg-query's JSON into our own tree, without a JSON tree in between.
#include "plan/syntax_tree.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/text.hpp"
#include "plan/raw_tree.hpp"
#include "plan/sql_text.hpp"

namespace barqdb::plan {
namespace {

// Receives the events of the JSON parser; the JSON is libpg-query's own, so it is well formed.
class TreeBuilder : public nlohmann::json_sax<nlohmann::json> {
 public:
  explicit TreeBuilder(SyntaxNode& root) : root_(root) {}

  bool null() override { return true; }
  bool boolean(bool value) override {
    SyntaxNode& node = place(SyntaxNode::Kind::flag);
    node.flag = value;
    return true;
  }
  bool number_integer(number_integer_t value) override {
    place(SyntaxNode::Kind::number).number = static_cast<long>(value);
    return true;
  }
  bool number_unsigned(number_unsigned_t value) override {
    return number_integer(static_cast<number_integer_t>(value));
  }
  bool number_float(number_float_t value, const string_t&) override {
    return number_integer(static_cast<number_integer_t>(value));
  }
  bool string(string_t& value) override {
    place(SyntaxNode::Kind::text).text = std::move(value);
    return true;
  }
  bool binary(binary_t&) override { return false; }
  bool start_object(std::size_t) override { return open(SyntaxNode::Kind::object); }
  bool end_object() override { return close(); }
  bool start_array(std::size_t) override { return open(SyntaxNode::Kind::list); }
  bool end_array() override { return close(); }
  bool key(string_t& value) override {
    key_ = std::move(value);
    return true;
  }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override { return false; }

 private:
  // Pointers in `open_` stay good: a parent grows only after its last child was closed.
  SyntaxNode& place(SyntaxNode::Kind kind) {
    SyntaxNode* node = &root_;
    if (!open_.empty() && open_.back()->kind == SyntaxNode::Kind::list) {
      node = &open_.back()->items.emplace_back();
    } else if (!open_.empty()) {
      node = &open_.back()->fields.emplace_back(std::move(key_), SyntaxNode{}).second;
    }
    node->kind = kind;
    return *node;
  }
  bool open(SyntaxNode::Kind kind) {
    open_.push_back(&place(kind));
    return true;
  }
  bool close() {
    open_.pop_back();
    return true;
  }

  SyntaxNode& root_;
  std::string key_;
  std::vector<SyntaxNode*> open_;
};

// Nothing when the JSON is cut or damaged.
std::optional<SyntaxNode> read_tree(const std::string& json) {
  SyntaxNode root;
  TreeBuilder builder(root);
  if (!nlohmann::json::sax_parse(json, &builder)) return std::nullopt;
  return root;
}

// Whole texts in one go; nothing when one of its statements does not parse.
bool parse_together(const std::string& sql, std::vector<ParsedStatement>& out) {
  const RawTree parsed = raw_tree(sql);
  if (!parsed.error.empty()) return false;
  std::optional<SyntaxNode> root = read_tree(parsed.json);
  if (!root) return false;
  for (auto& [name, statements] : root->fields) {
    if (name != "stmts") continue;
    for (SyntaxNode& raw : statements.items) {
      const auto begin = std::min(static_cast<std::size_t>(raw["stmt_location"].number), sql.size());
      const auto length = static_cast<std::size_t>(raw["stmt_len"].number);
      const Statement place = without_margins(sql, begin, length == 0 ? sql.size() - begin : length);
      for (auto& [key, tree] : raw.fields) {
        if (key == "stmt") out.push_back({place.text, place.offset, std::move(tree), ""});
      }
    }
  }
  return true;
}

ParsedStatement parse_alone(const Statement& statement) {
  ParsedStatement out{statement.text, statement.offset, {}, ""};
  const RawTree raw = raw_tree(std::string(statement.text));
  out.error = raw.error;
  if (!out.error.empty()) return out;
  const std::optional<SyntaxNode> root = read_tree(raw.json);
  if (!root) out.error = "its tree cannot be read";
  if (root && !(*root)["stmts"].items.empty()) out.tree = (*root)["stmts"].items.front()["stmt"];
  return out;
}

// As long as the text. A zero byte would end it for the C interface, and one of another encoding breaks the tree's
// JSON: neither hides the statements around it.
std::string with_plain_bytes(std::string_view sql) {
  std::string out(sql);
  std::replace(out.begin(), out.end(), '\0', ' ');
  for (std::size_t from = 0;;) {
    const std::size_t bad = base::find_invalid_utf8(std::string_view(out).substr(from));
    if (bad == std::string_view::npos) return out;
    out[from + bad] = '?';
    from += bad + 1;
  }
}

const SyntaxNode nothing;
const std::string no_text;

}  // namespace

SyntaxNode::SyntaxNode() = default;

const SyntaxNode& SyntaxNode::operator[](std::string_view key) const {
  for (const auto& [name, value] : fields) {
    if (name == key) return value;
  }
  return nothing;
}

const std::string& SyntaxNode::tag() const { return fields.empty() ? no_text : fields.front().first; }

const SyntaxNode& SyntaxNode::inner() const { return fields.empty() ? nothing : fields.front().second; }

std::vector<ParsedStatement> parse_statements(std::string_view sql) {
  std::vector<ParsedStatement> out;
  const std::string clean = with_plain_bytes(sql);
  if (!parse_together(clean, out)) {
    out.clear();
    for (const Statement& statement : split_statements(clean)) out.push_back(parse_alone(statement));
  }
  for (ParsedStatement& statement : out) statement.text = sql.substr(statement.offset, statement.text.size());
  return out;
}

}  // namespace barqdb::plan
