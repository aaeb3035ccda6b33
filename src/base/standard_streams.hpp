// The descriptors 0, 1 and 2, which a program expects to be open.
#pragma once

namespace barqdb::base {

// A program may be started without some of them (by a timer or a supervisor). The next file or connection would get
// their numbers, and what is printed would go into it. Puts a descriptor in place of each that is missing: reading and
// writing through it fails, as it would without. Call before anything is opened.
void hold_standard_streams() noexcept;

}  // namespace barqdb::base
