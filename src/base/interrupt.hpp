// Ctrl-C (SIGINT), SIGTERM and a terminal that is gone (SIGHUP) as a counter that any wait can look at and poll on.
#pragma once

namespace barqdb::base {

// Installs the handlers once for the process. Safe to call again.
void install_interrupt_handler();
// How many times the person asked to stop: 0 go on, 1 stop after cleaning up, 2 or more stop at once.
int interrupt_count();
// A file descriptor that becomes readable with every signal; -1 before install_interrupt_handler().
// Readers use it in poll() only, and must not read from it.
int interrupt_fd();
// Throws Error{interrupted} when a stop was asked for.
void throw_if_interrupted();

}  // namespace barqdb::base
