#ifndef FEEDS_GTFS_VALUES_H
#define FEEDS_GTFS_VALUES_H

#include <stdbool.h>
#include <stdint.h>

#include "engine/base/civil.h"
#include "feeds/table/table.h"

/* The values of GTFS fields, read by hand because stop_times.txt has millions of them. */

/** How the reading of a value ended. */
enum value_state {
    VALUE_GOOD,
    VALUE_BLANK,  /**< the field is empty */
    VALUE_BAD,    /**< not a value of that kind, or out of range */
    VALUE_MENDED, /**< read as what was surely meant */
};

/** The longest time a trip may take: 720 hours. */
#define VALUE_TIME_MAX (720 * 3600)

/**
 * `H:MM:SS` with any number of hours up to 720. VALUE_MENDED: the seconds were missing
 * (`HH:MM`). `*seconds` is set when GOOD or MENDED.
 */
enum value_state value_time(struct field field, day_time *seconds);

/** A whole number `low` .. `high`, perhaps with a sign; `2.0` is 2 too. Set when GOOD. */
enum value_state value_whole(struct field field, int64_t low, int64_t high, int64_t *number);

/** A decimal number, perhaps with an exponent; never NaN or infinite. Set when GOOD. */
enum value_state value_decimal(struct field field, double *number);

/**
 * `YYYYMMDD` or `YYYY-MM-DD`. VALUE_MENDED: the month has no such day (30 February), its last day
 * is meant. Set when GOOD or MENDED.
 */
enum value_state value_date(struct field field, civil_day *day);

/** Six hexadecimal digits, perhaps behind a `#`. Set when GOOD. */
enum value_state value_colour(struct field field, uint32_t *colour);

/** Whether the field holds exactly that text. */
bool value_is(struct field field, const char *text);

#endif
