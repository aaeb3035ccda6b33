// A question that a session asks over and over: the server parses and plans it once.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "db/connection.hpp"

namespace barqdb::db {

// `name` is that of the prepared statement: it stands for the same SQL wherever the session is asked. Not behind a
// transaction pooler.
class Question {
 public:
  Question(std::string name, std::string_view sql) : name_(std::move(name)), sql_(sql) {}

  // As Connection::query; it is just that from the moment on when somebody else's SQL has thrown the session's prepared
  // statements away (DISCARD ALL).
  Result ask(Connection& connection, const std::vector<Param>& params);

 private:
  std::string name_;
  std::string sql_;
  bool prepared_ = false;
  bool lost_ = false;
};

}  // namespace barqdb::db
