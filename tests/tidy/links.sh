#!/bin/sh
# links.sh PROGRAM NAME...: the program links none of these libraries, but it does those with a `+`
# before them. What trajet-serve cannot reach, a feed cannot break.
set -u
program=$1
shift
list=$(ldd "$program") || { echo "$program: ldd cannot read it"; exit 1; }
failed=0
for name in "$@"; do
    case $name in
    +*)
        name=${name#+}
        echo "$list" | grep -qE "^[[:space:]]*$name[.-]" && continue
        echo "$program: does not link $name"
        failed=1
        continue
        ;;
    esac
    if echo "$list" | grep -E "^[[:space:]]*$name[.-]"; then
        echo "$program: links $name"
        failed=1
    fi
done
exit $failed
