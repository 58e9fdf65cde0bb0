#!/usr/bin/env bash
# Packs what is given to others: `./release.sh [FOLDER]` builds the program and writes
# FOLDER/dateline-VERSION-TARGET.tar.gz with the binary, completions, the manual page and the licences, and
# FOLDER/SHA256SUMS. The folder is `dist` unless another one is named. DATELINE_PROGRAM names a program that is built already.
set -euo pipefail
folder=$(mkdir -p "${1:-dist}" && cd "${1:-dist}" && pwd)
program=${DATELINE_PROGRAM:+$(realpath "$DATELINE_PROGRAM")}
cd "$(dirname "$0")"

if [ -z "$program" ]; then
    cargo build --release --locked
    program=${CARGO_TARGET_DIR:-target}/release/dateline
fi
version=$("$program" --version | cut -d' ' -f2)
target=$(rustc -vV | sed -n 's/^host: //p')
name=dateline-$version-$target

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
pack=$work/$name
mkdir -p "$pack/completions" "$pack/man"
cp "$program" "$pack/dateline"
strip "$pack/dateline"
completions() { "$pack/dateline" completions "$1" >"$pack/completions/$2"; }
completions bash dateline.bash
completions zsh _dateline
completions fish dateline.fish
completions elvish dateline.elv
completions powershell _dateline.ps1
"$pack/dateline" man >"$pack/man/dateline.1"
cp README.md CHANGELOG.md LICENSE NOTICE CITATION.cff "$pack/"
cp -r docs "$pack/docs"

# The same program gives the same archive, whoever packs it and whenever.
day=$(git log -1 --format=%ct 2>/dev/null || echo 0)
tar --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$day" -C "$work" -c "$name" | gzip -n >"$folder/$name.tar.gz"
cd "$folder"
sha256sum ./*.tar.gz | sed 's|\./||' >SHA256SUMS
sha256sum --check --quiet SHA256SUMS
echo "$folder/$name.tar.gz"
