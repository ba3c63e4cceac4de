#include "engine/price/hunt.h"

struct label *hunt_label(const struct hunt *hunt, uint32_t label)
{
    return vec_at(&hunt->labels.all, label);
}

struct purse bags_purse(const struct hunt *hunt, uint32_t label)
{
    /* Who has ridden nothing has an empty one. */
    static const struct purse empty = {.last = NO_IX};
    return label == NO_IX ? empty : hunt_label(hunt, label)->way.purse;
}

/* --- What is kept at a berth --- */

static struct way *way_at(const struct bags *bags, uint32_t number)
{
    return vec_at(&bags->all, number);
}

/* Whether the one, which is no later, is no worse in any other way; those kept left no earlier. */
static bool covers(struct hunt *hunt, const struct way *a, const struct way *b)
{
    hunt->stats.steps++;
    if (a->round > b->round || a->leave < b->leave)
        return false;
    const struct outlook outlook = {schedule_unix(hunt->search->schedule, b->time),
                                    hunt->rounds - b->round};
    return purse_at_most(&hunt->book, &a->purse, &b->purse, &outlook);
}

/* The way behind another in a bag; `before` and the result are numbers and one, 0 is its head. */
static uint32_t behind(const struct bags *bags, berth_ix berth, uint32_t before)
{
    return before ? way_at(bags, before - 1)->next : bags->heads[berth];
}

static void set_behind(struct bags *bags, berth_ix berth, uint32_t before, uint32_t next)
{
    if (before)
        way_at(bags, before - 1)->next = next;
    else
        bags->heads[berth] = next;
}

/* Finds the last one of the bag that is earlier. False: one that is no later is no worse. */
static bool find_place(struct hunt *hunt, const struct bags *bags, const struct way *way,
                       uint32_t *before)
{
    const struct way *old;
    *before = 0;
    for (uint32_t at = bags->heads[way->berth]; at; at = old->next) {
        old = way_at(bags, at - 1);
        if (old->time > way->time)
            break;
        if (covers(hunt, old, way))
            return false;
        *before = old->time < way->time ? at : *before;
    }
    return true;
}

/* Puts the item, which begins with its way, into its bag, and takes out what it makes needless. */
static uint32_t keep(struct hunt *hunt, struct bags *bags, const void *item, uint32_t before)
{
    const struct way *way = item;
    const berth_ix berth = way->berth;
    uint32_t kept = before;
    for (uint32_t at = behind(bags, berth, before); at; at = behind(bags, berth, kept)) {
        struct way *old = way_at(bags, at - 1);
        old->dead = covers(hunt, way, old);
        if (old->dead)
            set_behind(bags, berth, kept, old->next);
        else
            kept = at;
    }
    uint32_t number = vec_push(&bags->all, item);
    way_at(bags, number)->next = behind(bags, berth, before);
    set_behind(bags, berth, before, number + 1);
    return number;
}

/* --- What is kept at the target --- */

/* Whether a journey that is known makes every continuation of the way needless. */
static bool is_beaten(struct hunt *hunt, const struct way *way)
{
    const struct goal *goals = hunt->goals.data;
    const struct cost floor = purse_floor(&hunt->book, &way->purse);
    const uint32_t round = way->round + hunt->need_off[way->berth];
    for (uint32_t i = 0; i < hunt->goals.count; i++)
        if (!goals[i].dead && goals[i].time <= way->time && goals[i].round <= round &&
            cost_at_most(goals[i].cost, floor))
            return true;
    return false;
}

/* An ordinary journey must be dearer; one of another currency cannot be said to be. */
static bool is_cheaper(const struct goal *goal, const struct goal *than)
{
    if (goal->leave > than->leave || goal->time < than->time || goal->round < than->round)
        return true;
    if (than->label != NO_IX)
        return !cost_is_at_most(than->cost, goal->cost);
    return cost_is_at_most(goal->cost, than->cost) && !cost_is_at_most(than->cost, goal->cost);
}

static void arrive(struct hunt *hunt, uint32_t number)
{
    const struct way *way = &hunt_label(hunt, number)->way;
    const search_time *seconds = hunt->search->targets[COMING_OWN][0].seconds;
    if (!seconds || seconds[way->berth] == SEARCH_NEVER)
        return;
    struct goal goal = {
        way->leave, way->time + seconds[way->berth], way->round, way->purse.total, number, false};
    struct goal *goals = hunt->goals.data;
    if (goal.time >= hunt->bound || goal.cost.currency == COST_MIXED)
        return;
    for (uint32_t i = 0; i < hunt->goals.count; i++)
        if (!goals[i].dead && !is_cheaper(&goal, &goals[i]))
            return;
    for (uint32_t i = 0; i < hunt->goals.count; i++)
        if (goals[i].label != NO_IX && !goals[i].dead && goals[i].leave <= goal.leave &&
            goals[i].time >= goal.time && goals[i].round >= goal.round &&
            cost_is_at_most(goal.cost, goals[i].cost))
            goals[i].dead = true;
    vec_push(&hunt->goals, &goal);
}

uint32_t bags_get_off(struct hunt *hunt, const struct label *label)
{
    uint32_t before;
    if (!find_place(hunt, &hunt->labels, &label->way, &before) || is_beaten(hunt, &label->way) ||
        !hunt_goes_on(hunt))
        return NO_IX;
    uint32_t number = keep(hunt, &hunt->labels, label, before);
    arrive(hunt, number);
    return number;
}

void bags_stand(struct hunt *hunt, uint32_t label, berth_ix berth, search_time time)
{
    const struct spot spot = {.way = {.time = time,
                                      .leave = hunt->leave,
                                      .berth = berth,
                                      .round = (uint8_t)hunt->round,
                                      .purse = bags_purse(hunt, label)},
                              .label = label};
    uint32_t before;
    if (find_place(hunt, &hunt->spots, &spot.way, &before))
        vec_push_number(&hunt->ready, keep(hunt, &hunt->spots, &spot, before));
}
