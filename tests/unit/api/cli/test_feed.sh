#!/bin/sh
# test_feed.sh TRAJET CITY: what `trajet feed` says, writes and how it ends. CITY is the folder of
# the demo city.
set -u
trajet=$1 city=$2
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
image=$folder/net.trajet
now=2026-05-28T20:26:50Z
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

# live ITEMS: a city whose first feed has these live feeds.
live() {
    printf '{"feeds": [{"path": "%s/maree", "live": [%s]}, {"path": "%s/rivages"}]}' \
        "$city" "$1" "$city" >"$folder/city.json"
}

# A message of 20:26:40 without entities.
message() {
    printf '\012\013\012\0032.0\030\200\312\342\320\006' >"$folder/now.pb"
}

# await TEXT: until the feeder's log has it; a minute at most.
await() {
    tries=600
    until grep -q -e "$1" "$folder/log"; do
        tries=$((tries - 1))
        [ $tries -gt 0 ] || { fail "no \"$1\" in the log: $(cat "$folder/log")"; return; }
        sleep 0.1
    done
}

"$trajet" build -q -o "$image" "$city/maree" "$city/rivages" || fail "no network"

expect 0 "libcurl" "$trajet" feed --version
expect 0 "GEOS 3" "$trajet" feed --version
expect 0 "trajet-feed:" "$trajet" --version
expect 2 "--image" "$trajet" feed "$city/city.json"
live ''
expect 3 "names nothing live" "$trajet" feed --image "$image" "$folder/city.json"
live '"now.pb", {"path": "absent.pb", "tag": "absent"}'
expect 3 "cannot open" "$trajet" feed --image "$folder/absent" "$folder/city.json"
expect 1 "No such file" "$trajet" feed --now $now --once --image "$image" "$folder/city.json"
message
expect 0 "maree            fresh       1" \
    "$trajet" feed --now $now --once --image "$image" "$folder/city.json"
like 'maree            fresh       1[0-9] s' # 10 s, and as long as the program takes
expect 1 "stale" \
    "$trajet" feed --now 2026-05-28T20:36:40Z --once --image "$image" "$folder/city.json"
# A message that was stamped by a clock 400 s ahead of ours, less what the program takes.
expect 0 "maree            realtime_stamp_ahead, 1 mended: A time stamp lies in the future; it was \
read as now. (" \
    "$trajet" feed --now 2026-05-28T20:20:00Z --once --image "$image" "$folder/city.json"
like 'read as now. (\(400\|39[0-9]\) s ahead)'
# A tag that the image does not know is not passed over.
sed 's/"path": "\([^"]*maree\)"/"path": "\1", "tag": "shore"/' "$folder/city.json" \
    >"$folder/other.json"
expect 1 "2 live feeds speak of timetables that the image does not have" \
    "$trajet" feed --now $now --once --image "$image" "$folder/other.json"
rm "$image.live"
expect 0 "" "$trajet" feed --now $now -q --once --image "$image" "$folder/city.json"
[ -z "$output" ] || fail "--quiet is not: $output"
[ -s "$image.live" ] || fail "no live image"

# Spaces in the parks of the map; the image has none, so they are no parks of it.
printf '{"feeds": [{"path": "%s"}], "parks": ["parking.json"]}' "$city/maree" >"$folder/parks.json"
printf '{"last_updated": %s, "lots": [{"id": 1, "free": 3}]}' "$(date -u -d "$now" +%s)" \
    >"$folder/parking.json"
expect 0 " s         1        0        0        1" \
    "$trajet" feed --now $now --once --image "$image" "$folder/parks.json"
like 'parking          fresh        [0-9] s         1        0        0        1'

# What is odd in the folder of prices: each of the first places, and the name of an empty file.
mkdir "$folder/fares"
printf 'id,networks,period,amount,currency\n' >"$folder/fares/caps.csv"
for id in a b c d e f g; do printf '%s,maree,day,x,EUR\n' $id >>"$folder/fares/caps.csv"; done
: >"$folder/fares/free.csv"
printf '{"feeds": [{"path": "%s"}], "fares": "fares"}' "$city/maree" >"$folder/fares.json"
expect 0 "(caps.csv:2: amount; caps.csv:3: amount; caps.csv:4: amount; caps.csv:5: amount; \
caps.csv:6: amount; and 2 more)" \
    "$trajet" feed --now $now --once --image "$image" "$folder/fares.json"
like '^fares            file_empty, 1 noted: .* (free.csv)$'

# No secret is ever shown, not even in the address of a server that is not there.
live '{"url": "http://127.0.0.1:1/x?key=${SECRET}", "headers": {"X-Key": "${SECRET}"},
       "ports": [1], "allow_http": true, "allow_private": true}'
expect 1 "silent" env SECRET=hush "$trajet" feed --once --image "$image" \
    "$folder/city.json"
case $output in *hush*) fail "the secret is shown: $output" ;; esac
grep -q hush "$image.live" && fail "the secret is in the image"

# It goes on through what is wrong, hears of images, and ends when nobody is there to tell it more.
live '{"path": "now.pb", "every_seconds": 1}'
message
mkfifo "$folder/orders"
"$trajet" feed --now $now --control "$folder/city.json" <"$folder/orders" 2>"$folder/log" &
feeder=$!
exec 3>"$folder/orders"
rm "$image.live"
echo "image $image" >&3
await 'tag=maree state=fresh'
printf 'no message' >"$folder/now.pb"
await 'tag=maree state=failed'
message
echo "fly" >&3
await 'a command that is none'
exec 3>&-
wait $feeder || fail "it ended with $? when stdin did"
[ -s "$image.live" ] || fail "no live image of an image named on stdin"

# SIGTERM ends it; so does SIGKILL, and the next one removes what that left behind.
echo half >"$image.live.1.part"
"$trajet" feed --now $now --image "$image" "$folder/city.json" 2>"$folder/log" &
feeder=$!
await 'tag=maree state=fresh'
kill -TERM $feeder
wait $feeder || fail "it ended with $? at SIGTERM"
[ -e "$image.live.1.part" ] && fail "a part is left"

[ $failed -eq 0 ] && echo 'all as promised'
exit $failed
