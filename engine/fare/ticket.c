#include "engine/base/vec.h"
#include "engine/fare/cover.h"

/*
 * One ticket of Fares v2: legs of one feed in a row, with a change between any two that some
 * transfer rule allows; legs without such a rule are tickets of their own, which the table of all
 * sets sees to. The cheapest chain is found leg by leg. What the next change may cost depends on
 * what a state holds and nothing else, so of equal states the cheaper one is kept.
 *
 * Two readings of the standard: a change that costs something on top of a product
 * needs that product, which must have been bought in this chain; one that is free carries on
 * whatever ticket there is. A row is a stretch of legs of one group: its changes are counted, and
 * the clock of a time limit runs, from its first leg.
 */

#define STATES_MAX 128 /* of one leg; a feed that needs more pays too much, never too little */
#define KEYS_MAX 64    /* products of one chain told apart; the last stands for none */
#define NO_STATE UINT32_MAX

/* How a chain may look when it has come to a leg. */
struct state {
    uint32_t match;     /* which of the leg's rules */
    uint32_t row_start; /* leg at which the row of equal groups begins */
    uint64_t held;      /* products of legs bought so far, a bit a key */
    /* What is not part of what makes states equal: */
    int64_t amount;
    uint32_t items;
    bool unpaid;       /* the first leg, whose product cannot be bought: only instead of it */
    uint32_t before;   /* state of the leg before, or NO_STATE */
    uint32_t transfer; /* transfer rule that leads here, or NO_IX */
};

struct chain {
    const struct fare_pricing *pricing;
    const struct tariff *tariff;
    uint32_t units[FARE_RIDES_MAX];
    uint32_t leg_count;
    struct who who;
    struct vec states[FARE_RIDES_MAX]; /* struct state, one list a leg */
    struct product_span keys[KEYS_MAX];
    uint32_t key_count;
};

static const struct fare_unit *leg_of(const struct chain *chain, uint32_t leg)
{
    return &chain->pricing->units[chain->units[leg]];
}

static const struct fare_leg_rule *rule_of(const struct chain *chain, uint32_t leg, uint32_t match)
{
    return &chain->tariff->fare_leg_rules[leg_of(chain, leg)->matches.rules[match]];
}

static struct state *state_of(const struct chain *chain, uint32_t leg, uint32_t state)
{
    return (struct state *)chain->states[leg].data + state;
}

/* The bit of a product; 0: there are too many to tell it apart, so it is never held. */
static uint64_t key_of(struct chain *chain, struct product_span span)
{
    uint32_t i = 0;
    for (; i < chain->key_count; i++)
        if (chain->keys[i].count == span.count &&
            (span.count == 0 || chain->keys[i].first == span.first))
            return UINT64_C(1) << i;
    if (chain->key_count == KEYS_MAX)
        return 0;
    chain->keys[chain->key_count++] = span;
    return UINT64_C(1) << i;
}

/* What a product costs whoever travels. False: nobody sells it to them. */
static bool price(const struct chain *chain, struct product_span span, int64_t *amount,
                  uint32_t *items)
{
    if (span.count == 0)
        return true;
    uint32_t product = who_product(chain->tariff, span, chain->who);
    if (product == NO_IX)
        return false;
    *amount += chain->tariff->fare_products[product].amount;
    *items += 1;
    return true;
}

static bool is_cheaper(const struct state *a, const struct state *b)
{
    return a->unpaid != b->unpaid   ? b->unpaid
           : a->amount != b->amount ? a->amount < b->amount
                                    : a->items < b->items;
}

static void keep(struct chain *chain, uint32_t leg, const struct state *state)
{
    struct vec *states = &chain->states[leg];
    for (uint32_t i = 0; i < states->count; i++) {
        struct state *other = state_of(chain, leg, i);
        if (other->match == state->match && other->row_start == state->row_start &&
            other->held == state->held) {
            if (is_cheaper(state, other))
                *other = *state;
            return;
        }
    }
    if (states->count < STATES_MAX)
        vec_push(states, state);
}

static void begin(struct chain *chain)
{
    for (uint32_t i = 0; i < leg_of(chain, 0)->matches.count; i++) {
        struct product_span product = rule_of(chain, 0, i)->product;
        struct state state = {
            .match = i, .held = key_of(chain, product), .before = NO_STATE, .transfer = NO_IX};
        state.unpaid = !price(chain, product, &state.amount, &state.items);
        keep(chain, 0, &state);
    }
}

/* Whether the change comes in time, the clock running from leg `start`. */
static bool in_time(const struct chain *chain, const struct fare_transfer_rule *rule,
                    uint32_t start, uint32_t next)
{
    if (rule->limit_seconds < 0)
        return true;
    const struct fare_ride *rides = chain->pricing->rides;
    const struct fare_unit *from = leg_of(chain, start), *to = leg_of(chain, next);
    bool from_arrival =
        rule->limit_kind == DURATION_ARRIVE_DEPART || rule->limit_kind == DURATION_ARRIVE_ARRIVE;
    bool to_arrival =
        rule->limit_kind == DURATION_DEPART_ARRIVE || rule->limit_kind == DURATION_ARRIVE_ARRIVE;
    unix_time begin = from_arrival ? rides[from->last].arrive : rides[from->first].depart;
    unix_time end = to_arrival ? rides[to->last].arrive : rides[to->first].depart;
    return fare_in_time(chain->pricing, end - begin, rule->limit_seconds);
}

/* How many changes in a row the rule allows; between groups that differ it does not count. */
static uint32_t count_of(const struct fare_transfer_rule *rule)
{
    return rule->count > 0 ? (uint32_t)rule->count : UINT32_MAX;
}

/* One change under one rule. */
struct change {
    uint32_t leg;  /* that it leaves */
    uint32_t from; /* state */
    struct state to;
    const struct fare_transfer_rule *rule;
};

/* Pays for the change and keeps where it leads, when it can be paid for. */
static void pay(struct chain *chain, struct change *change)
{
    struct state *to = &change->to;
    const struct state *from = state_of(chain, change->leg, change->from);
    const struct fare_transfer_rule *rule = change->rule;
    uint64_t own = key_of(chain, rule_of(chain, change->leg, from->match)->product);
    struct product_span next = rule_of(chain, change->leg + 1, to->match)->product;
    bool instead = rule->kind == TRANSFER_CHANGE;
    if (!instead && (from->unpaid || (rule->product.count && !(from->held & own))))
        return;
    to->amount = instead && change->leg == 0 ? 0 : from->amount;
    to->items = instead && change->leg == 0 ? 0 : from->items;
    to->held = from->held;
    if (rule->kind != TRANSFER_FIRST_AND_CHANGE)
        to->held |= key_of(chain, next) | (instead ? own : 0);
    if (!price(chain, rule->product, &to->amount, &to->items) ||
        (rule->kind == TRANSFER_ALL && !price(chain, next, &to->amount, &to->items)))
        return;
    keep(chain, change->leg + 1, to);
}

/*
 * Calls `pay` for each rule by which the state can go on to a match of the next leg. Of equal
 * groups those rules count which allow the fewest changes in a row that are enough.
 */
static void go_on(struct chain *chain, struct change *change)
{
    const struct state *from = state_of(chain, change->leg, change->from);
    const struct transfer_matches *transfers = &leg_of(chain, 0)->of->transfers;
    uint32_t group = rule_of(chain, change->leg, from->match)->group;
    uint32_t next = rule_of(chain, change->leg + 1, change->to.match)->group;
    bool same = group == next;
    uint32_t start = same ? from->row_start : change->leg;
    uint32_t needed = change->leg + 1 - start, enough = UINT32_MAX;
    for (int pass = 0; pass < 2; pass++)
        for (uint32_t i = 0; i < transfers->count; i++) {
            change->rule = &chain->tariff->fare_transfer_rules[transfers->rules[i]];
            if (!legs_change(chain->tariff, change->rule, group, next) ||
                !in_time(chain, change->rule, start, change->leg + 1) ||
                (same && count_of(change->rule) < needed))
                continue;
            if (pass == 0 && count_of(change->rule) < enough)
                enough = count_of(change->rule);
            change->to.row_start = same ? start : change->leg + 1;
            change->to.transfer = transfers->rules[i];
            if (pass == 1 && (!same || count_of(change->rule) == enough))
                pay(chain, change);
        }
}

/* From one leg to the next. False: it takes too long. */
static bool advance(struct chain *chain, uint32_t leg)
{
    const struct fare_unit *next = leg_of(chain, leg + 1);
    uint64_t steps = (uint64_t)chain->states[leg].count * next->matches.count *
                     (leg_of(chain, 0)->of->transfers.count + 1);
    if (steps > *chain->pricing->steps) {
        *chain->pricing->steps = 0;
        return false;
    }
    *chain->pricing->steps -= (uint32_t)steps;
    for (uint32_t i = 0; i < chain->states[leg].count; i++)
        for (uint32_t match = 0; match < next->matches.count; match++) {
            struct change change = {.leg = leg, .from = i};
            change.to = (struct state){.match = match, .before = i};
            go_on(chain, &change);
        }
    return true;
}

/* The cheapest state of the last leg, or NO_STATE. */
static uint32_t run(struct chain *chain)
{
    begin(chain);
    for (uint32_t leg = 0; leg + 1 < chain->leg_count; leg++)
        if (!advance(chain, leg))
            return NO_STATE;
    uint32_t last = chain->leg_count - 1, best = NO_STATE;
    for (uint32_t i = 0; i < chain->states[last].count; i++) {
        const struct state *state = state_of(chain, last, i);
        if (!state->unpaid && (best == NO_STATE || is_cheaper(state, state_of(chain, last, best))))
            best = i;
    }
    return best;
}

/* What is bought, in order. */
struct bill {
    struct fare_item items[2 * FARE_RIDES_MAX];
    uint32_t count;
    uint32_t open; /* the first of those that hold for the legs that come */
};

/*
 * Writes an item; without a product it is a ride that costs nothing. What is sold to nobody is
 * written like it: only a first leg's may be that, and a through ticket comes in its place.
 */
static void add_item(const struct chain *chain, struct bill *bill, struct product_span span,
                     enum fare_item_kind kind)
{
    struct fare_item item = {
        .kind = ITEM_FREE, .id = "", .name = "", .category = "", .medium = "", .currency = ""};
    uint32_t product = who_product(chain->tariff, span, chain->who);
    if (product != NO_IX) {
        item = fare_item_of(chain->tariff, product);
        item.kind = kind;
    }
    bill->items[bill->count++] = item;
}

/* What is bought for a leg or for the change to it holds for it and on, until more is bought. */
static void bill_leg(const struct chain *chain, struct bill *bill, uint32_t leg,
                     const struct state *state)
{
    uint32_t before = bill->count;
    const char *file = "fare_leg_rules.txt";
    const struct fare_leg_rule *rule = rule_of(chain, leg, state->match);
    uint32_t line = rule->line;
    if (state->transfer == NO_IX) {
        add_item(chain, bill, rule->product, ITEM_TICKET);
    } else {
        const struct fare_transfer_rule *transfer =
            &chain->tariff->fare_transfer_rules[state->transfer];
        file = "fare_transfer_rules.txt";
        line = transfer->line;
        bool through = transfer->kind == TRANSFER_CHANGE && leg == 1;
        if (through)
            before = bill->count = 0;
        if (transfer->product.count || through)
            add_item(chain, bill, transfer->product, through ? ITEM_TICKET : ITEM_CHANGE);
        if (transfer->kind == TRANSFER_ALL)
            add_item(chain, bill, rule->product, ITEM_TICKET);
    }
    uint32_t first = before == 0 ? 0 : leg;
    const struct fare_ride *ride = &chain->pricing->rides[leg_of(chain, first)->first];
    for (uint32_t i = before; i < bill->count; i++) {
        struct fare_item *item = &bill->items[i];
        item->feed = ride->feed;
        item->seller = fare_seller(chain->pricing, leg_of(chain, first)->first);
        item->rides = leg_of(chain, first)->rides;
        item->valid_from = ride->depart;
        item->rule = file;
        item->line = line;
    }
    if (before < bill->count)
        bill->open = before;
    for (uint32_t i = bill->open; i < bill->count; i++)
        bill->items[i].rides |= leg_of(chain, leg)->rides;
}

static void write_bill(const struct chain *chain, uint32_t last, struct bill *bill)
{
    const struct state *path[FARE_RIDES_MAX];
    uint32_t at = last;
    for (uint32_t leg = chain->leg_count; leg-- > 0; at = path[leg]->before)
        path[leg] = state_of(chain, leg, at);
    *bill = (struct bill){0};
    for (uint32_t leg = 0; leg < chain->leg_count; leg++)
        bill_leg(chain, bill, leg, path[leg]);
}

/* Whether these are legs of one feed in a row, all with rules. */
static bool is_chain(const struct chain *chain)
{
    const struct fare_feed *of = leg_of(chain, 0)->of;
    if (!of || of->form != FORM_LEGS)
        return false;
    uint32_t leg = 0;
    for (uint32_t unit = chain->units[0]; unit <= chain->units[chain->leg_count - 1]; unit++)
        if (chain->pricing->units[unit].of == of) {
            if (unit != chain->units[leg] || leg_of(chain, leg)->matches.count == 0)
                return false;
            leg++;
        }
    return leg == chain->leg_count;
}

/* The column that may bring in another rule for a leg, or for a change of its feed; empty: none. */
static text_ix doubt_of(const struct chain *chain)
{
    text_ix doubt = leg_of(chain, 0)->of->transfers.doubt;
    for (uint32_t leg = 0; leg < chain->leg_count && !doubt; leg++)
        doubt = leg_of(chain, leg)->matches.doubt;
    return doubt;
}

static const struct fare_reason large_discount = {
    "DISCOUNT_TOO_LARGE",
    "More would be off for a change than the tickets cost; it is told as costing nothing.", 0};

/* Nobody is paid for riding: of what is off no more counts than the ticket costs. */
static bool limit_discount(struct bill *bill)
{
    int64_t sum = 0;
    for (uint32_t i = 0; i < bill->count; i++)
        sum += bill->items[i].amount;
    bool below = sum < 0;
    for (uint32_t i = bill->count; sum < 0 && i-- > 0;) {
        struct fare_item *item = &bill->items[i];
        int64_t over = item->amount < sum ? -sum : item->amount < 0 ? -item->amount : 0;
        item->amount += over;
        sum += over;
    }
    return below;
}

/* The cheapest chain for one kind of rider and medium, or NULL. */
static struct fare_choice *choice_for(struct chain *chain, uint32_t rides, struct who who)
{
    struct bill bill;
    chain->who = who;
    for (uint32_t leg = 0; leg < chain->leg_count; leg++)
        chain->states[leg].count = 0;
    uint32_t last = run(chain);
    if (last == NO_STATE)
        return NULL;
    write_bill(chain, last, &bill);
    bool below = limit_discount(&bill);
    struct fare_choice *choice =
        fare_choice_new(chain->pricing, rides, bill.items, bill.count, NULL);
    choice->reason = below ? &large_discount : NULL;
    return choice;
}

/* The cheapest ticket for whoever of the list pays least. */
static const struct fare_choice *cheapest(struct chain *chain, uint32_t rides,
                                          const struct who_list *whos)
{
    const struct fare_pricing *pricing = chain->pricing;
    for (uint32_t leg = 0; leg < chain->leg_count; leg++)
        chain->states[leg] = vec_of(sizeof(struct state));
    struct fare_choice *best = NULL;
    for (uint32_t i = 0; i < whos->count; i++) {
        struct fare_choice *choice = choice_for(chain, rides, whos->items[i]);
        if (choice && (!best || fare_cost_less(choice->cost, best->cost)))
            best = choice;
    }
    for (uint32_t leg = 0; leg < chain->leg_count; leg++)
        vec_finish(&chain->states[leg]);
    text_ix doubt = doubt_of(chain);
    if (best && doubt)
        best->reason = fare_doubt(pricing, doubt);
    return best;
}

const struct fare_choice *cover_ticket(const struct fare_pricing *pricing, uint32_t rides)
{
    struct chain chain = {.pricing = pricing, .tariff = pricing->tariff};
    chain.leg_count = fare_units_of(pricing, rides, chain.units);
    return is_chain(&chain) ? cheapest(&chain, rides, &leg_of(&chain, 0)->of->whos) : NULL;
}

const struct fare_choice *cover_ticket_on(const struct fare_pricing *pricing, uint32_t rides,
                                          const char *medium)
{
    struct chain chain = {.pricing = pricing, .tariff = pricing->tariff};
    struct fare_profile paying = *pricing->profile;
    chain.leg_count = fare_units_of(pricing, rides, chain.units);
    if (!is_chain(&chain))
        return NULL;
    paying.media = &medium;
    paying.medium_count = 1;
    const struct who_list whos =
        who_list(pricing->tariff, leg_of(&chain, 0)->of->feed, &paying, pricing->arena);
    return cheapest(&chain, rides, &whos);
}
