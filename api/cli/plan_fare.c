#include "api/cli/plan_fare.h"

#include <inttypes.h>
#include <stdio.h>

#include "api/cheaper_mark.h"
#include "api/cli/fare_text.h"
#include "api/cli/journey_text.h"
#include "api/fare_wish.h"
#include "api/fare_words.h"
#include "api/plan.h"

static struct cheaper_price price_of(const struct fare *fare)
{
    bool known = !fare->unknown && (*fare->currency || !fare->ride_count);
    return (struct cheaper_price){known, fare->total, fare->currency};
}

/* Says by how much the journey moves; nothing where it does not. */
static void print_moved(const char *how, int64_t seconds, const char *where)
{
    if (seconds)
        printf(", %s %" PRId64 " min %s", how, (seconds + 59) / 60, where);
}

/* What the journey saves, and against which. */
static void print_saving(const struct plan *plan, const struct fares *fares, uint32_t at)
{
    const struct journeys *journeys = &plan->journeys;
    struct fare *all = arena_array(fares->arena, journeys->count, sizeof *all);
    struct cheaper_price *prices = arena_array(fares->arena, journeys->count, sizeof *prices);
    struct cheaper_mark mark;
    for (uint32_t i = 0; i < journeys->count; i++) {
        fares_of(fares, &journeys->items[i], &all[i]);
        prices[i] = price_of(&all[i]);
    }
    if (!cheaper_mark(journeys, prices, at, &mark))
        return;
    const struct fare *than = &all[mark.than];
    printf("  %s %s cheaper than number %" PRIu32,
           fare_money(fares->arena, mark.saves, than->decimals), than->currency, mark.than + 1);
    print_moved("leaving", mark.earlier, "earlier");
    print_moved("arriving", mark.later, "later");
    puts(mark.earlier || mark.later ? "" : ", at the same times");
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
        print_saving(plan, &fares, (uint32_t)(journey - plan->journeys.items));
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
