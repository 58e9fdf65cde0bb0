#!/bin/sh
# The same questions of an independent server: writes the fixture as N-Quads, starts the oxigraph server with it
# (`pip install oxigraph`), runs tests/endpoint.rs against it, and stops it again.
#
#   tests/endpoint.sh [PATH-OF-OXIGRAPH]
set -eu
server=${1:-oxigraph}
folder=$(mktemp -d)
trap 'kill "$running" 2>/dev/null || true; rm -rf "$folder"' EXIT
running=

DATELINE_FIXTURE=$folder/fixture.nq cargo test --release --test endpoint -- --exact the_fixture_is_exported_for_another_server
"$server" load --location "$folder/store" --file "$folder/fixture.nq"
"$server" serve-read-only --location "$folder/store" --bind 127.0.0.1:7979 &
running=$!
for _ in 1 2 3 4 5 6 7 8 9 10; do
    sleep 0.5
    if kill -0 "$running" && curl -sf -o /dev/null 'http://127.0.0.1:7979/query?query=ASK%20%7B%7D'; then break; fi
done
DATELINE_ENDPOINT=http://127.0.0.1:7979/query cargo test --release --test endpoint
