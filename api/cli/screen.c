#include "api/cli/screen.h"

#include <inttypes.h>
#include <stdlib.h>
#include <unistd.h>

#include "engine/network/ix.h"

struct screen screen_of(FILE *out)
{
    const char *refused = getenv("NO_COLOR"), *kind = getenv("TERM");
    bool dumb = !kind || !*kind || (kind[0] == 'd' && kind[1] == 'u');
    return (struct screen){.out = out,
                           .colour = isatty(fileno(out)) && !dumb && !(refused && *refused)};
}

static void wrap(const struct screen *screen, const char *code, const char *text)
{
    if (screen->colour)
        fprintf(screen->out, "\033[%sm%s\033[0m", code, text);
    else
        fputs(text, screen->out);
}

void screen_bold(const struct screen *screen, const char *text)
{
    wrap(screen, "1", text);
}

void screen_dim(const struct screen *screen, const char *text)
{
    wrap(screen, "2", text);
}

int screen_columns(const char *text)
{
    int columns = 0;
    for (; *text; text++)
        columns += ((unsigned char)*text & 0xC0) != 0x80;
    return columns;
}

/* Black or white, whichever stands out better from the colour. */
static uint32_t readable_on(uint32_t colour)
{
    uint32_t brightness = 3 * (colour >> 16 & 255) + 6 * (colour >> 8 & 255) + (colour & 255);
    return brightness > 1400 ? 0x000000 : 0xFFFFFF;
}

void screen_badge(const struct screen *screen, const char *text, uint32_t colour,
                  uint32_t text_colour, int width)
{
    int pad = width - screen_columns(text) - 2;
    if (screen->colour) {
        uint32_t back = colour == NO_IX ? 0x444444 : colour;
        uint32_t front = colour == NO_IX || text_colour == NO_IX ? readable_on(back) : text_colour;
        fprintf(screen->out,
                "\033[48;2;%" PRIu32 ";%" PRIu32 ";%" PRIu32 "m\033[38;2;%" PRIu32 ";%" PRIu32
                ";%" PRIu32 "m %s \033[0m",
                back >> 16 & 255, back >> 8 & 255, back & 255, front >> 16 & 255, front >> 8 & 255,
                front & 255, text);
    } else {
        fprintf(screen->out, "[%s]", text);
    }
    fprintf(screen->out, "%*s", pad > 0 ? pad : 0, "");
}

char *screen_duration(int64_t seconds, char text[CIVIL_TEXT])
{
    int64_t hours = seconds / 3600, minutes = seconds / 60 % 60, rest = seconds % 60;
    if (hours)
        snprintf(text, CIVIL_TEXT, "%" PRId64 " h %02" PRId64 " min", hours, minutes);
    else if (!minutes)
        snprintf(text, CIVIL_TEXT, "%" PRId64 " s", rest);
    else if (rest)
        snprintf(text, CIVIL_TEXT, "%" PRId64 " min %" PRId64 " s", minutes, rest);
    else
        snprintf(text, CIVIL_TEXT, "%" PRId64 " min", minutes);
    return text;
}

char *screen_clock(const struct zone *zone, unix_time time, char text[CIVIL_TEXT])
{
    int64_t local = time + zone_offset(zone, time);
    int64_t second = local - (int64_t)zone_day(zone, time) * 86400;
    civil_text_clock((int32_t)second, text);
    if (second % 60 == 0)
        text[5] = '\0';
    return text;
}

char *screen_day(civil_day day, char text[CIVIL_TEXT])
{
    static const char *const weekdays[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                           "Friday", "Saturday", "Sunday"};
    static const char *const months[] = {"January",   "February", "March",    "April",
                                         "May",       "June",     "July",     "August",
                                         "September", "October",  "November", "December"};
    int year, month, number;
    civil_date_of(day, &year, &month, &number);
    snprintf(text, CIVIL_TEXT, "%s %d %s %d", weekdays[civil_weekday(day)], number,
             months[month - 1], year);
    return text;
}
