#ifndef TESTS_LENT_TOWN_H
#define TESTS_LENT_TOWN_H

#include "engine/world/world.h"
#include "tests/gbfs_town.h"

/*
 * The town of street_town.h with a live image over it: the system `town` lends bicycles at stations
 * at (100,5) and (5200,5), and scooters that stand free at (3000,5) and (5290,5) and may be left
 * anywhere.
 */
struct lent_town {
    struct gbfs_town base;
    struct live live;
    struct world world; /**< of both */
};

/** Makes it. What goes wrong ends the test program. */
void lent_town_make(struct lent_town *it);

/** Ends it. */
void lent_town_finish(struct lent_town *it);

#endif
