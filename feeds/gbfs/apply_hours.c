#include <string.h>

#include "feeds/gbfs/applying.h"

/* Whether a system lends at this moment, by its calendar and its hours. */

/* The system's clock; false: its zone is not one of the network's, so nobody knows. */
static bool find_zone(const struct applying *applying, struct zone *zone)
{
    const struct network *network = applying->network;
    for (uint32_t i = 0; i < network->counts.zones; i++) {
        const char *name = network_text(network, network->zones[i].name);
        if (strcmp(name, applying->system->information.time_zone) == 0) {
            *zone = network_zone(network, i);
            return true;
        }
    }
    return false;
}

static int32_t month_day(int month, int day)
{
    return month * 100 + day;
}

/* Seasons may go over the turn of the year. */
static bool in_season(const struct gbfs_season *season, int32_t year, int32_t today)
{
    int32_t start = month_day(season->start_month, season->start_day);
    int32_t end = month_day(season->end_month, season->end_day);
    if (season->start_year && year * 10000 + today < season->start_year * 10000 + start)
        return false;
    if (season->end_year && year * 10000 + today > season->end_year * 10000 + end)
        return false;
    if (season->start_year && season->end_year)
        return true;
    return start <= end ? today >= start && today <= end : today >= start || today <= end;
}

static bool is_season(const struct applying *applying, civil_day day)
{
    const struct gbfs_system *system = applying->system;
    int year, month, of_month;
    civil_date_of(day, &year, &month, &of_month);
    for (uint32_t i = 0; i < system->season_count; i++)
        if (in_season(&system->seasons[i], year, month_day(month, of_month)))
            return true;
    return system->season_count == 0;
}

static bool covers(const struct gbfs_hours *hours, unsigned weekday, int32_t seconds)
{
    unsigned yesterday = (weekday + 6) % 7;
    bool all = hours->opens == hours->closes; /* Of a whole day both are the same. */
    int32_t closes = hours->closes <= hours->opens ? hours->closes + 86400 : hours->closes;
    return (hours->days >> weekday & 1 && seconds >= hours->opens && (all || seconds < closes)) ||
           (hours->days >> yesterday & 1 && seconds + 86400 < closes);
}

static bool is_hour(const struct applying *applying, civil_day day, int32_t seconds)
{
    const struct gbfs_system *system = applying->system;
    if (system->information.opening.count) /* It took the place of hours and calendar in 3.0. */
        return gbfs_opening_has(&system->information.opening, day, seconds);
    unsigned weekday = (unsigned)civil_weekday(day);
    for (uint32_t i = 0; i < system->hours_count; i++)
        if (covers(&system->hours[i], weekday, seconds))
            return true;
    return system->hours_count == 0;
}

void apply_clock(struct applying *applying)
{
    struct zone zone;
    applying->has_clock = find_zone(applying, &zone);
    if (!applying->has_clock)
        return;
    int64_t local = applying->now + zone_offset(&zone, applying->now);
    applying->day = (civil_day)(local / 86400 - (local % 86400 < 0));
    applying->seconds = (int32_t)(local - (int64_t)applying->day * 86400);
}

const char *apply_closed(const struct applying *applying)
{
    if (!applying->has_clock)
        return "";
    if (!is_season(applying, applying->day))
        return "Out of season.";
    return is_hour(applying, applying->day, applying->seconds) ? "" : "Outside its hours.";
}
