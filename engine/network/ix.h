#ifndef ENGINE_NETWORK_IX_H
#define ENGINE_NETWORK_IX_H

#include <stdint.h>

/*
 * Dense numbers of the things in a network, 0 .. count - 1. `_ix` is our number, `_id` the feed's
 * own text. An index is good for the image it came from and for no other.
 */

typedef uint32_t text_ix;    /**< offset into the texts; 0 is the empty text */
typedef uint32_t feed_ix;    /**< a GTFS feed */
typedef uint32_t zone_ix;    /**< a time zone */
typedef uint32_t agency_ix;  /**< who runs routes */
typedef uint32_t route_ix;   /**< a line as riders know it (GTFS route) */
typedef uint32_t service_ix; /**< a set of days */
typedef uint32_t pattern_ix; /**< trips of one route that make the same calls (RAPTOR's "route") */
typedef uint32_t trip_ix;    /**< a GTFS trip, on all its days */
typedef uint32_t stop_ix;    /**< a row of stops.txt: platform, station, entrance ... */
/**
 * A stop as the search sees it. Berth i is stop i for every stop that vehicles serve; a stop some
 * of whose changes follow rules of their own (transfers.txt by route or trip) has further berths,
 * one for each way of being treated. So the search needs no rules, only footpaths.
 */
typedef uint32_t berth_ix;

typedef uint32_t vertex_ix; /**< where streets meet or end */
typedef uint32_t edge_ix;   /**< a stretch of street between two vertices */

/** The reserved value of every index: no such thing. */
#define NO_IX UINT32_MAX

#endif
