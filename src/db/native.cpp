// libpq is spoken here and nowhere else, because the driver gives no fields of errors, no cancel, and no way to wait
// for a long statement without a thread of its own.
#include "db/native.hpp"

#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <charconv>
#include <chrono>
#include <utility>

#include "base/interrupt.hpp"
#include "db/handshake.hpp"
#include "db/libpq.hpp"

namespace barqdb::db {
namespace {

using base::Error;
using base::ErrorKind;
using Clock = std::chrono::steady_clock;

constexpr base::Milliseconds kCancelAgain{1000};  // a cancel that arrived before its statement was ignored

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
  handle_ = options.begun && options.begun->take() ? options.begun->finish() : Handshake(options).finish();
  cancel_ = PQgetCancel(handle_);
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
