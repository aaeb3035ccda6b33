// A run told to a person: a live line at a terminal, one plain line a revision in a pipeline.
#pragma once

#include <string>

#include "cli/live_line.hpp"
#include "execute/listener.hpp"

namespace barqdb::cli {

class RunProgress : public execute::Listener {
 public:
  explicit RunProgress(Context& context) : context_(context), line_(context) {}

  void revision_begins(const model::Plan& plan, int number, int count) override;
  void revision_ends(const model::Plan& plan, base::Milliseconds elapsed) override;
  void operation_begins(const model::Plan& plan, const model::Operation& operation) override;
  void operation_ends(const model::Plan& plan, const model::Operation& operation, base::Milliseconds elapsed) override;
  void progress(const model::Operation& operation, const std::string& text) override;
  void note(const std::string& text) override;
  void detail(const std::string& text) override;

 private:
  Context& context_;
  LiveLine line_;
  std::string counter_;  // "3 of 22"
  std::size_t operations_ = 0;
};

}  // namespace barqdb::cli
