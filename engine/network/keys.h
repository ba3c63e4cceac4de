#ifndef ENGINE_NETWORK_KEYS_H
#define ENGINE_NETWORK_KEYS_H

#include "engine/network/network.h"

/*
 * From the feeds' own ids to our numbers. The outside writes `tag_id`: the feed's tag, `_`, and
 * the id as the feed has it (a tag never holds `_`, an id may). A bare id is understood too as
 * long as only one feed has it.
 */

/** The feed whose tag is the first `length` bytes of `tag`, or NO_IX. */
feed_ix keys_feed(const struct network *network, const char *tag, size_t length);

/**
 * Whether `said` means the feed's `id`: as the feed writes it, or with its tag before it. NO_IX:
 * the id is one of the city's tables, or a client's, and may have a tag itself.
 */
bool keys_means(const struct network *network, feed_ix feed, const char *id, const char *said);

/** The stop with that id in one feed, or NO_IX. */
stop_ix keys_stop_in(const struct network *network, feed_ix feed, const char *id);

/** The route with that id in one feed, or NO_IX. */
route_ix keys_route_in(const struct network *network, feed_ix feed, const char *id);

/** The trip with that id in one feed, or NO_IX. */
trip_ix keys_trip_in(const struct network *network, feed_ix feed, const char *id);

/** The agency with that id in one feed, or NO_IX. */
agency_ix keys_agency_in(const struct network *network, feed_ix feed, const char *id);

/** Feed of a trip. */
feed_ix keys_trip_feed(const struct network *network, trip_ix trip);

/** Finds the index `text` names. False, ERROR_MISSING: none, or several feeds have that id. */
MUST_CHECK bool keys_find_stop(const struct network *network, const char *text, stop_ix *stop,
                               struct error *error);

/** Likewise. */
MUST_CHECK bool keys_find_route(const struct network *network, const char *text, route_ix *route,
                                struct error *error);

/** Likewise. */
MUST_CHECK bool keys_find_trip(const struct network *network, const char *text, trip_ix *trip,
                               struct error *error);

/** Likewise. */
MUST_CHECK bool keys_find_agency(const struct network *network, const char *text, agency_ix *agency,
                                 struct error *error);

/** How many records a feed has. */
struct key_counts {
    uint32_t stops, routes, trips;
};

/** Counts the records of `feed` without looking at each. */
struct key_counts keys_count(const struct network *network, feed_ix feed);

#endif
