#include "feeds/parks/lots.h"

#include <jansson.h>
#include <math.h>
#include <string.h>
#include <strings.h>

#include "engine/base/intern.h"
#include "engine/live/live.h"

enum { LOTS_MAX = 5000, SPACES_MAX = 1000000, ID_MAX = 256, NAME_BYTES_MAX = 256 };

struct reading {
    const char *name;
    struct arena *arena;
    struct findings *findings;
    struct intern ids; /* of the lots so far */
};

static void note(const struct reading *reading, const char *code, enum finding_action action,
                 const char *text, const char *detail)
{
    findings_add(reading->findings, code, action, text, reading->name, 0, detail,
                 detail ? strlen(detail) : 0);
}

/* A text, or a whole number as one, cut to `most` bytes between letters; "" if there is none. */
static const char *read_text(const struct reading *reading, const json_t *object, const char *key,
                             size_t most)
{
    const json_t *value = json_object_get(object, key);
    const char *text = json_string_value(value);
    if (json_is_integer(value))
        return arena_format(reading->arena, "%lld", (long long)json_integer_value(value));
    size_t length = text ? strlen(text) : 0;
    for (most = length < most ? length : most; most && ((unsigned char)text[most] & 0xc0) == 0x80;)
        most--;
    return text ? arena_text(reading->arena, text, most) : "";
}

/* A number of spaces; NO_IX: it is none. */
static uint32_t read_spaces(const struct reading *reading, const json_t *lot, const char *key)
{
    const json_t *value = json_object_get(lot, key);
    double number = json_number_value(value);
    if (json_is_number(value) && number >= 0 && number <= SPACES_MAX)
        return (uint32_t)number;
    if (value && !json_is_null(value))
        note(reading, "park_value_ignored", FINDING_MENDED,
             "A number of spaces is out of range or no number, and is taken as not said.", key);
    return NO_IX;
}

/* ParkAPI writes `lng`; others `lon`. */
static bool read_place(const json_t *coords, struct point *at)
{
    const json_t *lat = json_object_get(coords, "lat"), *lon = json_object_get(coords, "lng");
    lon = lon ? lon : json_object_get(coords, "lon");
    double north = json_number_value(lat), east = json_number_value(lon);
    if (!json_is_number(lat) || !json_is_number(lon) || !(fabs(north) <= 90) ||
        !(fabs(east) <= 180) || (north == 0 && east == 0))
        return false;
    *at = geo_point(north, east);
    return true;
}

static uint8_t read_state(const json_t *lot)
{
    const char *text = json_string_value(json_object_get(lot, "state"));
    if (text && strcasecmp(text, "open") == 0)
        return LIVE_PARK_OPEN;
    return text && strcasecmp(text, "closed") == 0 ? LIVE_PARK_CLOSED : LIVE_PARK_UNKNOWN;
}

/* Of `nodata` the numbers are what they were once. */
static bool has_data(const json_t *lot)
{
    const char *text = json_string_value(json_object_get(lot, "state"));
    return !text || strcasecmp(text, "nodata") != 0;
}

static void fill(const struct reading *reading, const json_t *item, struct lot *lot)
{
    lot->name = read_text(reading, item, "name", NAME_BYTES_MAX);
    lot->placed = read_place(json_object_get(item, "coords"), &lot->at);
    lot->state = read_state(item);
    lot->total = read_spaces(reading, item, "total");
    lot->free = read_spaces(reading, item, "free");
    if (!has_data(item))
        lot->free = NO_IX;
    if (lot->free == NO_IX || lot->free <= lot->total)
        return;
    note(reading, "park_overfull", FINDING_MENDED,
         "More spaces are free than there are; as many are taken as there are.", lot->id);
    lot->free = lot->total;
}

/* Whether the lot is one, and new. */
static bool read_lot(struct reading *reading, const json_t *item, struct lot *lot)
{
    uint32_t before = reading->ids.count;
    *lot = (struct lot){.id = read_text(reading, item, "id", ID_MAX)};
    if (!*lot->id || strlen(lot->id) == ID_MAX) {
        note(reading, "park_lot_dropped", FINDING_ROW, "A lot has no id that can be used.", NULL);
        return false;
    }
    if (intern_add(&reading->ids, lot->id, strlen(lot->id)) != before) {
        note(reading, "park_lot_doubled", FINDING_ROW,
             "An id comes more than once; the first lot holds.", lot->id);
        return false;
    }
    fill(reading, item, lot);
    return true;
}

static void read_lots(struct reading *reading, const json_t *list, struct lots *lots)
{
    size_t size = json_array_size(list);
    if (size > LOTS_MAX)
        note(reading, "park_too_many", FINDING_ROW,
             "There are more than 5,000 lots; the rest is left out.", NULL);
    size = size < LOTS_MAX ? size : LOTS_MAX;
    struct lot *items = arena_array(reading->arena, size, sizeof *items);
    lots->items = items;
    lots->count = 0;
    for (size_t i = 0; i < size; i++)
        lots->count += read_lot(reading, json_array_get(list, i), &items[lots->count]);
}

/* Seconds since 1970, or a date and time; 0: neither. */
static unix_time read_stamp(const struct reading *reading, const json_t *root)
{
    static const struct zone_change always = {0};
    static const struct zone utc = {&always, 1};
    const json_t *value = json_object_get(root, "last_updated");
    const char *text = json_string_value(value);
    unix_time stamp = json_integer_value(value);
    if (text && !civil_parse_time(text, &utc, &stamp))
        stamp = 0;
    if (stamp > 0 && stamp < INT64_C(100000000000))
        return stamp;
    note(reading, "park_time_unusable", FINDING_NOTED,
         "Nobody says when it was said; the time at which it came is taken.", NULL);
    return 0;
}

bool lots_read(struct lots_bytes bytes, struct arena *arena, struct lots *lots,
               struct findings *findings, struct error *error)
{
    struct reading reading = {.name = bytes.name, .arena = arena, .findings = findings};
    json_error_t where = {.line = 0};
    *lots = (struct lots){0};
    if (bytes.length > LOTS_BYTES_MAX)
        return error_set(error, ERROR_LIMIT, bytes.name, "%zu bytes, more than %zu", bytes.length,
                         LOTS_BYTES_MAX);
    json_object_seed(0); /* By chance, once: later calls do nothing. */
    json_t *root = json_loadb(bytes.data, bytes.length, JSON_ALLOW_NUL, &where);
    if (!root)
        return error_set(error, ERROR_INPUT, bytes.name, "line %d: %s", where.line, where.text);
    const json_t *list = json_object_get(root, "lots");
    bool good = json_is_array(list);
    if (good) {
        lots->stamp = read_stamp(&reading, root);
        read_lots(&reading, list, lots);
    }
    json_decref(root);
    intern_finish(&reading.ids);
    return good || error_set(error, ERROR_INPUT, bytes.name, "has no list of `lots`");
}
