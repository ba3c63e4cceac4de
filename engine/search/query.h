#ifndef ENGINE_SEARCH_QUERY_H
#define ENGINE_SEARCH_QUERY_H

#include "engine/base/error.h"
#include "engine/journey/journey.h"
#include "engine/network/mode.h"
#include "engine/network/network.h"
#include "engine/street/endpoint.h"

/*
 * The question. Small nouns, one default; whoever asks starts from query_default and changes
 * what he means. All lists are borrowed for the time of the run.
 */

/** A place to pass, in order. */
struct via {
    const stop_ix *stops; /**< any one of these */
    uint32_t stop_count;
    int32_t stay_seconds; /**< 0: riding through is enough */
    /** One a stop: further seconds there, to the place that is meant and back; NULL: none. */
    const int32_t *detour_seconds;
};

/** From where to where. */
struct query_where {
    /**
     * From / to, in both directions of search. Where the search ends (targets; arrive-by: sources)
     * hired ones stand beside one's own: journeys to them are found where none to one's own is as
     * good, and take none of those away. Where it starts all count alike.
     */
    const struct endpoint *sources, *targets;
    uint32_t source_count, target_count;
    const struct via *vias;
    uint32_t via_count; /**< at most QUERY_VIAS_MAX */
};

/** When. */
struct query_when {
    unix_time time; /**< QUERY_TIME_MIN .. QUERY_TIME_MAX */
    bool arrive_by; /**< `time` is the latest arrival, not the earliest departure */
    /**
     * 0: the best from `time` on (arrive_by: the latest that arrive by `time`).
     * > 0: all Pareto-best leaving in [time, time + window); arrive_by: arriving in
     * (time - window, time]. None is beaten by one that leaves at the end or later.
     */
    int32_t window_seconds;
    int32_t travel_seconds_max; /**< door to door, > 0; exactly this long is allowed */
};

/** How changes are made. */
struct query_change {
    int32_t default_seconds; /**< where the feed gives no change time; -1: the image's default */
    int32_t min_seconds;     /**< no change is planned shorter than this */
    int32_t added_seconds;   /**< put on top of each */
    int32_t factor_permille; /**< 1000: as they are; > 1000 slower */
    uint32_t transfers_max;  /**< 0 .. QUERY_TRANSFERS_MAX */
    bool in_seat;            /**< stay seated where a vehicle goes on as another trip */
};

/** What a wheelchair needs to be told. */
enum wheelchair {
    WHEELCHAIR_NONE,    /**< not asked */
    WHEELCHAIR_UNKNOWN, /**< known obstacles are avoided, silence of the feed is accepted */
    WHEELCHAIR_STRICT,  /**< every trip and stop must say yes */
};

/** What the traveller needs or refuses. */
struct query_needs {
    mode_set modes; /**< MODES_ALL; 0: no rides at all */
    enum wheelchair wheelchair;
    bool bikes, cars; /**< every ride must carry one; silence counts as no */
    const agency_ix *no_agencies;
    const route_ix *no_routes;
    const stop_ix *no_stops; /**< no getting on or off there; riding through is fine */
    const trip_ix *no_trips;
    uint32_t no_agency_count, no_route_count, no_stop_count, no_trip_count;
};

/** Transfers at most. */
#define QUERY_TRANSFERS_MAX 15

/**
 * What those who leave (arrive-by: arrive) at the end of a window come to: when one is there
 * (arrive-by: when one leaves) with at most so many transfers, where known.
 */
struct query_beyond {
    unix_time times[QUERY_TRANSFERS_MAX + 1];
    bool known[QUERY_TRANSFERS_MAX + 1];
};

/** Journeys that are known already: what one of them dominates is not looked for. */
struct query_known {
    const struct journey *journeys;
    uint32_t count;
    const struct query_beyond *beyond; /**< of the same window; NULL: nothing is known */
};

/** The whole question. */
struct query {
    struct query_where where;
    struct query_when when;
    struct query_change change;
    struct query_needs needs;
    struct query_known known;
};

#define QUERY_VIAS_MAX 8
#define QUERY_TRAVEL_SECONDS_MAX (10 * 86400)
#define QUERY_WINDOW_SECONDS_MAX (2 * 86400)
#define QUERY_TIME_MIN INT64_C(-62135596800) /**< 0001-01-01T00:00:00Z */
#define QUERY_TIME_MAX INT64_C(253402300799) /**< 9999-12-31T23:59:59Z */

/** No place, no time; 7 transfers, 24 h, changes as the feed says, everything allowed. */
extern const struct query query_default;

/** False: a field is out of range or names what the network does not have; `error` says which. */
MUST_CHECK bool query_check(const struct query *query, const struct network *network,
                            struct error *error);

#endif
