// libpq is spoken here and nowhere else, because the driver gives no fields of errors, no cancel, and no way to wait
// for a long statement without a thread of its own.
#include "db/native.hpp"

#include <libpq-fe.h>
#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <charconv>
#include <chrono>
#include <utility>

#include "base/interrupt.hpp"
#include "db/connect_error.hpp"

namespace barqdb::db {
namespace {

using base::Error;
using base::ErrorKind;
using Clock = std::chrono::steady_clock;
using ResultPointer = std::unique_ptr<PGresult, decltype(&PQclear)>;
using OptionsPointer = std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)>;

constexpr int kOldestServer = 130000;
constexpr base::Milliseconds kCancelAgain{1000};  // a cancel that arrived before its statement was ignored

std::string text_of(const char* text) { return text == nullptr ? std::string() : text; }

// Waits until the socket is ready, a signal arrives, or the time is over. True when the socket is ready.
bool wait_for_socket(int socket, short events, base::Milliseconds limit, int signals_before) {
  std::array<pollfd, 2> fds{pollfd{socket, events, 0}, pollfd{base::interrupt_fd(), POLLIN, 0}};
  // The pipe stays readable after the first signal: then waiting on it would be spinning.
  if (base::interrupt_count() > 0 && base::interrupt_count() == signals_before) fds[1].fd = -1;
  const auto ms = limit.count() < 0 ? 0 : limit.count() > 1000 ? 1000 : static_cast<int>(limit.count());
  const int ready = ::poll(fds.data(), fds.size(), static_cast<int>(ms));
  return ready > 0 && fds[0].revents != 0;
}

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

Result::Data rows_of(const PGresult* result) {
  Result::Data data;
  const int rows = PQntuples(result);
  const int columns = PQnfields(result);
  data.rows = static_cast<std::size_t>(rows);
  data.columns = static_cast<std::size_t>(columns);
  for (int column = 0; column < columns; ++column) data.names.emplace_back(PQfname(result, column));
  for (int row = 0; row < rows; ++row) {
    for (int column = 0; column < columns; ++column) {
      if (PQgetisnull(result, row, column) != 0)
        data.add_null();
      else
        data.add({PQgetvalue(result, row, column), static_cast<std::size_t>(PQgetlength(result, row, column))});
    }
  }
  const std::string affected = PQcmdTuples(const_cast<PGresult*>(result));  // libpq forgot a const
  std::from_chars(affected.data(), affected.data() + affected.size(), data.affected_rows);
  return data;
}

// Watches one statement: ticks, Ctrl-C, and the cancels that follow from them.
class Watch {
 public:
  Watch(Native& native, const RunOptions& options) : native_(native), options_(options) {}

  // Until libpq can hand out the next result without waiting.
  void wait() {
    PGconn* connection = native_.handle();
    while (PQisBusy(connection) != 0) {
      look();
      const auto next = cancelled() ? last_cancel_ + kCancelAgain : last_tick_ + options_.tick;
      const auto left = std::chrono::duration_cast<base::Milliseconds>(next - Clock::now()) + base::Milliseconds(1);
      if (wait_for_socket(PQsocket(connection), POLLIN, left, signals_) && PQconsumeInput(connection) == 0) return;
    }
  }
  bool interrupted() const { return interrupted_; }
  bool cancelled() const { return interrupted_ || stopped_; }

 private:
  void look() {
    const int signals = base::interrupt_count();
    if (signals > signals_) {
      if (interrupted_) {
        native_.give_up();
        throw Error(ErrorKind::interrupted,
                    "interrupted twice: the statement was given up while the server was working on it",
                    "the server may still finish it: look before you run it again");
      }
      interrupted_ = true;
      signals_ = signals;
      cancel();
    } else if (cancelled()) {
      if (Clock::now() >= last_cancel_ + kCancelAgain) cancel();
    } else if (Clock::now() >= last_tick_ + options_.tick) {
      stopped_ = options_.on_tick && !options_.on_tick();
      last_tick_ = Clock::now();
      if (stopped_) cancel();
    }
  }
  void cancel() {
    native_.cancel();
    last_cancel_ = Clock::now();
  }

  Native& native_;
  const RunOptions& options_;
  int signals_ = base::interrupt_count();
  bool interrupted_ = false;
  bool stopped_ = false;
  Clock::time_point last_tick_ = Clock::now();
  Clock::time_point last_cancel_{};
};

// Ends a COPY that a statement began, since nobody here feeds or reads it.
void leave_copy(PGconn* connection, ExecStatusType status) {
  if (status == PGRES_COPY_IN) {
    PQputCopyEnd(connection, "no rows were sent");
    return;
  }
  char* row = nullptr;
  while (PQgetCopyData(connection, &row, 0) > 0) PQfreemem(row);
}

}  // namespace

ServerError error_of(const PGresult* result) {
  const auto field = [&](int code) { return text_of(PQresultErrorField(result, code)); };
  ServerError error{field(PG_DIAG_SQLSTATE), field(PG_DIAG_MESSAGE_PRIMARY), field(PG_DIAG_MESSAGE_DETAIL),
                    field(PG_DIAG_MESSAGE_HINT), 0};
  if (error.message.empty()) error.message = parse_server_error(PQresultErrorMessage(result)).message;
  const std::string position = field(PG_DIAG_STATEMENT_POSITION);
  std::from_chars(position.data(), position.data() + position.size(), error.position);
  return error;
}

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

Native::~Native() {
  PQfreeCancel(cancel_);
  PQfinish(handle_);
}

void Native::collect_notices() { PQsetNoticeReceiver(handle_, receive_notice, this); }

void Native::receive_notice(void* native, const PGresult* notice) {
  auto& self = *static_cast<Native*>(native);
  const std::string severity = text_of(PQresultErrorField(notice, PG_DIAG_SEVERITY_NONLOCALIZED));
  if (severity == "FATAL" || severity == "PANIC")
    self.farewell_ = error_of(notice);
  else
    self.notices_.push_back({severity, text_of(PQresultErrorField(notice, PG_DIAG_MESSAGE_PRIMARY))});
}

Result::Data Native::run(const std::string& sql, const RunOptions& options) {
  if (!alive() || PQsendQuery(handle_, sql.c_str()) == 0) throw lost(sql);
  Watch watch(*this, options);
  ResultPointer last(nullptr, PQclear);
  ResultPointer failed(nullptr, PQclear);
  bool copied = false;
  int done = 0;
  for (;;) {
    watch.wait();
    ResultPointer next(PQgetResult(handle_), PQclear);
    if (!next) break;
    const ExecStatusType status = PQresultStatus(next.get());
    if (status == PGRES_COPY_IN || status == PGRES_COPY_OUT) {
      copied = true;
      leave_copy(handle_, status);
    } else if (status == PGRES_FATAL_ERROR || status == PGRES_BAD_RESPONSE) {
      if (!failed) failed = std::move(next);
    } else {
      last = std::move(next);
      ++done;
    }
  }
  if (copied)
    throw Error(ErrorKind::usage, "COPY from or to the client cannot be run here",
                "use INSERT, or COPY with a file on the server");
  if (failed && watch.interrupted()) {
    Error error(ErrorKind::interrupted, "interrupted: the statement was cancelled");
    error.statement = sql;
    throw error;
  }
  if (!alive()) {
    Error error = lost(sql);
    if (failed) {
      error.sqlstate = text_of(PQresultErrorField(failed.get(), PG_DIAG_SQLSTATE));
      error.detail = error_of(failed.get()).message;
    }
    throw error;
  }
  if (failed) {
    Error error = make_error(error_of(failed.get()), sql);
    error.statements_done = done;
    if (watch.cancelled() && error.sqlstate == "57014") error.kind = ErrorKind::busy;
    throw error;
  }
  return last ? rows_of(last.get()) : Result::Data{};
}

bool Native::alive() const { return !given_up_ && PQstatus(handle_) == CONNECTION_OK; }

bool Native::in_transaction() const {
  const PGTransactionStatusType status = PQtransactionStatus(handle_);
  return status == PQTRANS_INTRANS || status == PQTRANS_INERROR || status == PQTRANS_ACTIVE;
}

std::string Native::database() const { return PQdb(handle_); }
int Native::server_version() const { return PQserverVersion(handle_); }
int Native::backend_pid() const { return PQbackendPID(handle_); }

std::optional<unsigned> Native::local_server_user() const {
  sockaddr_storage address{};
  socklen_t length = sizeof address;
  ucred peer{};
  socklen_t size = sizeof peer;
  const int socket = PQsocket(handle_);
  if (::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &length) != 0 || address.ss_family != AF_UNIX ||
      ::getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &peer, &size) != 0)
    return std::nullopt;
  return peer.uid;
}

std::vector<Notice> Native::take_notices() { return std::exchange(notices_, {}); }

void Native::cancel() noexcept {
  std::array<char, 256> ignored{};  // a cancel is a request: what came of it shows in the statement's result
  if (cancel_ != nullptr) PQcancel(cancel_, ignored.data(), static_cast<int>(ignored.size()));
}

Error Native::lost(std::string_view statement) const {
  Error error(ErrorKind::server, "the connection to the server was lost",
              "run the same command again: what was done is kept, and what is still running is waited for");
  const ServerError reason =
      farewell_.message.empty() ? parse_server_error(text_of(PQerrorMessage(handle_))) : farewell_;
  error.sqlstate = reason.sqlstate.empty() ? "08006" : reason.sqlstate;
  error.detail = reason.message;
  error.statement = std::string(statement);
  return error;
}

}  // namespace barqdb::db
