#!/bin/sh
# headers.sh ROOT COMPILER...: every header of ours compiles with nothing before it.
set -u
cd "$1" || exit 2
shift
failed=0
count=0
for header in $(find engine feeds api bench tests -name '*.h' | sort); do
    count=$((count + 1))
    if ! "$@" -x c -std=c17 -D_GNU_SOURCE -Wall -Wextra -Werror -Wno-unused-function \
        -Wno-pragma-once-outside-header -I. -fsyntax-only "$header"; then
        echo "$header:1: does not compile alone"
        failed=1
    fi
done
echo "$count headers"
[ "$count" -gt 0 ] && exit $failed
exit 1
