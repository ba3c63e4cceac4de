#!/bin/sh
# live.sh TRAJET RT_MESSAGE CITY: what the command says when live data lies beside the image. CITY
# is the folder of the demo city.
set -u
trajet=$1 rt_message=$2 city=$3
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
image=$folder/net.trajet
now=2026-05-04T06:05:00Z
failed=0

fail() {
    echo "FAIL $*"
    failed=1
}

# expect ENDING TEXT COMMAND...: how it ends, and a text that must be in what it prints.
expect() {
    ending=$1 text=$2
    shift 2
    output=$("$@" 2>&1)
    got=$?
    [ "$got" = "$ending" ] || fail "$*: ended with $got, not $ending: $output"
    case $output in
    *"$text"*) ;;
    *) fail "$*: does not say \"$text\": $output" ;;
    esac
}

# like PATTERN: what was said last has it.
like() {
    printf '%s\n' "$output" | grep -q -- "$1" || fail "not like \"$1\": $output"
}

# say: the lines of stdin become the live image.
say() {
    "$rt_message" 2026-05-03T22:00:00Z 2026-05-04T06:04:20Z >"$folder/now.pb" &&
        "$trajet" feed --now $now -q --once --image "$image" "$folder/city.json" ||
        fail "no live image"
}

plan() {
    "$trajet" plan --now $now --image "$image" "Les Dunes" Remparts --at "2026-05-04 08:10" "$@"
}

"$trajet" build -q -o "$image" "$city/maree" "$city/rivages" || fail "no network"
printf '{"feeds": [{"path": "%s/maree", "live": ["now.pb"]}, {"path": "%s/rivages"}]}' \
    "$city" "$city" >"$folder/city.json"

expect 0 "08:12      Les Dunes" plan --count 1
expect 3 "cannot open" plan --live "$folder/none"
expect 2 "exclude each other" plan --live "$folder/none" --no-live

say <<'END'
trip 1 T1a.L0808 @20260504 | DUN1 d+180
alert 2 header:Works/en | stop:DUN1
END
expect 0 "08:15 (+3 min) Les Dunes" plan --count 1
expect 0 "! Works" plan --count 1
expect 0 "Live data: maree, 4" plan --count 1
like 'Live data: maree, 4[0-9] s old' # 40 s, and as long as the program takes
expect 0 '"delay":180' plan --count 1 --json
expect 0 "08:12      Les Dunes" plan --count 1 --no-live
expect 0 "nobody has renewed it" "$trajet" plan --now 2026-05-04T08:05:00Z --image "$image" \
    "Les Dunes" Remparts --at "2026-05-04 08:10"
expect 0 "maree            fresh" "$trajet" info "$image.live"

# A run folder: the link to what is served has what is live of that, and says so when it has none.
mkdir "$folder/run"
mv "$image" "$folder/run/000001-aa.trajet"
mv "$image.live" "$folder/run/000001-aa.trajet.live"
ln -s 000001-aa.trajet "$folder/run/current"
kept=$image image=$folder/run/current
expect 0 "08:15 (+3 min) Les Dunes" plan --count 1
mv "$folder/run/000001-aa.trajet.live" "$kept.live"
expect 0 "no live data: the feeder of this run folder has written none" plan --count 1
expect 0 "08:12      Les Dunes" plan --count 1 --no-live
case $output in *"no live data"*) fail "--no-live misses live data: $output" ;; esac
# Elsewhere nobody expects any.
mv "$folder/run/000001-aa.trajet" "$kept"
image=$kept
mv "$kept.live" "$folder/away.live"
expect 0 "08:12      Les Dunes" plan --count 1
case $output in *"no live data"*) fail "live data is missed: $output" ;; esac
mv "$folder/away.live" "$kept.live"
expect 0 '"matchRate": 1.0' "$trajet" info --json "$image.live"

say <<'END'
trip 1 T1a.L0808 @20260504 !3
END
expect 0 "08:18      Les Dunes" plan --count 1
expect 0 "CANCELLED" plan --count 1 --promised

say <<'END2'
trip 1 T1a.L0808 @20260504 | DUN1 d+0 to:DUN2 | REM1 !1
trip 2 T1a.L0814 @20260504 | DUN1 d-60
END2
expect 0 "Les Dunes, another platform than usual" plan --count 1 --promised
expect 0 "Remparts, not served" plan --count 1 --promised
expect 0 "08:17 (-1 min) Les Dunes" plan --count 1

say <<'END3'
trip 1 T1a.L0808 @20260504 !3
END3
mv "$image.live" "$folder/other.live"
expect 0 "08:12      Les Dunes" plan --count 1
expect 0 "08:18      Les Dunes" plan --count 1 --live "$folder/other.live"
"$trajet" build -q -o "$image" "$city/maree" || fail "no smaller network"
expect 3 "another version of the timetable" plan --live "$folder/other.live"
mv "$folder/other.live" "$image.live"
expect 0 "live data is left out" plan --count 1
expect 0 "08:12      Les Dunes" plan --count 1

exit $failed
