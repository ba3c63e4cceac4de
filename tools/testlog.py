#!/usr/bin/env python3
"""testlog.py LOG...: adds up meson's testlog.json files.

Prints each failed test with the end of its output, each skipped one with its reason, and as the
last line `N passed, N failed, N skipped`. Ends with 1 when something failed or nothing ran.
"""

import json
import sys

PASSED = {"OK", "EXPECTEDFAIL"}
SKIPPED = {"SKIP"}


def last_line(test):
    lines = (test.get("stdout", "") + test.get("stderr", "")).strip().splitlines()
    return lines[-1] if lines else "no reason given"


def print_failure(test):
    output = (test.get("stdout", "") + test.get("stderr", "")).rstrip().splitlines()
    print(f"FAILED {test['name']} ({test['result'].lower()}, {test['duration']:.1f} s)")
    for line in output[-30:]:
        print(f"    {line}")


def main():
    passed = failed = skipped = 0
    for path in sys.argv[1:]:
        try:
            with open(path, encoding="utf-8") as log:
                tests = [json.loads(line) for line in log if line.strip()]
        except OSError as error:
            print(f"FAILED {path}: {error.strerror}: this run left no log")
            failed += 1
            continue
        for test in tests:
            if test["result"] in PASSED:
                passed += 1
            elif test["result"] in SKIPPED:
                skipped += 1
                print(f"skipped {test['name']}: {last_line(test)}")
            else:
                failed += 1
                print_failure(test)
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed or not passed else 0


sys.exit(main())
