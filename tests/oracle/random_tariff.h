#ifndef TESTS_ORACLE_RANDOM_TARIFF_H
#define TESTS_ORACLE_RANDOM_TARIFF_H

#include "engine/fare/fare.h"
#include "tests/oracle/random.h"

/* Random prices of both forms for a network that is there already. */

#define RANDOM_ROWS 128
#define RANDOM_FEEDS 2

/** All of it; large. */
struct random_tariff {
    struct world world; /**< with stops in fare zones, and an overlay */
    struct network network;
    struct live live;
    struct tariff tariff;
    struct fare_profile profile;
    struct stop stops[RANDOM_ROWS];
    struct route routes[RANDOM_ROWS];
    struct feed feeds[RANDOM_FEEDS];
    struct overlay_rule overlay_rules[RANDOM_ROWS];
    struct overlay_network overlay_networks[RANDOM_ROWS];
#define SECTION(name, type) type name[RANDOM_ROWS];
    TARIFF_SECTIONS(SECTION)
#undef SECTION
    /** What there is of it; `currencies`: feeds or the overlay have different ones. */
    bool legs, flat, clocked, framed, joined, overlay, supplements, currencies;
};

/** Makes it; `network` must outlive it and have at most RANDOM_ROWS stops and routes. */
void random_tariff(struct random_tariff *made, const struct network *network,
                   struct random *random);

#endif
