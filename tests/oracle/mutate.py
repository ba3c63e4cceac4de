#!/usr/bin/env python3
"""mutate.py SOURCE_ROOT [WORD...]

Puts one fault at a time into a copy of the sources, builds the oracle's comparison with it and
expects that to find a difference; of faults in tickets both comparisons of prices.
Only faults whose name holds one of the words, if any are given. Ends with a line of counts; exit 1
when a fault goes unnoticed or no longer fits the sources."""
import os
import shutil
import subprocess
import sys
import tempfile
import time

SEARCH = [['run_oracle', '3000', '1', 'first']]
PRICES = [['run_fares', '2000'], ['run_overlay', '2000']]
CITY = PRICES[1:]

# What is broken, where, the text that is there (once), and what is put in its place.
FAULTS = [
    ('exceptions: removed days are overlooked', 'engine/network/network.c',
     'if (exception)\n', 'if (exception && exception->runs)\n'),
    ('weekdays: a day off', 'engine/network/network.c',
     'service->weekdays >> civil_weekday(day) & 1',
     'service->weekdays >> civil_weekday(day + 1) & 1'),
    ('overnight: trips of earlier days are forgotten', 'engine/world/schedule.c',
     '(civil_day)((span.begin - longest) / 86400) - 2', '(civil_day)(span.begin / 86400)'),
    ('clock change: days begin at midnight', 'engine/base/civil.c',
     'return zone_time(zone, day, 43200) - 43200;', 'return zone_time(zone, day, 0);'),
    ('frequencies: one departure too many', 'engine/world/lay_lanes.c',
     'run.start < frequency->last', 'run.start <= frequency->last'),
    ('pickup: by phone is refused', 'engine/world/schedule.c',
     'rules[call].pickup != BOARDING_NO', 'rules[call].pickup == BOARDING_YES'),
    ('drop-off: forbidden is allowed', 'engine/world/schedule.c',
     'rules[call].drop_off != BOARDING_NO && call > 0', 'call > 0'),
    ('type 0: reads as impossible', 'engine/network/freeze_rules.c',
     'rule.answer = RULE_POSSIBLE;', 'rule.answer = RULE_NEVER;'),
    ('type 1: takes a second', 'engine/network/freeze_rules.c',
     'if (row->type == 1) {\n', 'if (row->type == 1) {\n        rule.seconds = 31;\n'),
    ('type 2: half the time', 'engine/network/freeze_rules.c',
     'rule.seconds = row->min_seconds;', 'rule.seconds = row->min_seconds / 2;'),
    ('type 3: reads as possible', 'engine/network/freeze_rules.c',
     'rule.answer = RULE_NEVER;', 'rule.answer = RULE_POSSIBLE;'),
    ('order: the least specific row wins', 'engine/network/freeze_rules.c',
     'rule->rank < best->rank', 'rule->rank > best->rank'),
    ('order: stations before their platforms', 'engine/network/freeze_rules.c',
     'steps < best_steps', 'steps > best_steps'),
    ('order: the later row wins', 'engine/network/freeze_rules.c',
     'rule->row < best->row', 'rule->row > best->row'),
    ('one way: rows hold both ways', 'engine/network/freeze_rules.c',
     'if (frozen->options.two_way)', 'if (!frozen->options.two_way)'),
    ('promises: also between days', 'engine/world/lay_links.c',
     'layout->final_runs[from].day == layout->final_runs[to].day &&',
     'layout->final_runs[from].day <= layout->final_runs[to].day &&'),
    ('blocks: wherever the next trip starts', 'engine/world/stay.c',
     'return begins_near(world, from, to) && ', 'return '),
    ('blocks: only at the same station', 'engine/world/stay.c',
     'NEAR_METRES = 200', 'NEAR_METRES = 2'),
    ('blocks: the next but one', 'engine/world/lay_links.c',
     '        before = run;\n', '        before = before == NO_IX ? run : NO_IX;\n'),
    ('blocks: no staying in no time', 'engine/world/lay_links.c',
     'if (depart < arrive)', 'if (depart <= arrive)'),
    ('type 4: reads as type 5', 'engine/network/freeze_links.c',
     'row->type == 4 ? LINK_STAY : LINK_NO_STAY', 'row->type == 5 ? LINK_STAY : LINK_NO_STAY'),
    ('type 5: is overlooked', 'engine/world/stay.c',
     'row->to == to && row->kind == LINK_NO_STAY', 'row->to == to && row->kind == LINK_GUARANTEE'),
    ('in-seat: cannot be refused', 'engine/search/begin.c',
     'search->stays = change->in_seat && ', 'search->stays = '),
    ('change: the minimum is overlooked', 'engine/search/walk.c',
     '(slower > change->min_seconds ? slower : change->min_seconds)', '(slower)'),
    ('change: nothing is added', 'engine/search/walk.c', ' + change->added_seconds;', ';'),
    ('change: the factor rounds down', 'engine/search/walk.c', ' + 999) / 1000', ') / 1000'),
    ('change: the question has no say', 'engine/search/begin.c',
     'change->default_seconds >= 0 ?', 'change->default_seconds > 100000 ?'),
    ('slack: boarding', 'engine/network/network.c', ': route->board_slack;', ': 0;'),
    ('slack: alighting', 'engine/network/network.c', ': route->alight_slack;', ': 0;'),
    ('stations: no walks', 'engine/network/freeze_footpaths.c',
     'if (by_row || pairs_one_station(frozen, pair.from, pair.to))', 'if (by_row)'),
    ('links: farther than said', 'engine/network/freeze_pairs.c',
     'double metres = frozen->options.link_metres;',
     'double metres = frozen->options.link_metres / 2;'),
    ('wheelchair: unknown trips pass when strict', 'engine/search/begin.c',
     'pattern->wheelchair != TRISTATE_YES', 'pattern->wheelchair == TRISTATE_NO'),
    ('bikes: unknown trips pass', 'engine/search/begin.c',
     'pattern->bikes != TRISTATE_YES', 'pattern->bikes == TRISTATE_NO'),
    ('exclusions: agencies', 'engine/search/begin.c',
     'if (needs->no_agencies[i] == route->agency)',
     'if (needs->no_agencies[i] == route->agency && i > 0)'),
    ('exclusions: trips', 'engine/search/begin.c',
     'if (is_trip(search->world, schedule->runs[i].trip, needs->no_trips[k]))',
     'if (is_trip(search->world, schedule->runs[i].trip, needs->no_trips[k]) && k > 0)'),
    ('transfers: one too many', 'engine/search/begin.c',
     'query->change.transfers_max + 1 :', 'query->change.transfers_max + 2 :'),
    ('travel time: a minute too long', 'engine/search/rounds.c',
     'travel_seconds_max + 1;', 'travel_seconds_max + 61;'),
    ('window: its end belongs to it', 'engine/search/window.c',
     'search_time end = begin + when->window_seconds;',
     'search_time end = begin + when->window_seconds + 60;'),
    ('overtaking: trips of a lane may pass', 'engine/world/lay_lanes.c',
     'if (two[i].arrive + gap < one[i].arrive || two[i].depart + gap < one[i].depart)',
     'if (two[i].arrive + gap < one[i].arrive && two[i].depart + gap < one[i].depart)'),
    ('via: no stay', 'engine/search/follow.c',
     'off += via_stay(&search->vias[layer], berth);', 'off += 0;'),
    ('reduced: walks that lose minutes stand in', 'engine/network/freeze_reduce.c',
     'best[visit->rank] < leave)', 'best[visit->rank] + 200 < leave)'),
    ('reduced: one trip speaks for all of a pattern', 'engine/network/freeze_reduce.c',
     'if (kept == begin || items[kept - 1] != items[i])', 'if (kept == begin)'),
    ('streets: steps are rolled down', 'engine/network/freeze_footpaths.c',
     'rolled < 0 && walked >= 0', 'rolled < 0 && walked >= 1000000'),
    ('streets: faster than a change', 'engine/network/freeze_footpaths.c',
     'moving->seconds > least ? moving->seconds : least', 'moving->seconds'),
    ('streets: near stops are joined through walls', 'engine/network/freeze_footpaths.c',
     ' && !on_streets(deciding, pair.from, pair.to)', ''),
    ('streets: wheelchairs walk', 'engine/planner.c',
     'query->needs.wheelchair == WHEELCHAIR_NONE ?', 'query->needs.wheelchair != 17 ?'),
    ('streets: a row is faster than rolling', 'engine/network/freeze_footpaths.c',
     'if (wheelchair && moving.seconds > walk->seconds)', 'if (wheelchair && moving.seconds < 0)'),
    ('slack of a stop: only that of the route', 'engine/network/network.c',
     'change && change->board_slack >= 0 ?', 'change && change->board_slack > 100000 ?'),
    ('change time of a stop: walks are shorter', 'engine/network/freeze_footpaths.c',
     'return ends[0] > ends[1] ? ends[0] : ends[1];', 'return ends[0];'),
]

# In tickets, which both comparisons of prices must notice.
PRICE_FAULTS = [
    ('prices: somebody is paid for riding', 'engine/fare/ticket.c',
     'bool below = sum < 0;', 'bool below = sum < 0;\n    return below;'),
    ('prices: one ticket of the wrong rider', 'engine/fare/who.c',
     'category->standard == 1 ||', 'category->standard == 0 ||'),
]

# In the city's own prices.
CITY_FAULTS = [
    ('prices: what is off is off twice', 'engine/fare/city.c',
     'item_of(look, rule, ITEM_REDUCTION, -off)', 'item_of(look, rule, ITEM_REDUCTION, -2 * off)'),
]


def copy_sources(root, target):
    """Everything but what was built: folders of the root that hold a build.ninja, and hidden ones."""
    def skip(folder, names):
        if folder != root:
            return []
        return [name for name in names if name.startswith('.') or
                os.path.exists(os.path.join(folder, name, 'build.ninja'))]
    shutil.copytree(root, target, ignore=skip, symlinks=True)


def build(copy, programs):
    """None, or what the compiler said."""
    targets = ['tests/oracle/' + words[0] for words in programs]
    done = subprocess.run(['ninja', '-C', os.path.join(copy, 'build'), *targets],
                          capture_output=True, text=True)
    return None if done.returncode == 0 else done.stdout[-1500:]


def compare(copy, words):
    """The exit code of a comparison; negative when it crashed."""
    program = os.path.join(copy, 'build', 'tests', 'oracle', words[0])
    done = subprocess.run([program, *words[1:]], capture_output=True, timeout=600)
    return done.returncode


def verdict(code, words):
    differs = 3 if words[0] == 'run_oracle' else 1
    return {differs: 'caught', -6: 'caught (assertion)', -11: 'caught (crash)',
            0: 'NOT NOTICED'}.get(code, f'ends with {code}')


def try_fault(copy, fault, programs):
    """'caught', or why not."""
    _, path, old, new = fault
    path = os.path.join(copy, path)
    with open(path, encoding='utf-8') as source:
        text = source.read()
    if text.count(old) != 1:
        return f'no longer fits: {text.count(old)} places for {old.strip()!r}'
    with open(path, 'w', encoding='utf-8') as source:
        source.write(text.replace(old, new))
    try:
        said = build(copy, programs)
        if said:
            return 'does not build: ' + said
        found = [verdict(compare(copy, words), words) for words in programs]
        return next((one for one in found if not one.startswith('caught')), found[0])
    finally:
        with open(path, 'w', encoding='utf-8') as source:
            source.write(text)


def main():
    root, words = os.path.abspath(sys.argv[1]), sys.argv[2:]
    kinds = ((FAULTS, SEARCH), (PRICE_FAULTS, PRICES), (CITY_FAULTS, CITY))
    faults = [(fault, programs) for kind, programs in kinds for fault in kind
              if not words or any(word in fault[0] for word in words)]
    used = [words for words in SEARCH + PRICES if any(words in of for _, of in faults)]
    caught = 0
    with tempfile.TemporaryDirectory() as folder:
        copy = os.path.join(folder, 'copy')
        copy_sources(root, copy)
        subprocess.run(['meson', 'setup', os.path.join(copy, 'build'), copy, '--buildtype=debug',
                        '-Doptimization=1', '-Dwerror=false'], check=True, capture_output=True)
        said = build(copy, used)
        if said or any(compare(copy, words) for words in used):
            print(said or 'the sources as they are do not agree with the oracle')
            return 1
        for fault, programs in faults:
            began = time.monotonic()
            result = try_fault(copy, fault, programs)
            caught += result.startswith('caught')
            print(f'{fault[0]:50} {result} ({time.monotonic() - began:.1f} s)', flush=True)
    print(f'{caught} of {len(faults)} faults caught')
    return 0 if caught == len(faults) else 1


if __name__ == '__main__':
    sys.exit(main())
