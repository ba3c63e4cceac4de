#include "tests/oracle/plain_fares.h"

#include <string.h>

/* Nothing here is taken from engine/fare: rules are read again from what the standard says. */

#define RIDES_MAX 7
#define NEVER INT64_MAX

/* A set of rides, in order of travel. */
struct share {
    const struct small_tariff *small;
    uint32_t rides[RIDES_MAX];
    uint32_t count;
};

static bool has_legs(const struct small_tariff *small, feed_ix feed)
{
    bool legs = false, flat = false;
    for (uint32_t i = 0; i < small->tariff.counts.fare_leg_rules; i++)
        legs |= small->fare_leg_rules[i].feed == feed;
    for (uint32_t i = 0; i < small->tariff.counts.flat_fares; i++)
        flat |= small->flat_fares[i].feed == feed;
    return legs && !(flat && small->profile.flat);
}

static stop_ix top(const struct small_tariff *small, stop_ix stop)
{
    return small->stops[stop].parent == NO_IX ? stop : small->stops[stop].parent;
}

static bool is_part(const struct small_tariff *small, stop_ix stop, stop_ix of)
{
    return stop == of || small->stops[stop].parent == of;
}

/* Whether rides i - 1 and i are one. */
bool plain_tied(const struct small_tariff *small, uint32_t i)
{
    const struct fare_ride *from = &small->rides[i - 1], *to = &small->rides[i];
    if (from->kind != FARE_TRANSIT || to->kind != FARE_TRANSIT || from->feed != to->feed)
        return false;
    bool tied = to->stays;
    for (uint32_t k = 0; has_legs(small, to->feed) && k < small->tariff.counts.fare_join_rules;
         k++) {
        const struct fare_join_rule *rule = &small->fare_join_rules[k];
        bool networks = (rule->from_network == TARIFF_ANY || rule->from_network == from->network) &&
                        (rule->to_network == TARIFF_ANY || rule->to_network == to->network);
        bool unsaid = rule->from_stop == NO_IX && rule->to_stop == NO_IX;
        bool stops =
            unsaid ? top(small, from->to) == top(small, to->from)
                   : (rule->from_stop == NO_IX || is_part(small, from->to, rule->from_stop)) &&
                         (rule->to_stop == NO_IX || is_part(small, to->from, rule->to_stop));
        tied |= rule->feed == to->feed && networks && stops;
    }
    return tied;
}

static bool in_group(const struct small_tariff *small, uint32_t group, zone_ix zone_index,
                     unix_time time)
{
    const struct zone_span *span = &small->zones[zone_index];
    int64_t offset = small->changes[span->first].offset_seconds;
    for (uint32_t i = 0; i < span->count; i++)
        if (small->changes[span->first + i].at <= time)
            offset = small->changes[span->first + i].offset_seconds;
    int64_t wall = time + offset, day = wall / 86400, clock = wall % 86400;
    const struct timeframe_group *of = &small->timeframe_groups[group];
    for (uint32_t i = of->first; i < of->first + of->count; i++) {
        const struct timeframe *frame = &small->timeframes[i];
        uint32_t weekdays =
            frame->service == NO_IX ? 127 : small->services[frame->service].weekdays;
        int64_t weekday = (day + 3) % 7; /* the first day of 1970 was a Thursday */
        if (clock >= frame->begin && clock < frame->end && weekdays >> weekday & 1)
            return true;
    }
    return false;
}

static bool times_hold(const struct small_tariff *small, uint32_t wanted,
                       const struct fare_ride *ride, bool end)
{
    zone_ix zone = end ? ride->zone_to : ride->zone_from;
    unix_time time = end ? ride->arrive : ride->depart;
    if (wanted == TARIFF_ANY)
        return true;
    if (wanted != TARIFF_ELSE)
        return in_group(small, wanted, zone, time);
    for (uint32_t i = 0; i < small->tariff.counts.timeframe_groups; i++)
        if (small->timeframe_groups[i].feed == ride->feed &&
            small->timeframe_groups[i].named & (end ? 2 : 1) && in_group(small, i, zone, time))
            return false;
    return true;
}

static bool area_holds(const struct small_tariff *small, uint32_t wanted, stop_ix stop, bool end)
{
    bool in = false, named = false;
    for (uint32_t i = small->stop_area_first[stop]; i < small->stop_area_first[stop + 1]; i++) {
        in |= small->stop_areas[i] == wanted;
        named |= (small->fare_areas[small->stop_areas[i]].named & (end ? 2 : 1)) != 0;
    }
    return wanted == TARIFF_ANY || in || (wanted == TARIFF_ELSE && !named);
}

static bool leg_rule_holds(const struct small_tariff *small, const struct fare_leg_rule *rule,
                           uint32_t first, uint32_t last)
{
    for (uint32_t i = first; i <= last; i++) {
        uint32_t network = small->rides[i].network;
        bool named = network != NO_IX && small->fare_networks[network].named;
        if (rule->network == TARIFF_ELSE ? named
                                         : rule->network != TARIFF_ANY && rule->network != network)
            return false;
    }
    return rule->feed == small->rides[first].feed &&
           area_holds(small, rule->from_area, small->rides[first].from, false) &&
           area_holds(small, rule->to_area, small->rides[last].to, true) &&
           times_hold(small, rule->from_times, &small->rides[first], false) &&
           times_hold(small, rule->to_times, &small->rides[last], true);
}

/* One leg and the rules that hold for it. */
struct plain_leg {
    uint32_t first, last;
    uint32_t rules[SMALL_ROWS];
    uint32_t count;
};

static void find_rules(const struct small_tariff *small, struct plain_leg *leg)
{
    int32_t highest = INT32_MIN;
    for (uint32_t i = 0; i < small->tariff.counts.fare_leg_rules; i++)
        if (leg_rule_holds(small, &small->fare_leg_rules[i], leg->first, leg->last) &&
            small->fare_leg_rules[i].priority > highest)
            highest = small->fare_leg_rules[i].priority;
    for (uint32_t i = 0; i < small->tariff.counts.fare_leg_rules; i++)
        if (leg_rule_holds(small, &small->fare_leg_rules[i], leg->first, leg->last) &&
            small->fare_leg_rules[i].priority == highest)
            leg->rules[leg->count++] = i;
}

/* A chain of which the first legs are decided. */
struct walk {
    const struct small_tariff *small;
    struct plain_leg legs[RIDES_MAX];
    uint32_t leg_count;
    uint32_t category, medium;
    uint32_t chosen[RIDES_MAX]; /* leg rule */
    uint32_t bought[2 * RIDES_MAX];
    uint32_t bought_count; /* first product of each that was bought; NO_IX: one that is none */
    int64_t best;
};

static bool cost_of(const struct walk *walk, struct product_span span, int64_t *amount)
{
    int64_t least = NEVER;
    for (uint32_t i = span.first; i < span.first + span.count; i++) {
        const struct fare_product *product = &walk->small->fare_products[i];
        if ((product->category == TARIFF_ANY || product->category == walk->category) &&
            (product->medium == TARIFF_ANY || product->medium == walk->medium) &&
            product->amount < least)
            least = product->amount;
    }
    if (span.count && least == NEVER)
        return false;
    *amount += span.count ? least : 0;
    return true;
}

static uint32_t name_of(struct product_span span)
{
    return span.count ? span.first : NO_IX;
}

static bool is_bought(const struct walk *walk, struct product_span span)
{
    for (uint32_t i = 0; i < walk->bought_count; i++)
        if (walk->bought[i] == name_of(span))
            return true;
    return false;
}

static bool names(uint32_t wanted, const struct small_tariff *small, uint32_t group, uint32_t bit)
{
    return group != NO_IX &&
           (wanted == group || (wanted == TARIFF_ELSE && !(small->leg_groups[group].named & bit)));
}

/* Whether the rule is about the change to leg `next`; `row` is where the groups begin to be one. */
static bool change_holds(const struct walk *walk, const struct fare_transfer_rule *rule,
                         uint32_t next, uint32_t row)
{
    const struct small_tariff *small = walk->small;
    uint32_t from = small->fare_leg_rules[walk->chosen[next - 1]].group;
    uint32_t to = small->fare_leg_rules[walk->chosen[next]].group;
    if (rule->feed != small->rides[walk->legs[0].first].feed ||
        !names(rule->from_group, small, from, 1) || !names(rule->to_group, small, to, 2))
        return false;
    uint32_t start = from == to ? row : next - 1;
    if (from == to && rule->count > 0 && (uint32_t)rule->count < next - row)
        return false;
    unix_time begin = rule->limit_kind >= 2 ? small->rides[walk->legs[start].last].arrive
                                            : small->rides[walk->legs[start].first].depart;
    bool arrival = rule->limit_kind == 0 || rule->limit_kind == 3;
    unix_time end = arrival ? small->rides[walk->legs[next].last].arrive
                            : small->rides[walk->legs[next].first].depart;
    return rule->limit_seconds < 0 || end - begin <= rule->limit_seconds;
}

/* Whether another rule that holds allows fewer changes in a row. */
static bool is_beaten(const struct walk *walk, const struct fare_transfer_rule *rule, uint32_t next,
                      uint32_t row)
{
    const struct small_tariff *small = walk->small;
    if (small->fare_leg_rules[walk->chosen[next - 1]].group !=
        small->fare_leg_rules[walk->chosen[next]].group)
        return false;
    for (uint32_t i = 0; i < small->tariff.counts.fare_transfer_rules; i++) {
        const struct fare_transfer_rule *other = &small->fare_transfer_rules[i];
        if (other->count > 0 && (rule->count <= 0 || other->count < rule->count) &&
            change_holds(walk, other, next, row))
            return true;
    }
    return false;
}

/* What has been spent before leg `next`; `first_unsold`: the first product is sold to nobody. */
struct spent {
    uint32_t next, row;
    int64_t amount;
    bool first_unsold;
};

static void follow(struct walk *walk, const struct spent *spent);

static void change(struct walk *walk, const struct fare_transfer_rule *rule,
                   const struct spent *spent)
{
    const struct small_tariff *small = walk->small;
    struct product_span own = small->fare_leg_rules[walk->chosen[spent->next - 1]].product;
    struct product_span after = small->fare_leg_rules[walk->chosen[spent->next]].product;
    struct spent then = {spent->next + 1, spent->row, spent->amount, false};
    uint32_t bought_before = walk->bought_count;
    if (small->fare_leg_rules[walk->chosen[spent->next - 1]].group !=
        small->fare_leg_rules[walk->chosen[spent->next]].group)
        then.row = spent->next;
    if (rule->kind == TRANSFER_CHANGE) {
        if (spent->next == 1)
            then.amount = 0;
        walk->bought[walk->bought_count++] = name_of(own);
    } else if (spent->first_unsold || (rule->product.count && !is_bought(walk, own))) {
        return;
    }
    bool paid = cost_of(walk, rule->product, &then.amount);
    if (rule->kind == TRANSFER_ALL)
        paid = paid && cost_of(walk, after, &then.amount);
    if (rule->kind != TRANSFER_FIRST_AND_CHANGE)
        walk->bought[walk->bought_count++] = name_of(after);
    if (paid)
        follow(walk, &then);
    walk->bought_count = bought_before;
}

static void follow(struct walk *walk, const struct spent *spent)
{
    const struct small_tariff *small = walk->small;
    if (spent->next == walk->leg_count) {
        if (!spent->first_unsold && spent->amount < walk->best)
            walk->best = spent->amount;
        return;
    }
    const struct plain_leg *leg = &walk->legs[spent->next];
    for (uint32_t i = 0; i < leg->count; i++) {
        walk->chosen[spent->next] = leg->rules[i];
        for (uint32_t k = 0; k < small->tariff.counts.fare_transfer_rules; k++) {
            const struct fare_transfer_rule *rule = &small->fare_transfer_rules[k];
            walk->chosen[spent->next] = leg->rules[i];
            if (change_holds(walk, rule, spent->next, spent->row) &&
                !is_beaten(walk, rule, spent->next, spent->row))
                change(walk, rule, spent);
        }
    }
}

static void start(struct walk *walk)
{
    for (uint32_t i = 0; i < walk->legs[0].count; i++) {
        struct product_span product = walk->small->fare_leg_rules[walk->legs[0].rules[i]].product;
        struct spent spent = {1, 0, 0, false};
        walk->chosen[0] = walk->legs[0].rules[i];
        walk->bought[0] = name_of(product);
        walk->bought_count = 1;
        spent.first_unsold = !cost_of(walk, product, &spent.amount);
        follow(walk, &spent);
    }
}

static bool is_said(feed_ix feed, const char *id, const char *const *list, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        const char *said = list[i];
        if (said[0] == (char)('a' + feed) && said[1] == '_')
            said += 2;
        if (strcmp(said, id) == 0)
            return true;
    }
    return false;
}

/* Whether rides of the feed that the block leaves out lie between its own. */
static bool is_in_a_row(const struct share *block, agency_ix agency)
{
    const struct fare_ride *rides = block->small->rides;
    uint32_t at = 0;
    for (uint32_t i = block->rides[0]; i <= block->rides[block->count - 1]; i++) {
        bool inside = i == block->rides[at];
        at += inside;
        if (!inside && rides[i].kind == FARE_TRANSIT &&
            rides[i].feed == rides[block->rides[0]].feed &&
            (agency == NO_IX || rides[i].agency == agency))
            return false;
    }
    return true;
}

static bool of_one_feed(const struct share *block)
{
    const struct fare_ride *rides = block->small->rides;
    for (uint32_t i = 0; i < block->count; i++)
        if (rides[block->rides[i]].kind != FARE_TRANSIT ||
            rides[block->rides[i]].feed != rides[block->rides[0]].feed)
            return false;
    return true;
}

/* The cheapest ticket of leg rules, or NEVER. */
static int64_t ticket(const struct share *block)
{
    const struct small_tariff *small = block->small;
    const struct tariff *tariff = &small->tariff;
    feed_ix feed = small->rides[block->rides[0]].feed;
    struct walk walk = {.small = small, .best = NEVER};
    for (uint32_t i = 0; i < block->count; i++) {
        uint32_t ride = block->rides[i];
        if (i == 0 || !plain_tied(small, ride))
            walk.legs[walk.leg_count++].first = ride;
        walk.legs[walk.leg_count - 1].last = ride;
    }
    for (uint32_t i = 0; i < walk.leg_count; i++)
        find_rules(small, &walk.legs[i]);
    const struct fare_profile *said = &small->profile;
    for (uint32_t c = 0; c <= tariff->counts.rider_categories; c++)
        for (uint32_t m = 0; m <= tariff->counts.fare_media; m++) {
            const struct rider_category *category = &small->rider_categories[c];
            const struct fare_medium *medium = &small->fare_media[m];
            walk.category = walk.medium = TARIFF_ANY - 2;
            if (c < tariff->counts.rider_categories && category->feed == feed &&
                (category->standard || is_said(feed, small->texts + category->id, said->categories,
                                               said->category_count)))
                walk.category = c;
            if (m < tariff->counts.fare_media && medium->feed == feed &&
                (said->medium_count == 0 ||
                 is_said(feed, small->texts + medium->id, said->media, said->medium_count)))
                walk.medium = m;
            start(&walk);
        }
    return walk.best < 0 ? 0 : walk.best; /* Nobody is paid for riding. */
}

static bool zone_passed(const struct share *block, text_ix zone)
{
    for (uint32_t i = 0; i < block->count; i++)
        for (uint32_t k = 0; k < block->small->rides[block->rides[i]].zone_count; k++)
            if (block->small->rides[block->rides[i]].zones[k] == zone)
                return true;
    return false;
}

static bool flat_rule_holds(const struct share *block, const struct flat_rule *rule, uint32_t ride)
{
    const struct small_tariff *small = block->small;
    const struct fare_ride *first = &small->rides[block->rides[0]];
    const struct fare_ride *last = &small->rides[block->rides[block->count - 1]];
    if ((rule->route != NO_IX && rule->route != small->rides[ride].route) ||
        (rule->origin && rule->origin != small->stops[first->from].fare_zone) ||
        (rule->destination && rule->destination != small->stops[last->to].fare_zone))
        return false;
    for (text_ix zone = 1; rule->zone_count && zone < small->text_size; zone++) {
        bool listed = false;
        for (uint32_t i = 0; i < rule->zone_count; i++)
            listed |= small->flat_zones[rule->first_zone + i] == zone;
        if (listed != zone_passed(block, zone))
            return false;
    }
    return true;
}

static bool flat_fare_holds(const struct share *block, const struct flat_fare *fare)
{
    const struct small_tariff *small = block->small;
    const struct fare_ride *first = &small->rides[block->rides[0]];
    int32_t boardings = 0;
    if (fare->feed != first->feed || !is_in_a_row(block, fare->agency))
        return false;
    for (uint32_t i = 0; i < block->count; i++) {
        uint32_t ride = block->rides[i];
        bool met = fare->rule_count == 0;
        for (uint32_t k = 0; k < fare->rule_count; k++)
            met |= flat_rule_holds(block, &small->flat_rules[fare->first_rule + k], ride);
        bool boards = i == 0 || !plain_tied(small, ride);
        boardings += boards;
        bool late = boards && i > 0 && fare->seconds >= 0 &&
                    small->rides[ride].depart - first->depart > fare->seconds;
        if (!met || late || (fare->agency != NO_IX && fare->agency != small->rides[ride].agency))
            return false;
    }
    return fare->transfers < 0 || boardings - 1 <= fare->transfers;
}

static int64_t flat(const struct share *block)
{
    int64_t best = NEVER;
    for (uint32_t i = 0; i < block->small->tariff.counts.flat_fares; i++) {
        const struct flat_fare *fare = &block->small->flat_fares[i];
        int64_t amount = block->small->fare_products[fare->product].amount;
        if (amount < best && flat_fare_holds(block, fare))
            best = amount;
    }
    return best;
}

/* What the block costs at once. False: it cannot be paid for so. */
static bool block_price(const struct share *block, struct plain_cost *cost)
{
    bool whole = true;
    for (uint32_t i = 1; i < block->count; i++)
        whole &=
            block->rides[i] == block->rides[i - 1] + 1 && plain_tied(block->small, block->rides[i]);
    feed_ix feed = block->small->rides[block->rides[0]].feed;
    int64_t amount = NEVER;
    if (of_one_feed(block) && has_legs(block->small, feed))
        amount = is_in_a_row(block, NO_IX) ? ticket(block) : NEVER;
    else if (of_one_feed(block))
        amount = flat(block);
    *cost = amount == NEVER ? (struct plain_cost){block->count, 0} : (struct plain_cost){0, amount};
    return amount != NEVER || whole;
}

bool plain_ticket(const struct small_tariff *small, uint32_t rides, int64_t *amount)
{
    struct share block = {.small = small};
    struct plain_cost cost;
    for (uint32_t i = 0; i < small->ride_count; i++)
        if (rides >> i & 1)
            block.rides[block.count++] = i;
    bool priced = block_price(&block, &cost) && !cost.unknown;
    *amount = priced ? cost.amount : 0;
    return priced;
}

/* The blocks that some rides have been put into. */
struct parting {
    const struct small_tariff *small;
    struct share blocks[RIDES_MAX];
    uint32_t count;
    struct plain_cost best;
};

static void weigh(struct parting *parting)
{
    struct plain_cost sum = {0, 0}, cost;
    for (uint32_t i = 0; i < parting->count; i++) {
        if (!block_price(&parting->blocks[i], &cost))
            return;
        sum.unknown += cost.unknown;
        sum.amount += cost.amount;
    }
    if (sum.unknown < parting->best.unknown ||
        (sum.unknown == parting->best.unknown && sum.amount < parting->best.amount))
        parting->best = sum;
}

static void put(struct parting *parting, uint32_t ride)
{
    if (ride == parting->small->ride_count) {
        weigh(parting);
        return;
    }
    for (uint32_t i = 0; i <= parting->count; i++) {
        struct share *block = &parting->blocks[i];
        bool with_last = block->count && block->rides[block->count - 1] + 1 == ride;
        if (ride > 0 && plain_tied(parting->small, ride) && !(i < parting->count && with_last))
            continue;
        bool added = i == parting->count;
        if (added)
            *block = (struct share){.small = parting->small};
        parting->count += added;
        block->rides[block->count++] = ride;
        put(parting, ride + 1);
        block->count--;
        parting->count -= added;
        if (added)
            break;
    }
}

struct plain_cost plain_price(const struct small_tariff *small)
{
    struct parting parting = {.small = small, .best = {UINT32_MAX, INT64_MAX}};
    put(&parting, 0);
    return parting.best;
}
