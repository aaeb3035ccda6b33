// COPY from the client, spoken in libpq since the driver's stream knows one format only and no fields of errors.
#include <charconv>

#include "db/libpq.hpp"
#include "db/native.hpp"

namespace barqdb::db {
namespace {

constexpr std::size_t piece = 64u << 10;

std::int64_t rows_of_tag(PGresult* result) {
  const std::string_view text = PQcmdTuples(result);
  std::int64_t rows = 0;
  std::from_chars(text.data(), text.data() + text.size(), rows);
  return rows;
}

base::Error error_with_context(const PGresult* result, const std::string& sql) {
  ServerError error = error_of(result);
  error.context = text_of(PQresultErrorField(result, PG_DIAG_CONTEXT));
  return make_error(error, sql);
}

}  // namespace

std::int64_t Native::copy_in(const std::string& sql, std::string_view data) {
  if (!alive()) throw lost(sql);
  const ResultPointer begun(PQexec(handle_, sql.c_str()), PQclear);
  if (PQresultStatus(begun.get()) != PGRES_COPY_IN) {
    if (!alive()) throw lost(sql);
    throw error_with_context(begun.get(), sql);
  }
  bool sent = true;
  for (std::size_t at = 0; sent && at < data.size(); at += piece) {
    const std::string_view part = data.substr(at, piece);
    sent = PQputCopyData(handle_, part.data(), static_cast<int>(part.size())) == 1;
  }
  // After an error of the server the rest is not wanted; its answer says what was wrong.
  if (sent) PQputCopyEnd(handle_, nullptr);
  ResultPointer failed(nullptr, PQclear);
  std::int64_t rows = 0;
  while (PGresult* next = PQgetResult(handle_)) {
    ResultPointer result(next, PQclear);
    const ExecStatusType status = PQresultStatus(next);
    if (status == PGRES_COMMAND_OK) rows = rows_of_tag(next);
    if (status == PGRES_COPY_IN) PQputCopyEnd(handle_, "not all rows could be sent");
    if ((status == PGRES_FATAL_ERROR || status == PGRES_BAD_RESPONSE) && !failed) failed = std::move(result);
    if (!alive()) break;
  }
  if (!alive()) throw lost(sql);
  if (failed) throw error_with_context(failed.get(), sql);
  return rows;
}

}  // namespace barqdb::db
