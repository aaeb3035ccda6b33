// Connection: our own queries go through the driver, long statements through libpq; both share one handle.
#include "db/connection.hpp"

#include <utility>

#include "db/driver.hpp"
#include "db/native.hpp"
#include "db/result_data.hpp"
#include "db/server_error.hpp"

namespace barqdb::db {
namespace {

Result::Data rows_of(const pqxx::result& result) {
  Result::Data data;
  data.rows = result.size();
  data.columns = static_cast<std::size_t>(result.columns());
  data.affected_rows = static_cast<std::int64_t>(result.affected_rows());
  for (std::size_t column = 0; column < data.columns; ++column)
    data.names.emplace_back(result.column_name(static_cast<pqxx::row::size_type>(column)));
  for (const auto& row : result) {
    for (const auto& field : row) {
      if (field.is_null())
        data.add_null();
      else
        data.add({field.c_str(), field.size()});
    }
  }
  return data;
}

}  // namespace

struct Connection::State {
  Native native;
  Driver driver;

  explicit State(const ConnectOptions& options) : native(options), driver(native.handle()) { native.collect_notices(); }
};

Connection::Connection(const ConnectOptions& options) : state_(std::make_unique<State>(options)) {}
Connection::~Connection() = default;
Connection::Connection(Connection&&) noexcept = default;
Connection& Connection::operator=(Connection&&) noexcept = default;

Result Connection::query(std::string_view sql, const std::vector<Param>& params) {
  const std::string text(sql);
  if (!state_->native.alive()) throw state_->native.lost(sql);
  try {
    return Result(std::make_shared<const Result::Data>(rows_of(state_->driver.exec(text, params))));
  } catch (const std::exception& error) {
    // The types of the driver's exceptions say less than their text: permission errors have no SQLSTATE, and class 08
    // is called a broken connection though it lives.
    const ServerError parsed = parse_server_error(error.what(), sql);
    if (state_->native.alive()) throw make_error(parsed, sql);
    base::Error lost = state_->native.lost(sql);
    if (!parsed.sqlstate.empty()) {
      lost.sqlstate = parsed.sqlstate;
      lost.detail = parsed.message;
    }
    throw lost;
  }
}

Result Connection::run(std::string_view sql, const RunOptions& options) {
  return Result(std::make_shared<const Result::Data>(state_->native.run(std::string(sql), options)));
}

std::int64_t Connection::copy_in(std::string_view sql, std::string_view data) {
  return state_->native.copy_in(std::string(sql), data);
}

bool Connection::in_transaction() const { return state_->native.in_transaction(); }
bool Connection::alive() const { return state_->native.alive(); }
std::string Connection::database() const { return state_->native.database(); }
int Connection::server_version() const { return state_->native.server_version(); }
std::optional<unsigned> Connection::local_server_user() const { return state_->native.local_server_user(); }
int Connection::backend_pid() const { return state_->native.backend_pid(); }
std::vector<Notice> Connection::take_notices() { return state_->native.take_notices(); }
void Connection::cancel() noexcept { state_->native.cancel(); }

}  // namespace barqdb::db
