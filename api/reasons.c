#include "api/reasons.h"

bool reasons_in_service(const struct network *network, unix_time from, unix_time to)
{
    for (feed_ix i = 0; i < network->counts.feeds; i++) {
        const struct feed *feed = &network->feeds[i];
        struct zone zone = network_zone(network, feed->zone);
        if (zone_day(&zone, from) <= feed->last_day + feed->longest_seconds / 86400 + 1 &&
            zone_day(&zone, to) >= feed->first_day - 1)
            return true;
    }
    return false;
}

struct reason reasons_outside(const struct network *network, unix_time time, struct arena *arena)
{
    const char *text = "No timetable covers the time asked for.";
    char day[CIVIL_TEXT];
    for (feed_ix i = 0; i < network->counts.feeds; i++) {
        const struct feed *feed = &network->feeds[i];
        struct zone zone = network_zone(network, feed->zone);
        const char *tag = network_text(network, feed->tag);
        civil_day then = zone_day(&zone, time);
        if (feed->first_day <= feed->last_day && feed->last_day < then)
            text = arena_format(arena, "%s The timetable of %s ended on %s.", text, tag,
                                civil_text_day(feed->last_day, day));
        else if (feed->first_day <= feed->last_day && feed->first_day > then)
            text = arena_format(arena, "%s The timetable of %s begins on %s.", text, tag,
                                civil_text_day(feed->first_day, day));
    }
    return (struct reason){"OUTSIDE_SERVICE_PERIOD", text, "time"};
}

/* --- Gaps --- */

#define GAP_DAYS_MAX 400

static bool runs_on(const struct network *network, civil_day day)
{
    for (service_ix i = 0; i < network->counts.services; i++)
        if (network_service_runs(network, i, day))
            return true;
    return false;
}

bool reasons_gap(const struct network *network, unix_time from, unix_time to, struct arena *arena,
                 struct reason *reason)
{
    if (!network->counts.feeds)
        return false;
    struct zone zone = network_zone(network, network->feeds[0].zone);
    civil_day first = zone_day(&zone, from), last = zone_day(&zone, to), next = last + 1;
    for (civil_day day = first - 1; day <= last; day++)
        if (runs_on(network, day))
            return false;
    while (next <= last + GAP_DAYS_MAX && !runs_on(network, next))
        next++;
    char day[CIVIL_TEXT];
    const char *text =
        arena_format(arena, "By the timetables nothing runs on %s.", civil_text_day(first, day));
    if (next <= last + GAP_DAYS_MAX)
        text = arena_format(arena, "%s The next day on which something does is %s.", text,
                            civil_text_day(next, day));
    *reason = (struct reason){"OUTSIDE_SERVICE_PERIOD", text, "time"};
    return true;
}
