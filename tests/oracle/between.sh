#!/bin/sh
# between.sh TRAJET MAKE_LIVE RUN_BETWEEN CITY QUESTIONS: the demo city at a moment that its operators
# told of, and journeys that change by a shared vehicle against those of all pairs of stops.
set -eu
trajet=$1 make_live=$2 between=$3 city=$4 questions=$5
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/data" "$work/build"
cp -r "$(dirname "$city")" "$work/data/city"
city=$work/data/city/city.json
"$trajet" build -q -o "$work/build/city.trajet" "$city"
"$make_live" --once --now 2026-05-04T06:10:00Z "$work/build/city.trajet" "$work/build/live"
"$trajet" feed -q --once --now 2026-05-04T06:10:00Z --image "$work/build/city.trajet" "$city"
"$between" "$work/build/city.trajet" "$work/build/city.trajet.live" 2026-05-04 "$questions"
