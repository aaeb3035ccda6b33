// gzip by zlib, zstd by libzstd: streams, with several members one after the other.
#include "logs/inflate.hpp"

#include <zlib.h>
#include <zstd.h>

#include <stdexcept>
#include <vector>

namespace barqdb::logs {
namespace {

constexpr std::size_t piece = 64u << 10;

class GzipBytes : public ByteSource {
 public:
  explicit GzipBytes(std::unique_ptr<ByteSource> packed) : packed_(std::move(packed)), in_(piece) {
    if (::inflateInit2(&stream_, 15 + 32) != Z_OK) throw std::runtime_error("zlib has no memory");
  }
  ~GzipBytes() override { ::inflateEnd(&stream_); }
  GzipBytes(const GzipBytes&) = delete;
  GzipBytes& operator=(const GzipBytes&) = delete;

  std::size_t read(char* to, std::size_t size) override {
    stream_.next_out = reinterpret_cast<Bytef*>(to);
    stream_.avail_out = static_cast<uInt>(size);
    while (stream_.avail_out == size && !ended_) step();
    return size - stream_.avail_out;
  }
  std::string complaint() const override { return complaint_; }

 private:
  void step() {
    if (stream_.avail_in == 0) {
      stream_.next_in = reinterpret_cast<Bytef*>(in_.data());
      stream_.avail_in = static_cast<uInt>(packed_->read(in_.data(), in_.size()));
      if (stream_.avail_in == 0) return end(between_members_ ? "" : "the gzip file is cut off");
    }
    between_members_ = false;
    const int result = ::inflate(&stream_, Z_NO_FLUSH);
    if (result == Z_STREAM_END) {
      ::inflateReset(&stream_);
      between_members_ = true;
    } else if (result != Z_OK && result != Z_BUF_ERROR) {
      end("the gzip file is damaged");
    }
  }
  void end(const char* complaint) {
    ended_ = true;
    complaint_ = complaint;
  }

  std::unique_ptr<ByteSource> packed_;
  std::vector<char> in_;
  z_stream stream_{};
  bool ended_ = false;
  bool between_members_ = false;
  std::string complaint_;
};

class ZstdBytes : public ByteSource {
 public:
  explicit ZstdBytes(std::unique_ptr<ByteSource> packed)
      : packed_(std::move(packed)), in_(piece), stream_(::ZSTD_createDStream()) {
    if (stream_ == nullptr) throw std::runtime_error("zstd has no memory");
    // A window as large as 2 GB may be asked for by a file; logs are packed with far less.
    ::ZSTD_DCtx_setParameter(stream_, ZSTD_d_windowLogMax, 25);
  }
  ~ZstdBytes() override { ::ZSTD_freeDStream(stream_); }
  ZstdBytes(const ZstdBytes&) = delete;
  ZstdBytes& operator=(const ZstdBytes&) = delete;

  std::size_t read(char* to, std::size_t size) override {
    ZSTD_outBuffer out{to, size, 0};
    while (out.pos == 0 && !ended_) step(out);
    return out.pos;
  }
  std::string complaint() const override { return complaint_; }

 private:
  void step(ZSTD_outBuffer& out) {
    if (input_.pos == input_.size && !more_out_) {
      input_ = {in_.data(), packed_->read(in_.data(), in_.size()), 0};
      if (input_.size == 0) return end(between_frames_ ? "" : "the zstd file is cut off");
    }
    const std::size_t result = ::ZSTD_decompressStream(stream_, &out, &input_);
    if (::ZSTD_isError(result) != 0)
      return end(std::string("the zstd file is damaged: ") + ::ZSTD_getErrorName(result));
    between_frames_ = result == 0;
    more_out_ = out.pos == out.size && result != 0;  // it may hold back what did not fit
  }
  void end(const std::string& complaint) {
    ended_ = true;
    complaint_ = complaint;
  }

  std::unique_ptr<ByteSource> packed_;
  std::vector<char> in_;
  ZSTD_DStream* stream_;
  ZSTD_inBuffer input_{nullptr, 0, 0};
  bool ended_ = false;
  bool more_out_ = false;
  bool between_frames_ = false;
  std::string complaint_;
};

}  // namespace

std::unique_ptr<ByteSource> inflate_gzip(std::unique_ptr<ByteSource> packed) {
  return std::make_unique<GzipBytes>(std::move(packed));
}

std::unique_ptr<ByteSource> inflate_zstd(std::unique_ptr<ByteSource> packed) {
  return std::make_unique<ZstdBytes>(std::move(packed));
}

}  // namespace barqdb::logs
