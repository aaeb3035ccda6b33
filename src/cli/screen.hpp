// A whole terminal that is drawn again and again, and is as it was afterwards.
#pragma once

#include <string>

#include "base/units.hpp"

namespace barqdb::cli {

class Screen {
 public:
  // Throws Error{usage} when standard output is no terminal.
  Screen();
  ~Screen();
  Screen(const Screen&) = delete;
  Screen& operator=(const Screen&) = delete;

  int width() const;
  // Lines that do not fit are left out.
  void draw(const std::string& text);
  // False when the person asked to stop.
  bool wait(base::Milliseconds interval);
};

}  // namespace barqdb::cli
