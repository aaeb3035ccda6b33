// What the files that speak libpq have in common: its header, owners of what it hands out, and waiting for a socket.
#pragma once

#include <libpq-fe.h>

#include <memory>
#include <string>

#include "base/units.hpp"

namespace barqdb::db {

using ResultPointer = std::unique_ptr<PGresult, decltype(&PQclear)>;
using OptionsPointer = std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)>;

inline std::string text_of(const char* text) { return text == nullptr ? std::string() : text; }

// Waits until the socket is ready, a signal arrives, or the time is over, at most a second. True when the socket is
// ready. `signals_before`: those that the caller knows of already.
bool wait_for_socket(int socket, short events, base::Milliseconds limit, int signals_before);

}  // namespace barqdb::db
