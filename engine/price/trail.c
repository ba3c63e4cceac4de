#include <string.h>

#include "engine/price/hunt.h"

/* From a goal back to a journey. */

static berth_ix berth_at(const struct hunt *hunt, uint32_t run, uint32_t call)
{
    const struct schedule *schedule = hunt->search->schedule;
    return schedule->berths[schedule->lanes[schedule->run_lanes[run]].first_call + call];
}

static void make_chain(const struct hunt *hunt, const struct goal *goal, struct chain *chain)
{
    const struct label *label = hunt_label(hunt, goal->label);
    *chain = (struct chain){.steps = vec_of(sizeof(struct step)), .last = label->way.berth};
    for (;; label = hunt_label(hunt, label->before)) {
        vec_push(&chain->steps, &(struct step){label->run, label->board_call, label->alight_call,
                                               label->entered, 0, 0});
        chain->first = berth_at(hunt, label->run, label->board_call);
        if (label->before == NO_IX)
            return;
    }
}

void trail_journey(struct hunt *hunt, const struct goal *goal, struct arena *arena,
                   struct journey *journey)
{
    struct chain chain;
    make_chain(hunt, goal, &chain);
    trace_chain(hunt->search, &chain, COMING_OWN, arena, journey);
    if (!hunt->search->range) {
        /* Waiting at home instead may be a dearer time of the day. */
        struct journey later;
        trace_tighten(hunt->search, &chain);
        trace_chain(hunt->search, &chain, COMING_OWN, arena, &later);
        if (cost_is_at_most(book_journey(&hunt->book, &later), goal->cost))
            *journey = later;
    }
    vec_finish(&chain.steps);
}
