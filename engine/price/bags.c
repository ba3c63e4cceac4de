#include "engine/price/hunt.h"

struct label *hunt_label(const struct hunt *hunt, uint32_t label)
{
    return vec_at(&hunt->labels, label);
}

/* Who has ridden nothing has an empty one. */
static const struct purse *purse_of(const struct hunt *hunt, uint32_t label)
{
    static const struct purse empty = {.last = NO_IX};
    return label == NO_IX ? &empty : &hunt_label(hunt, label)->purse;
}

struct purse bags_purse(const struct hunt *hunt, uint32_t label)
{
    return *purse_of(hunt, label);
}

/* Whether a journey that is known makes every continuation of the label needless. */
static bool is_beaten(struct hunt *hunt, const struct label *label)
{
    const struct goal *goals = hunt->goals.data;
    const struct cost floor = purse_floor(&hunt->book, &label->purse);
    const uint32_t round = label->round + hunt->need_off[label->berth];
    for (uint32_t i = 0; i < hunt->goals.count; i++)
        if (!goals[i].dead && goals[i].time <= label->time && goals[i].round <= round &&
            cost_at_most(goals[i].cost, floor))
            return true;
    return false;
}

static struct outlook outlook_of(const struct hunt *hunt, search_time time, uint32_t round)
{
    return (struct outlook){schedule_unix(hunt->search->schedule, time), hunt->rounds - round};
}

/* Whether the one is no worse than the other in every way; those kept left no earlier. */
static bool label_covers(struct hunt *hunt, const struct label *a, const struct label *b)
{
    hunt->stats.steps++;
    if (a->time > b->time || a->round > b->round || a->leave < b->leave)
        return false;
    const struct outlook outlook = outlook_of(hunt, b->time, b->round);
    return purse_at_most(&hunt->book, &a->purse, &b->purse, &outlook);
}

/* Takes those out of the bag that the new one makes needless. */
static void thin_labels(struct hunt *hunt, uint32_t *head, const struct label *label)
{
    uint32_t kept = 0, first = 0;
    for (uint32_t at = *head, after; at; at = after) {
        struct label *old = hunt_label(hunt, at - 1);
        after = old->next;
        old->dead = label_covers(hunt, label, old);
        if (old->dead)
            continue;
        if (kept)
            hunt_label(hunt, kept - 1)->next = at;
        else
            first = at;
        kept = at;
    }
    if (kept)
        hunt_label(hunt, kept - 1)->next = 0;
    *head = first;
}

/* Whether one of the bag is no worse. */
static bool has_better(struct hunt *hunt, uint32_t head, const struct label *label)
{
    for (uint32_t at = head; at; at = hunt_label(hunt, at - 1)->next)
        if (label_covers(hunt, hunt_label(hunt, at - 1), label))
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
    const struct label *label = hunt_label(hunt, number);
    const search_time *seconds = hunt->search->targets[COMING_OWN][0].seconds;
    if (!seconds || seconds[label->berth] == SEARCH_NEVER)
        return;
    struct goal goal = {label->leave, label->time + seconds[label->berth],
                        label->round, label->purse.total,
                        number,       false};
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
    uint32_t *head = &hunt->label_bags[label->berth];
    if (has_better(hunt, *head, label) || is_beaten(hunt, label) || !hunt_goes_on(hunt))
        return NO_IX;
    thin_labels(hunt, head, label);
    uint32_t number = vec_push(&hunt->labels, label);
    hunt_label(hunt, number)->next = *head;
    *head = number + 1;
    arrive(hunt, number);
    return number;
}

static struct spot *spot_at(const struct hunt *hunt, uint32_t spot)
{
    return vec_at(&hunt->spots, spot);
}

static bool spot_covers(struct hunt *hunt, const struct spot *a, const struct spot *b)
{
    hunt->stats.steps++;
    if (a->time > b->time || a->round > b->round || a->leave < b->leave)
        return false;
    const struct outlook outlook = outlook_of(hunt, b->time, b->round);
    return purse_at_most(&hunt->book, purse_of(hunt, a->label), purse_of(hunt, b->label), &outlook);
}

static void thin_spots(struct hunt *hunt, uint32_t *head, const struct spot *spot)
{
    uint32_t kept = 0, first = 0;
    for (uint32_t at = *head, after; at; at = after) {
        struct spot *old = spot_at(hunt, at - 1);
        after = old->next;
        old->dead = spot_covers(hunt, spot, old);
        if (old->dead)
            continue;
        if (kept)
            spot_at(hunt, kept - 1)->next = at;
        else
            first = at;
        kept = at;
    }
    if (kept)
        spot_at(hunt, kept - 1)->next = 0;
    *head = first;
}

void bags_stand(struct hunt *hunt, const struct spot *spot)
{
    uint32_t *head = &hunt->spot_bags[spot->berth];
    for (uint32_t at = *head; at; at = spot_at(hunt, at - 1)->next)
        if (spot_covers(hunt, spot_at(hunt, at - 1), spot))
            return;
    thin_spots(hunt, head, spot);
    uint32_t number = vec_push(&hunt->spots, spot);
    spot_at(hunt, number)->next = *head;
    *head = number + 1;
    vec_push_number(&hunt->ready, number);
}
