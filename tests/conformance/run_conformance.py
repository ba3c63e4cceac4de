#!/usr/bin/env python3
"""run_conformance.py CONFORMANCE_CASE [CASE...]

Asks every plan case of the nigiri and rrrr sets of $SHARED/conformance through the program given
and compares the answers with the set's own compare.py. Prints what failed, what was skipped and
why, and the counts. Exit 77 when the material is absent."""
import collections
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))

# Cases whose expectation we do not share, each with the reason. They are asked and counted apart.
DECIDED_OTHERWISE = {
    'nigiri/limits-max-travel-negative': 'a negative limit is refused, not read as no limit',
    'nigiri/stop-groups': 'stop_group_elements.txt is no file of GTFS',
    'rrrr/2b-unittest': 'wants the step-free trip, but its question does not ask for one',
    'rrrr/2c-unittest2': 'min_transfer_time of a row counts, not the walk between the stops',
    'rrrr/2c-unittest3': 'min_transfer_time of a row counts, not the walk between the stops',
    'rrrr/pickupdropofftype-unittest': 'transfer_type 9 is no type of GTFS: the row is dropped',
}


def shared_folder():
    folder = os.environ.get('SHARED') or os.path.join(ROOT, '..', 'shared')
    return os.path.join(folder, 'conformance')


def run_case(program, base, case, scratch):
    """'passed', or ('skipped' | 'failed', why)."""
    folder = os.path.join(base, case)
    image = os.path.join(scratch, 'image')
    asked = subprocess.run([program, folder, image], capture_output=True, text=True)
    if asked.returncode == 77:
        return 'skipped', asked.stderr.strip().removeprefix('skip: ')
    if asked.returncode != 0:
        return 'failed', f'exit {asked.returncode}: {asked.stderr.strip()}'
    answer = os.path.join(scratch, 'answer.json')
    with open(answer, 'w', encoding='utf-8') as out:
        out.write(asked.stdout)
    compare = [sys.executable, os.path.join(base, 'tools', 'compare.py'), folder, answer]
    compared = subprocess.run(compare, capture_output=True, text=True)
    if compared.returncode == 2:
        return 'skipped', compared.stdout.strip()
    return ('passed', '') if compared.returncode == 0 else ('failed', compared.stdout.strip())


def main():
    base = shared_folder()
    index = os.path.join(base, 'INDEX.json')
    if not os.path.exists(index):
        print('skipped: no ../shared/conformance; set SHARED to its parent folder')
        return 77
    program, wanted = sys.argv[1], sys.argv[2:]
    with open(index, encoding='utf-8') as text:
        cases = [entry['case'] for entry in json.load(text)]
    cases = [case for case in cases if case.startswith(('nigiri/', 'rrrr/'))]
    results = collections.Counter()
    reasons = collections.Counter()
    with tempfile.TemporaryDirectory() as scratch:
        for case in wanted or cases:
            result, why = run_case(program, base, case, scratch)
            if result == 'failed' and case in DECIDED_OTHERWISE:
                result, why = 'decided otherwise', DECIDED_OTHERWISE[case]
            results[result] += 1
            if result in ('skipped', 'decided otherwise'):
                reasons[result + ': ' + why] += 1
            if result == 'failed':
                print(f'FAILED {case}: {why}')
    for reason, count in sorted(reasons.items()):
        print(f'{count:4} {reason}')
    print(', '.join(f'{count} {result}' for result, count in sorted(results.items())))
    return 1 if results['failed'] or not results['passed'] else 0


if __name__ == '__main__':
    sys.exit(main())
