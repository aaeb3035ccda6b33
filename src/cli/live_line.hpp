// One line at a terminal that changes in place, and gives way to lines that stay. In a pipeline it does not exist.
#pragma once

#include <string>

#include "cli/context.hpp"

namespace barqdb::cli {

class LiveLine {
 public:
  explicit LiveLine(Context& context) : context_(context), live_(context.terminal()) {}
  ~LiveLine() { clear(); }
  LiveLine(const LiveLine&) = delete;
  LiveLine& operator=(const LiveLine&) = delete;

  bool live() const { return live_; }
  void show(const std::string& line);
  void clear();
  void say(const std::string& line);  // a line that stays

 private:
  Context& context_;
  bool live_;
  bool shown_ = false;
};

}  // namespace barqdb::cli
