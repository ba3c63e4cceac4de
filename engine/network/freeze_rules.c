#include "engine/network/freeze_rules.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"

enum { CHAINS_MAX = 20 * 1000 * 1000 }; /* Rows and what follows from chaining them. */

/* How many steps up from `stop` the row's name lies; -1: it does not cover the stop. */
static int steps_up(const struct frozen *frozen, stop_ix stop, stop_ix named)
{
    const struct stop *stops = frozen->stops.data;
    for (int steps = 0; stop != NO_IX; steps++, stop = stops[stop].parent)
        if (stop == named)
            return steps;
    return -1;
}

int transfer_directness(const struct frozen *frozen, const struct draft_transfer *row, stop_ix from,
                        stop_ix to)
{
    int one = steps_up(frozen, from, frozen->stop_of[row->from_stop]);
    int two = steps_up(frozen, to, frozen->stop_of[row->to_stop]);
    return one < 0 || two < 0 ? -1 : one + two;
}

/* The order of the standard: both trips, a trip and a route, a trip, both routes, a route, none. */
static uint32_t rule_rank(const struct rule_class *asks)
{
    int trips = (asks->from_trip != NO_IX) + (asks->to_trip != NO_IX);
    int routes = (asks->from_trip == NO_IX && asks->from_route != NO_IX) +
                 (asks->to_trip == NO_IX && asks->to_route != NO_IX);
    return (uint32_t)(2 - trips) * 3 + (uint32_t)(2 - routes);
}

static int rule_order(const void *a, const void *b)
{
    const struct rule *one = a, *two = b;
    const uint32_t keys[2][4] = {{one->from, one->to, one->rank, one->row},
                                 {two->from, two->to, two->rank, two->row}};
    for (int i = 0; i < 4; i++)
        if (keys[0][i] != keys[1][i])
            return keys[0][i] < keys[1][i] ? -1 : 1;
    return 0;
}

static struct rule rule_of(const struct frozen *frozen, uint32_t index)
{
    const struct draft_transfer *row = vec_at(&frozen->draft->transfers, index);
    struct rule rule = {
        .from = frozen->stop_of[row->from_stop],
        .to = frozen->stop_of[row->to_stop],
        .row = index,
        .asks = {row->from_route, row->to_route, row->from_trip, row->to_trip},
    };
    rule.rank = rule_rank(&rule.asks);
    if (row->type == 3) {
        rule.answer = RULE_NEVER;
    } else if (row->type == 1) {
        rule.answer = RULE_SECONDS;
    } else if (row->type == 2 && row->min_seconds >= 0) {
        rule.answer = RULE_SECONDS;
        rule.seconds = row->min_seconds;
    } else {
        rule.answer = RULE_POSSIBLE;
    }
    if (rule.answer == RULE_SECONDS && rule.seconds < frozen->options.floor_seconds)
        rule.seconds = frozen->options.floor_seconds;
    return rule;
}

/* First rule under the pair, or where it would stand. */
static uint32_t first_under(const struct rules *rules, stop_ix from, stop_ix to)
{
    const struct rule *items = rules->items.data;
    uint32_t low = 0, high = rules->items.count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        bool before =
            items[middle].from != from ? items[middle].from < from : items[middle].to < to;
        if (before)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool has_pair(const struct rules *rules, stop_ix from, stop_ix to)
{
    const struct rule *items = rules->items.data;
    uint32_t at = first_under(rules, from, to);
    return at < rules->items.count && items[at].from == from && items[at].to == to;
}

static void sort_rules(struct rules *rules)
{
    vec_sort(&rules->items, rule_order);
}

/* Reads rows in both directions, but where the feed gives the way back itself. */
static void add_ways_back(struct rules *rules)
{
    uint32_t count = rules->items.count;
    struct vec back = vec_of(sizeof(struct rule));
    for (uint32_t i = 0; i < count; i++) {
        struct rule rule = *(const struct rule *)vec_at(&rules->items, i);
        if (has_pair(rules, rule.to, rule.from))
            continue;
        rule = (struct rule){
            rule.to,
            rule.from,
            rule.rank,
            rule.row,
            rule.seconds,
            rule.answer,
            {rule.asks.to_route, rule.asks.from_route, rule.asks.to_trip, rule.asks.from_trip}};
        vec_push(&back, &rule);
    }
    vec_add_many(&rules->items, back.data, back.count);
    vec_finish(&back);
    sort_rules(rules);
}

/* One pass of chaining: from -> middle -> to where no row says from -> to, or a slower one. */
static bool chain_once(struct rules *rules)
{
    struct vec found = vec_of(sizeof(struct rule));
    for (uint32_t i = 0; i < rules->items.count && !rules->overfull; i++) {
        const struct rule *one = vec_at(&rules->items, i);
        rules->overfull = (uint64_t)found.count + rules->items.count > CHAINS_MAX;
        if (one->answer != RULE_SECONDS || one->from == one->to)
            continue;
        for (uint32_t k = first_under(rules, one->to, 0); k < rules->items.count; k++) {
            const struct rule *two = vec_at(&rules->items, k);
            if (two->from != one->to)
                break;
            if (two->answer != RULE_SECONDS || two->to == two->from || two->to == one->from ||
                has_pair(rules, one->from, two->to))
                continue;
            struct rule both = *one;
            both.to = two->to;
            both.seconds = one->seconds + two->seconds;
            if (both.seconds > WALK_SECONDS_MAX)
                both.seconds = WALK_SECONDS_MAX;
            vec_push(&found, &both);
        }
    }
    vec_add_many(&rules->items, found.data, found.count);
    bool any = found.count > 0 && !rules->overfull;
    vec_finish(&found);
    sort_rules(rules);
    return any;
}

/* Of several chains between two stops the fastest stays. */
static void keep_fastest(struct rules *rules)
{
    struct rule *items = rules->items.data;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < rules->items.count; i++) {
        struct rule *last = kept ? &items[kept - 1] : NULL;
        if (last && last->from == items[i].from && last->to == items[i].to &&
            last->rank == items[i].rank &&
            memcmp(&last->asks, &items[i].asks, sizeof last->asks) == 0 &&
            last->answer == RULE_SECONDS && items[i].answer == RULE_SECONDS) {
            if (items[i].seconds < last->seconds)
                last->seconds = items[i].seconds;
            continue;
        }
        items[kept++] = items[i];
    }
    rules->items.count = kept;
}

void rules_init(struct rules *rules, const struct frozen *frozen)
{
    *rules = (struct rules){.frozen = frozen, .items = vec_of(sizeof(struct rule))};
    for (uint32_t i = 0; i < frozen->draft->transfers.count; i++) {
        const struct draft_transfer *row = vec_at(&frozen->draft->transfers, i);
        if (!transfer_is_walk(row) || transfer_is_guarantee(row))
            continue; /* Promises are links: they hold on one service day, whatever the class. */
        struct rule rule = rule_of(frozen, i);
        vec_push(&rules->items, &rule);
    }
    sort_rules(rules);
    if (frozen->options.two_way)
        add_ways_back(rules);
    while (frozen->options.closed && chain_once(rules))
        keep_fastest(rules);
}

void rules_finish(struct rules *rules)
{
    vec_finish(&rules->items);
}

static bool fits(uint32_t asked, uint32_t given)
{
    return asked == NO_IX || asked == given;
}

/* The best rule under one pair of names: they are sorted by rank, so the first that fits. */
static const struct rule *best_under(const struct rules *rules, stop_ix from, stop_ix to,
                                     const struct rule_class *from_class,
                                     const struct rule_class *to_class)
{
    const struct rule *items = rules->items.data;
    for (uint32_t i = first_under(rules, from, to);
         i < rules->items.count && items[i].from == from && items[i].to == to; i++)
        if (fits(items[i].asks.from_route, from_class->from_route) &&
            fits(items[i].asks.to_route, to_class->to_route) &&
            fits(items[i].asks.from_trip, from_class->from_trip) &&
            fits(items[i].asks.to_trip, to_class->to_trip))
            return &items[i];
    return NULL;
}

const struct rule *rules_ask(const struct rules *rules, stop_ix from, stop_ix to,
                             const struct rule_class *from_class, const struct rule_class *to_class)
{
    const struct stop *stops = rules->frozen->stops.data;
    const struct rule *best = NULL;
    int best_steps = 0;
    if (!rules->items.count)
        return NULL;
    int up_from = 0;
    for (stop_ix a = from; a != NO_IX; a = stops[a].parent, up_from++) {
        int steps = up_from;
        for (stop_ix b = to; b != NO_IX; b = stops[b].parent, steps++) {
            const struct rule *rule = best_under(rules, a, b, from_class, to_class);
            if (!rule)
                continue;
            bool better =
                !best || rule->rank < best->rank ||
                (rule->rank == best->rank && steps < best_steps) ||
                (rule->rank == best->rank && steps == best_steps && rule->row < best->row);
            if (better) {
                best = rule;
                best_steps = steps;
            }
        }
    }
    return best;
}
