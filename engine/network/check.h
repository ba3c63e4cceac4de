#ifndef ENGINE_NETWORK_CHECK_H
#define ENGINE_NETWORK_CHECK_H

#include "engine/network/network.h"

/* Inside network_check only: its parts, and what they share. */

/** No time of a timetable and no duration is longer: a hundred days. */
#define CHECK_SECONDS_MAX (100 * 86400)

/** Fills `error` with what is wrong with item `index` of a section; returns false. */
bool check_fail(struct error *error, const char *section, uint32_t index, const char *what);

/** Whether [first, first + count) lies within `items`. */
static inline bool check_within(uint32_t first, uint32_t count, uint32_t items)
{
    return first <= items && count <= items - first;
}

/** Whether the index leads into `items`, or is NO_IX. */
static inline bool check_or_none(uint32_t index, uint32_t items)
{
    return index < items || index == NO_IX;
}

/** Whether `seconds` is a time or duration that sums can be made of. */
static inline bool check_seconds(int32_t seconds)
{
    return seconds >= -CHECK_SECONDS_MAX && seconds <= CHECK_SECONDS_MAX;
}

/** Patterns, trips and everything that leads to them. False: `error` says which does not fit. */
MUST_CHECK bool check_timetable(const struct network *network, struct error *error);

/** Likewise the streets and what is tied to them. */
MUST_CHECK bool check_streets(const struct network *network, struct error *error);

/** Places, names and their index. False: `error` says which does not fit. */
MUST_CHECK bool check_names(const struct network *network, struct error *error);

/** Fares. False: `error` says which does not fit. */
MUST_CHECK bool check_tariff(const struct network *network, struct error *error);

#endif
