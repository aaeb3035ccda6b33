// Opens one log after the other, detects its form, and gives out what lies in the window of time.
#include "logs/input.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/interrupt.hpp"

namespace barqdb::logs {
namespace {

constexpr std::uint64_t progress_every = 4096;
constexpr std::size_t sample_size = 64u << 10;

Format format_of(const std::string& wanted, Window& window) {
  if (window.peek(1).empty()) return Format::json;  // nothing yet, as after a rotation: any reader will do
  if (wanted == "json") return Format::json;
  if (wanted == "csv") return Format::csv;
  if (wanted == "stderr") return Format::stderr_;
  return detect_format(window.peek(sample_size));
}

}  // namespace

Input::Input(InputOptions options) : options_(std::move(options)) {
  for (std::string& path : find_logs(options_.paths)) files_.push_back({std::move(path), "", ""});
}

Input::~Input() = default;

// A new file beside the one that is followed: the server has rotated to it.
bool Input::moved_on(void* self) {
  auto& input = *static_cast<Input*>(self);
  for (std::string& path : find_logs(input.options_.paths)) {
    const bool known =
        std::any_of(input.files_.begin(), input.files_.end(), [&](const InputFile& file) { return file.path == path; });
    if (!known) input.files_.push_back({std::move(path), "", ""});
  }
  return input.opened_ < input.files_.size();
}

void Input::open(InputFile& file) {
  const bool grows = options_.follow && file.path != "-" && &file == &files_.back();
  source_ = grows ? open_growing(file.path, moved_on, this) : open_bytes(file.path);
  window_ = std::make_unique<Window>(*source_);
  // Of a file that grows there may not be enough yet: take what is there.
  const Format format = format_of(options_.format, *window_);
  switch (format) {
    case Format::json:
      file.format = "jsonlog";
      reader_ = read_json_log(*window_);
      break;
    case Format::csv:
      file.format = "csvlog";
      reader_ = read_csv_log(*window_);
      break;
    case Format::stderr_:
      file.format = "stderr";
      reader_ = read_stderr_log(*window_, options_.prefix);
      break;
  }
}

void Input::close() {
  if (reader_ != nullptr) {
    counts_.damage.broken += reader_->damage().broken;
    counts_.damage.oversize += reader_->damage().oversize;
    counts_.bytes += window_->bytes();
    if (files_[opened_ - 1].complaint.empty()) files_[opened_ - 1].complaint = source_->complaint();
  }
  reader_.reset();
  window_.reset();
  source_.reset();
}

bool Input::open_next() {
  while (opened_ < files_.size()) {
    const std::size_t index = opened_++;
    try {
      open(files_[index]);
      return true;
    } catch (const base::Error& error) {
      files_[index].format.clear();
      files_[index].complaint = error.message;
    }
  }
  return false;
}

bool Input::inside(const Record& record) {
  if (record.time == Record::no_time) return options_.from == INT64_MIN && options_.to == INT64_MAX;
  if (record.time < options_.from || record.time >= options_.to) {
    ++counts_.outside;
    return false;
  }
  if (first_time_ == Record::no_time) first_time_ = last_time_ = record.time;
  first_time_ = std::min(first_time_, record.time);
  last_time_ = std::max(last_time_, record.time);
  return true;
}

bool Input::next(Record& record) {
  for (;;) {
    if (reader_ == nullptr && !open_next()) return false;
    if (!reader_->next(record)) {
      close();
      continue;
    }
    record.file = static_cast<std::uint32_t>(opened_ - 1);
    if (!inside(record)) continue;
    if (++counts_.messages % progress_every == 0) {
      if (!options_.follow) base::throw_if_interrupted();
      if (on_progress) on_progress(counts_.bytes + window_->bytes());
    }
    return true;
  }
}

}  // namespace barqdb::logs
