#ifndef ENGINE_BASE_CIVIL_H
#define ENGINE_BASE_CIVIL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The calendar and the clock. Three times have three names and only this file (and the sheet of a
 * schedule) turns one into another:
 *
 *   unix_time  seconds since 1970-01-01T00:00:00Z; the world outside.
 *   day_time   seconds since noon minus twelve hours of a service day; the timetable. On all but
 *              two days a year that is midnight; on those two it keeps 08:00 at eight o'clock. May
 *              pass 24 h.
 *   search_time (engine/search) seconds of a sheet, counted in the direction of the search.
 */

typedef int64_t unix_time; /**< see above */
typedef int32_t day_time;  /**< see above */
/** Days since 1970-01-01; a date without a place. */
typedef int32_t civil_day;

/** From `at` on (UTC) the clock shows UTC plus `offset_seconds`. */
struct zone_change {
    unix_time at;
    int32_t offset_seconds;
    int32_t reserved; /**< zero */
};

/** A time zone: its changes in order; the first one holds for all earlier times too. */
struct zone {
    const struct zone_change *changes; /**< borrowed; at least one */
    uint32_t count;
};

/** The day of a Gregorian date; the date must exist (civil_date_valid). */
civil_day civil_day_of(int year, int month, int day);

/** Whether year 1..9999, month and day name a date of the Gregorian calendar. */
bool civil_date_valid(int year, int month, int day);

/** The date of a day. */
void civil_date_of(civil_day day, int *year, int *month, int *day_of_month);

/** 0 = Monday .. 6 = Sunday. */
int civil_weekday(civil_day day);

/** Seconds that the zone's clock is ahead of UTC at `time`. */
int32_t zone_offset(const struct zone *zone, unix_time time);

/** Noon minus twelve hours of that day in the zone: where its day_time 0 lies. */
unix_time zone_day_start(const struct zone *zone, civil_day day);

/** The date that the zone's clock shows at `time`. */
civil_day zone_day(const struct zone *zone, unix_time time);

/**
 * The time at which the zone's clock shows that date and wall-clock time (`seconds` 0..86399, more
 * is carried on). An hour that comes twice means its first coming; one that is skipped is read with
 * the clock as it stood before.
 */
unix_time zone_time(const struct zone *zone, civil_day day, int32_t seconds);

/** Room for any text of the functions below. */
#define CIVIL_TEXT 40

/** `2026-01-31T12:00:00Z`. Returns `text`. */
char *civil_text_utc(unix_time time, char text[CIVIL_TEXT]);

/** `2026-01-31T13:00:00+01:00` in the zone. Returns `text`. */
char *civil_text_zone(const struct zone *zone, unix_time time, char text[CIVIL_TEXT]);

/** `2026-01-31`. Returns `text`. */
char *civil_text_day(civil_day day, char text[CIVIL_TEXT]);

/** `HH:MM:SS`, hours may pass 24, one leading minus before zero. Returns `text`. */
char *civil_text_clock(int32_t seconds, char text[CIVIL_TEXT]);

/** Reads exactly `YYYY-MM-DD` or `YYYYMMDD` (`length` bytes). False: not a date. */
bool civil_parse_day(const char *text, size_t length, civil_day *day);

/** Reads exactly `H:MM`, `H:MM:SS` (hours up to 5 digits). False: not a clock time. */
bool civil_parse_clock(const char *text, size_t length, int32_t *seconds);

/**
 * Reads RFC 3339 as clients write it: `T` or blank between, seconds and their fraction optional,
 * `Z` or `+hh:mm`, then perhaps a bracketed zone name, which is ignored. Without any offset the
 * time is read in `zone` (which may be NULL: then it is an error). False: not a time.
 */
bool civil_parse_time(const char *text, const struct zone *zone, unix_time *time);

#endif
