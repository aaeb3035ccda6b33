// Code of other roles that planning a statement may run.
#pragma once

#include <string>

namespace barqdb::model {

// A name of a function, operator, type or relation, without its schema, that leads the planner to such code.
struct UntrustedName {
  std::string name;    // "" stands for every statement
  std::string object;  // whose code it is: function evil.f(integer)
  std::string owner;   // a role; "" for a function of the server that runs what a text names
};

}  // namespace barqdb::model
