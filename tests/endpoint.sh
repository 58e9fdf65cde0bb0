#!/bin/sh
# The same questions of independent servers: writes the fixture as N-Quads, starts a server with it, runs
# tests/endpoint.rs against it, and stops it again. Servers that are not installed are passed over.
#
#   tests/endpoint.sh            # all of them
#   tests/endpoint.sh oxigraph   # pip install oxigraph
#   tests/endpoint.sh virtuoso   # apt-get install virtuoso-opensource-7-bin
set -eu
folder=$(mktemp -d)
running=
trap 'stop; rm -rf "$folder"' EXIT
test="cargo test --release --test endpoint --"

stop() {
    if [ -n "$running" ]; then kill "$running" 2>/dev/null && wait "$running" 2>/dev/null; fi || true
    running=
}

# Waits until the server answers, at most a minute.
answers() {
    for _ in $(seq 120); do
        sleep 0.5
        kill -0 "$running" || exit 1
        if curl -sf -m 5 -o /dev/null "$1?query=ASK%20%7B%7D"; then return; fi
    done
    echo "no answer from $1" >&2
    exit 1
}

oxigraph_server() {
    oxigraph load --location "$folder/store" --file "$folder/fixture.nq"
    oxigraph serve-read-only --location "$folder/store" --bind 127.0.0.1:7979 &
    running=$!
    answers http://127.0.0.1:7979/query
    DATELINE_ENDPOINT=http://127.0.0.1:7979/query $test
    stop
}

virtuoso_server() {
    mkdir "$folder/virtuoso"
    cat > "$folder/virtuoso/virtuoso.ini" <<INI
[Database]
DatabaseFile = $folder/virtuoso/virtuoso.db
ErrorLogFile = $folder/virtuoso/virtuoso.log
LockFile = $folder/virtuoso/virtuoso.lck
TransactionFile = $folder/virtuoso/virtuoso.trx
xa_persistent_file = $folder/virtuoso/virtuoso.pxa
[TempDatabase]
DatabaseFile = $folder/virtuoso/virtuoso-temp.db
TransactionFile = $folder/virtuoso/virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:7911
DisableUnixSocket = 1
DirsAllowed = $folder
[HTTPServer]
ServerPort = 127.0.0.1:7980
[SPARQL]
ResultSetMaxRows = 10000
INI
    (cd "$folder/virtuoso" && exec virtuoso-t +configfile virtuoso.ini +foreground) &
    running=$!
    answers http://127.0.0.1:7980/sparql
    # It has no default graph: what belongs there gets a name.
    graph=https://example.org/default-graph
    isql-vt 127.0.0.1:7911 dba dba exec="ld_dir('$folder', 'fixture.nq', '$graph'); rdf_loader_run();"
    # Question 10 is too much for the compiler of Virtuoso 7.2.5 ("Internal Optimized compiler error").
    DATELINE_ENDPOINT=http://127.0.0.1:7980/sparql DATELINE_DEFAULT_GRAPH=$graph \
        DATELINE_CANNOT="statements by (people of Turkey) mentioning" $test
    stop
}

DATELINE_FIXTURE=$folder/fixture.nq $test --exact the_fixture_is_exported_for_another_server
for server in ${1:-oxigraph virtuoso}; do
    case $server in
        oxigraph) program=oxigraph ;;
        virtuoso) program=virtuoso-t ;;
        *) echo "$server: oxigraph or virtuoso" >&2; exit 2 ;;
    esac
    if command -v "$program" >/dev/null; then
        "${server}_server"
    else
        echo "$program is not installed: passed over" >&2
    fi
done
