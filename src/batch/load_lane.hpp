// The lane of a batch that reads an input: each piece with its place in the input in one transaction.
#pragma once

#include "batch/chunk_size.hpp"
#include "batch/chunk_transaction.hpp"
#include "batch/load_input.hpp"
#include "batch/rejects.hpp"

namespace barqdb::batch {

// Whether the input is the one that a batch with these lanes has read to its end. Standard input cannot be read twice.
bool same_input(const Input& input, const std::vector<Lane>& lanes);

class LoadLane {
 public:
  LoadLane(const Shop& shop, db::Connection& connection, const Lane& lane);
  // Until the input ends or the gate says stop.
  void run();

 private:
  void load(const Piece& piece, std::size_t begin, std::size_t end);
  void try_once(const Piece& piece, std::size_t begin, std::size_t end, base::Milliseconds lock_timeout);
  // False when the server refused a row: then `error` says why.
  bool try_patiently(const Piece& piece, std::size_t begin, std::size_t end, base::Error& error);
  void refuse(const Record& record, const std::string& sqlstate, const std::string& reason);
  void begin(base::Milliseconds lock_timeout);
  void commit(const Position& behind, std::int64_t rows, std::int64_t rejected);
  std::int64_t send(const Piece& piece, std::size_t begin, std::size_t end);
  void make_stage(const Piece& piece);
  Key cursor_of(const Position& behind) const;

  const Shop& shop_;
  db::Connection& connection_;
  LoadInput input_;
  Key cursor_;
  std::int64_t rejected_;
  Rejects rejects_;
  ChunkSize size_;
  std::vector<std::string> staged_;  // columns of the stage that this session has
  std::size_t run_begin_ = 0;        // the records that were sent last
  std::size_t run_end_ = 0;
  int patience_ = 1;
};

}  // namespace barqdb::batch
