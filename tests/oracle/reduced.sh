#!/bin/sh
# reduced.sh TRAJET_BUILD RUN_REDUCED QUESTIONS: builds real feeds with their streets and compares
# journeys with the walks that changes need to journeys with all walks. Skipped (77) without them.
set -eu
builder=$1 reduced=$2 questions=$3
data=${SHARED:-$(dirname "$0")/../../../shared}/data
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
any=

# compare NAME FILE...: one network.
compare() {
    name=$1
    shift
    [ -e "$1" ] || return 0
    any=yes
    "$builder" build -q -o "$folder/$name.trajet" "$@"
    "$reduced" "$folder/$name.trajet" "$questions"
}

compare rhein-neckar "$data"/rnv-rhein-neckar/rnv.zip "$data"/rnv-rhein-neckar/rnv.osm.pbf
compare porto-alegre "$data"/poa-porto-alegre/poa_eptc.zip \
    "$data"/poa-porto-alegre/poa_trensurb.zip "$data"/poa-porto-alegre/poa_osm.pbf
if [ -z "$any" ]; then
    echo "skipped: no real feeds at $data (set SHARED)"
    exit 77
fi
