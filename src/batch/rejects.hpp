// The file of the rows that were refused: line, SQLSTATE, reason and the record, as CSV.
#pragma once

#include <cstdint>
#include <string>

namespace barqdb::batch {

class Rejects {
 public:
  // Cut to `size` bytes: what an earlier run wrote behind its last commit is written again. "" keeps none.
  Rejects(const std::string& file, std::int64_t size);
  ~Rejects();
  Rejects(const Rejects&) = delete;
  Rejects& operator=(const Rejects&) = delete;

  bool kept() const { return fd_ >= 0; }
  // On the disk when it returns. Throws Error{usage} when it cannot be written.
  void add(std::int64_t line, const std::string& sqlstate, const std::string& reason, const std::string& record);
  std::int64_t size() const { return size_; }

 private:
  void write(const std::string& text);
  std::string file_;
  int fd_ = -1;
  std::int64_t size_ = 0;
};

}  // namespace barqdb::batch
