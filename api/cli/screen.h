#ifndef API_CLI_SCREEN_H
#define API_CLI_SCREEN_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "engine/base/civil.h"

/* Where text for people goes. Colours are for terminals only, and NO_COLOR turns them off. */

/** An output. */
struct screen {
    FILE *out;
    bool colour;
};

/** The output on that stream. */
struct screen screen_of(FILE *out);

/** Prints a text in bold. */
void screen_bold(const struct screen *screen, const char *text);

/** Prints a text in grey: true, but not what one looks for first. */
void screen_dim(const struct screen *screen, const char *text);

/**
 * Prints a line's badge, at least `width` columns wide. Colours are 0xRRGGBB; NO_IX: the line has
 * none of its own.
 */
void screen_badge(const struct screen *screen, const char *text, uint32_t colour,
                  uint32_t text_colour, int width);

/** Columns a text takes: its characters. */
int screen_columns(const char *text);

/** `3 min`, `1 h 05 min`, `40 s`; in `text`, which is returned. */
char *screen_duration(int64_t seconds, char text[CIVIL_TEXT]);

/** `08:30`, or `08:30:15` when there are seconds; in the zone, in `text`, which is returned. */
char *screen_clock(const struct zone *zone, unix_time time, char text[CIVIL_TEXT]);

/** `Monday 4 May 2026`; in `text`, which is returned. */
char *screen_day(civil_day day, char text[CIVIL_TEXT]);

#endif
