#!/bin/sh
# poison.sh FOLDER [SANITIZER]: every hostile feed of $SHARED/conformance/poison/gtfs goes through
# `trajet-build check` and `build`, and `trajet plan` asks for the one good trip where it must be
# found. FOLDER holds the programs. Prints a table: case, what is wanted, what was decided.
set -u
programs=$1
sanitizer=${2:-none}
shared=${SHARED:-../shared}
cases=$shared/conformance/poison/gtfs
if [ ! -d "$cases" ]; then
    echo "skipped: no hostile feeds at $cases; set SHARED"
    exit 77
fi

work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
export ASAN_OPTIONS="exitcode=99:${ASAN_OPTIONS:-}"
export UBSAN_OPTIONS="halt_on_error=1:exitcode=99:${UBSAN_OPTIONS:-}"
# Addresses are reserved by the terabyte under a sanitizer: the limit is for plain builds.
[ "$sanitizer" = none ] && ulimit -v 262144

failed=0
count=0
silent=
complain() {
    echo "FAIL $name: $1"
    sed 's/^/    /' "$work/errors" | head -5
    failed=$((failed + 1))
}

# Names the decision by exit code; anything but 0 and 3 is a crash, a time-out or worse.
run() {
    timeout 20 "$@" >"$work/out" 2>"$work/errors"
    code=$?
    grep -q 'runtime error\|Sanitizer' "$work/errors" && code=99
    case $code in
    0) decision=accept ;;
    3) decision=reject ;;
    *) decision=crash-$code ;;
    esac
}

ask_for_trip() {
    run "$programs/trajet" plan --image "$work/image.trajet" P Q --at '2026-12-01 07:55'
    grep -q '^1\. 08:00 to 08:10' "$work/out" || complain 'T from P to Q is not found at 08:00'
}

judge() {
    case $wanted:$checked in
    either:accept | either:reject | accept:accept | reject:reject) ;;
    accept_with_warning:accept) [ -n "$codes" ] || silent="$silent $name" ;;
    *) complain "$wanted was wanted, check says $checked" ;;
    esac
    [ "$checked" = "$built" ] || complain "check says $checked, build says $built"
    if [ "$checked" = reject ] && ! grep -q '^trajet: .*: .' "$work/errors"; then
        complain 'no line says why'
    fi
}

printf '%-34s %-20s %-8s %s\n' case wanted decided findings
for folder in "$cases"/*/; do
    name=$(basename "$folder")
    wanted=$(sed -n 's/.*"result": *"\([a-z_]*\)".*/\1/p' "$folder/expected.json")
    count=$((count + 1))
    run "$programs/trajet-build" check --json "$folder/gtfs.zip"
    checked=$decision
    codes=$(sed -n 's/.*"code": "\(.*\)",/\1/p' "$work/out" | tr '\n' ' ')
    run "$programs/trajet-build" build -o "$work/image.trajet" "$folder/gtfs.zip"
    built=$decision
    judge
    printf '%-34s %-20s %-8s %s\n' "$name" "$wanted" "$built" "$codes"
    if [ "$built" = accept ] && grep -q 'T from P to Q is found' "$folder/expected.json"; then
        ask_for_trip
    fi
    rm -f "$work/image.trajet"
done
[ "$(ls -A "$work" | grep -cv '^out$\|^errors$')" -eq 0 ] || complain 'something else was written'
[ -e /tmp/pwned.txt ] && complain 'a path of an archive was written'
[ -z "$silent" ] || echo "read without a finding where one was expected:$silent"
echo "$count cases, $failed failed"
[ "$count" -gt 0 ] && [ "$failed" -eq 0 ]
