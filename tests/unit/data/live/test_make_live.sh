#!/bin/sh
# test_make_live.sh MAKE_LIVE TRAJET CITY: the operators of the demo city as a program. Two of them
# write the same at the same moment, one after the other or one alone, and what they write is sound.
set -u
make_live=$1 trajet=$2 city=$3
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
failed=0
fail() {
    echo "FAIL: $*"
    failed=$((failed + 1))
}

"$trajet" build -q -o "$work/city.trajet" "$city" >"$work/out" 2>&1 || { cat "$work/out"; exit 1; }
round() { # FOLDER TIME
    "$make_live" --once --now "$2" "$work/city.trajet" "$work/$1" || fail "no round at $2"
}
round first 2026-05-04T08:00:00+02:00
round first 2026-05-04T08:10:00+02:00
round second 2026-05-04T08:10:00+02:00
for feed in maree rivages; do
    for kind in trips vehicles alerts; do
        name=$feed-$kind.pb
        cmp "$work/first/$name" "$work/second/$name" || fail "$name depends on what was before"
        "$trajet" check --now 2026-05-04T08:10:02+02:00 "$work/first/$name" >"$work/out" 2>&1 ||
            fail "$name cannot be read"
        grep -q 'nothing to complain about' "$work/out" || { cat "$work/out"; fail "$name is odd"; }
    done
done
diff -r "$work/first/gbfs" "$work/second/gbfs" >"$work/out" || { cat "$work/out"; fail "shared"; }
for system in velo-rade trottestran autopartage; do
    [ -s "$work/first/gbfs/$system/gbfs.json" ] || fail "$system is not told of"
done
# What says nothing new is left alone, the rest is put in place whole.
number() { ls -i "$work/second/gbfs/velo-rade/$1.json" | cut -d' ' -f1; }
types=$(number vehicle_types) status=$(number station_status)
round second 2026-05-04T08:11:00+02:00
[ "$(number vehicle_types)" = "$types" ] || fail "vehicle_types is written for nothing"
[ "$(number station_status)" != "$status" ] || fail "station_status is written over, or not at all"
grep -q '"last_updated":"2026-05-04T06:10:00Z"' "$work/first/parking.json" || fail "no car parks"
[ "$(ls "$work/first" | wc -l)" = 8 ] || fail "something else lies there: $(ls "$work/first")"

"$make_live" --once "$work/none.trajet" "$work/first" 2>"$work/out"
[ $? = 3 ] || fail "an image that is not there is no image"
"$make_live" --once "$work/city.trajet" "$work/city.trajet" 2>"$work/out"
[ $? = 3 ] || fail "a file is no folder"
exit $failed
