// The making of a connection: begun at once and finished when it is needed, so that the server starts its backend
// meanwhile.
#pragma once

#include <atomic>

#include "db/connection.hpp"

struct pg_conn;

namespace barqdb::db {

class Handshake {
 public:
  // Sends what can be sent without waiting. Throws Error{usage} for a connection string that is none; other errors show
  // in finish().
  explicit Handshake(const ConnectOptions& options);
  ~Handshake();
  Handshake(const Handshake&) = delete;
  Handshake& operator=(const Handshake&) = delete;

  // True for the first caller of all threads: finish() is its.
  bool take() { return !taken_.test_and_set(); }
  // Waits until the connection stands, as long as the options allow; once. Throws as Connection does. The caller owns
  // the handle.
  pg_conn* finish();

 private:
  bool several_hosts() const;
  void advance();  // as far as it goes without waiting

  ConnectOptions options_;
  pg_conn* handle_ = nullptr;
  int status_ = 0;  // a PostgresPollingStatusType
  std::atomic_flag taken_ = ATOMIC_FLAG_INIT;
};

}  // namespace barqdb::db
