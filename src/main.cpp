// The program's entry; everything is in cli::run.
#include "cli/app.hpp"

int main(int argc, char** argv) { return barqdb::cli::run(argc, argv); }
