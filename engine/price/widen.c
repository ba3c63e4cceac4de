#include "engine/price/widen.h"

#include "engine/base/arena.h"
#include "engine/price/purse.h"

/* A quarter of an hour and no ride more, then twice as late and one more ride each time. */
#define FIRST_SECONDS 900

bool widen_step(const struct price_ask *ask, uint32_t number, struct price_ask *narrower)
{
    int64_t seconds = number < 31 ? (int64_t)FIRST_SECONDS << number : INT64_MAX;
    *narrower = *ask;
    if (seconds < ask->slack_seconds)
        narrower->slack_seconds = (int32_t)seconds;
    if (number < ask->rides_more)
        narrower->rides_more = number;
    return narrower->slack_seconds < ask->slack_seconds || narrower->rides_more < ask->rides_more;
}

void widen_count(struct price_stats *stats, const struct price_stats *more)
{
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

void widen_thin(const struct price_question *question, struct vec *found)
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
