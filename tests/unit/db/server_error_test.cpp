#include "db/server_error.hpp"

#include <doctest/doctest.h>

#include "db/connect_error.hpp"
#include "db/connection.hpp"

using barqdb::base::ErrorKind;
using barqdb::db::parse_server_error;

TEST_CASE("a verbose error is taken apart") {
  const std::string statement = "SELECT 1;\nSELECT é, nope FROM t";
  const auto error = parse_server_error(
      "ERROR:  42703: column \"nope\" does not exist\nLINE 2: SELECT é, nope FROM t\n                  ^\n"
      "DETAIL:  first\nsecond\nHINT:  look again\nLOCATION:  errorMissingColumn, parse_relation.c:3720\n",
      statement);
  CHECK(error.sqlstate == "42703");
  CHECK(error.message == "column \"nope\" does not exist");
  CHECK(error.detail == "first\nsecond");
  CHECK(error.hint == "look again");
  CHECK(error.position == 21);  // characters, not bytes
}

TEST_CASE("a row that a policy forbids is the data's fault, a right that is missing is not") {
  barqdb::db::ServerError error;
  error.sqlstate = "42501";
  error.message = "new row violates row-level security policy for table \"t\"";
  const auto row = barqdb::db::make_error(error, "UPDATE t SET a = 1");
  CHECK(row.kind == ErrorKind::data);
  CHECK(row.hint.find("policies") != std::string::npos);
  error.message = "permission denied for table t";
  const auto right = barqdb::db::make_error(error, "UPDATE t SET a = 1");
  CHECK(right.kind == ErrorKind::server);
  CHECK(right.hint.find("docs/privileges.md") != std::string::npos);
}

TEST_CASE("a position is found in a long line that libpq cut") {
  const std::string statement = "SELECT '" + std::string(100, 'x') + "', nope, '" + std::string(100, 'y') + "'";
  const auto error = parse_server_error(
      "ERROR:  42703: column \"nope\" does not exist\nLINE 1: ...xxxxxxxxx', nope, "
      "'yyyyyyyyy...\n                       ^\n",
      statement);
  CHECK(error.position == static_cast<int>(statement.find("nope")) + 1);
}

TEST_CASE("the severity may be in any language; a message may have colons and lines") {
  const auto error =
      parse_server_error("FEHLER:  P0001: eins: zwei:  12345: drei\nvier\nLOCATION:  exec_stmt_raise, x.c:1\n");
  CHECK(error.sqlstate == "P0001");
  CHECK(error.message == "eins: zwei:  12345: drei\nvier");
  const auto plain = parse_server_error("server closed the connection unexpectedly\n\tThis probably means …\n");
  CHECK(plain.sqlstate.empty());
  CHECK(plain.message == "server closed the connection unexpectedly\n\tThis probably means …");
  CHECK(parse_server_error("").message.empty());
  CHECK(parse_server_error("ERROR:  ").message.empty());
  CHECK(parse_server_error("ERROR:  x\nLINE 1: y").position == 0);
  CHECK(parse_server_error("ERROR:  x\nLINE ").position == 0);
}

TEST_CASE("kinds by SQLSTATE") {
  using barqdb::db::kind_of;
  CHECK(kind_of("55P03", "canceling statement due to lock timeout") == ErrorKind::busy);
  CHECK(kind_of("57014", "canceling statement due to statement timeout") == ErrorKind::busy);
  CHECK(kind_of("57014", "canceling statement due to user request") == ErrorKind::server);
  CHECK(kind_of("23505", "") == ErrorKind::data);
  CHECK(kind_of("25006", "") == ErrorKind::refused);
  CHECK(kind_of("40P01", "") == ErrorKind::server);
  CHECK(kind_of("", "") == ErrorKind::server);
}

TEST_CASE("a failed connection says where and what to do") {
  using barqdb::db::make_connect_error;
  const barqdb::db::ConnectTarget target{"db.example", "5432", "barq", "ahmed", false};
  const auto wrong =
      make_connect_error(target,
                         "connection to server at \"db.example\" (10.0.0.1), port 5432 failed: FATAL:  28P01: "
                         "password authentication failed for user \"ahmed\"\nLOCATION:  auth_failed, auth.c:326\n");
  CHECK(
      wrong.message ==
      "could not connect to database \"barq\" as \"ahmed\" at db.example:5432: password authentication failed for user "
      "\"ahmed\"");
  CHECK(wrong.sqlstate == "28P01");
  CHECK(wrong.hint.find("PGPASSWORD") != std::string::npos);
  const auto starting = make_connect_error(target, "FATAL:  57P03: the database system is starting up\n");
  CHECK(starting.hint.find("try again") != std::string::npos);
  CHECK(starting.kind == ErrorKind::server);
  const auto refused = make_connect_error(
      target,
      "connection to server at \"x\" (::1), port 1 failed: Connection refused\n\tIs the server running on that "
      "host and accepting TCP/IP connections?\nconnection to server at \"x\" (127.0.0.1), port 1 failed: Connection "
      "refused\n");
  CHECK(refused.message.find('\n') == std::string::npos);
  CHECK(refused.hint.find("is the server running") != std::string::npos);
}

TEST_CASE("an unreadable connection string is not repeated") {
  using barqdb::db::make_conninfo_error;
  const auto error = make_conninfo_error("missing \"=\" after \"hunter2\" in connection info string\n");
  CHECK(error.kind == ErrorKind::usage);
  CHECK(error.message.find("missing \"=\" after") != std::string::npos);
  CHECK(error.message.find("hunter2") == std::string::npos);
  CHECK(make_conninfo_error("out of memory").message == "the connection string cannot be read: out of memory");
}

TEST_CASE("array literals") {
  CHECK(barqdb::db::array_literal({}) == "{}");
  CHECK(barqdb::db::array_literal({"a", "b\"c\\d", ""}) == R"({"a","b\"c\\d",""})");
}
