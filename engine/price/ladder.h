#ifndef ENGINE_PRICE_LADDER_H
#define ENGINE_PRICE_LADDER_H

#include "engine/base/vec.h"
#include "engine/price/price.h"

/*
 * Which corridors are searched for an ask. They are rungs of a ladder that no ask changes: so many
 * seconds, doubled from one to the next, by so many rides more. The widest one searched is the
 * narrowest that has all that is asked; where a bound ends it, those within it are searched as
 * well, since of a search that is cut the front is found, and what lies near the ordinary journeys
 * need not be in it.
 *
 * Whoever allows more is told no less. What the search of a rung finds does not hang on the ask,
 * and each rung that is due for a narrower ask lies within the widest one of a wider ask. There it
 * is searched, too, or lies within one whose search came to its end, which has something no worse
 * than each of its journeys. Of these journeys the wider ask takes out none that the narrower one
 * keeps, nor what is no worse than one that it keeps: that leaves no earlier, arrives no later and
 * takes no more rides.
 */

/** Where on the ladder a question is. */
struct ladder {
    const struct price_ask *asked;
    uint32_t delay, rides; /**< the rung: its numbers */
    uint32_t rides_most;   /**< that of the widest */
    uint32_t done; /**< rungs of lower numbers of rides lie within one that came to its end */
};

/** On the widest rung that is due. */
struct ladder ladder_on(const struct price_ask *ask);

/** The ask with the widths of the rung. */
struct price_ask ladder_ask(const struct ladder *ladder);

/** On to the next that is due; `cut`: the search of this one was. False: there is none. */
MUST_CHECK bool ladder_next(struct ladder *ladder, bool cut);

/** Adds what one more search took; the first one was cut, or was not. */
void ladder_count(struct price_stats *stats, const struct price_stats *more);

/** Takes those out of `found` (struct journey) that another one makes needless, by price too. */
void ladder_thin(const struct price_question *question, struct vec *found);

#endif
