// Connecting: the options, the wait that Ctrl-C ends, and servers that are too old.
#include <poll.h>

#include <array>
#include <charconv>
#include <chrono>

#include "base/interrupt.hpp"
#include "db/connect_error.hpp"
#include "db/libpq.hpp"
#include "db/native.hpp"

namespace barqdb::db {
namespace {

using base::Error;
using base::ErrorKind;
using Clock = std::chrono::steady_clock;

constexpr int kOldestServer = 130000;

ConnectTarget target_of(PGconn* connection) {
  return {text_of(PQhost(connection)), text_of(PQport(connection)), text_of(PQdb(connection)),
          text_of(PQuser(connection)), PQconnectionNeedsPassword(connection) != 0};
}

void check_conninfo(const std::string& conninfo) {
  char* message = nullptr;
  const OptionsPointer parsed(PQconninfoParse(conninfo.c_str(), &message), PQconninfoFree);
  const std::unique_ptr<char, decltype(&PQfreemem)> owner(message, PQfreemem);
  if (!parsed) throw make_conninfo_error(text_of(message));
}

// An effective connection option: from the string, the environment or a service file.
std::string option_of(PGconn* connection, std::string_view name) {
  const OptionsPointer options(PQconninfo(connection), PQconninfoFree);
  for (const PQconninfoOption* option = options.get(); option != nullptr && option->keyword != nullptr; ++option)
    if (option->keyword == name) return text_of(option->val);
  return {};
}

// Drives a connection that was started to its end, or throws for Ctrl-C.
void finish_connecting(PGconn* connection, base::Milliseconds timeout) {
  const std::string wanted = option_of(connection, "connect_timeout");
  long seconds = 0;
  std::from_chars(wanted.data(), wanted.data() + wanted.size(), seconds);
  if (seconds > 0) timeout = std::chrono::seconds(seconds);
  const auto deadline = Clock::now() + timeout;
  const int signals = base::interrupt_count();
  PostgresPollingStatusType status = PGRES_POLLING_WRITING;
  while (PQstatus(connection) != CONNECTION_BAD) {
    const short events = status == PGRES_POLLING_READING ? POLLIN : POLLOUT;
    const auto left = std::chrono::duration_cast<base::Milliseconds>(deadline - Clock::now());
    if (wait_for_socket(PQsocket(connection), events, left, signals)) {
      status = PQconnectPoll(connection);
      if (status == PGRES_POLLING_OK || status == PGRES_POLLING_FAILED) return;
    }
    if (base::interrupt_count() > signals) throw Error(ErrorKind::interrupted, "interrupted while connecting");
    if (Clock::now() >= deadline) throw make_connect_error(target_of(connection), "timeout expired");
  }
}

}  // namespace

Native::Native(const ConnectOptions& options) {
  check_conninfo(options.conninfo);
  const std::string timeout = std::to_string((options.connect_timeout.count() + 999) / 1000);
  // What stands before dbname may be overridden by the connection string, what stands after it may not.
  const std::array<const char*, 8> names = {
      "application_name", "connect_timeout", "keepalives_idle", "keepalives_interval",
      "keepalives_count", "dbname",          "client_encoding", nullptr};
  // Keep-alives, because a build of hours outlives the patience of the firewalls on the way.
  const std::array<const char*, 8> values = {options.application_name.c_str(), timeout.c_str(), "60",   "10", "6",
                                             options.conninfo.c_str(),         "UTF8",          nullptr};
  std::unique_ptr<PGconn, decltype(&PQfinish)> opened(PQconnectStartParams(names.data(), values.data(), 1), PQfinish);
  if (!opened) throw Error(ErrorKind::server, "out of memory while connecting");
  PQsetErrorVerbosity(opened.get(), PQERRORS_VERBOSE);  // the only way to see the SQLSTATE of a refused connection
  if (option_of(opened.get(), "host").find(',') != std::string::npos) {
    // libpq's own loop counts the timeout for each host, so that a dead first one does not use up the time of all.
    opened.reset(PQconnectdbParams(names.data(), values.data(), 1));
  } else if (PQstatus(opened.get()) != CONNECTION_BAD) {
    finish_connecting(opened.get(), options.connect_timeout);
  }
  PGconn* connection = opened.get();
  if (PQstatus(connection) != CONNECTION_OK)
    throw make_connect_error(target_of(connection), text_of(PQerrorMessage(connection)));
  const int version = PQserverVersion(connection);
  if (version < kOldestServer) {
    const std::string found = text_of(PQparameterStatus(connection, "server_version"));
    throw Error(ErrorKind::refused, "the server is too old: PostgreSQL " + found,
                "barqdb works with PostgreSQL 13 and later");
  }
  PQsetErrorVerbosity(connection, PQERRORS_VERBOSE);
  cancel_ = PQgetCancel(connection);
  handle_ = opened.release();
}

}  // namespace barqdb::db
