// Loads pieces; a row that the server refuses is found by the line that it names, else by halving.
#include "batch/load_lane.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <future>

#include "base/error.hpp"
#include "base/text.hpp"
#include "batch/key_sql.hpp"
#include "batch/load_sql.hpp"
#include "execute/lock_ladder.hpp"

namespace barqdb::batch {
namespace {

using base::Error;
using base::ErrorKind;
using Clock = std::chrono::steady_clock;

constexpr std::int64_t first_piece = 5'000;

Position position_of(const Key& cursor) {
  if (cursor.size() < 3) return {};
  return {std::stoll(cursor[0]), std::stoll(cursor[1]), std::stoull(cursor[2])};
}

// The row is wrong, not the statement or the server. Rights were looked at before: where policies hold, it is one.
bool is_rows_fault(const Error& error, const Target& target) {
  return (target.row_security && error.sqlstate == "42501") || error.sqlstate.starts_with("22") ||
         error.sqlstate.starts_with("23") || error.sqlstate == "P0001" || error.sqlstate == "21000";
}

// "COPY t, line 3, column x": the line of the bytes that were sent; 0 when the server names none.
std::int64_t line_of(const Error& error) {
  // What follows the line number is the row itself, which may say anything.
  const std::size_t below = error.context.find("\nCOPY ");
  const std::size_t copy = error.context.starts_with("COPY ") ? 0 : below;
  const std::size_t at = copy == std::string::npos ? copy : error.context.find(", line ", copy);
  if (at == std::string::npos) return 0;
  std::int64_t line = 0;
  std::from_chars(error.context.data() + at + 7, error.context.data() + error.context.size(), line);
  return line;
}

std::string reason_of(const Error& error) {
  std::string text = error.message;
  if (!error.detail.empty()) text += ": " + error.detail;
  const std::size_t at = error.context.find(", column ");
  if (at != std::string::npos) text += " (" + base::one_line(std::string_view(error.context).substr(at + 2), 100) + ")";
  return text;
}

}  // namespace

bool same_input(const Input& input, const std::vector<Lane>& lanes) {
  if (input.file == "-" || lanes.empty()) return true;
  const Key& cursor = lanes.front().cursor;
  RecordReader reader(input.file, !input.ndjson);
  if (!cursor.empty() && !reader.stands_at(position_of(cursor))) return false;
  std::string record;
  while (reader.next(record))
    if (record.find_first_not_of("\r\n") != std::string::npos) return false;
  return true;
}

LoadLane::LoadLane(const Shop& shop, db::Connection& connection, const Lane& lane)
    : shop_(shop),
      connection_(connection),
      input_(shop.work.spec, shop.work.target),
      cursor_(lane.cursor),
      rejected_(shop.job.rejected),
      rejects_(shop.work.spec.input.rejects, lane.cursor.size() > 3 ? std::stoll(lane.cursor[3]) : 0),
      size_(lane.chunk_size > 0 ? lane.chunk_size : first_piece, shop.pace.largest_chunk, shop.pace.chunk_time) {
  if (!cursor_.empty()) input_.skip_to(position_of(cursor_));
}

Key LoadLane::cursor_of(const Position& behind) const {
  return {std::to_string(behind.offset), std::to_string(behind.line), std::to_string(behind.hash),
          std::to_string(rejects_.size())};
}

// The next piece is read and split while the server works on this one.
void LoadLane::run() {
  const auto read = [this] {
    return std::async(std::launch::async, [this, n = size_.rows()] { return input_.next(n); });
  };
  std::future<Piece> next = read();
  while (shop_.gate.admit()) {
    const Piece piece = next.get();
    if (!piece.records.empty()) next = read();
    if (piece.records.empty()) {
      connection_.query("UPDATE barqdb.batch_lane SET done = true WHERE batch = $1::integer",
                        {std::to_string(shop_.job.id)});
      return;
    }
    const auto began = Clock::now();
    load(piece, 0, piece.records.size());
    const double elapsed = std::chrono::duration<double, std::milli>(Clock::now() - began).count();
    const auto rows = static_cast<std::int64_t>(piece.records.size());
    size_.aim(shop_.gate.chunk_ms());
    size_.took(rows, rows, elapsed);
    if (!shop_.gate.took(rows, elapsed)) return;
  }
}

// Records [begin, end) of the piece: those before a faulty one, that one, those behind it.
void LoadLane::load(const Piece& piece, std::size_t begin, std::size_t end) {
  while (begin < end) {
    const auto faulty = std::find_if(piece.records.begin() + static_cast<std::ptrdiff_t>(begin),
                                     piece.records.begin() + static_cast<std::ptrdiff_t>(end),
                                     [](const Record& record) { return !record.fault.empty(); });
    const auto stop = static_cast<std::size_t>(faulty - piece.records.begin());
    Error error(ErrorKind::data, "");
    if (begin == stop) {
      refuse(piece.records[begin], "22P02", piece.records[begin].fault);
      ++begin;
    } else if (try_patiently(piece, begin, stop, error)) {
      begin = stop;
    } else if (const auto named = record_at(piece, run_begin_, run_end_, line_of(error)); named || stop - begin == 1) {
      const std::size_t bad = named.value_or(begin);
      const bool alone = stop - begin == 1;
      load(piece, begin, bad);
      // A row is refused on its own account only, whatever line the server names.
      if (alone || !try_patiently(piece, bad, bad + 1, error))
        refuse(piece.records[bad], error.sqlstate, reason_of(error));
      begin = bad + 1;
    } else {
      const std::size_t middle = begin + (stop - begin) / 2;
      load(piece, begin, middle);
      begin = middle;
    }
  }
}

bool LoadLane::try_patiently(const Piece& piece, std::size_t begin, std::size_t end, Error& error) {
  execute::LockLadder ladder(shop_.online);
  for (;;) {
    try {
      try_once(piece, begin, end, ladder.attempt());
      shop_.gate.waits("");
      return true;
    } catch (const Error& caught) {
      roll_back(connection_);
      if (connection_.alive() && is_rows_fault(caught, shop_.work.target)) {
        error = caught;
        return false;
      }
      if (!gives_way(caught)) throw;
      if (caught.sqlstate == "57014") patience_ *= 2;
      size_.give_way();
      shop_.gate.waits(wait_text(caught));
      if (ladder.spent()) throw budget_spent(shop_.online, caught);
      if (!shop_.gate.pause(ladder.pause())) throw Error(ErrorKind::interrupted, "interrupted while it waited");
    }
  }
}

void LoadLane::begin(base::Milliseconds lock_timeout) {
  begin_chunk(shop_, connection_, 1, cursor_, lock_timeout, patience_, false);
}

// Records of the same columns by one COPY, in the order of the input.
std::int64_t LoadLane::send(const Piece& piece, std::size_t begin, std::size_t end) {
  const bool staged = needs_stage(shop_.work);
  std::int64_t rows = 0;
  for (run_begin_ = begin; run_begin_ < end; run_begin_ = run_end_) {
    run_end_ = piece.run_end(run_begin_, end);
    const std::vector<std::string>& columns = piece.sets[piece.records[run_begin_].set];
    const auto sent = static_cast<std::int64_t>(run_end_ - run_begin_);
    if (staged && run_begin_ > begin) connection_.query(clear_stage_sql());
    const std::int64_t copied =
        connection_.copy_in(copy_sql(shop_.work, columns), copy_bytes(piece, run_begin_, run_end_));
    if (copied != sent) {
      throw Error(ErrorKind::server, "the server took " + std::to_string(copied) + " rows of " + std::to_string(sent) +
                                         "; nothing of this chunk was kept");
    }
    rows += staged ? connection_.query(merge_sql(shop_.work, columns)).affected_rows() : copied;
  }
  return rows;
}

// With every column that was there so far.
void LoadLane::make_stage(const Piece& piece) {
  if (!needs_stage(shop_.work)) return;
  const std::size_t before = staged_.size();
  for (const std::vector<std::string>& set : piece.sets)
    for (const std::string& column : set)
      if (std::find(staged_.begin(), staged_.end(), column) == staged_.end()) staged_.push_back(column);
  if (staged_.size() > before) connection_.query(stage_sql(shop_.work, staged_));
}

void LoadLane::try_once(const Piece& piece, std::size_t first, std::size_t end, base::Milliseconds lock_timeout) {
  make_stage(piece);
  begin(lock_timeout);
  const std::int64_t rows = send(piece, first, end);
  if (!shop_.gate.reserve(rows)) throw too_many_rows();
  try {
    commit(piece.records[end - 1].behind, rows, 0);
  } catch (...) {
    shop_.gate.give_back(rows);
    throw;
  }
}

void LoadLane::refuse(const Record& record, const std::string& sqlstate, const std::string& reason) {
  if (!rejects_.kept()) {
    throw Error(ErrorKind::data, reason,
                "correct the line and type the same command again, or add --rejects FILE to go on without such rows",
                {shop_.work.spec.input.file, static_cast<int>(record.line), 0});
  }
  if (++rejected_ > shop_.work.spec.input.max_rejects) {
    throw Error(ErrorKind::data,
                "more than " + std::to_string(rejected_ - 1) + " rows were rejected; the last one: " + reason,
                "look at " + shop_.work.spec.input.rejects + "; --max-rejects sets how many may be",
                {shop_.work.spec.input.file, static_cast<int>(record.line), 0});
  }
  begin(shop_.online.lock_timeout);
  rejects_.add(record.line, sqlstate, reason, record.source);
  commit(record.behind, 0, 1);
}

void LoadLane::commit(const Position& behind, std::int64_t rows, std::int64_t rejected) {
  const Key cursor = cursor_of(behind);
  std::string sql = move_cursor_sql(shop_.job.id, 1, cursor, rows, size_.rows(), false);
  if (rejected > 0) {
    sql = "UPDATE barqdb.batch SET rejected = rejected + 1 WHERE id = " + std::to_string(shop_.job.id) + "; " + sql;
  }
  connection_.query(sql + "; COMMIT");
  cursor_ = cursor;
}

}  // namespace barqdb::batch
