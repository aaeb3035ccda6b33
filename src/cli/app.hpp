// Parse the command line, run the command, turn every exception into one message and an exit code.
#pragma once

namespace barqdb::cli {

int run(int argc, char** argv);

}  // namespace barqdb::cli
