// Runs one batch from a program of its own: backfill CONNECTION TABLE SET
// When it is killed, the same call goes on behind the last chunk that was committed.
#include <cstdio>

#include "base/error.hpp"
#include "base/interrupt.hpp"
#include "batch/runner.hpp"

namespace {

class Printer : public barqdb::batch::Listener {
 public:
  void progress(const barqdb::batch::Progress& now) override {
    std::fprintf(stderr, "%lld of about %lld rows\n", static_cast<long long>(now.rows),
                 static_cast<long long>(now.estimate));
  }
  void note(const std::string& text) override { std::fprintf(stderr, "%s\n", text.c_str()); }
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fprintf(stderr, "usage: backfill CONNECTION TABLE SET\n");
    return 2;
  }
  barqdb::base::install_interrupt_handler();
  try {
    barqdb::batch::RunInput input;
    input.connect.conninfo = argv[1];
    input.connect.application_name = "backfill";
    input.spec.table = barqdb::model::parse_qualified_name(argv[2]);
    input.spec.set = argv[3];
    input.pace.jobs = 2;
    Printer printer;
    const barqdb::batch::RunResult result = barqdb::batch::run(input, printer);
    std::printf("%s: %lld rows\n", result.name.c_str(), static_cast<long long>(result.rows));
    return 0;
  } catch (const barqdb::base::Error& error) {
    std::fprintf(stderr, "%s\n%s\n", error.message.c_str(), error.hint.c_str());
    return barqdb::base::exit_code(error.kind);
  }
}
