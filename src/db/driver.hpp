// libpqxx around a connection that is already open. Knows the driver's version: 6 adopts through a connection policy, 7
// by seizing; both give the handle back unharmed.
#pragma once

#include <pqxx/pqxx>
#include <pqxx/version>
#if PQXX_VERSION_MAJOR < 7
#include <pqxx/basic_connection>
#include <pqxx/connectionpolicy>
#endif

#include <string>
#include <vector>

#include "db/connection.hpp"

namespace barqdb::db {

#if PQXX_VERSION_MAJOR < 7

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"  // what 7 replaced is all that 6 has

// Hands out our handle and never opens another: version 6 would reconnect silently, without settings and locks.
class AdoptHandle : public pqxx::connectionpolicy {
 public:
  explicit AdoptHandle(const std::string&) : connectionpolicy({}) {}
  static void offer(handle to_adopt) { offered_ = to_adopt; }

  handle do_startconnect(handle open) override {
    if (open != nullptr) return open;  // asked twice while it adopts
    if (offered_ == nullptr) throw pqxx::broken_connection("the connection to the server was lost");
    return std::exchange(offered_, nullptr);
  }
  handle do_completeconnect(handle open) override { return open; }
  handle do_dropconnect(handle) noexcept override { return nullptr; }
  handle do_disconnect(handle) noexcept override { return nullptr; }
  bool is_ready(handle open) const noexcept override { return open != nullptr; }

 private:
  static inline thread_local handle offered_ = nullptr;  // the base class connects inside its constructor
};

class Driver {
 public:
  explicit Driver(AdoptHandle::handle open) : connection_((AdoptHandle::offer(open), std::string())) {
    connection_.inhibit_reactivation(true);
  }
  pqxx::result exec(const std::string& sql, const std::vector<Param>& params) {
    pqxx::nontransaction plain(connection_);
    if (params.empty()) return plain.exec(sql);
    std::vector<const char*> values;
    for (const Param& param : params) values.push_back(param ? param->c_str() : nullptr);
    return plain.exec_params(sql, pqxx::prepare::make_dynamic_params(values));
  }

 private:
  pqxx::basic_connection_base<AdoptHandle> connection_;
};

#pragma GCC diagnostic pop

#else

class Driver {
 public:
  explicit Driver(pg_conn* open) : connection_(pqxx::connection::seize_raw_connection(open)) {}
  ~Driver() { static_cast<void>(std::move(connection_).release_raw_connection()); }
  Driver(const Driver&) = delete;
  Driver& operator=(const Driver&) = delete;
  pqxx::result exec(const std::string& sql, const std::vector<Param>& params) {
    pqxx::nontransaction plain(connection_);
    if (params.empty()) return plain.exec(sql);
    pqxx::params values;
    for (const Param& param : params) values.append(param);
    return plain.exec_params(sql, values);
  }

 private:
  pqxx::connection connection_;
};

#endif

}  // namespace barqdb::db
