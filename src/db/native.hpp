// libpq itself, for what the driver cannot do: fields of errors, cancelling, and waiting without a thread. Only
// native*.cpp and handshake.cpp speak it; the driver adopts the handle that is opened there.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "db/connection.hpp"
#include "db/result_data.hpp"
#include "db/server_error.hpp"

struct pg_conn;
struct pg_cancel;
struct pg_result;

namespace barqdb::db {

// The fields of a failed result.
ServerError error_of(const pg_result* result);

class Native {
 public:
  // Connects, or goes on with the handshake that the options have begun; throws as Connection does. Ctrl-C and the
  // timeout end the wait.
  explicit Native(const ConnectOptions& options);
  ~Native();
  Native(const Native&) = delete;
  Native& operator=(const Native&) = delete;

  pg_conn* handle() const { return handle_; }
  // Call once the driver has adopted the handle, which sets a receiver of its own.
  void collect_notices();
  Result::Data run(const std::string& sql, const RunOptions& options);
  // native_copy.cpp
  std::int64_t copy_in(const std::string& sql, std::string_view data);

  bool alive() const;
  bool in_transaction() const;
  std::string database() const;
  int server_version() const;
  int backend_pid() const;
  std::optional<unsigned> local_server_user() const;
  std::vector<Notice> take_notices();
  void cancel() noexcept;
  void give_up() { given_up_ = true; }                 // an answer is still under way: of no use any more
  base::Error lost(std::string_view statement) const;  // what to throw once the connection is gone

 private:
  static void receive_notice(void* native, const pg_result* notice);

  pg_conn* handle_ = nullptr;
  pg_cancel* cancel_ = nullptr;
  bool given_up_ = false;
  std::vector<Notice> notices_;
  ServerError farewell_;  // why the server closed an idle connection: libpq takes it for a notice
};

}  // namespace barqdb::db
