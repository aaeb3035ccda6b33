// A plan is made before its SQL runs: steps that stand on what that SQL makes or removes, and names that meant
// something else when the revision ran.
#include <algorithm>

#include "plan/maker.hpp"

namespace barqdb::plan {

const IndexTouch* Maker::touched_by_sql(const model::QualifiedName& name, int* step) const {
  for (auto one = sql_.rbegin(); one != sql_.rend(); ++one) {
    const IndexTouch* touch = one->second.find(name);
    if (touch == nullptr) continue;
    if (step != nullptr) *step = one->first;
    return touch;
  }
  return nullptr;
}

bool Maker::meets_sql(const model::QualifiedName& name, bool live, const base::Place& place) {
  int step = 0;
  const IndexTouch* touch = touched_by_sql(name, &step);
  if (touch == nullptr) return false;
  if (touch->made ? touch->only_if_missing && live : !live) return false;  // then the SQL changes nothing
  conflict("the SQL of step " + std::to_string(step) + (touch->made ? " makes " : " drops or renames ") + name.text() +
               ", and this step of the same revision is planned before that SQL runs",
           "put this step into a revision of its own, behind this one", place);
  return true;
}

bool Maker::is_elsewhere(int number, model::Intent intent, const model::QualifiedName& index,
                         const base::Place& place) {
  if (last_up_record(number, intent, index.text()) != nullptr) return false;
  const std::string ending = "." + index.name;
  const auto record = std::find_if(input_.steps.rbegin(), input_.steps.rend(), [&](const model::StepRecord& one) {
    return one.direction == model::Direction::up && one.step == number && one.intent == intent &&
           one.object.ends_with(ending);
  });
  if (record == input_.steps.rend()) return false;
  if (index_facts(record->object) == nullptr) return false;
  conflict("the revision made index " + record->object + ", and its name means " + index.text() +
               " now: the search_path is not the one that the upgrade had",
           "connect with that search_path, such as ?options=-csearch_path%3DSCHEMA in the URL", place);
  return true;
}

}  // namespace barqdb::plan
