#ifndef ENGINE_FARE_TARIFF_H
#define ENGINE_FARE_TARIFF_H

#include "engine/network/tariff.h"
#include "engine/world/world.h"

/** All that prices are made of: a view, whose arrays are a network's or a test's own. */
struct tariff {
    const struct world *world; /**< texts, stops, routes, days; of runs and shared vehicles */
#define SECTION(name, type) const type *name;
    TARIFF_SECTIONS(SECTION)
#undef SECTION
    struct {
#define SECTION(name, type) uint32_t name;
        TARIFF_SECTIONS(SECTION)
#undef SECTION
    } counts;
};

/** That of a world; valid while it is. */
struct tariff tariff_of(const struct world *world);

/** The fare network of a route, or NO_IX; of routes that only live messages know, too. */
static inline uint32_t tariff_network(const struct tariff *tariff, route_ix route)
{
    return route < tariff->counts.route_networks ? tariff->route_networks[route] : NO_IX;
}

/** How much one feed says of prices. */
struct tariff_said {
    uint32_t flat_fares, flat_rules;                          /**< Fares v1 */
    uint32_t products, leg_rules, transfer_rules, join_rules; /**< Fares v2 */
};

/** Counts it. */
struct tariff_said tariff_said(const struct network *network, feed_ix feed);

#endif
