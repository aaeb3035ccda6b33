#include "support/cutting_proxy.hpp"

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <stdexcept>

namespace barqdb::test {
namespace {

int connect_to_server(const std::string& folder) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string path = folder + "/.s.PGSQL.5432";
  std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
  const int server = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (::connect(server, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    throw std::runtime_error("the proxy cannot reach " + path);
  return server;
}

// Reads once and writes it on; false at the end. What was read is put into `seen`.
bool pass(int from, int to, std::string& seen) {
  std::array<char, 16384> buffer{};
  const ssize_t size = ::read(from, buffer.data(), buffer.size());
  if (size <= 0) return false;
  seen.assign(buffer.data(), static_cast<std::size_t>(size));
  return to < 0 || ::write(to, buffer.data(), static_cast<std::size_t>(size)) == size;
}

// The peer sees a reset, as when a firewall forgets the connection.
void reset(int socket) {
  const linger now{1, 0};
  ::setsockopt(socket, SOL_SOCKET, SO_LINGER, &now, sizeof now);
}

}  // namespace

CuttingProxy::CuttingProxy(const Project& project, std::string words) : project_(project), words_(std::move(words)) {
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (::bind(listener_, reinterpret_cast<const sockaddr*>(&address), size) != 0 || ::listen(listener_, 16) != 0 ||
      ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0)
    throw std::runtime_error("the proxy cannot listen");
  port_ = ntohs(address.sin_port);
  acceptor_ = std::thread([this] { accept_all(); });
}

CuttingProxy::~CuttingProxy() {
  stop_ = true;
  acceptor_.join();
  for (std::thread& session : sessions_) session.join();
  ::close(listener_);
}

std::string CuttingProxy::conninfo() const {
  return "host=127.0.0.1 port=" + std::to_string(port_) + " dbname=" + project_.database() +
         " user=postgres sslmode=disable gssencmode=disable";
}

void CuttingProxy::accept_all() {
  while (!stop_) {
    pollfd waiting{listener_, POLLIN, 0};
    if (::poll(&waiting, 1, 50) <= 0) continue;
    const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (client >= 0) sessions_.emplace_back([this, client] { forward(client); });
  }
}

void CuttingProxy::forward(int client) {
  const int server = connect_to_server(project_.cluster().socket_dir());
  std::string seen;
  while (!stop_) {
    std::array<pollfd, 2> both{pollfd{client, POLLIN, 0}, pollfd{server, POLLIN, 0}};
    if (::poll(both.data(), both.size(), 50) <= 0) continue;
    if (both[0].revents != 0) {
      if (!pass(client, -1, seen)) break;
      if (seen.find(words_) != std::string::npos && !cut_.exchange(true)) {
        reset(client);
        break;
      }
      if (::write(server, seen.data(), seen.size()) != static_cast<ssize_t>(seen.size())) break;
    }
    if (both[1].revents != 0 && !pass(server, client, seen)) break;
  }
  ::close(client);
  ::close(server);
}

}  // namespace barqdb::test
