#!/bin/sh
# threads.sh TRAJET CITY.json: several threads on one world answer as one does. Under the thread
# sanitizer this is the test that nothing is shared that should not be.
set -u
trajet=$1 city=$2
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
"$trajet" build -o "$folder/city.trajet" "$city" >"$folder/said" 2>&1 || { cat "$folder/said"; exit 1; }

stops="HDVA CAS1 GCAA VPOA TAN1 CAT1 BEA1 PHA1 REM1 HAL1"
hour=6
for from in $stops; do
    for to in $stops; do
        hour=$((hour % 17 + 5))
        [ "$from" = "$to" ] || printf '%s %s 2026-05-04 %02d:10:00\n' "$from" "$to" "$hour"
    done
done >"$folder/questions"

ask() {
    "$trajet" batch --window 60 "$@" "$folder/city.trajet" "$folder/questions" 2>"$folder/said"
}
ask --threads 1 >"$folder/one"
one=$?
ask --threads 8 --repeat 3 >"$folder/eight"
eight=$?
[ "$one" = "$eight" ] || { echo "ended with $one, then $eight"; cat "$folder/said"; exit 1; }
cmp "$folder/one" "$folder/eight" || exit 1
answered=$(grep -c ',' "$folder/one")
echo "$answered questions answered"
[ "$answered" -ge 80 ]
