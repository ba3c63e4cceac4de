#!/bin/sh
# city.sh TRAJET IMAGE ROOT: questions from door to door in the demo city, as a person asks them: what
# data/city/MAP.md promises, and what the README shows.
set -u
trajet=$1 image=$2 root=$3
day="2026-05-04"
failed=0

# expect TEXT FROM TO OPTION...: a text that the answer holds; `!TEXT`: one that it must not hold.
expect() {
    text=$1
    shift
    output=$("$trajet" plan --image "$image" "$@" 2>&1)
    case $text in
    !*) case $output in *"${text#!}"*) wrong=1 ;; *) wrong=0 ;; esac ;;
    *) case $output in *"$text"*) wrong=0 ;; *) wrong=1 ;; esac ;;
    esac
    if [ "$wrong" = 1 ]; then
        echo "plan $*: expected \"$text\": $output"
        failed=1
    fi
}

# An address of the map, one with a bis, one that only the address file knows.
expect "31 Rue Neuve to 12 bis Rue Saint-Just" "31 rue neuve" "12 bis rue st just" --at "$day 08:10"
expect "4 Rue du Puits" "4 rue du puits" "Campus" --at "$day 08:10"

# By car to the park and ride, at the end of the tram, by who does not want to drive any farther.
set -- "8 Rue du Grenier" "31 Rue Neuve" --at "$day 08:10" --access car_parking \
    --drive 15
expect "park at Parc-relais Est" "$@"
expect "[T1]" "$@"

# Down from Remparts by the stairs; not in a wheelchair.
set -- "100 Boulevard de l'Océan" "7 Rue des Remparts" --at "$day 08:10" --count 1 --steps
expect "stairs, Escalier des Remparts" "$@"
expect "!stairs" "$@" --wheelchair

# The relief train leaves from a platform without a lift: a wheelchair takes the next one.
set -- "10 Rue Saint-Just" "Pont-sur-Vive" --count 1
expect "platform 4" "$@" --by "$day 17:20"
expect "!platform 4" "$@" --by "$day 17:20" --wheelchair

# To platforms 2 and 3 a wheelchair takes both lifts.
set -- "31 Rue Neuve" "Cap-Noroît" --at "$day 10:30" --count 1 --steps --wheelchair
expect "lift from level 0 to -1" "$@"
expect "lift from level -1 to 0" "$@"

# Nobody rolls up to the fort, nor onto the island.
expect "not to be step-free" "QSE" "Fort Saint-Elme" --at "$day 09:00" --wheelchair
expect "not to be step-free" "VPO" "Rue du Bourg" --at "$day 08:00" --wheelchair

# The hill has its climb; the boat to the island carries bicycles.
expect " m up" "14 Rue Saint-Just" "120 Montée des Coteaux" --at "$day 08:10" --direct bike
expect "Bateau de l'Île" "20 Quai Saint-Elme" "Rue des Casiers" --at "$day 13:40" --direct bike --steps

# The README shows what is answered: each line of the answer stands there.
"$trajet" plan --image "$image" "100 Boulevard de l'Océan" "7 Rue des Remparts" --at "$day 08:10" \
    --count 1 --steps | while read -r line; do
    grep -qF -- "$line" "$root/README.md" || {
        echo "README.md does not show \"$line\": put the real answer there"
        exit 1
    }
done || failed=1

exit $failed
