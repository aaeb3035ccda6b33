// Where in a user's file something stands, so that every complaint can point at it.
#pragma once

#include <string>

namespace barqdb::base {

// line and column count from 1; 0 means "not known". An empty file means "no place".
struct Place {
  std::string file;
  int line = 0;
  int column = 0;
  bool secret = false;  // the line may hold a secret: name the place, never show the line

  bool known() const { return !file.empty(); }
  // "file:line:column", without the parts that are not known; "" when nothing is.
  std::string text() const;

  friend bool operator==(const Place&, const Place&) = default;
};

}  // namespace barqdb::base
