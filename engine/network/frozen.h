#ifndef ENGINE_NETWORK_FROZEN_H
#define ENGINE_NETWORK_FROZEN_H

#include "engine/network/freeze.h"

/*
 * Inside freezing only: the arrays that grow while a draft is sorted and grouped, one vec for each
 * section of the image, and the maps from the draft's order to the image's. The steps run in the
 * order in which they stand here; each leaves its sections ready for the next.
 */

struct frozen {
    struct draft *draft;
    struct freeze_options options;
    struct freeze_report report;

#define SECTION(name, type) struct vec name;
    NETWORK_SECTIONS(SECTION)
#undef SECTION

    uint32_t *stop_of;        /**< draft stop -> stop_ix */
    uint32_t *trip_of;        /**< draft trip -> trip_ix */
    berth_ix *call_berth;     /**< draft call -> berth_ix */
    struct vec berth_classes; /**< struct rule_class, one a berth; made by freeze_berths */
    struct vec outline_keys;  /**< struct outline_key, one an outline; made by freeze_trips */
};

/** A shape as one pattern runs it. */
struct outline_key {
    uint32_t shape;
    pattern_ix pattern;
};

/** Finds the days and the longest trip of each feed, seen over its trips. */
void freeze_feeds(struct frozen *frozen);

/** Gives each feed its spare route; after freeze_stops, which indexes the routes by their ids. */
void freeze_spare_routes(struct frozen *frozen);

/** Orders stops (served first, near ones together) and writes stops, children, by-id, by-lat. */
void freeze_stops(struct frozen *frozen);

/** Lets the ties of streets follow their stops; ties of stops that nothing serves go. */
void freeze_ties(struct frozen *frozen);

/** Lets what is said of changes at stops follow them; what is said of unserved ones goes. */
void freeze_stop_changes(struct frozen *frozen);

/** What the configuration says of changes at a stop; NULL: nothing. After freeze_stop_changes. */
const struct stop_change *frozen_stop_change(const struct frozen *frozen, stop_ix stop);

/** Gives stops with rules by route or trip their further berths; fills call_berth. */
void freeze_berths(struct frozen *frozen);

/** Groups trips into patterns, shares time profiles, writes everything about trips. */
void freeze_trips(struct frozen *frozen);

/** Writes blocks and the links between trips. False: there are more than we accept. */
MUST_CHECK bool freeze_links(struct frozen *frozen, struct error *error);

/** Writes change times and footpaths. False: there are more than we accept. */
MUST_CHECK bool freeze_footpaths(struct frozen *frozen, struct error *error);

/**
 * Orders fare rules, says what they leave open, lets stations' areas flow down to their stops.
 * False: there are more areas of stops than we accept.
 */
MUST_CHECK bool freeze_tariff(struct frozen *frozen, struct error *error);

/** Finds where on its shape each pattern's calls lie. */
void freeze_outlines(struct frozen *frozen);

/** Joins stops to the places that people take them for; needs all about trips and the facts. */
void freeze_places(struct frozen *frozen);

/** Writes everything that has a name, and the index over the names; needs the places. */
void freeze_names(struct frozen *frozen);

/** The sections so far as a network, for what reads one; valid until a section grows. */
struct network frozen_view(const struct frozen *frozen);

/* Rules of transfers.txt, shared by berths, links and footpaths. */

/** What a trip is to the rules at one stop: those of its names that some row there mentions. */
struct rule_class {
    route_ix from_route, to_route; /**< its route, or NO_IX when no row asks */
    uint32_t from_trip, to_trip;   /**< the draft trip, or NO_IX */
};

/** Whether the row is about changes on foot (types 0 to 3) and not about trips staying coupled. */
bool transfer_is_walk(const struct draft_transfer *row);

/** Whether the row is a promise between two trips that needs no berth of its own. */
bool transfer_is_guarantee(const struct draft_transfer *row);

/**
 * How directly the row names this pair of stops: 0 both themselves, one more for each step up to a
 * station; -1 when it does not cover them.
 */
int transfer_directness(const struct frozen *frozen, const struct draft_transfer *row, stop_ix from,
                        stop_ix to);

/** Firsts of `count` owners from items sorted by owner: fills `firsts` with count + 1 numbers. */
void firsts_of(struct vec *firsts, const uint32_t *owners, uint32_t items, uint32_t count);

#endif
