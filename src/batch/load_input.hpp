// Pieces of an input file, ready for COPY: which columns, which bytes, and which record each line of them comes from.
#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/place.hpp"
#include "batch/record_reader.hpp"
#include "batch/spec.hpp"
#include "batch/target.hpp"

namespace barqdb::batch {

struct Record {
  std::string source;     // as it stands in the input, with its line end
  std::string copy;       // what is sent for it; "" when it cannot be sent
  Position behind;        // where the input stands after it
  std::int64_t line = 0;  // its first line in the input
  bool start = false;     // it is the first one of the input
  std::size_t set = 0;    // its columns in Piece::sets, when it can be sent
  std::string fault;      // why it cannot be sent
};

// Records one after another. In CSV all have the same columns, in NDJSON each those that it names.
struct Piece {
  std::vector<std::vector<std::string>> sets;  // of columns
  std::vector<Record> records;

  // The end of the records from `begin` on, before `end`, that have the same columns.
  std::size_t run_end(std::size_t begin, std::size_t end) const;
};

// The bytes of records [begin, end), and for a line of them (from 1) the record.
std::string copy_bytes(const Piece& piece, std::size_t begin, std::size_t end);
std::optional<std::size_t> record_at(const Piece& piece, std::size_t begin, std::size_t end, std::int64_t line);

class LoadInput {
 public:
  // Reads the header. Throws Error{usage} for columns that the table does not have, and where one is missing that the
  // conflict clause needs.
  LoadInput(const Spec& spec, const Target& target);

  // At most `records` records, with few changes of columns among them; an empty piece at the end.
  Piece next(std::int64_t records);
  void skip_to(const Position& wanted) { reader_.skip_to(wanted); }
  const Position& position() const { return reader_.position(); }
  const std::vector<std::string>& columns() const { return columns_; }  // of CSV

 private:
  void read_header();                                                      // load_header.cpp
  std::string missing_key(const std::vector<std::string>& columns) const;  // load_header.cpp
  bool read(Record& record, std::vector<std::string>& columns);
  void convert_csv(Record& record) const;
  void convert_json(Record& record, std::vector<std::string>& columns);

  Input input_;
  Conflict conflict_;
  const Target& target_;
  RecordReader reader_;
  std::vector<std::string> columns_;
  std::set<std::string> seen_;  // keys of NDJSON so far
};

// Without the line end, and without the byte order mark that some programs put before the first line.
std::string_view without_end(std::string_view text);
std::string_view without_mark(std::string_view text);

// The options of COPY for such an input.
std::string copy_options(const Input& input);
// load_header.cpp
// The columns of a CSV header. Throws Error{usage} when it is no CSV.
std::vector<std::string> split_csv(std::string_view line, char delimiter);
// Refuses columns that the table does not have, or that cannot be written.
void check_columns(const std::vector<std::string>& columns, const Target& target, const base::Place& place);

}  // namespace barqdb::batch
