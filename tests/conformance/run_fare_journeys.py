#!/usr/bin/env python3
"""run_fare_journeys.py FARE_JOURNEYS

Prices a hundred random journeys of each of some real feeds of $SHARED/data. Of those that a feed has
fares for, nine in ten must be exact or an estimate; and every count and sum must be the one that was
once checked against the tables (another program, which tries every way of parting the rides, found
the same prices for all journeys by flat fares). Prints the counts. Exit 77 when the material is absent."""
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
SHARE = 0.9

# Feed, options, and what must be told.
SURVEYS = [
    ('transitland-bart/bart.zip', [], [
        'priced, 100 journeys: 100 exact, 0 estimate, 0 partial, 0 unknown; in all 51955 to 51955 minor units',
    ]),
    ('transitland-bart/bart-new.zip', [], [
        'priced, 100 journeys: 100 exact, 0 estimate, 0 partial, 0 unknown; in all 53145 to 53145 minor units',
    ]),
    ('otp-kcm-rt/kcm_rt_gtfs.zip', [], [
        'priced, 100 journeys: 97 exact, 0 estimate, 3 partial, 0 unknown; in all 36625 to 36625 minor units; 3 NO_RULE',
    ]),
    ('otp-kcm-rt/kcm_gtfs.zip', [], [
        'priced, 100 journeys: 0 exact, 100 estimate, 0 partial, 0 unknown; in all 25000 to 27500 minor units; 100 RULE_UNCERTAIN',
    ]),
    ('transitland-caltrain/caltrain.zip', [], [
        'priced, 100 journeys: 100 exact, 0 estimate, 0 partial, 0 unknown; in all 71250 to 71250 minor units',
    ]),
    ('transitland-caltrain/ct.zip', [], [
        'priced, 100 journeys: 100 exact, 0 estimate, 0 partial, 0 unknown; in all 71625 to 71625 minor units',
    ]),
    ('redding-raba-davis-unitrans/gtfs.zip', [], [
        'priced, 100 journeys: 100 exact, 0 estimate, 0 partial, 0 unknown; in all 11900 to 11900 minor units',
        'priced by flat fares, 100 journeys: 5 exact, 95 estimate, 0 partial, 0 unknown; in all 24550 to 55450 minor units; 95 RULE_UNCERTAIN',
        'compared: 100, of which 100 differ',
    ]),
    ('redding-raba-davis-unitrans/gtfs.zip', ['-m', 'ticket', '-m', 'orca'], [
        'priced, 100 journeys: 47 exact, 0 estimate, 46 partial, 7 unknown; in all 28500 to 28500 minor units; 53 NO_PRODUCT',
        'priced by flat fares, 100 journeys: 5 exact, 95 estimate, 0 partial, 0 unknown; in all 24550 to 55450 minor units; 95 RULE_UNCERTAIN',
        'compared: 100, of which 95 differ',
    ]),
    ('tl-archive/orlando-airport-people-mover.zip', ['-n', '20'], [
        'priced, 20 journeys: 20 exact, 0 estimate, 0 partial, 0 unknown; in all 0 to 0 minor units',
    ]),
]


def known_share(line):
    counts = {word: int(count) for count, word in
              re.findall(r'(\d+) (exact|estimate|partial|unknown)', line)}
    return (counts['exact'] + counts['estimate']) / sum(counts.values())


def told(program, path, options):
    asked = subprocess.run([program, '-s', '0', *options, path], capture_output=True, text=True)
    if asked.returncode != 0:
        return [f'exit {asked.returncode}: {asked.stderr.strip()}']
    return [line for line in asked.stdout.splitlines()
            if line.startswith(('priced', 'compared'))]


def main():
    base = os.path.join(os.environ.get('SHARED') or os.path.join(ROOT, '..', 'shared'), 'data')
    if not os.path.isdir(base):
        print('skipped: no ../shared/data; set SHARED to its parent folder')
        return 77
    failed = 0
    for feed, options, expected in SURVEYS:
        lines = told(sys.argv[1], os.path.join(base, feed), options)
        print(' '.join([feed, *options]))
        for line in lines:
            print('  ' + line)
        if lines != expected:
            failed += 1
            print('FAILED: expected\n  ' + '\n  '.join(expected))
        if not options and known_share(lines[0]) < SHARE:
            failed += 1
            print(f'FAILED: less than {SHARE:.0%} are known')
    print(f'{len(SURVEYS)} surveys, {failed} failed')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
