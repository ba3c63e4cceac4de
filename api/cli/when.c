#include "api/cli/when.h"

#include <string.h>

#include "engine/base/clock.h"

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
    if (civil_parse_time(text, zone, time))
        return true;
    return error_set(error, ERROR_INPUT, role,
                     "\"%s\" is no time; write 08:30, 2026-05-04T08:30 or "
                     "2026-05-04T08:30:00+02:00",
                     text);
}
