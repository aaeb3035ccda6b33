// Whether a statement that somebody else wrote may be planned: planning runs functions. Pure.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "model/untrusted_code.hpp"

namespace barqdb::plan {

// Lets a statement through when none of the names in its tree leads to code that is not trusted. Schemas are ignored,
// and so is what kind of thing a name stands for: search paths and overloading are the server's, a wrong yes would run
// that code. With no such code everything passes, also what does not parse.
class PlanningGate {
 public:
  // `utf8`: the database's encoding, in which the server reads names as our parser does.
  PlanningGate(const std::vector<model::UntrustedName>& names, bool utf8);

  // Why not, for people; "" when it may be planned.
  std::string refusal(std::string_view statement) const;

 private:
  std::map<std::string, model::UntrustedName, std::less<>> names_;
  bool utf8_;
};

}  // namespace barqdb::plan
