// A TCP connection to the server that is cut, once, when the client sends certain words: they never arrive.
#pragma once

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "support/project.hpp"

namespace barqdb::test {

class CuttingProxy {
 public:
  CuttingProxy(const Project& project, std::string words);
  ~CuttingProxy();
  CuttingProxy(const CuttingProxy&) = delete;
  CuttingProxy& operator=(const CuttingProxy&) = delete;

  std::string conninfo() const;
  bool has_cut() const { return cut_; }

 private:
  void accept_all();
  void forward(int client);

  const Project& project_;
  std::string words_;
  int listener_ = -1;
  int port_ = 0;
  std::atomic<bool> stop_{false};
  std::atomic<bool> cut_{false};
  std::vector<std::thread> sessions_;
  std::thread acceptor_;
};

}  // namespace barqdb::test
