#!/bin/sh
# The shapes by an independent validator: whole graphs, exported as N-Quads, are checked with pyshacl (`pip install pyshacl`)
# and with `dateline check`. Both must find nothing in what dateline builds, and both must find what is then broken in it.
#
#   tests/pyshacl.sh [PYTHON] [ARTICLES-OR-STORE...]
set -eu
cd "$(dirname "$0")/.."
python=${1:-python3}
[ $# -eq 0 ] || shift
[ $# -gt 0 ] || set -- examples/idlib examples/libya
dateline=${DATELINE:-target/release/dateline}
[ -x "$dateline" ] || cargo build --release
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# Every graph of a dataset as one, as `dateline check` sees it; the exit code says whether all shapes are met.
cat >"$folder/check.py" <<'PYTHON'
import sys
import pyshacl
import rdflib

data = rdflib.Graph()
for s, p, o, _ in rdflib.Dataset(default_union=True).parse(sys.argv[1], format="nquads").quads():
    data.add((s, p, o))
met, _, report = pyshacl.validate(data, shacl_graph=rdflib.Graph().parse("shapes.ttl"), ont_graph=None)
print(f"{sys.argv[1].rsplit('/', 1)[-1]}: {len(data)} triples, {'all shapes are met' if met else report}")
sys.exit(not met)
PYTHON

number=0
for input in "$@"; do
    number=$((number + 1))
    store=$folder/$number.dateline
    case $input in
        *.dateline) cp "$input" "$store" ;;
        *) "$dateline" build "$input" -o "$store" ;;
    esac
    "$dateline" check "$store"
    "$dateline" export "$store" --format nquads >"$folder/$number.nq"
    "$python" "$folder/check.py" "$folder/$number.nq"
    # An event without an account, and a link with a score above 1: both have to be found.
    grep -v '/ontology#account> ' "$folder/$number.nq" |
        sed 's|\(ontology#score> "\)0|\17|' >"$folder/$number-broken.nq"
    if "$python" "$folder/check.py" "$folder/$number-broken.nq" >"$folder/report"; then
        echo "pyshacl found nothing in the broken graph" >&2
        exit 1
    fi
    echo "broken on purpose: pyshacl finds $(grep -c 'Constraint Violation' "$folder/report") violations"
done
