// Error kinds to exit codes, and the collector of complaints.
#include "base/error.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace barqdb::base {

std::string Place::text() const {
  std::string out = file;
  if (line > 0) out += ":" + std::to_string(line);
  if (line > 0 && column > 0) out += ":" + std::to_string(column);
  return out;
}

int exit_code(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::usage: return 2;
    case ErrorKind::server: return 3;
    case ErrorKind::refused: return 4;
    case ErrorKind::busy: return 5;
    case ErrorKind::data: return 6;
    case ErrorKind::interrupted: return 130;
  }
  return 3;
}

Error::Error(ErrorKind kind_, std::string message_, std::string hint_, Place place_)
    : kind(kind_), message(std::move(message_)), hint(std::move(hint_)), place(std::move(place_)) {}

void Diagnostics::add(std::string message, std::string hint, Place place) {
  all_.push_back({std::move(message), std::move(hint), std::move(place)});
}

void Diagnostics::add(const Error& error) {
  all_.push_back({error.message, error.hint, error.place});
  all_.insert(all_.end(), error.others.begin(), error.others.end());
}

void Diagnostics::throw_if_any(ErrorKind kind) const {
  if (all_.empty()) return;
  std::vector<Diagnostic> sorted = all_;
  std::stable_sort(sorted.begin(), sorted.end(), [](const Diagnostic& a, const Diagnostic& b) {
    return std::tie(a.place.file, a.place.line, a.place.column) < std::tie(b.place.file, b.place.line, b.place.column);
  });
  Error error(kind, sorted.front().message, sorted.front().hint, sorted.front().place);
  error.others.assign(std::next(sorted.begin()), sorted.end());
  throw error;
}

}  // namespace barqdb::base
