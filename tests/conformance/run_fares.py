#!/usr/bin/env python3
"""run_fares.py FARE_CASE FARE_PLAN [CASE...]

Prices the given legs of every fare_offers case of $SHARED/conformance through the first program and
compares: the cheapest total, which legs have no price, and the products that leg rules offer. Of its
fares cases, which give a question, the second program tells the legs and products. Prints what failed, what was skipped and why, and the counts. Exit 77 when the material is absent."""
import collections
import json
import os
import subprocess
import sys
import tempfile

from run_conformance import shared_folder

# Cases whose expectation we do not share, each with the reason. They are asked and counted apart.
DECIDED_OTHERWISE = {
    'otp/fare-v2-costed-in-network-3': 'a change that costs something costs it each time',
    'nigiri/fares-area-sets': 'contains_exactly_area_set_id is a proposal, no part of GTFS',
}


def offered(leg, number):
    """Products that are bought at a leg by themselves; and all that are good for it."""
    own = {o['fare_product_id'] for o in leg['offers']
           if not o['depends_on'] and o['bought_at_leg'] == number}
    return own, {o['fare_product_id'] for o in leg['offers']}


def differences(expected, got):
    amount = got['minor'] / 10 ** got['decimals']
    for key in ('cheapest_total_derived', 'total'):
        total = expected.get(key)
        total = total['amount'] if isinstance(total, dict) else total
        if total is not None and abs(total - amount) > 0.001:
            yield f'total {amount}, expected {total}'
    for number, (want, have) in enumerate(zip(expected.get('legs', []), got['legs']), 1):
        own, good = offered(want, number)
        if not own <= set(have['offers']):
            yield f"leg {number}: offered {have['offers']}, expected {sorted(own)}"
        if bool(good) != have['priced']:
            yield f"leg {number}: {'priced' if have['priced'] else 'not priced'}"
        if number == 1 and set(have['offers']) != own:
            yield f"leg 1: offered {have['offers']}, expected {sorted(own)}"


def product_of(product):
    minor = round(float(product['amount']) * 100)
    category = product['rider_category']
    return [product['name'], minor, product['currency'], product['media'],
            '' if category == '??' else category]


def run_plan(program, folder):
    """Some journey must have just those legs; the products of each must be those expected."""
    with tempfile.NamedTemporaryFile() as image:
        asked = subprocess.run([program, folder, image.name], capture_output=True, text=True)
    if asked.returncode == 77:
        return 'skipped', asked.stderr
    if asked.returncode != 0:
        return 'failed', f'exit {asked.returncode}: {asked.stderr.strip()}'
    with open(os.path.join(folder, 'expected.json'), encoding='utf-8') as text:
        expected = json.load(text)['transfers']
    want = [(leg['ride'], sorted(product_of(p) for p in leg['products']))
            for transfer in expected for leg in transfer['legs']]
    have = [[(leg['ride'], sorted(leg['products'])) for leg in legs]
            for legs in json.loads(asked.stdout)]
    return ('passed', '') if want in have else ('failed', f'expected {want}, told {have}')


def run_case(program, base, entry):
    """'passed', or ('skipped' | 'failed', why)."""
    if entry['needs']:
        return 'skipped', ', '.join(entry['needs']) + ' is no rule of GTFS'
    folder = os.path.join(base, entry['case'])
    asked = subprocess.run([program, folder], capture_output=True, text=True)
    if asked.returncode != 0:
        return 'failed', f'exit {asked.returncode}: {asked.stderr.strip()}'
    with open(os.path.join(folder, 'expected.json'), encoding='utf-8') as text:
        found = list(differences(json.load(text), json.loads(asked.stdout)))
    return ('failed', '; '.join(found)) if found else ('passed', '')


def main():
    base = shared_folder()
    index = os.path.join(base, 'INDEX.json')
    if not os.path.exists(index):
        print('skipped: no ../shared/conformance; set SHARED to its parent folder')
        return 77
    given, asked, wanted = sys.argv[1], sys.argv[2], sys.argv[3:]
    with open(index, encoding='utf-8') as text:
        entries = [e for e in json.load(text) if e['kind'] in ('fare_offers', 'fares')]
    results, reasons = collections.Counter(), collections.Counter()
    for entry in entries:
        case = entry['case']
        if wanted and case not in wanted:
            continue
        if entry['kind'] == 'fares':
            result, why = run_plan(asked, os.path.join(base, case))
        else:
            result, why = run_case(given, base, entry)
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
