#include "engine/price/ladder.h"

#include "engine/base/arena.h"
#include "engine/price/purse.h"

enum { DELAYS = 5, RIDES = 4 };

static const int32_t delays[DELAYS] = {900, 1800, 3600, 7200, PRICE_SLACK_MAX};
static const uint32_t rides[RIDES] = {0, 1, 2, PRICE_RIDES_MORE_MAX};

struct ladder ladder_on(const struct price_ask *ask)
{
    struct ladder ladder = {.asked = ask};
    while (ladder.delay + 1 < DELAYS && delays[ladder.delay] < ask->slack_seconds)
        ladder.delay++;
    while (ladder.rides + 1 < RIDES && rides[ladder.rides] < ask->rides_more)
        ladder.rides++;
    ladder.rides_most = ladder.rides;
    return ladder;
}

struct price_ask ladder_ask(const struct ladder *ladder)
{
    struct price_ask ask = *ladder->asked;
    ask.slack_seconds = delays[ladder->delay];
    ask.rides_more = rides[ladder->rides];
    /* Where little lies within less room will do, so that all of them take twice as long as one. */
    uint32_t halves = (ladder->delay == 0) + (ladder->rides == 0);
    ask.labels_max >>= halves;
    ask.steps_max >>= halves;
    return ask;
}

bool ladder_next(struct ladder *ladder, bool cut)
{
    if (!cut)
        ladder->done = ladder->rides + 1;
    if (ladder->rides > ladder->done) {
        ladder->rides--;
        return true;
    }
    if (!ladder->delay || ladder->done > ladder->rides_most)
        return false;
    ladder->delay--;
    ladder->rides = ladder->rides_most;
    return true;
}

void ladder_count(struct price_stats *stats, const struct price_stats *more)
{
    if (!stats->searches++)
        stats->cut = more->cut;
    stats->departures += more->departures;
    stats->labels += more->labels;
    stats->steps += more->steps;
    stats->kinds += more->kinds;
    stats->rows += more->rows;
    stats->priced += more->priced;
}

static bool is_no_worse(const struct journey *a, struct cost of_a, const struct journey *b,
                        struct cost of_b)
{
    return a->depart >= b->depart && a->arrive <= b->arrive && a->transfers <= b->transfers &&
           cost_is_at_most(of_a, of_b);
}

void ladder_thin(const struct price_question *question, struct vec *found)
{
    struct book book;
    struct journey *all = found->data;
    struct vec costs = vec_of(sizeof(struct cost));
    uint32_t kept = 0;
    book_open(&book, question->ask->tariff, question->ask->profile,
              !question->query->when.arrive_by);
    for (uint32_t i = 0; i < found->count; i++) {
        const struct cost cost = book_journey(&book, &all[i]);
        vec_push(&costs, &cost);
    }
    struct cost *cost = costs.data;
    for (uint32_t i = 0; i < found->count; i++) {
        bool needed = true;
        for (uint32_t k = 0; k < kept && needed; k++)
            needed = !is_no_worse(&all[k], cost[k], &all[i], cost[i]);
        for (uint32_t k = i + 1; k < found->count && needed; k++)
            needed = !is_no_worse(&all[k], cost[k], &all[i], cost[i]) ||
                     is_no_worse(&all[i], cost[i], &all[k], cost[k]);
        if (needed) {
            all[kept] = all[i];
            cost[kept++] = cost[i];
        }
    }
    found->count = kept;
    vec_finish(&costs);
    book_close(&book);
}
