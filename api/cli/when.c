#include "api/cli/when.h"

#include <string.h>

#include "engine/base/clock.h"

/* A day and the clock as one writes it: `2026-05-04 8:10`, or 24:30 of a night that is not over. */
static bool read_day_and_clock(const struct zone *zone, const char *text, unix_time *time)
{
    const size_t day_length = strlen("2026-05-04"), length = strlen(text);
    civil_day day;
    int32_t seconds;
    if (length <= day_length || !strchr(" T", text[day_length]) ||
        !civil_parse_day(text, day_length, &day) ||
        !civil_parse_clock(text + day_length + 1, length - day_length - 1, &seconds))
        return false;
    *time = zone_time(zone, day, seconds);
    return true;
}

bool when_read(const struct zone *zone, const char *role, const char *text, unix_time *time,
               struct error *error)
{
    int32_t seconds;
    if (strcmp(text, "now") == 0) {
        *time = clock_now();
        return true;
    }
    if (civil_parse_clock(text, strlen(text), &seconds)) {
        *time = zone_time(zone, zone_day(zone, clock_now()), seconds);
        return true;
    }
    if (civil_parse_time(text, zone, time) || read_day_and_clock(zone, text, time))
        return true;
    return error_set(error, ERROR_INPUT, role,
                     "\"%s\" is no time; write 08:30, 2026-05-04T08:30 or "
                     "2026-05-04T08:30:00+02:00",
                     text);
}
