// One connection to the server. libpqxx and libpq stay behind this header.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/units.hpp"

namespace barqdb::db {

// A parameter of a query; nothing is NULL.
using Param = std::optional<std::string>;

// Rows of a query. Cheap to copy; stays valid after the connection is gone. Indexes outside the result are a bug and
// throw std::out_of_range.
class Result {
 public:
  struct Data;
  Result() = default;
  explicit Result(std::shared_ptr<const Data> data);

  std::size_t rows() const;
  std::size_t columns() const;
  std::int64_t affected_rows() const;
  bool null(std::size_t row, std::size_t column) const;
  std::string_view text(std::size_t row, std::size_t column) const;  // "" for NULL
  std::int64_t integer(std::size_t row,
                       std::size_t column) const;            // 0 for NULL; throws Error{server} when it is no integer
  double number(std::size_t row, std::size_t column) const;  // likewise
  bool boolean(std::size_t row, std::size_t column) const;   // 't' or 'f'; false for NULL

 private:
  std::shared_ptr<const Data> data_;
};

struct Notice {
  std::string severity;  // NOTICE, WARNING …
  std::string message;
};

class Handshake;

struct ConnectOptions {
  std::string conninfo;  // URL or key=value; PG* variables fill the gaps, as libpq does
  std::string application_name = "barqdb";
  base::Milliseconds connect_timeout{10'000};
  std::shared_ptr<Handshake> begun{};  // the first Connection made of these options, or of a copy, goes on with it
};

// Begins to connect and does not wait: the server starts its backend while the caller does something else. Throws
// Error{usage} for a connection string that is none; all other errors are those of the Connection.
ConnectOptions begin_connecting(ConnectOptions options);

// How a statement that may take long is watched while it runs.
struct RunOptions {
  // Called about every `tick` while the server works; false cancels the statement: Error{busy}.
  std::function<bool()> on_tick;
  base::Milliseconds tick{200};
};

// Errors are base::Error: kind server (3) in general, busy (5) for 55P03 and 57014 by lock or statement timeout, data
// (6) for class 23 and rows that no policy allows, refused (4) for 25006 (read-only, standby), interrupted (130) when
// the person stopped the statement. sqlstate, detail, hint and statement are filled. After a lost connection every call
// throws; it never reconnects by itself.
class Connection {
 public:
  explicit Connection(const ConnectOptions& options);
  ~Connection();
  Connection(Connection&&) noexcept;
  Connection& operator=(Connection&&) noexcept;

  // One of our own, short queries. With parameters: extended protocol, text format; without: simple protocol, so that
  // several statements separated by semicolons are allowed (they are one transaction); the last result is returned.
  Result query(std::string_view sql, const std::vector<Param>& params = {});
  // A statement of the user or a long one: simple protocol, the last result is returned. The first Ctrl-C during the
  // call cancels it and throws Error{interrupted}, a second one gives the connection up; signals from before the call
  // are the caller's to look at (so that cleaning up can use run()). A statement that ended well before the cancel
  // reached it returns its result.
  Result run(std::string_view sql, const RunOptions& options = {});

  // COPY … FROM STDIN with these bytes: how many rows it took. An error's context names the line of the bytes.
  std::int64_t copy_in(std::string_view sql, std::string_view data);

  bool in_transaction() const;   // open or failed
  bool alive() const;            // false once the connection was lost
  std::string database() const;  // its name
  int server_version() const;    // server_version_num: 150020
  // The system user that the server runs as, when it is on this machine and reached by a unix socket.
  std::optional<unsigned> local_server_user() const;
  int backend_pid() const;             // of the backend that libpq was given at connect
  std::vector<Notice> take_notices();  // since the last call
  void cancel() noexcept;              // may be called from another thread

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// A PostgreSQL array literal for a text[] parameter: {"a","b"}.
std::string array_literal(const std::vector<std::string>& items);

}  // namespace barqdb::db
