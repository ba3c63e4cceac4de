#ifndef ENGINE_PRICE_PURSE_H
#define ENGINE_PRICE_PURSE_H

#include "engine/base/vec.h"
#include "engine/price/traits.h"

/*
 * What a row of rides has cost so far, and when one such row is no worse than another, whatever is
 * ridden behind it (backwards: before it). Rides whose price hangs on themselves alone are summed
 * up; all others are a *line*, priced as a whole once for all who rode the like.
 */

/** In `cost.currency`: several; such a sum is none. */
#define COST_MIXED UINT32_MAX

/** A price. */
struct cost {
    uint32_t unknown;  /**< rides whose price nobody knows */
    uint32_t currency; /**< number of it in the book; 0: nothing was paid, or it is the only one */
    int64_t amount;    /**< of the others, minor units */
};

/** Whether `a` is no dearer than `b` and stays so with anything added to both. */
static inline bool cost_at_most(struct cost a, struct cost b)
{
    if (a.currency == COST_MIXED || (a.currency && a.currency != b.currency))
        return false;
    return a.unknown != b.unknown ? a.unknown < b.unknown : a.amount <= b.amount;
}

/** The same of two sums to which nothing is added. */
static inline bool cost_is_at_most(struct cost a, struct cost b)
{
    if (a.currency == COST_MIXED || b.currency == COST_MIXED ||
        (a.currency && b.currency && a.currency != b.currency))
        return false;
    return a.unknown != b.unknown ? a.unknown < b.unknown : a.amount <= b.amount;
}

/** Rides of one vehicle, as far as prices tell them apart from others. */
struct kind {
    bool alone;    /**< they are never priced with others */
    bool joined;   /**< a rule may make one leg of them and those beside them */
    bool clocked;  /**< their times count */
    bool exact;    /**< so do those inside of it: nothing but equal times will do */
    bool shadowed; /**< see feed_traits; so all that follows */
    bool grows;
    feed_ix feed;
    int64_t saving, saving_each;
    struct cost cost; /**< of `alone` */
};

/** Lines of equal kinds, and of equal times as far as rules tell them apart: of one price. */
struct row {
    bool priced;
    struct cost cost, floor;     /**< floor: with whatever is added it is not less */
    int64_t saving, saving_each; /**< of all its feeds */
};

/** Rides that may share tickets, the last added and those before. */
struct line {
    uint32_t before;                /**< line; 0 is the empty one */
    uint32_t kind, kinds, row;      /**< kinds: those of all, in order */
    struct leg leg;                 /**< of the last added vehicle, where it is one */
    struct leg *legs;               /**< else these; NULL: `leg` */
    uint32_t ride_count, all_count; /**< of it, and of all */
    unix_time depart, arrive;
    /** For each vehicle before whose times count, how many limits are passed from each of its ends
     * to each of this one's. */
    uint8_t late[4 * FARE_RIDES_MAX];
    uint32_t late_count;
    bool clocked, exact, shadowed; /**< any of it */
};

/** What one search has priced. */
struct book {
    struct traits traits;
    const struct world *world;
    struct fare_profile profile; /**< who pays */
    struct arena arena, scratch;
    struct intern kind_keys, kinds_keys, row_keys, quick_keys;
    struct vec kinds, lines, rows; /**< struct kind, struct line, struct row */
    struct vec quick;              /**< kind of each quick key */
    struct vec currencies;         /**< const char *, from number 1 on */
    unix_time horizon; /**< no ride that is still added ends (backwards: starts) there */
    uint64_t priced;   /**< rows of rides */
};

/** Of one way of getting somewhere. */
struct purse {
    uint32_t line, last; /**< last: kind of the vehicle added last, NO_IX: none */
    uint32_t kinds;      /**< of the line */
    struct cost extra;   /**< of rides that are priced alone */
    struct cost total;   /**< of all */
    uint8_t rides;
    bool joined; /**< the vehicle added last, perhaps with the one to come */
};

/** What may still be added. */
struct outlook {
    unix_time now;       /**< nothing before (backwards: behind) */
    uint32_t rides_left; /**< vehicles at most */
};

/** Opens a book for a traveller; `ahead`: rides are added behind, else before. */
void book_open(struct book *book, const struct tariff *tariff, const struct fare_profile *profile,
               bool ahead);

/** Frees everything. */
void book_close(struct book *book);

/** Legs of one vehicle, in order of travel: more than one where one stays seated. */
struct vehicle {
    struct leg *legs;
    uint32_t count;
};

/**
 * Adds the rides on a vehicle. False: the journey has too many rides to be priced.
 */
MUST_CHECK bool purse_add(struct book *book, const struct purse *purse, struct vehicle vehicle,
                          struct purse *sum);

/** Forgets a sum, which must be the last that was made. */
void purse_forget(struct book *book, const struct purse *purse, const struct purse *sum);

/** What they cost at least, with whatever is added. */
struct cost purse_floor(struct book *book, const struct purse *purse);

/** Whether `a` with anything added that may be never costs more than `b` with the same added. */
bool purse_at_most(const struct book *book, const struct purse *a, const struct purse *b,
                   const struct outlook *outlook);

/** What a journey costs; all of it is unknown where there are several currencies. */
struct cost book_journey(struct book *book, const struct journey *journey);

#endif
