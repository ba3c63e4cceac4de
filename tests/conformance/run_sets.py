#!/usr/bin/env python3
"""run_sets.py TRAJET [SET...]

Builds the feeds of $SHARED/oracle, asks `trajet batch` each set's questions in three modes
and compares with the set's own compare.py. At most DIFFERENT_MAX lines of a set may differ, and
only those listed in PROVEN. Exit 77 when the material is absent."""
import os
import re
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
SETS = ['hart', 'grenoble', 'rnv', 'nyc', 'porto-alegre', 'useast']
MODES = {
    'depart': ('depart_at.tsv', []),
    'arrive': ('arrive_by.tsv', ['--arrive-by']),
    'range': ('range60.tsv', ['--window', '60']),
}
RULES = ['--no-in-seat', '--max-transfers', '7', '--max-travel-hours', '24']


def shared_folder():
    return os.path.join(os.environ.get('SHARED') or os.path.join(ROOT, '..', 'shared'), 'oracle')


def build(program, folder, image):
    """Seconds the build took, or None."""
    began = time.monotonic()
    done = subprocess.run([program, 'build', '-o', image, os.path.join(folder, 'feed.zip')],
                          capture_output=True, text=True)
    if done.returncode != 0:
        print(f'{folder}: the build ends with {done.returncode}: {done.stderr.strip()[-400:]}')
        return None
    return time.monotonic() - began


def ask(program, folder, image, mode, scratch):
    """Whether the answers agree; prints a line."""
    expected, options = MODES[mode]
    footpaths = os.path.join(folder, 'footpaths.tsv')
    answers = os.path.join(scratch, 'answers')
    command = [program, 'batch', *RULES, *options, '--footpaths', footpaths, image,
               os.path.join(folder, 'queries.tsv')]
    with open(answers, 'w', encoding='utf-8') as out:
        asked = subprocess.run(command, stdout=out, stderr=subprocess.PIPE, text=True)
    compared = subprocess.run([sys.executable, os.path.join(folder, '..', 'compare.py'),
                               os.path.join(folder, expected), answers, mode, footpaths],
                              capture_output=True, text=True)
    lines = compared.stdout.strip().splitlines() or [compared.stderr.strip()[-200:]]
    median = re.search(r'\bmedian_ms=(\S+)', asked.stderr)
    print(f'{os.path.basename(folder):14} {mode:7} {lines[-1]:30} '
          f'median {median.group(1) if median else "?"} ms', flush=True)
    if asked.returncode != 0:
        print(f'  exit {asked.returncode}: {asked.stderr.strip()[-300:]}')
    for line in lines[:-1][:5]:
        print('  ' + line[:300])
    return asked.returncode == 0 and compared.returncode == 0


def main():
    base = shared_folder()
    if not os.path.isdir(base):
        print('skipped: no ../shared/oracle; set SHARED to its parent folder')
        return 77
    program, wanted = sys.argv[1], sys.argv[2:] or SETS
    good = True
    with tempfile.TemporaryDirectory() as scratch:
        for name in wanted:
            folder, image = os.path.join(base, name), os.path.join(scratch, 'image')
            seconds = build(program, folder, image)
            if seconds is None:
                good = False
                continue
            print(f'{name:14} built in {seconds:.1f} s', flush=True)
            for mode in MODES:
                good &= ask(program, folder, image, mode, scratch)
    print('all agree' if good else 'some differ')
    return 0 if good else 1


if __name__ == '__main__':
    sys.exit(main())
