// Lines and records out of a sliding buffer.
#include "logs/window.hpp"

#include <algorithm>
#include <cstring>

#include "logs/timestamp.hpp"

namespace barqdb::logs {
namespace {

std::size_t find_byte(const char* data, std::size_t from, std::size_t end, char byte) {
  if (from >= end) return end;
  const void* found = std::memchr(data + from, byte, end - from);
  return found == nullptr ? end : static_cast<std::size_t>(static_cast<const char*>(found) - data);
}

// As csvlog begins a record: "2025-01-06 12:34:56.789 UTC," and then a field in quotes or an empty one.
bool begins_record(std::string_view line) {
  const std::size_t comma = line.substr(0, 40).find(',');
  if (comma == std::string_view::npos || comma < 23 || comma + 1 >= line.size()) return false;
  return looks_like_time(line) && (line[comma + 1] == '"' || line[comma + 1] == ',');
}

}  // namespace

bool Window::fill() {
  if (at_end_) return false;
  if (begin_ > 0 && end_ == buffer_.size()) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  if (end_ == buffer_.size()) {
    if (buffer_.size() >= longest) return false;
    buffer_.resize(std::min(buffer_.size() * 2, longest));
  }
  const std::size_t got = source_.read(buffer_.data() + end_, buffer_.size() - end_);
  at_end_ = got == 0;
  constexpr std::string_view mark = "\xef\xbb\xbf";  // that some editors put before UTF-8
  if (bytes_ == 0 && std::string_view(buffer_.data(), got).starts_with(mark)) begin_ = mark.size();
  end_ += got;
  bytes_ += got;
  return got > 0;
}

void Window::give(std::size_t length, std::size_t taken, std::string_view& out) {
  out = {buffer_.data() + begin_, length};
  if (out.ends_with('\r')) out.remove_suffix(1);
  begin_ += taken;
}

void Window::pass_over_rest() {
  while (rest_to_pass_) {
    const std::size_t at = find_byte(buffer_.data(), begin_, end_, '\n');
    rest_to_pass_ = at == end_;
    begin_ = std::min(at + 1, end_);
    if (rest_to_pass_ && !fill()) rest_to_pass_ = false;
  }
}

void Window::pass_over_record() {
  while (rest_to_pass_) {
    const std::size_t at = find_byte(buffer_.data(), begin_, end_, '\n');
    if (std::count(buffer_.data() + begin_, buffer_.data() + at, '"') % 2 != 0) rest_in_quotes_ = !rest_in_quotes_;
    const bool whole = at < end_;
    begin_ = std::min(at + 1, end_);
    if (whole) {
      ++next_line_;
      rest_to_pass_ = rest_in_quotes_ && !begins_record_at(0);
    } else if (!fill()) {
      rest_to_pass_ = false;
    }
  }
}

bool Window::line(std::string_view& out) {
  pass_over_rest();
  line_number_ = next_line_++;
  was_cut_ = was_open_ = false;
  for (std::size_t from = begin_;;) {
    const std::size_t at = find_byte(buffer_.data(), from, end_, '\n');
    const std::size_t seen = end_ - begin_;
    if (at < end_) {
      give(at - begin_, at + 1 - begin_, out);
      return true;
    }
    if (!fill()) {
      if (seen == 0) return false;
      was_cut_ = rest_to_pass_ = !at_end_;
      give(seen, seen, out);
      return true;
    }
    from = begin_ + seen;
  }
}

// `at` is an offset from begin_, so that it survives a refill.
bool Window::begins_record_at(std::size_t at) {
  constexpr std::size_t enough = 48;
  while (end_ - begin_ < at + enough && fill()) {
  }
  return begins_record({buffer_.data() + begin_ + at, std::min(enough, end_ - begin_ - at)});
}

bool Window::csv_record(std::string_view& out) {
  pass_over_record();
  line_number_ = next_line_;
  was_cut_ = was_open_ = false;
  bool inside_quotes = false;
  for (std::size_t from = 0;;) {  // from begin_
    const char* data = buffer_.data() + begin_;
    const std::size_t seen = end_ - begin_;
    const std::size_t at = find_byte(data, from, seen, '\n');
    if (at == seen) {
      if (fill()) continue;
      if (seen == 0) return false;
      was_cut_ = rest_to_pass_ = !at_end_;
      rest_in_quotes_ = was_open_ = (std::count(data + from, data + seen, '"') % 2 != 0) != inside_quotes;
      if (at_end_) ++next_line_;
      give(seen, seen, out);
      return true;
    }
    if (std::count(data + from, data + at, '"') % 2 != 0) inside_quotes = !inside_quotes;
    ++next_line_;
    was_open_ = inside_quotes && begins_record_at(at + 1);
    if (!inside_quotes || was_open_) {
      give(at, at + 1, out);
      return true;
    }
    from = at + 1;
  }
}

std::string_view Window::peek(std::size_t size) {
  const auto enough = [&] {
    if (end_ - begin_ >= size) return true;
    return source_.grows() && find_byte(buffer_.data(), begin_, end_, '\n') < end_;
  };
  while (!enough() && fill()) {
  }
  return {buffer_.data() + begin_, std::min(size, end_ - begin_)};
}

}  // namespace barqdb::logs
