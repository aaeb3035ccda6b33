// What a run tells while it works. The shell prints it; tests listen to it.
#pragma once

#include <string>

#include "base/units.hpp"
#include "model/plan.hpp"

namespace barqdb::execute {

class Listener {
 public:
  virtual ~Listener() = default;
  // `number` of `count` revisions of this run.
  virtual void revision_begins(const model::Plan& plan, int number, int count) = 0;
  virtual void revision_ends(const model::Plan& plan, base::Milliseconds elapsed) = 0;
  virtual void operation_begins(const model::Plan& plan, const model::Operation& operation) = 0;
  virtual void operation_ends(const model::Plan& plan, const model::Operation& operation,
                              base::Milliseconds elapsed) = 0;
  // About twice a second while a statement runs: phase, percent, who is waited for.
  virtual void progress(const model::Operation& operation, const std::string& text) = 0;
  // Something that a person should read: a wait, a retry, a notice of the server.
  virtual void note(const std::string& text) = 0;
  // Something for a person who asked for more (-v).
  virtual void detail(const std::string&) {}
};

}  // namespace barqdb::execute
