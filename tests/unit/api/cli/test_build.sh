#!/bin/sh
# test_build.sh FOLDER CITY: what `trajet build` and `trajet check` say and how they end. FOLDER
# holds the programs, CITY the demo city.
set -u
build=$1/trajet-build
city=$2
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
failed=0

# expect CODE FILE WORDS COMMAND...: it ends with CODE, and FILE (out, err) holds WORDS.
expect() {
    wanted=$1 stream=$2 words=$3
    shift 3
    "$@" >"$work/out" 2>"$work/err"
    code=$?
    if [ $code -ne "$wanted" ]; then
        echo "FAIL $*: ended with $code, not $wanted"
        failed=$((failed + 1))
    elif ! grep -q -e "$words" "$work/$stream"; then
        echo "FAIL $*: \"$words\" is not in $stream"
        sed 's/^/    /' "$work/$stream" | head -5
        failed=$((failed + 1))
    fi
}

quiet() {
    if [ -s "$work/$1" ]; then
        echo "FAIL: $1 should be empty"
        sed 's/^/    /' "$work/$1" | head -5
        failed=$((failed + 1))
    fi
}

image=$work/x.trajet

expect 0 out 'stop_times [1-9]' "$build" build -o "$image" "$city/city.json"
quiet err
cp "$image" "$work/first"
expect 0 out 'x.trajet  [0-9.]* MB in' "$build" build --output "$image" "$city"
cmp "$image" "$work/first" || { echo 'FAIL: the same feeds gave other bytes'; failed=1; }
expect 0 err 'freezing' "$build" build --quiet -v -o "$image" "$city"
quiet out
(cd "$work" && "$build" build -q "$city/maree")
[ -s "$work/city.trajet" ] || { echo 'FAIL: no city.trajet by default'; failed=1; }

expect 2 err 'something is missing' "$build" build
expect 2 err 'no such option' "$build" build --colour x
expect 2 err 'write it with its offset' "$build" build --now yesterday x
expect 2 err 'build|check' "$build"
expect 2 err 'build|check' "$build" destroy
expect 0 out 'Usage: trajet build' "$build" build --help
expect 0 out 'Usage: trajet check' "$build" check -h
expect 0 out 'libcsv 3' "$build" --version
expect 0 out 'libzip [0-9.]*, zlib' "$build" build --version
expect 0 out 'jansson' "$build" check --version

expect 3 err 'built already' "$build" build -o "$work/y" "$image"
expect 3 err '/nowhere: cannot open it' "$build" build -o "$work/y" /nowhere
echo '{"feeds": [{"path": "x", "colour": 1}]}' >"$work/city.json"
expect 3 err 'city.json: feeds\[0\].colour: unknown key' "$build" build "$work/city.json"
expect 3 err 'stands alone' "$build" check "$work/city.json" "$city/maree"
expect 3 err 'cannot put the image there\|cannot create' "$build" build -o /nowhere/y "$city/maree"
[ -e "$work/y" ] && { echo 'FAIL: an image was left behind'; failed=1; }

# One feed that cannot be used does not stop the others; none that can is an error.
expect 0 err 'the feed nowhere is left out' "$build" build -o "$image" /nowhere "$city/maree"
expect 3 err 'not one of the 2 feeds' "$build" build -o "$work/y" /nowhere /elsewhere
expect 3 out 'UNUSABLE: /nowhere' "$build" check /nowhere "$city/maree"
grep -q '^maree ' "$work/out" || { echo 'FAIL: the good feed was not checked'; failed=1; }

expect 0 out '"usable": true' "$build" check --json "$city/maree"
expect 3 out '"usable": false' "$build" check --json /nowhere

# A file that others name and that is not there is told once, beside the rows that are lost.
cp -r "$city/maree" "$work/unsold" && rm "$work/unsold/fare_products.txt"
expect 0 out ' 1  noted         fare_file_missing: ' "$build" check "$work/unsold"
grep -q '^ *fare_products.txt "named by fare_leg_rules.txt"$' "$work/out" ||
    { echo 'FAIL: the missing file has no name'; failed=1; }

# The folder of prices of a city.json, with files and lines.
mkdir -p "$work/priced" && cp -r "$city/maree" "$city/fares" "$work/priced/"
printf '{"feeds": [{"path": "maree"}], "fares": "fares"}' >"$work/priced/city.json"
printf 'x,X,maree,day,abc,EUR,,,,\ny,Y,maree,day,,EUR,,,,\nz,Z,maree,day,5,EUR,carton,,,\n' \
    >>"$work/priced/fares/caps.csv"
: >"$work/priced/fares/free.csv"
expect 0 out '2  row dropped   fares_value_bad: ' "$build" check "$work/priced/city.json"
grep -q '^ *caps.csv:5 "amount"$' "$work/out" || { echo 'FAIL: no place'; failed=1; }
grep -q '^ *free.csv$' "$work/out" || { echo 'FAIL: the empty file has no name'; failed=1; }
grep -q ' 1  noted         fares_medium_unknown: ' "$work/out" ||
    { echo 'FAIL: media of the feed are strangers'; failed=1; }
expect 0 out '"code": "fares_network_unknown"' "$build" check --json "$work/priced/city.json"
printf '"' >>"$work/priced/fares/caps.csv"
expect 3 out 'UNUSABLE: caps.csv: cannot be read to its end' "$build" check "$work/priced/city.json"
rm -r "$work/priced/fares"
expect 3 out 'UNUSABLE: .*/fares' "$build" check "$work/priced/city.json"

# A live message: made 2026-05-04T08:00:00Z, one canceled trip; and what is none.
printf '\012\013\012\0032.0\030\200\244\341\317\006\022\014\012\0011\032\007\012\005\012\001T\040\003' \
    >"$work/rt.pb"
expect 0 out '2026-05-04T08:00:00Z, 2 min 5 s ago' \
    "$build" check --now 2026-05-04T08:02:05Z "$work/rt.pb"
expect 0 out 'trip_updates 1' "$build" check "$work/rt.pb" "$city/maree"
grep -q '^maree ' "$work/out" || { echo 'FAIL: the feed beside a message was not checked'; failed=1; }
printf '<html>' >"$work/page.pb"
expect 3 out 'this is a web page' "$build" check "$work/page.pb"

# Shared vehicles: a folder of documents, of which one is no JSON, one is named and not there, and
# of whose stations one has no id.
mkdir "$work/bikes"
say() {
    echo "{\"last_updated\": 1777881600, \"ttl\": 60, \"version\": \"2.3\", \"data\": $2}" \
        >"$work/bikes/$1.json"
}
say gbfs '{"fr": {"feeds": [{"name": "station_status", "url": "https://bikes.example/s"},
    {"name": "vehicle_types", "url": "https://bikes.example/t"}]}}'
say station_information '{"stations": [{"station_id": "a", "name": "A", "lat": 48, "lon": 2},
    {"name": "B", "lat": 48, "lon": 2}]}'
expect 3 out 'UNUSABLE: .*neither station_status nor' "$build" check "$work/bikes"
grep -q 'stops.txt' "$work/out" && { echo 'FAIL: it was taken for a timetable'; failed=1; }
say station_status '{"stations": [{"station_id": "a", "num_bikes_available": 2, "is_installed": true,
    "is_renting": true, "is_returning": true, "last_reported": 1777881600}]}'
echo '<html>' >"$work/bikes/system_alerts.json"
for path in "$work/bikes" "$work/bikes/gbfs.json" "$work/bikes/station_status.json"; do
    expect 0 out '2026-05-04T08:00:00Z, 1 min 5 s ago' \
        "$build" check --now 2026-05-04T08:01:05Z "$path"
    for words in 'documents 2, stations 1, station_statuses 1' 'row dropped   gbfs_record_dropped' \
        'noted         gbfs_document_absent' 'left out *gbfs_document_unreadable' \
        'gbfs.json "vehicle_types.json"' 'version 2.3'; do
        grep -q "$words" "$work/out" || { echo "FAIL: $path: no \"$words\""; failed=1; }
    done
done
(cd "$work/bikes" && "$build" check gbfs.json >/dev/null) || { echo 'FAIL: gbfs.json here'; failed=1; }
expect 0 out '1 min 40 s ahead' "$build" check --now 2026-05-04T07:58:20Z "$work/bikes" "$city/maree"
grep -q '^maree ' "$work/out" || { echo 'FAIL: the feed beside GBFS was not checked'; failed=1; }

# Maps are told from feeds by what is in them.
echo '<osm version="0.6"><node id="1" lat="48.5" lon="-2" timestamp="2020-01-31T12:00:00Z"/></osm>' \
    >"$work/map.osm"
expect 0 out '"kept": 1' "$build" check --json "$work/map.osm"
expect 0 out '"box": "48.5000000,-2.0000000 48.5000000,-2.0000000"' \
    "$build" check --json "$work/map.osm"
expect 0 out 'newest 2020-01-31T12:00:00Z' "$build" check "$work/map.osm" "$city/maree"
grep -q '^maree ' "$work/out" || { echo 'FAIL: the feed beside the map was not checked'; failed=1; }
echo '<osmChange version="0.6"/>' >"$work/map.osc"
expect 3 out 'UNUSABLE: .*map.osc:1: this is a change file' "$build" check "$work/map.osc"
expect 0 out 'protobuf-c [0-9.]*, expat' "$build" check --version

expect 0 err 'the tag maree is taken; this feed is maree-2' \
    "$build" build -o "$image" "$city/maree" "$city/maree"

# Slack for nobody is worth a word.
cat >"$work/city.json" <<END
{"feeds": [{"path": "$city/maree"}], "board_slack": {"FERRY": 60, "ZEPPELIN": 5}}
END
expect 0 err 'ZEPPELIN: a time for something' "$build" build -o "$image" "$work"

# Streets: a map that cannot be used is left out, aloud; each step has its time and memory.
expect 0 err 'the map .*map.osc is left out' "$build" build -o "$image" "$city/maree" "$work/map.osc"
grep -q 'NO STREETS' "$work/err" || { echo 'FAIL: no word of missing streets'; failed=1; }
expect 0 out '"peakBytes"' "$build" build --json -o "$image" "$city/maree" "$work/map.osm"
expect 0 out 'on streets' "$build" build -v -o "$image" "$city/city.json"
grep -q ' MB  walking between stops' "$work/out" || { echo 'FAIL: no steps'; failed=1; }
expect 3 err 'streets alone make no timetable' "$build" build -o "$work/y" "$work/map.osm"

# stamp CITY.json: prints the stamp of a city of one feed that says so.
stamp() {
    printf '%s' "$1" >"$work/city.json"
    "$build" stamp "$work/city.json" | head -n 1 # A second line is about live feeds.
}

# What is live changes no image; what a build reads does.
mkdir "$work/feed"
plain=$(stamp '{"feeds": [{"path": "feed"}]}')
[ "$plain" = "$(stamp '{"feeds": [{"path": "feed", "live": ["x.pb"]}]}')" ] || {
    echo "FAIL: the stamp depends on live feeds"
    failed=$((failed + 1))
}
[ "$plain" != "$(stamp '{"feeds": [{"path": "feed"}], "link_metres": 7}')" ] || {
    echo "FAIL: the stamp does not depend on link_metres"
    failed=$((failed + 1))
}

[ $failed -eq 0 ] && echo 'all as promised'
exit $((failed > 0))
