#include "feeds/gbfs/opening.h"

#include <string.h>

#define DAY_SECONDS 86400
#define ALL_DAYS 0x7f
#define ROWS_MAX 256

static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
static const char *const weekdays[] = {"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"};

/* A part of the year may go over its end. */
static bool in_season(const struct gbfs_opening_row *row, civil_day day)
{
    int year, month, day_of_month;
    if (!row->from_month)
        return true;
    civil_date_of(day, &year, &month, &day_of_month);
    int at = month * 32 + day_of_month;
    int from = row->from_month * 32 + row->from_day, to = row->to_month * 32 + row->to_day;
    return from <= to ? at >= from && at <= to : at >= from || at <= to;
}

/* Whether what the day begins is open `seconds` after its midnight, which may be the day after. */
static bool open_on(const struct gbfs_opening *opening, civil_day day, int32_t seconds)
{
    int rule = -1;
    bool open = false;
    for (uint32_t i = 0; i < opening->count; i++) {
        const struct gbfs_opening_row *row = &opening->rows[i];
        if (!(row->days >> civil_weekday(day) & 1) || !in_season(row, day))
            continue;
        open = (open && row->rule == rule) || (seconds >= row->from && seconds < row->to);
        rule = row->rule;
    }
    return open;
}

bool gbfs_opening_has(const struct gbfs_opening *opening, civil_day day, int32_t seconds)
{
    return !opening->count || open_on(opening, day, seconds) ||
           open_on(opening, day - 1, seconds + DAY_SECONDS);
}

/* A text of opening hours on its way to rows. */
struct spelling {
    const char *at;
    struct gbfs_opening_row rows[ROWS_MAX];
    uint32_t count;
};

static void skip_blanks(struct spelling *spelling)
{
    while (*spelling->at == ' ' || *spelling->at == '\t')
        spelling->at++;
}

static bool take(struct spelling *spelling, const char *word)
{
    skip_blanks(spelling);
    size_t length = strlen(word);
    if (strncmp(spelling->at, word, length) != 0)
        return false;
    spelling->at += length;
    return true;
}

/* The word of a list that stands here; -1: none of them. */
static int take_of(struct spelling *spelling, const char *const *words, int count)
{
    for (int i = 0; i < count; i++)
        if (take(spelling, words[i]))
            return i;
    return -1;
}

/* A number of one or two digits. */
static bool take_number(struct spelling *spelling, int *number)
{
    skip_blanks(spelling);
    const char *at = spelling->at;
    for (*number = 0; at < spelling->at + 2 && *at >= '0' && *at <= '9'; at++)
        *number = *number * 10 + (*at - '0');
    bool any = at > spelling->at;
    spelling->at = at;
    return any;
}

/* A day of the month, which hours may follow: `1`, but not the beginning of `10:00`. */
static bool take_day(struct spelling *spelling, int *day)
{
    const char *start = spelling->at;
    int number;
    if (take_number(spelling, &number) && *spelling->at != ':') {
        *day = number;
        return true;
    }
    spelling->at = start;
    return false;
}

/* `Apr`, `Apr-Oct`, `Apr 1-Nov 3`, `Apr 1-15`. False: it begins so and goes on otherwise. */
static bool take_season(struct spelling *spelling, struct gbfs_opening_row *row)
{
    int month = take_of(spelling, months, 12), end_month = month, from = 1, to = 31;
    if (month < 0)
        return true;
    bool has_day = take_day(spelling, &from);
    if (has_day)
        to = from;
    if (take(spelling, "-")) {
        int named = take_of(spelling, months, 12);
        if (named >= 0)
            end_month = named;
        to = 31;
        if (!take_day(spelling, &to) && (named < 0 || has_day))
            return false;
    }
    take(spelling, ":");
    if (from < 1 || from > 31 || to < 1 || to > 31)
        return false;
    row->from_month = (uint8_t)(month + 1);
    row->from_day = (uint8_t)from;
    row->to_month = (uint8_t)(end_month + 1);
    row->to_day = (uint8_t)to;
    return true;
}

/* `Mo-Fr,Su`, `PH`. Holidays are not known: what is said of them is passed over. */
static bool take_days(struct spelling *spelling, uint8_t *days, bool *holidays)
{
    *days = 0;
    *holidays = false;
    do {
        if (take(spelling, "PH") || take(spelling, "SH")) {
            *holidays = true;
            continue;
        }
        int day = take_of(spelling, weekdays, 7), last = day;
        if (day < 0)
            return !*days && !*holidays;
        if (take(spelling, "-") && (last = take_of(spelling, weekdays, 7)) < 0)
            return false;
        for (*days |= (uint8_t)(1 << last); day != last; day = (day + 1) % 7)
            *days |= (uint8_t)(1 << day);
    } while (take(spelling, ","));
    return true;
}

static bool take_clock(struct spelling *spelling, int32_t *seconds)
{
    int hours, minutes;
    if (!take_number(spelling, &hours) || *spelling->at != ':')
        return false;
    spelling->at++;
    const char *start = spelling->at;
    if (!take_number(spelling, &minutes) || spelling->at != start + 2 || hours > 48 || minutes > 59)
        return false;
    *seconds = hours * 3600 + minutes * 60;
    return true;
}

static bool add_row(struct spelling *spelling, struct gbfs_opening_row row)
{
    if (spelling->count == ROWS_MAX)
        return false;
    if (row.days)
        spelling->rows[spelling->count++] = row;
    return true;
}

static bool at_end(struct spelling *spelling)
{
    skip_blanks(spelling);
    return !*spelling->at || *spelling->at == ';';
}

/* On the next day, if it is not later; at midnight, if it is the minute before. */
static int32_t end_of(int32_t from, int32_t to)
{
    if (to <= from)
        to += DAY_SECONDS;
    return to % DAY_SECONDS == DAY_SECONDS - 60 ? to + 60 : to;
}

/* `08:00-12:00,13:00-18:00`, `off`, or nothing, which is all day. */
static bool take_spans(struct spelling *spelling, struct gbfs_opening_row row)
{
    if (take(spelling, "off") || take(spelling, "closed"))
        return add_row(spelling, row) && at_end(spelling);
    row.to = DAY_SECONDS;
    if (take(spelling, "open") || take(spelling, "24/7") || at_end(spelling))
        return add_row(spelling, row) && at_end(spelling);
    do {
        if (!take_clock(spelling, &row.from) || row.from >= DAY_SECONDS || !take(spelling, "-") ||
            !take_clock(spelling, &row.to))
            return false;
        row.to = end_of(row.from, row.to);
        if (!add_row(spelling, row))
            return false;
    } while (take(spelling, ","));
    return at_end(spelling);
}

static bool take_rule(struct spelling *spelling, uint16_t rule)
{
    struct gbfs_opening_row row = {.rule = rule};
    bool holidays;
    if (!take_season(spelling, &row) || !take_days(spelling, &row.days, &holidays))
        return false;
    if (!row.days && !holidays)
        row.days = ALL_DAYS;
    return take_spans(spelling, row);
}

bool gbfs_opening_parse(const char *text, struct arena *arena, struct gbfs_opening *opening)
{
    struct spelling spelling = {.at = text};
    *opening = (struct gbfs_opening){0};
    for (uint16_t rule = 0; rule < ROWS_MAX && !(at_end(&spelling) && !*spelling.at); rule++)
        if (!take(&spelling, ";") && !take_rule(&spelling, rule))
            return false;
    if (!spelling.count || *spelling.at)
        return false;
    struct gbfs_opening_row *rows = arena_array(arena, spelling.count, sizeof *rows);
    memcpy(rows, spelling.rows, spelling.count * sizeof *rows);
    *opening = (struct gbfs_opening){rows, spelling.count};
    return true;
}
