// A file or standard input, record by record: where each begins, and a hash of all that was read.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace barqdb::batch {

// Where a reader stands. `hash` is of all bytes before `offset`: it tells whether a file is still the same one.
struct Position {
  std::int64_t offset = 0;
  std::int64_t line = 1;  // of the next record's first line
  std::uint64_t hash = 14695981039346656037u;
};

class RecordReader {
 public:
  // "-" is standard input. With `quotes` a record goes on over line ends inside double quotes, as PostgreSQL's CSV
  // does. Throws Error{usage} when the file cannot be opened.
  RecordReader(const std::string& file, bool quotes);
  ~RecordReader();
  RecordReader(const RecordReader&) = delete;
  RecordReader& operator=(const RecordReader&) = delete;

  // The next record with its line end; false at the end. Throws Error{usage} for a quote that is never closed, and for
  // a record of more than 64 MiB.
  bool next(std::string& record);
  const Position& position() const { return position_; }  // behind the last record
  // Reads on until `wanted`. Throws Error{usage} when what was read is not what was read the time before.
  void skip_to(const Position& wanted);
  // Reads on until `wanted`; false when what was read is not what was read the time before.
  bool stands_at(const Position& wanted);

 private:
  bool fill();
  void advance(std::string_view bytes);

  std::string file_;
  bool quotes_;
  int fd_ = -1;
  std::string buffer_;
  std::size_t begin_ = 0;  // of what was not handed out
  bool end_ = false;
  Position position_;
};

}  // namespace barqdb::batch
