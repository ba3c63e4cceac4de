#!/bin/sh
# verbs.sh TRAJET CITY.json: the command as a person uses it: what it prints and how it ends.
set -u
trajet=$1 city=$2
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
export XDG_CACHE_HOME="$folder/cache"
image=$folder/city.trajet
failed=0

# expect ENDING TEXT COMMAND...: how it ends, and a text that must be in what it prints.
expect() {
    ending=$1 text=$2
    shift 2
    output=$("$@" 2>&1)
    got=$?
    if [ "$got" != "$ending" ]; then
        echo "$*: ended with $got, not $ending: $output"
        failed=1
    fi
    case $output in
    *"$text"*) ;;
    *)
        echo "$*: does not say \"$text\": $output"
        failed=1
        ;;
    esac
}

plan() {
    "$trajet" plan --image "$image" "$@"
}

expect 0 "Verbs:" "$trajet" --help
expect 0 "libzip" "$trajet" --version
expect 2 "no such verb" "$trajet" fly
expect 0 "patterns" "$trajet" build -o "$image" "$city"
cat >"$folder/elsewhere.osm" <<'END'
<osm version="0.6"><node id="1" lat="52" lon="13"/><node id="2" lat="52.01" lon="13"/>
<way id="1"><nd ref="1"/><nd ref="2"/><tag k="highway" v="residential"/></way></osm>
END
expect 0 "lie on no street of the map: does it show their region?" \
    "$trajet" build -o "$folder/x" "${city%/*}/maree" "$folder/elsewhere.osm"
expect 3 "no_such.json" "$trajet" build -o "$folder/x" "$folder/no_such.json"

expect 0 "attribution  Rivages" "$trajet" info "$image"
expect 0 "attribution  Drawn for Port-Estran" "$trajet" info "$image"
expect 0 '"publisher": "Drawn for Port-Estran"' "$trajet" info --json "$image"
expect 0 '"licence": "CC0-1.0"' "$trajet" info --json "$image"
expect 0 "fares v1     fares: 4, rules: 36" "$trajet" info "$image"
expect 0 "fares v2     products: 23, rules for rides: 10, changes: 3, joins: 0" "$trajet" info "$image"
expect 0 '"transferRules": 3' "$trajet" info --json "$image"
expect 0 "fare_leg_rules 10" "$trajet" build -o "$folder/x" "${city%/*}/maree"
expect 0 "as it was written" "$trajet" info --verify "$image"
expect 2 "too many" "$trajet" info "$image" "$image"
expect 3 "cannot open" "$trajet" info "$folder/none"
head -c 100000 "$image" >"$folder/short"
expect 3 "$folder/short" "$trajet" info "$folder/short"
{ head -c 200000 "$image"; printf x; tail -c +200002 "$image"; } >"$folder/bent"
expect 3 "$folder/bent" "$trajet" info --verify "$folder/bent"

expect 0 "480 s, transfers.txt of maree, line " "$trajet" change "$image" VPOA VPOM
expect 0 "there before departure: P2 60 s (FERRY)" "$trajet" change "$image" VPOA VPOM
expect 0 "none (transfers.txt, line " "$trajet" change "$image" PAS1 PAS2
expect 0 "change_seconds" "$trajet" change "$image" "Vieux-Port" "Vieux-Port"
expect 3 "TO: nothing is called" "$trajet" change "$image" VPOA Nirgends
expect 2 "something is missing" "$trajet" change "$image" VPOA

monday="2026-05-04 08:10"
expect 0 "08:30      Vieux-Port, platform M" plan "Hôpital" "Île Mérelle" --at "$monday"
expect 0 "be at the stop 1 min before" plan "Vieux-Port" "Île Mérelle" --at "$monday"
expect 0 "wheel 3 min 3 s" \
    plan Casino "7 Rue des Remparts" --at "2026-05-04 08:10" --wheelchair
expect 0 "right, unnamed road, 36 m" \
    plan 46.0011,-3.9980 Casino --at "$monday" --steps --access car_parking
expect 1 "within a walk of 10 min of 46.05,-3.98.
Stops farther from 46.05,-3.98 are looked at with --walk 20." \
    plan 46.05,-3.98 Casino --at "$monday" --walk 10
expect 1 "within 15 min of Grande Rue by bicycle or car and on from a park.
Stops farther from Grande Rue are looked at with --drive 30." \
    plan "Grande Rue" Casino --at "$monday" --access car_parking --drive 15
expect 0 "drive 20 min 24 s" plan "Grande Rue" Casino --at "$monday" --access walk,car_parking
expect 3 "TO: 12 Rue Neuve is where the journey starts" plan "12 rue neuve" "12 Rue Neuve"
expect 2 '--taste: "nice" is no taste; there are faster, safer and flatter' \
    plan GCA CAS --access bike --taste nice
expect 2 '--direct: "fly" is no way to move' plan GCA CAS --direct walk,fly
expect 0 "FROM: no number 200 is known in Rue Saint-Just" \
    plan "200 Rue Saint-Just" "Casino" --at "$monday"
expect 0 '"itineraries"' plan HDV CAS --at "$monday" --json
expect 0 "leaves in 4 min" plan HDV CAS --at "$monday" --now 2026-05-04T08:10:00+02:00 --count 9
expect 0 "left 6 min ago" plan HDV CAS --at "$monday" --now 2026-05-04T08:20:00+02:00 --count 9
expect 1 "runs from 2020-01-01" plan HDV CAS --at "2019-05-04 08:10"
expect 1 "No stop that anything serves" plan 10,10 CAS --at "$monday"
expect 2 "exclude each other" plan HDV CAS --at 08:00 --by 09:00
expect 2 "--window x" plan HDV CAS --window x
expect 3 "FROM: nothing is called" plan Nirgends CAS
expect 2 "--at: " plan HDV CAS --at soon
expect 2 "--modes: " plan HDV CAS --modes broom
expect 2 "FROM: latitude goes from" plan 91,0 CAS
expect 1 "carry bicycles" plan "Gare Centrale" "Île Mérelle" --at "$monday" --bike
expect 0 "Step-free: yes." plan GCA CAS --at "$monday" --wheelchair
expect 0 "Step-free: not known." plan 45.9994,-4.0003 Campus --at "$monday" --wheelchair
expect 0 "park at Parking des Halles, 2 min" plan 45.9994,-4.0003 46.0117,-4.0012 --at "$monday" \
    --access car_parking
expect 0 "straight on, Rue du Plongeoir" plan 45.9994,-4.0003 46.0117,-4.0012 --at "$monday" \
    --direct walk --walk 60 --steps
expect 0 "cycle " plan 45.9994,-4.0003 46.0117,-4.0012 --at "$monday" --mode bike --taste safer
expect 0 "are left out, as the next one" plan 45.9994,-4.0003 45.9984,-4.0023 --at "$monday"
expect 2 "--access: " plan HDV CAS --access broom
expect 0 "stretches" "$trajet" info "$image"
for part in direct preTransit postTransit; do
    expect 0 "\"${part}RentalFormFactors\":\"BICYCLE\",\"${part}RentalProviders\":\"velo-rade\"" \
        plan GCA CAS --at "$monday" --json --rental-forms bicycle --rental-providers velo-rade
done
expect 0 '"maxItineraries":"2"' plan GCA CAS --at "$monday" --json --count 2

# Prices, of journeys and of rides that are named.
expect 0 "1.60 EUR  Ticket 1 heure (Carte Estran), Marée: tram T1" plan DUN REM --at "$monday" --fares
expect 0 "with Carte Estran; other media: 1.80 EUR with Carte bancaire, 1.80 EUR with Ticket" \
    plan DUN REM --at "$monday" --fares
expect 0 '"otherMedia":[{"id":"maree_banque","name":"Carte bancaire","total":180,' \
    plan DUN REM --at "$monday" --fares --json
expect 0 "1.80 EUR  in all, an estimate" plan DUN REM --at "$monday" --fares --medium papier
expect 0 "or 1.60 EUR paid with Carte Estran (maree_carte)" \
    plan DUN REM --at "$monday" --fares --medium papier
expect 0 '"fareTransfers":[{' plan DUN REM --at "$monday" --fares --category jeune --json
expect 2 "need --fares" plan DUN REM --at "$monday" --pass mensuel
fare() {
    "$trajet" fare --image "$image" "$@"
}
ride="maree,T1,DUN1,REM1,2026-05-04 08:12,2026-05-04 08:17"
printf 'feed,route,from,to,depart,arrive\n# there\n\n%s\r\n' "$ride" >"$folder/legs.csv"
expect 0 "1.60 EUR  in all, an estimate" fare "$ride"
expect 0 "The city's own prices (combined tickets, reductions, caps, passes) are not at hand" fare "$ride"
expect 0 "[fare_leg_rules.txt:" fare "$ride" --explain
expect 0 "Marée: tram T1, tram T1" fare --legs "$folder/legs.csv" \
    "maree,T1,REM,CAS,2026-05-04T08:30:00+02:00,2026-05-04T08:34:00+02:00"
expect 0 "No price here depends on the category \`jeunes\`" fare "$ride" --category jeunes
expect 0 "No price here depends on the pass \`mensuel\`" plan DUN REM --at "$monday" --fares --pass mensuel
expect 2 "no ride was given" fare
expect 2 "--image is missing" "$trajet" fare "$ride"
expect 2 "these are 3 words" fare "maree,T1,DUN1"
expect 3 "there is no feed nord" fare "nord,T1,DUN1,REM1,08:00,08:10"
expect 3 "maree has no route T9" fare "maree,T9,DUN1,REM1,08:00,08:10"
expect 3 "maree has no stop X" fare "maree,T1,DUN1,X,08:00,08:10"
expect 3 "T1 does not go from REM1 to DUN1" fare "maree,T1,REM1,DUN1,08:00,08:10"
expect 2 "it arrives before it leaves" fare "maree,T1,DUN1,REM1,08:10,08:00"
expect 2 "it leaves before the ride before it arrives" fare "maree,T1,DUN1,REM1,08:12,08:17" \
    "maree,T1,DUN1,REM1,08:16,08:21"
expect 2 '"soon" is no time' fare "maree,T1,DUN1,REM1,soon,08:10"
{
    echo "feed,route,from,to,depart,arrive"
    for hour in 06 07 08 09 10 11 12 13 14 15 16; do
        echo "maree,T1,DUN1,REM1,2026-05-04 $hour:12,2026-05-04 $hour:17"
    done
} >"$folder/many.csv"
expect 0 "not priced to its end. (tram T1)" fare --legs "$folder/many.csv"
expect 0 " of maree]" fare "$ride" --explain
expect 0 '"rule":"fare_leg_rules.txt:' fare "$ride" --json
expect 0 '"alternatives":[' fare "$ride" --json
expect 2 "--spent: must be a list of" fare "$ride" --spent jour
expect 0 "No price here depends on the cap \`jour\`" fare "$ride" --spent jour:380
expect 0 "  maree_jeune      Moins de 26 ans  https://maree.example/tarifs/jeune" fare --list
expect 0 "The city's own prices (combined tickets, reductions, caps, passes) are not at hand." \
    fare --list
expect 0 '{"parameters":{"categories":"fareCategories",' fare --list --json
expect 2 "--list is about no ride" fare --list "$ride"
expect 0 "No price here depends on the cap \`jour\`" plan DUN REM --at "$monday" --fares --spent jour:380
expect 2 '--spent: has `jour` twice' plan DUN REM --fares --spent jour:1 --spent jour:2
expect 2 "need --fares" plan DUN REM --at "$monday" --parking 60
expect 0 "0.80 EUR cheaper than number 1, arriving 6 min later" \
    plan Technopôle "Les Dunes" --at "$monday" --cheaper --count 4
expect 2 "need --cheaper" plan DUN REM --at "$monday" --fares --cheaper-delay 10
expect 0 '"cheaperDelay":"600","cheaperTransfers":"2"' plan DUN REM --at "$monday" --cheaper \
    --cheaper-delay 10 --cheaper-transfers 2 --json
expect 0 '  0.80 EUR cheaper than number 4, leaving 7 min earlier, arriving 6 min later
' plan ROC DUN1 --at "$monday" --cheaper --count 3
expect 0 '  0.80 EUR cheaper than number 4, leaving 11 min earlier
' plan ROC DUN1 --at "$monday" --cheaper --count 3
expect 0 '  0.80 EUR cheaper than number 1, arriving 8 min later
' plan GRO-2 BEL2 --at "$monday" --cheaper --count 3
expect 1 'No rides were asked for.' plan GCA CAS --at "$monday" --modes '' --direct rental
expect 0 '"maxChangeTime":"300"' plan DUN REM --at "$monday" --change walk,rental --max-change 5 --json
expect 0 '"fareParkingTime":"90"' plan DUN REM --at "$monday" --fares --parking 90 --json
printf 'maree,T1\n' >"$folder/legs.csv"
expect 3 "legs.csv:1: a ride is" fare --legs "$folder/legs.csv"

# Many to many: a search for each point, the same from any number of threads, both ways.
printf 'id,lat,lon\nhall,45.9991,-4.0084\n"a, b",46.0170,-3.9994\n' >"$folder/from.csv"
printf 'name,lon,lat,id\nx,-4.0123,46.0117,quay\n' >"$folder/to.csv"
matrix() {
    "$trajet" matrix --image "$image" "$@" --at "$monday"
}
expect 0 "from,to,seconds,transfers,walk_seconds" matrix "$folder/from.csv" "$folder/to.csv"
expect 0 '"a, b",quay,' matrix "$folder/from.csv" "$folder/to.csv"
expect 0 "from,to,p10,p90,missed_minutes" matrix "$folder/from.csv" "$folder/to.csv" \
    --window 20 --percentiles 10,90
expect 0 "2 pairs, 2 of them with a way" matrix "$folder/from.csv" "$folder/to.csv" \
    -o "$folder/matrix.csv"
matrix "$folder/from.csv" "$folder/to.csv" --threads 7 >"$folder/matrix7.csv" 2>/dev/null
cmp "$folder/matrix.csv" "$folder/matrix7.csv" || failed=1
expect 0 "hall,quay," "$trajet" matrix -i "$image" "$folder/from.csv" "$folder/to.csv" --by "$monday"
printf 'id,lat,lon\na,46,x\n' >"$folder/bad.csv"
expect 3 "bad.csv:2: column lon: \`x\` is no number" matrix "$folder/bad.csv" "$folder/to.csv"
expect 2 "--percentiles: " matrix "$folder/from.csv" "$folder/to.csv" --window 5 --percentiles x
expect 2 "--modes: " matrix "$folder/from.csv" "$folder/to.csv" --modes broom
expect 2 "--image is missing" "$trajet" matrix "$folder/from.csv" "$folder/to.csv"

# A city.json is built once, and answered the same.
expect 0 "Casino" "$trajet" plan --image "$city" HDV CAS --at "$monday"
plan HDV CAS --at "$monday" >"$folder/one"
"$trajet" plan --image "$city" HDV CAS --at "$monday" >"$folder/two" 2>"$folder/said"
cmp "$folder/one" "$folder/two" && [ ! -s "$folder/said" ] || failed=1

exit $failed
