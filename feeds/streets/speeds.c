#include "feeds/streets/speeds.h"

#include <string.h>

#define KMH_MAX 140
#define KMH_PER_MPH 1.609344
#define KMH_PER_KNOT 1.852

/* What stands behind the country (`FR:urban`, `DE:zone30`), where the country does not matter. */
static const struct {
    const char *word;
    double kmh;
} words[] = {
    {"none", KMH_MAX},  {"walk", 6},       {"urban", 50},         {"rural", 80},
    {"trunk", 110},     {"motorway", 130}, {"living_street", 20}, {"pedestrian_zone", 6},
    {"nsl_single", 97}, {"nsl_dual", 113}, {"bicycle_road", 30},  {"nsl_restricted", 48},
};

/* Where a country's customs are others; they come first. */
static const struct {
    const char *word;
    double kmh;
} customs[] = {
    {"DE:rural", 100},       {"DE:motorway", 130},  {"DE:living_street", 6}, {"AT:rural", 100},
    {"AT:living_street", 6}, {"CH:motorway", 120},  {"CH:trunk", 100},       {"BE:rural", 70},
    {"BE:motorway", 120},    {"IT:rural", 90},      {"ES:rural", 90},        {"ES:motorway", 120},
    {"GB:motorway", 113},    {"GB:nsl_single", 97}, {"GB:nsl_dual", 113},    {"BR:urban", 60},
};

/* `30`, `zone30`, `zone:30` behind the country. */
static bool read_zone(struct osm_text text, double *kmh)
{
    if (text.length > 4 && memcmp(text.text, "zone", 4) == 0) {
        text.text += 4;
        text.length -= 4;
        if (*text.text == ':') {
            text.text++;
            text.length--;
        }
    }
    return text_number(text, kmh, NULL);
}

static bool read_word(struct osm_text text, double *kmh)
{
    for (size_t i = 0; i < sizeof customs / sizeof *customs; i++)
        if (text_is(text, customs[i].word)) {
            *kmh = customs[i].kmh;
            return true;
        }
    if (text.length > 3 && text.text[2] == ':') {
        text.text += 3;
        text.length -= 3;
        if (read_zone(text, kmh))
            return true;
    }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (text_is(text, words[i].word)) {
            *kmh = words[i].kmh;
            return true;
        }
    return false;
}

bool speed_read(struct osm_text text, double *kmh)
{
    struct osm_text unit;
    if (!text_number(text, kmh, &unit))
        return read_word(text, kmh);
    if (text_is(unit, "mph"))
        *kmh *= KMH_PER_MPH;
    else if (text_is(unit, "knots"))
        *kmh *= KMH_PER_KNOT;
    else if (unit.length && *unit.text != ';' && !text_is(unit, "km/h") && !text_is(unit, "kmh"))
        return false;
    return *kmh > 0;
}

bool speed_limit(const struct tags *tags, enum access_side side, double *kmh,
                 struct osm_text *unread)
{
    const enum tag keys[] = {
        side == SIDE_BACKWARD ? TAG_MAXSPEED_BACKWARD : TAG_MAXSPEED_FORWARD,
        TAG_MAXSPEED,
        TAG_MAXSPEED_TYPE,
        TAG_ZONE_MAXSPEED,
        TAG_SOURCE_MAXSPEED,
        TAG_ZONE_TRAFFIC,
    };
    *kmh = 0;
    *unread = (struct osm_text){0};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (!tag_said(tags, keys[i]))
            continue;
        if (speed_read(tags->values[keys[i]], kmh))
            return true;
        *kmh = 0;
        if (i < 2 && !text_is(tags->values[keys[i]], "signals") &&
            !text_is(tags->values[keys[i]], "variable"))
            *unread = tags->values[keys[i]];
    }
    return unread->length == 0;
}
