#include "support/json_schema.hpp"

#include <fstream>
#include <regex>
#include <set>

namespace barqdb::test {
namespace {

using Json = nlohmann::json;

bool has_type(const Json& value, const std::string& type) {
  if (type == "object") return value.is_object();
  if (type == "array") return value.is_array();
  if (type == "string") return value.is_string();
  if (type == "boolean") return value.is_boolean();
  if (type == "null") return value.is_null();
  if (type == "integer") return value.is_number_integer();
  return type == "number" && value.is_number();
}

class Validator {
 public:
  explicit Validator(const Json& root) : root_(root) {}

  void check(const Json& schema, const Json& value, const std::string& path) {
    if (schema.is_boolean()) {
      if (!schema.get<bool>()) complain(path, "is not allowed here");
      return;
    }
    check_key_words(schema, path);
    if (schema.contains("$ref")) check(referred(schema["$ref"]), value, path);
    check_value(schema, value, path);
    check_choices(schema, value, path);
    if (value.is_object()) check_object(schema, value, path);
    if (value.is_array()) check_array(schema, value, path);
  }

  std::vector<std::string> found;

 private:
  void complain(const std::string& path, const std::string& what) {
    found.push_back((path.empty() ? "/" : path) + ": " + what);
  }

  void check_key_words(const Json& schema, const std::string& path) {
    static const std::set<std::string> known = {"$schema",
                                                "$id",
                                                "$ref",
                                                "$defs",
                                                "$comment",
                                                "title",
                                                "description",
                                                "default",
                                                "examples",
                                                "type",
                                                "enum",
                                                "const",
                                                "required",
                                                "properties",
                                                "patternProperties",
                                                "additionalProperties",
                                                "items",
                                                "minItems",
                                                "uniqueItems",
                                                "minimum",
                                                "minLength",
                                                "pattern",
                                                "anyOf",
                                                "oneOf",
                                                "format"};
    for (const auto& [key, ignored] : schema.items()) {
      if (!known.contains(key)) complain(path, "the schema's key word " + key + " is not known to this reader");
    }
  }

  const Json& referred(const std::string& reference) const { return root_.at(Json::json_pointer(reference.substr(1))); }

  void check_value(const Json& schema, const Json& value, const std::string& path) {
    if (schema.contains("type")) {
      const Json types = schema["type"].is_array() ? schema["type"] : Json::array({schema["type"]});
      const bool any = std::any_of(types.begin(), types.end(), [&](const Json& type) { return has_type(value, type); });
      if (!any) complain(path, "is no " + schema["type"].dump() + ": " + value.dump().substr(0, 60));
    }
    if (schema.contains("enum")) {
      const Json& all = schema["enum"];
      if (std::find(all.begin(), all.end(), value) == all.end())
        complain(path, value.dump() + " is none of " + all.dump());
    }
    if (schema.contains("const") && schema["const"] != value) complain(path, "must be " + schema["const"].dump());
    if (schema.contains("minimum") && value.is_number() && value < schema["minimum"]) complain(path, "is too small");
    if (!value.is_string()) return;
    const std::string text = value;
    if (schema.contains("minLength") && text.size() < schema["minLength"].get<std::size_t>())
      complain(path, "is too short");
    if (schema.contains("pattern") && !std::regex_search(text, std::regex(schema["pattern"].get<std::string>()))) {
      complain(path, "'" + text + "' does not match " + schema["pattern"].dump());
    }
  }

  std::size_t matching(const Json& choices, const Json& value, const std::string& path) const {
    return static_cast<std::size_t>(std::count_if(choices.begin(), choices.end(), [&](const Json& choice) {
      Validator one(root_);
      one.check(choice, value, path);
      return one.found.empty();
    }));
  }

  void check_choices(const Json& schema, const Json& value, const std::string& path) {
    if (schema.contains("anyOf") && matching(schema["anyOf"], value, path) == 0) complain(path, "fits none of anyOf");
    if (schema.contains("oneOf") && matching(schema["oneOf"], value, path) != 1)
      complain(path, "fits not exactly one of oneOf");
  }

  void check_object(const Json& schema, const Json& value, const std::string& path) {
    for (const Json& key : schema.value("required", Json::array())) {
      if (!value.contains(key.get<std::string>())) complain(path, "lacks " + key.dump());
    }
    const Json properties = schema.value("properties", Json::object());
    const Json patterns = schema.value("patternProperties", Json::object());
    for (const auto& [key, item] : value.items()) {
      const std::string below = path + "/" + key;
      bool named = properties.contains(key);
      if (named) check(properties[key], item, below);
      for (const auto& [pattern, part] : patterns.items()) {
        if (!std::regex_search(key, std::regex(pattern))) continue;
        named = true;
        check(part, item, below);
      }
      if (!named && schema.contains("additionalProperties")) check(schema["additionalProperties"], item, below);
    }
  }

  void check_array(const Json& schema, const Json& value, const std::string& path) {
    if (schema.contains("minItems") && value.size() < schema["minItems"].get<std::size_t>())
      complain(path, "has too few items");
    for (std::size_t i = 0; i < value.size(); ++i) {
      if (schema.contains("items")) check(schema["items"], value[i], path + "/" + std::to_string(i));
      if (!schema.value("uniqueItems", false)) continue;
      for (std::size_t j = 0; j < i; ++j) {
        if (value[i] == value[j]) complain(path, "has the same item twice");
      }
    }
  }

  const Json& root_;
};

}  // namespace

std::vector<std::string> schema_violations(const Json& schema, const Json& value) {
  Validator validator(schema);
  validator.check(schema, value, "");
  return validator.found;
}

Json load_json(const std::string& path_in_repository) {
  std::ifstream file(std::string(BARQDB_SOURCE_DIR) + "/" + path_in_repository);
  return Json::parse(file);
}

}  // namespace barqdb::test
