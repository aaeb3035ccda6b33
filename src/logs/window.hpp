// A buffer that slides over the bytes of a log and gives out whole lines, however long the log is.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "logs/bytes.hpp"

namespace barqdb::logs {

class Window {
 public:
  // A line longer than `longest` is given cut, and its rest is passed over: memory stays bounded.
  static constexpr std::size_t longest = 4u << 20;

  explicit Window(ByteSource& source) : source_(source), buffer_(256u << 10) {}

  // The next line without its end ("\n" or "\r\n"); false at the end. The view holds until the next call.
  bool line(std::string_view& out);
  // The next record of comma-separated values, which may hold line breaks in quotes; false at the end. Where quotes
  // were lost, a line that begins like a new record begins one.
  bool csv_record(std::string_view& out);
  // The bytes to come, at most `size`, without taking them; of a source that grows only what is there.
  std::string_view peek(std::size_t size);

  std::uint64_t line_number() const { return line_number_; }  // of the first line of what was given out, from 1
  bool was_cut() const { return was_cut_; }                   // what was given out is not whole
  bool was_open() const { return was_open_; }                 // a record whose quotes do not close
  std::uint64_t bytes() const { return bytes_; }              // read so far

 private:
  bool fill();  // more bytes behind end_; false when there are none, or no room by `longest`
  void give(std::size_t length, std::size_t taken, std::string_view& out);
  void pass_over_rest();
  void pass_over_record();  // to the end of its quotes, or to a line that begins another record
  bool begins_record_at(std::size_t at);

  ByteSource& source_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  bool at_end_ = false;
  bool was_cut_ = false;
  bool was_open_ = false;
  bool rest_to_pass_ = false;    // of a line or record that was given cut
  bool rest_in_quotes_ = false;  // of a record
  std::uint64_t line_number_ = 0;
  std::uint64_t next_line_ = 1;
  std::uint64_t bytes_ = 0;
};

}  // namespace barqdb::logs
