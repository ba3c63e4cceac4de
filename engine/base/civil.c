#include "engine/base/civil.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Days and dates after Howard Hinnant, "chrono-compatible low-level date algorithms". */
civil_day civil_day_of(int year, int month, int day)
{
    year -= month <= 2;
    int era = (year >= 0 ? year : year - 399) / 400;
    int year_of_era = year - era * 400;
    int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

void civil_date_of(civil_day day, int *year, int *month, int *day_of_month)
{
    int64_t z = (int64_t)day + 719468;
    int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    int day_of_era = (int)(z - era * 146097);
    int year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int shifted = (5 * day_of_year + 2) / 153;
    *day_of_month = day_of_year - (153 * shifted + 2) / 5 + 1;
    *month = shifted < 10 ? shifted + 3 : shifted - 9;
    *year = (int)(year_of_era + era * 400) + (*month <= 2);
}

bool civil_date_valid(int year, int month, int day)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1)
        return false;
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return day <= lengths[month - 1] + (month == 2 && leap);
}

int civil_weekday(civil_day day)
{
    int weekday = (day + 3) % 7; /* 1970-01-01 was a Thursday. */
    return weekday < 0 ? weekday + 7 : weekday;
}

int32_t zone_offset(const struct zone *zone, unix_time time)
{
    assert(zone->count > 0);
    uint32_t low = 0, high = zone->count;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (zone->changes[middle].at <= time)
            low = middle;
        else
            high = middle;
    }
    return zone->changes[low].offset_seconds;
}

unix_time zone_time(const struct zone *zone, civil_day day, int32_t seconds)
{
    unix_time local = (unix_time)day * 86400 + seconds;
    unix_time before = local - zone_offset(zone, local - 86400);
    unix_time after = local - zone_offset(zone, local + 86400);
    bool before_fits = before + zone_offset(zone, before) == local;
    bool after_fits = after + zone_offset(zone, after) == local;
    return before_fits || !after_fits ? before : after;
}

unix_time zone_day_start(const struct zone *zone, civil_day day)
{
    return zone_time(zone, day, 43200) - 43200;
}

civil_day zone_day(const struct zone *zone, unix_time time)
{
    int64_t local = time + zone_offset(zone, time);
    return (civil_day)(local >= 0 ? local / 86400 : (local - 86399) / 86400);
}

static void split(int64_t local, civil_day *day, int *seconds)
{
    *day = (civil_day)(local >= 0 ? local / 86400 : (local - 86399) / 86400);
    *seconds = (int)(local - (int64_t)*day * 86400);
}

static int print_local(int64_t local, char text[CIVIL_TEXT])
{
    civil_day day;
    int seconds, year, month, day_of_month;
    split(local, &day, &seconds);
    civil_date_of(day, &year, &month, &day_of_month);
    return snprintf(text, CIVIL_TEXT, "%04d-%02d-%02dT%02d:%02d:%02d", year, month, day_of_month,
                    seconds / 3600, seconds / 60 % 60, seconds % 60);
}

char *civil_text_utc(unix_time time, char text[CIVIL_TEXT])
{
    int length = print_local(time, text);
    snprintf(text + length, CIVIL_TEXT - (size_t)length, "Z");
    return text;
}

char *civil_text_zone(const struct zone *zone, unix_time time, char text[CIVIL_TEXT])
{
    int offset = zone_offset(zone, time);
    int length = print_local(time + offset, text);
    int minutes = abs(offset) / 60;
    snprintf(text + length, CIVIL_TEXT - (size_t)length, "%c%02d:%02d", offset < 0 ? '-' : '+',
             minutes / 60, minutes % 60);
    return text;
}

char *civil_text_day(civil_day day, char text[CIVIL_TEXT])
{
    int year, month, day_of_month;
    civil_date_of(day, &year, &month, &day_of_month);
    snprintf(text, CIVIL_TEXT, "%04d-%02d-%02d", year, month, day_of_month);
    return text;
}

char *civil_text_clock(int32_t seconds, char text[CIVIL_TEXT])
{
    int64_t size = llabs((long long)seconds);
    snprintf(text, CIVIL_TEXT, "%s%02d:%02d:%02d", seconds < 0 ? "-" : "", (int)(size / 3600),
             (int)(size / 60 % 60), (int)(size % 60));
    return text;
}

/* Reads `count` digits at `*at` and moves it on. */
static bool digits(const char **at, const char *end, int count, int *value)
{
    *value = 0;
    if (end - *at < count)
        return false;
    for (int i = 0; i < count; i++, (*at)++) {
        if (**at < '0' || **at > '9')
            return false;
        *value = *value * 10 + (**at - '0');
    }
    return true;
}

static bool skip(const char **at, const char *end, char wanted)
{
    if (*at == end || **at != wanted)
        return false;
    (*at)++;
    return true;
}

bool civil_parse_day(const char *text, size_t length, civil_day *day)
{
    const char *at = text, *end = text + length;
    int year, month, day_of_month;
    bool dashes = length == 10;
    if (!digits(&at, end, 4, &year) || (dashes && !skip(&at, end, '-')) ||
        !digits(&at, end, 2, &month) || (dashes && !skip(&at, end, '-')) ||
        !digits(&at, end, 2, &day_of_month) || at != end)
        return false;
    if (!civil_date_valid(year, month, day_of_month))
        return false;
    *day = civil_day_of(year, month, day_of_month);
    return true;
}

bool civil_parse_clock(const char *text, size_t length, int32_t *seconds)
{
    const char *at = text, *end = text + length;
    int hours = 0, minutes, rest = 0, count = 0;
    for (; at < end && *at >= '0' && *at <= '9' && count < 5; at++, count++)
        hours = hours * 10 + (*at - '0');
    if (!count || !skip(&at, end, ':') || !digits(&at, end, 2, &minutes))
        return false;
    if (at != end && (!skip(&at, end, ':') || !digits(&at, end, 2, &rest)))
        return false;
    if (at != end || minutes > 59 || rest > 59)
        return false;
    *seconds = hours * 3600 + minutes * 60 + rest;
    return true;
}

static bool parse_offset(const char **at, const char *end, int *offset, bool *given)
{
    *given = false;
    *offset = 0;
    if (*at == end)
        return true;
    if (skip(at, end, 'Z') || skip(at, end, 'z')) {
        *given = true;
        return true;
    }
    int sign = skip(at, end, '-') ? -1 : 1, hours, minutes;
    if (sign == 1 && !skip(at, end, '+') && !skip(at, end, ' ')) /* '+' unescaped in a URL */
        return false;
    if (!digits(at, end, 2, &hours))
        return false;
    skip(at, end, ':');
    if (!digits(at, end, 2, &minutes) || hours > 23 || minutes > 59)
        return false;
    *offset = sign * (hours * 3600 + minutes * 60);
    *given = true;
    return true;
}

bool civil_parse_time(const char *text, const struct zone *zone, unix_time *time)
{
    const char *end = text + strlen(text), *bracket = strchr(text, '[');
    if (bracket && end[-1] == ']')
        end = bracket;
    const char *at = text;
    civil_day day;
    int hours, minutes, seconds = 0, offset;
    bool given;
    if (end - at < 16 || !civil_parse_day(at, 10, &day))
        return false;
    at += 10;
    if (!skip(&at, end, 'T') && !skip(&at, end, 't') && !skip(&at, end, ' '))
        return false;
    if (!digits(&at, end, 2, &hours) || !skip(&at, end, ':') || !digits(&at, end, 2, &minutes))
        return false;
    if (at < end && *at == ':' && (at++, !digits(&at, end, 2, &seconds)))
        return false;
    if (at < end && *at == '.')
        for (at++; at < end && *at >= '0' && *at <= '9';)
            at++;
    if (hours > 23 || minutes > 59 || seconds > 60 || !parse_offset(&at, end, &offset, &given) ||
        at != end)
        return false;
    int32_t clock = hours * 3600 + minutes * 60 + seconds;
    if (given)
        *time = (unix_time)day * 86400 + clock - offset;
    else if (zone)
        *time = zone_time(zone, day, clock);
    else
        return false;
    return true;
}
