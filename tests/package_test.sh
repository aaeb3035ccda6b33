#!/usr/bin/env bash
# The Debian package holds the program and the example, depends on the libraries that it needs, and runs when unpacked.
# usage: package_test.sh CPACK BUILD_FOLDER VERSION
set -euo pipefail
cpack=$1 build=$2 version=$3
fail() {
  echo "package: $1" >&2
  exit 1
}

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$cpack" --config "$build/CPackConfig.cmake" -B "$folder" >"$folder/log" 2>&1 || {
  cat "$folder/log" >&2
  fail "cpack failed"
}
package=$folder/barqdb_${version}_$(dpkg --print-architecture).deb
[[ -f $package ]] || fail "no $package"

contents=$(dpkg-deb --contents "$package")
for file in usr/bin/barqdb usr/share/doc/barqdb/README.md usr/share/doc/barqdb/examples/fleet/profiles/embedded.yaml \
  usr/share/doc/barqdb/examples/fleet/migrations/001_users.sql \
  usr/share/doc/barqdb/examples/fleet/migrations/indexes/fleet.yaml \
  usr/share/doc/barqdb/schemas/revision.schema.json usr/share/man/man1/barqdb.1 usr/share/man/man1/barqdb-upgrade.1 \
  usr/share/bash-completion/completions/barqdb usr/share/zsh/vendor-completions/_barqdb \
  usr/share/fish/vendor_completions.d/barqdb.fish; do
  grep -q " \./$file\$" <<<"$contents" || fail "no /$file inside"
done

depends=$(dpkg-deb --field "$package" Depends)
for library in libc6 libpq5 libstdc++6; do
  grep -q "\b$library" <<<"$depends" || fail "does not depend on $library: $depends"
done
grep -q postgresql <<<"$(dpkg-deb --field "$package" Recommends)" || fail "does not recommend postgresql"

dpkg-deb --extract "$package" "$folder/tree"
[[ $("$folder/tree/usr/bin/barqdb" --version) == "barqdb $version" ]] || fail "the program inside does not start"
chain=$folder/tree/usr/share/doc/barqdb/examples/fleet/migrations
[[ -n $("$folder/tree/usr/bin/barqdb" heads --migrations "$chain") ]] || fail "the example's chain has no head"
