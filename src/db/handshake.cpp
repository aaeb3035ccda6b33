// Connecting by libpq's non-blocking calls, since its blocking one knows no Ctrl-C.
#include "db/handshake.hpp"

#include <poll.h>

#include <array>
#include <charconv>
#include <chrono>
#include <memory>
#include <string>
#include <utility>

#include "base/interrupt.hpp"
#include "db/connect_error.hpp"
#include "db/libpq.hpp"

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

// libpq's names and values of the options; they live as long as this.
class Parameters {
 public:
  explicit Parameters(const ConnectOptions& options)
      : options_(options), timeout_(std::to_string((options.connect_timeout.count() + 999) / 1000)) {}

  PGconn* start() const { return PQconnectStartParams(kNames.data(), values().data(), 1); }
  PGconn* connect() const { return PQconnectdbParams(kNames.data(), values().data(), 1); }

 private:
  // What stands before dbname may be overridden by the connection string, what stands after it may not.
  static constexpr std::array<const char*, 8> kNames = {
      "application_name", "connect_timeout", "keepalives_idle", "keepalives_interval",
      "keepalives_count", "dbname",          "client_encoding", nullptr};
  // Keep-alives, because a build of hours outlives the patience of the firewalls on the way.
  std::array<const char*, 8> values() const {
    return {options_.application_name.c_str(), timeout_.c_str(), "60",   "10", "6",
            options_.conninfo.c_str(),         "UTF8",           nullptr};
  }

  const ConnectOptions& options_;
  std::string timeout_;
};

base::Milliseconds timeout_of(PGconn* connection, base::Milliseconds otherwise) {
  const std::string wanted = option_of(connection, "connect_timeout");
  long seconds = 0;
  std::from_chars(wanted.data(), wanted.data() + wanted.size(), seconds);
  return seconds > 0 ? std::chrono::seconds(seconds) : otherwise;
}

short awaited(int status) { return status == PGRES_POLLING_READING ? POLLIN : POLLOUT; }

bool over(int status) { return status == PGRES_POLLING_OK || status == PGRES_POLLING_FAILED; }

}  // namespace

Handshake::Handshake(const ConnectOptions& options) : options_(options), status_(PGRES_POLLING_WRITING) {
  check_conninfo(options_.conninfo);
  handle_ = Parameters(options_).start();
  if (handle_ == nullptr) throw Error(ErrorKind::server, "out of memory while connecting");
  PQsetErrorVerbosity(handle_, PQERRORS_VERBOSE);  // the only way to see the SQLSTATE of a refused connection
  if (!several_hosts()) advance();
}

Handshake::~Handshake() { PQfinish(handle_); }

bool Handshake::several_hosts() const { return option_of(handle_, "host").find(',') != std::string::npos; }

void Handshake::advance() {
  const int signals = base::interrupt_count();
  while (PQstatus(handle_) != CONNECTION_BAD && !over(status_) &&
         wait_for_socket(PQsocket(handle_), awaited(status_), base::Milliseconds(0), signals))
    status_ = PQconnectPoll(handle_);
}

pg_conn* Handshake::finish() {
  if (several_hosts()) {
    // libpq's own loop counts the timeout for each host, so that a dead first one does not use up the time of all.
    PQfinish(std::exchange(handle_, nullptr));
    handle_ = Parameters(options_).connect();
    if (handle_ == nullptr) throw Error(ErrorKind::server, "out of memory while connecting");
    PQsetErrorVerbosity(handle_, PQERRORS_VERBOSE);
  }
  const auto deadline = Clock::now() + timeout_of(handle_, options_.connect_timeout);
  const int signals = base::interrupt_count();
  while (PQstatus(handle_) != CONNECTION_BAD && PQstatus(handle_) != CONNECTION_OK && !over(status_)) {
    const auto left = std::chrono::duration_cast<base::Milliseconds>(deadline - Clock::now());
    if (wait_for_socket(PQsocket(handle_), awaited(status_), left, signals)) status_ = PQconnectPoll(handle_);
    if (over(status_)) break;
    if (base::interrupt_count() > signals) throw Error(ErrorKind::interrupted, "interrupted while connecting");
    if (Clock::now() >= deadline) throw make_connect_error(target_of(handle_), "timeout expired");
  }
  if (PQstatus(handle_) != CONNECTION_OK)
    throw make_connect_error(target_of(handle_), text_of(PQerrorMessage(handle_)));
  if (PQserverVersion(handle_) < kOldestServer) {
    throw Error(ErrorKind::refused,
                "the server is too old: PostgreSQL " + text_of(PQparameterStatus(handle_, "server_version")),
                "barqdb works with PostgreSQL 13 and later");
  }
  return std::exchange(handle_, nullptr);
}

ConnectOptions begin_connecting(ConnectOptions options) {
  options.begun = std::make_shared<Handshake>(options);
  return options;
}

}  // namespace barqdb::db
