#!/usr/bin/env bash
# A program outside the project finds the installed library and builds with it. usage: library_test.sh CMAKE BUILD SOURCE
set -euo pipefail
cmake=$1 build=$2 source=$3
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
step() {
  "$@" >"$folder/log" 2>&1 || {
    cat "$folder/log" >&2
    echo "library: $1 $2 failed" >&2
    exit 1
  }
}
step "$cmake" --install "$build" --component library --prefix "$folder/prefix"
step "$cmake" -S "$source/docs/examples/backfill" -B "$folder/build" -G Ninja "-DCMAKE_PREFIX_PATH=$folder/prefix"
step "$cmake" --build "$folder/build"
code=0
"$folder/build/backfill" >"$folder/log" 2>&1 || code=$?
[[ $code == 2 ]] && grep -q '^usage: backfill' "$folder/log" || {
  echo "library: the program does not run" >&2
  exit 1
}
code=0
"$folder/build/backfill" "host=$folder/nowhere" t 'x = 1' >"$folder/log" 2>&1 || code=$?
[[ $code == 3 ]] || {
  cat "$folder/log" >&2
  echo "library: exit $code without a server" >&2
  exit 1
}
