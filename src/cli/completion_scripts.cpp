// One function a shell. All of them call `barqdb completion words`, so that they never disagree with the program.
#include "cli/completion_scripts.hpp"

namespace barqdb::cli {

const char* const bash_completion = R"bash(# bash completion of barqdb, made by `barqdb completion bash`
_barqdb() {
  local line current=${COMP_WORDS[COMP_CWORD]}
  [[ $current == "=" ]] && current=
  COMPREPLY=()
  while IFS= read -r line; do
    case $line in
      :files) mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -f -- "$current") ;;
      :folders) mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -d -- "$current") ;;
      ?*) COMPREPLY+=("${line%%$'\t'*}") ;;
    esac
  done < <(barqdb completion words -- "${COMP_WORDS[@]:1:COMP_CWORD-1}" "$current" 2>/dev/null)
}
complete -o filenames -F _barqdb barqdb
)bash";

const char* const zsh_completion = R"zsh(#compdef barqdb
# zsh completion of barqdb, made by `barqdb completion zsh`
_barqdb() {
  local line word
  local -a found
  for line in "${(@f)$(barqdb completion words -- "${(@)words[2,CURRENT]}" 2>/dev/null)}"; do
    case $line in
      (:files) _files ;;
      (:folders) _files -/ ;;
      (?*)
        word=${line%%$'\t'*}
        if [[ $line == *$'\t'* ]]; then found+=("${word//:/\\:}:${line#*$'\t'}"); else found+=("${word//:/\\:}"); fi ;;
    esac
  done
  (( $#found )) && _describe -V 'barqdb' found
}
# Loaded as a function it completes at once; sourced it only becomes known.
if [[ $funcstack[1] == _barqdb ]]; then _barqdb "$@"; else compdef _barqdb barqdb; fi
)zsh";

const char* const fish_completion = R"fish(# fish completion of barqdb, made by `barqdb completion fish`
function __barqdb_complete
    set -l words (commandline -opc)
    set -e words[1]
    set -l current (commandline -ct)
    for line in (barqdb completion words -- $words "$current" 2>/dev/null)
        switch $line
            case ':files'
                __fish_complete_path $current
            case ':folders'
                __fish_complete_directories $current
            case '*'
                echo $line
        end
    end
end
complete -c barqdb -f -a '(__barqdb_complete)'
)fish";

}  // namespace barqdb::cli
