// Waiting for the server and for Ctrl-C at once.
#include "db/libpq.hpp"

#include <poll.h>

#include <array>

#include "base/interrupt.hpp"

namespace barqdb::db {

bool wait_for_socket(int socket, short events, base::Milliseconds limit, int signals_before) {
  std::array<pollfd, 2> fds{pollfd{socket, events, 0}, pollfd{base::interrupt_fd(), POLLIN, 0}};
  // The pipe stays readable after the first signal: then waiting on it would be spinning.
  if (base::interrupt_count() > 0 && base::interrupt_count() == signals_before) fds[1].fd = -1;
  const auto ms = limit.count() < 0 ? 0 : limit.count() > 1000 ? 1000 : static_cast<int>(limit.count());
  const int ready = ::poll(fds.data(), fds.size(), static_cast<int>(ms));
  return ready > 0 && fds[0].revents != 0;
}

}  // namespace barqdb::db
