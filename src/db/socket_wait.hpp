// Waiting for a connection's socket without losing a Ctrl-C.
#pragma once

#include "base/units.hpp"

namespace barqdb::db {

// Waits until the socket is ready for `events` of poll(2), a signal after the first `signals_before` arrives, or the
// time is over; a second at most. True when the socket is ready.
bool wait_for_socket(int socket, short events, base::Milliseconds limit, int signals_before);

}  // namespace barqdb::db
