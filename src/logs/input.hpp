// Several logs as one stream of messages, in the order of their time.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "logs/format.hpp"

namespace barqdb::logs {

struct InputOptions {
  std::vector<std::string> paths;  // files, globs, "-" for standard input
  std::string prefix;              // log_line_prefix; "" is guessed
  std::string format;              // json, csv, stderr; "" is guessed
  bool follow = false;             // go on with the newest file until interrupted
  std::int64_t from = INT64_MIN;   // microseconds, by the log's clock
  std::int64_t to = INT64_MAX;
};

struct InputFile {
  std::string path;
  std::string format;     // "jsonlog", "csvlog", "stderr"; "" when it was not read
  std::string complaint;  // what is wrong with it as a whole; "" when nothing is
};

struct InputCounts {
  std::uint64_t bytes = 0;
  std::uint64_t messages = 0;  // inside the window of time
  std::uint64_t outside = 0;   // outside of it
  Damage damage;
};

class Input {
 public:
  // Throws Error{usage} when a path names nothing.
  explicit Input(InputOptions options);
  ~Input();

  bool next(Record& record);
  const InputCounts& counts() const { return counts_; }
  const std::vector<InputFile>& files() const { return files_; }
  const std::string& path(std::uint32_t file) const { return files_.at(file).path; }
  std::int64_t first_time() const { return first_time_; }  // the earliest; Record::no_time before there is one
  std::int64_t last_time() const { return last_time_; }
  // Asked after every 4096 messages, with the bytes read so far: for a display of progress.
  std::function<void(std::uint64_t)> on_progress;

 private:
  bool open_next();
  void open(InputFile& file);
  void close();
  bool inside(const Record& record);
  static bool moved_on(void* self);

  InputOptions options_;
  std::vector<InputFile> files_;
  std::size_t opened_ = 0;  // files opened so far
  std::unique_ptr<ByteSource> source_;
  std::unique_ptr<Window> window_;
  std::unique_ptr<FormatReader> reader_;
  InputCounts counts_;
  std::int64_t first_time_ = Record::no_time;
  std::int64_t last_time_ = Record::no_time;
};

// The files that the paths name, oldest first by the first time that stands in each.
std::vector<std::string> find_logs(const std::vector<std::string>& paths);

}  // namespace barqdb::logs
