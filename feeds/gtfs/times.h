#ifndef FEEDS_GTFS_TIMES_H
#define FEEDS_GTFS_TIMES_H

#include "engine/network/draft.h"

/* The times of one trip made whole: what stop_times.txt may leave out or get wrong. */

/** In draft_call.arrive and .depart: the feed gives no time. */
#define TIME_UNSAID INT32_MIN

/** In draft_call.reserved[0] while a feed is read: the row says timepoint 0. */
#define CALL_APPROXIMATE 1

/** A time up to this much before the one ahead of it is raised; more makes the trip useless. */
#define TIME_RAISE_MAX 600

/** What was found and done; counts of calls. */
struct times_report {
    uint32_t cut;       /**< calls without a time at the ends, left out */
    uint32_t first_cut; /**< of these at the start */
    uint32_t midnights; /**< times a day was added */
    uint32_t raised;
    uint32_t first_bad; /**< index of the first call with such a time, before any cut */
    bool far_backwards; /**< nothing to be done */
    bool estimated;     /**< some times were filled in or are approximate */
};

/**
 * Puts the times of `*count` calls in order: a missing arrival or departure is the other one,
 * calls without any at both ends are cut off (the rest moves to the front, `*count` falls), a day
 * is added after an unwritten midnight, small steps back are raised, and blank times in between
 * filled by distance where all of a gap's calls tell it, else evenly.
 */
struct times_report times_mend(struct draft_call *calls, uint32_t *count);

#endif
