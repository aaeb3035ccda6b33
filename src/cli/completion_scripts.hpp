// The scripts by which shells ask barqdb what may stand next.
#pragma once

namespace barqdb::cli {

extern const char* const bash_completion;
extern const char* const zsh_completion;
extern const char* const fish_completion;

}  // namespace barqdb::cli
