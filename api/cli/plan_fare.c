#include "api/cli/plan_fare.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "api/cli/fare_text.h"
#include "api/cli/journey_text.h"
#include "api/fare_wish.h"
#include "api/fare_words.h"
#include "api/plan.h"

static int64_t minutes(int64_t seconds)
{
    return (seconds + 59) / 60;
}

/* Whether the other journey is no slower, and arrives before the best so far. */
static bool is_better(const struct journey *own, const struct journey *other,
                      const struct journey *best)
{
    if (other->depart < own->depart || other->arrive > own->arrive)
        return false;
    return !best || other->arrive < best->arrive ||
           (other->arrive == best->arrive && other->depart > best->depart);
}

/* Whether the one costs less, and all of both is known: there is no sum of two currencies. */
static bool saves(const struct fare *one, const struct fare *other)
{
    bool free = !one->ride_count;
    bool alike = free || (*one->currency && strcmp(one->currency, other->currency) == 0);
    return alike && !one->unknown && !other->unknown && *other->currency &&
           one->total < other->total;
}

/* What the journey saves, and against which. The same rule as api/render_cheaper.h. */
static void print_saving(const struct plan *plan, const struct fares *fares,
                         const struct journey *journey, const struct fare *fare)
{
    const struct journey *all = plan->journeys.items, *best = NULL;
    struct fare dearer = {.currency = ""};
    for (uint32_t i = 0; i < plan->journeys.count; i++) {
        struct fare other;
        if (!is_better(journey, &all[i], best))
            continue;
        fares_of(fares, &all[i], &other);
        if (!saves(fare, &other))
            continue;
        best = &all[i];
        dearer = other;
    }
    if (!best)
        return;
    int64_t earlier = minutes(best->depart - journey->depart);
    int64_t later = minutes(journey->arrive - best->arrive);
    printf("  %s %s cheaper than number %d",
           fare_money(fares->arena, dearer.total - fare->total, dearer.decimals), dearer.currency,
           (int)(best - all) + 1);
    if (earlier)
        printf(", leaving %" PRId64 " min earlier", earlier);
    if (later)
        printf(", arriving %" PRId64 " min later", later);
    puts(earlier || later ? "" : ", at the same times");
}

void plan_fare_print(const struct plan *plan, const struct journey_text *text,
                     const struct journey *journey)
{
    struct arena arena = {0};
    const struct fares fares = {tariff_of(text->world), &plan->fares->profile, text->ways, &arena,
                                NULL};
    const struct fare_text fare_text = {text->screen, text->world, text->zone, false};
    struct fare fare;
    fares_of(&fares, journey, &fare);
    fare_text_print(&fare_text, &fares, &fare);
    if (plan->cheaper.wanted)
        print_saving(plan, &fares, journey, &fare);
    fputc('\n', text->screen->out);
    arena_finish(&arena);
}

void plan_fare_print_direct(const struct plan *plan, const struct journey_text *text,
                            const struct plan_direct *direct)
{
    struct arena arena = {0};
    struct ways ways = *text->ways;
    const struct fares fares = {tariff_of(text->world), &plan->fares->profile, &ways, &arena, NULL};
    const struct fare_text fare_text = {text->screen, text->world, text->zone, false};
    struct fare fare;
    ways.direct = &direct->way;
    fares_of(&fares, &direct->journey, &fare);
    if (fare.item_count || fare.unknown) {
        fare_text_print(&fare_text, &fares, &fare);
        fputc('\n', text->screen->out);
    }
    arena_finish(&arena);
}
