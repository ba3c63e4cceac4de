#!/bin/sh
# reduced.sh TRAJET_BUILD RUN_REDUCED QUESTIONS: builds real feeds with their streets and compares
# journeys with the walks that changes need to journeys with all walks. Skipped (77) without them.
set -eu
builder=$1 reduced=$2 questions=$3
data=${SHARED:-$(dirname "$0")/../../../shared}/data
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
any=
for name in rnv-rhein-neckar/rnv poa-porto-alegre/poa_; do
    [ -d "$data/$name" ] || continue
    any=yes
    "$builder" build -q -o "$folder/$name.trajet" "$data/$name"/*.zip "$data/$name"/*.pbf
    "$reduced" "$folder/$name.trajet" "$questions"
done
if [ -z "$any" ]; then
    echo "skipped: no real feeds at $data (set SHARED)"
    exit 77
fi
