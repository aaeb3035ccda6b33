// The only file that knows spdlog.
#include "cli/log.hpp"

#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <memory>

#include "base/error.hpp"

namespace barqdb::cli {
namespace {

std::unique_ptr<spdlog::logger>& logger() {
  static std::unique_ptr<spdlog::logger> one;
  return one;
}

}  // namespace

void open_log(bool verbose, const std::string& file) {
  auto made = std::make_unique<spdlog::logger>("barqdb");
  if (verbose) {
    made->sinks().push_back(std::make_shared<spdlog::sinks::stderr_sink_mt>());
    made->sinks().back()->set_pattern("%v");
    made->sinks().back()->set_level(spdlog::level::info);
  }
  if (!file.empty()) {
    try {
      made->sinks().push_back(std::make_shared<spdlog::sinks::basic_file_sink_mt>(file));
    } catch (const spdlog::spdlog_ex& error) {
      throw base::Error(base::ErrorKind::usage, std::string("cannot write the log: ") + error.what(),
                        "BARQDB_LOG names a file in a folder that you may write to");
    }
    made->sinks().back()->set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %P %v");
  }
  made->set_level(spdlog::level::debug);
  made->flush_on(spdlog::level::debug);  // a log that ends before the crash is of no use
  logger() = std::move(made);
}

void log_detail(const std::string& line) {
  if (logger()) logger()->info(spdlog::string_view_t(line.data(), line.size()));
}

void log_said(const std::string& line) {
  if (logger()) logger()->debug(spdlog::string_view_t(line.data(), line.size()));
}

}  // namespace barqdb::cli
