// Writing steps.
#include "revision/step_yaml.hpp"

#include <stdexcept>

#include "base/yaml_scalar.hpp"
#include "revision/definition_yaml.hpp"

namespace barqdb::revision {
namespace {

using base::yaml_scalar;

struct StepText {
  std::string operator()(const model::SqlStep& step) const {
    std::string out = "  - sql:\n      up: " + yaml_scalar(step.up) + "\n";
    if (step.down) out += "      down: " + yaml_scalar(*step.down) + "\n";
    return out;
  }
  std::string operator()(const model::CreateIndexStep& step) const {
    return index_step("create_index", step.definitions.at(0));
  }
  std::string operator()(const model::ReplaceIndexStep& step) const {
    return index_step("replace_index", step.definition);
  }
  std::string operator()(const model::DropIndexStep& step) const {
    return "  - drop_index: " + yaml_scalar(name_text(step.index)) + "\n";
  }
  template <typename Other>
  std::string operator()(const Other&) const {
    throw std::logic_error("a step that is not generated");
  }

 private:
  static std::string index_step(const char* kind, const model::IndexDefinition& definition) {
    const std::string value = definition_value(definition, 6, /*named=*/true);
    return std::string("  - ") + kind + ":" + (value.front() == '{' ? " " : "") + value + "\n";
  }
};

}  // namespace

std::string steps_text(const std::vector<model::Step>& steps) {
  std::string out;
  for (const model::Step& step : steps) out += std::visit(StepText{}, step);
  return out;
}

}  // namespace barqdb::revision
