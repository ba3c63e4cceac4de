#include "feeds/gbfs/reading.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "engine/network/ix.h"

/* In the year 5138: numbers beyond it are milliseconds, and dates beyond it are none. */
#define LATEST INT64_C(100000000000)

void reading_note(const struct reading *reading, const char *code, enum finding_action action,
                  const char *text, const char *detail)
{
    findings_add(reading->findings, code, action, text, reading->name, 0, detail,
                 detail ? strlen(detail) : 0);
}

const char *reading_name(const char *name)
{
    const char *slash = strrchr(name, '/');
    return slash && slash[1] ? slash + 1 : name;
}

size_t reading_size(const struct reading *reading, const json_t *list, size_t most)
{
    size_t size = json_array_size(list);
    if (size > most)
        reading_note(reading, "gbfs_too_many", FINDING_ROW,
                     "There are more of a kind than are read; the rest is left out.", NULL);
    return size < most ? size : most;
}

static void note_mended(const struct reading *reading, const char *key)
{
    reading_note(reading, "gbfs_type_mended", FINDING_MENDED,
                 "A value is of another type than the standard has it.", key);
}

static void note_senseless(const struct reading *reading, const char *key)
{
    reading_note(reading, "gbfs_value_ignored", FINDING_MENDED,
                 "A value is out of range or no value of its kind, and is taken as not said.", key);
}

static const char *keep(const struct reading *reading, const char *text)
{
    size_t length = strlen(text);
    if (length <= GBFS_TEXT_MAX)
        return arena_text(reading->arena, text, length);
    length = GBFS_TEXT_MAX;
    while (length && ((unsigned char)text[length] & 0xc0) == 0x80)
        length--; /* Not in the middle of a letter. */
    reading_note(reading, "gbfs_text_cut", FINDING_MENDED, "A text is longer than 4096 bytes.",
                 NULL);
    return arena_text(reading->arena, text, length);
}

static bool speaks(const char *said, const char *wanted)
{
    size_t length = wanted ? strcspn(wanted, "-_") : 0;
    return length && strncasecmp(said, wanted, length) == 0 &&
           (said[length] == '\0' || said[length] == '-' || said[length] == '_');
}

/* Of `[{"text": .., "language": ..}]` the wanted one, else the first. */
static const char *localised(const struct reading *reading, const json_t *list)
{
    const char *first = NULL;
    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *item = json_array_get(list, i);
        const char *text = json_string_value(json_object_get(item, "text"));
        const char *language = json_string_value(json_object_get(item, "language"));
        if (text && language && speaks(language, reading->language))
            return keep(reading, text);
        first = first ? first : text;
    }
    return first ? keep(reading, first) : "";
}

const char *read_text(const struct reading *reading, const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    if (json_is_string(value))
        return keep(reading, json_string_value(value));
    if (json_is_array(value))
        return localised(reading, value);
    if (json_is_integer(value))
        return arena_format(reading->arena, "%lld", (long long)json_integer_value(value));
    if (value && !json_is_null(value))
        note_senseless(reading, key);
    return "";
}

/* NULL: it is none, or none that can be used. */
static const char *id_of(const struct reading *reading, const json_t *value)
{
    const char *text = json_string_value(value);
    if (json_is_integer(value))
        return arena_format(reading->arena, "%lld", (long long)json_integer_value(value));
    if (!text || !*text || strlen(text) > GBFS_ID_MAX || strlen(text) < json_string_length(value))
        return NULL;
    return arena_text(reading->arena, text, strlen(text));
}

const char *read_id(const struct reading *reading, const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    if (json_is_integer(value))
        note_mended(reading, key);
    return id_of(reading, value);
}

bool read_number(const struct reading *reading, const json_t *object, const char *key,
                 double *value)
{
    const json_t *item = json_object_get(object, key);
    char *end;
    if (json_is_number(item)) {
        *value = json_number_value(item);
        return true;
    }
    if (json_is_boolean(item)) {
        note_mended(reading, key);
        *value = json_is_true(item);
        return true;
    }
    const char *text = json_string_value(item);
    double number = text ? strtod(text, &end) : 0;
    if (text && *text && strlen(text) < 32 && !*end && isfinite(number)) {
        note_mended(reading, key);
        *value = number;
        return true;
    }
    if (item && !json_is_null(item))
        note_senseless(reading, key);
    return false;
}

/* Whether there is a number in 0 .. max. */
static bool read_within(const struct reading *reading, const json_t *object, const char *key,
                        uint32_t max, double *number)
{
    if (!read_number(reading, object, key, number))
        return false;
    if (*number >= 0 && *number <= max)
        return true;
    note_senseless(reading, key);
    return false;
}

uint32_t read_measure(const struct reading *reading, const json_t *object, const char *key,
                      uint32_t max, uint32_t unsaid)
{
    double number;
    return read_within(reading, object, key, max, &number) ? (uint32_t)lround(number) : unsaid;
}

uint32_t read_count(const struct reading *reading, const json_t *object, const char *key,
                    uint32_t max, uint32_t unsaid)
{
    double number;
    if (!read_within(reading, object, key, max, &number))
        return unsaid;
    if (number != floor(number))
        note_mended(reading, key);
    return (uint32_t)number;
}

bool read_bool(const struct reading *reading, const json_t *object, const char *key, bool unsaid)
{
    const json_t *value = json_object_get(object, key);
    if (json_is_boolean(value))
        return json_is_true(value);
    if (!value || json_is_null(value))
        return unsaid;
    const char *text = json_string_value(value);
    bool yes = text ? strcasecmp(text, "true") == 0 || strcmp(text, "1") == 0
                    : json_is_integer(value) && json_integer_value(value) == 1;
    bool no = text ? strcasecmp(text, "false") == 0 || strcmp(text, "0") == 0
                   : json_is_integer(value) && json_integer_value(value) == 0;
    if (!yes && !no) {
        note_senseless(reading, key);
        return unsaid;
    }
    if (text || !reading->digits)
        note_mended(reading, key);
    return yes;
}

unix_time read_moment(const struct reading *reading, const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    const char *text = json_string_value(value);
    unix_time time = 0;
    double number;
    if (text && civil_parse_time(text, NULL, &time) && time > 0 && time < LATEST)
        return time;
    if (!value || json_is_null(value) || !read_number(reading, object, key, &number))
        return 0;
    if (number > LATEST) {
        note_mended(reading, key);
        number /= 1000;
    }
    if (number > 0 && number < LATEST)
        return (unix_time)number;
    note_senseless(reading, key); /* 0 is what some write for "never". */
    return 0;
}

bool read_place(const struct reading *reading, const json_t *object, struct point *at)
{
    double lat, lon;
    if (!read_number(reading, object, "lat", &lat) || !read_number(reading, object, "lon", &lon) ||
        !(fabs(lat) <= 90) || !(fabs(lon) <= 180) || (fabs(lat) < 1e-6 && fabs(lon) < 1e-6))
        return false;
    *at = geo_point(lat, lon);
    return true;
}

uint32_t read_word(const struct reading *reading, const json_t *object, const char *key,
                   const char *const *words, uint32_t unsaid)
{
    const char *text = json_string_value(json_object_get(object, key));
    if (!text)
        return unsaid;
    for (uint32_t i = 0; words[i]; i++)
        if (strcasecmp(words[i], text) == 0)
            return i;
    note_senseless(reading, key);
    return unsaid;
}

const char *const *read_ids(const struct reading *reading, const json_t *object, const char *key,
                            uint32_t *count, bool *named)
{
    const json_t *list = json_object_get(object, key);
    bool single = json_is_string(list) || json_is_integer(list);
    size_t size = single ? 1 : json_array_size(list);
    const char **ids = arena_array(reading->arena, size, sizeof *ids);
    *count = 0;
    *named = size > 0;
    for (size_t i = 0; i < size; i++) {
        const json_t *item = single ? list : json_array_get(list, i);
        const char *id = id_of(reading, item);
        if (!json_is_string(item))
            note_mended(reading, key);
        if (id)
            ids[(*count)++] = id;
    }
    return ids;
}

void read_links(const struct reading *reading, const json_t *object, const char **android,
                const char **ios, const char **web)
{
    const json_t *links = json_object_get(object, "rental_uris");
    *android = read_text(reading, links, "android");
    *ios = read_text(reading, links, "ios");
    *web = read_text(reading, links, "web");
    if (!**web)
        *web = read_text(reading, object, "rental_url"); /* of 1.x */
}

/* Jansson reads decimals as doubles, whose 15 digits are more than the 6 places that count here. */
struct gbfs_amount read_amount(const struct reading *reading, const json_t *object, const char *key)
{
    struct gbfs_amount amount = {0};
    double number;
    if (!read_number(reading, object, key, &number))
        return amount;
    if (!(fabs(number) < 1e9)) {
        note_senseless(reading, key);
        return amount;
    }
    amount.units = llround(number * 1e6);
    for (amount.scale = 6; amount.scale > 0 && amount.units % 10 == 0; amount.scale--)
        amount.units /= 10;
    return amount;
}

struct gbfs_opening read_opening(const struct reading *reading, const json_t *object,
                                 const char *key)
{
    struct gbfs_opening opening = {0};
    const char *text = read_text(reading, object, key);
    if (*text && !gbfs_opening_parse(text, reading->arena, &opening))
        reading_note(reading, "gbfs_opening_not_understood", FINDING_NOTED,
                     "Opening hours use more of their syntax than is understood, and are taken as "
                     "not said.",
                     text);
    return opening;
}

/* Whether the id is new; counts a finding if it is not. */
static bool is_new(const struct reading *reading, struct intern *ids, const char *id)
{
    uint32_t before = ids->count;
    if (intern_add(ids, id, strlen(id)) == before)
        return true;
    reading_note(reading, "gbfs_id_doubled", FINDING_ROW,
                 "An id comes more than once; the first record holds.", id);
    return false;
}

const void *read_records(const struct reading *reading, const json_t *list,
                         const struct reading_kind *kind, uint32_t *count)
{
    size_t size = reading_size(reading, list, kind->most);
    char *records = arena_array(reading->arena, size, kind->size);
    struct intern ids = {0};
    *count = 0;
    for (size_t i = 0; i < size; i++) {
        const json_t *item = json_array_get(list, i);
        char *record = records + *count * kind->size;
        const char *id = read_id(reading, item, kind->key);
        id = id || !kind->older_key ? id : read_id(reading, item, kind->older_key);
        memset(record, 0, kind->size);
        memcpy(record, &id, sizeof id);
        if (!id || (kind->begin && !kind->begin(reading, item, record))) {
            reading_note(reading, kind->code, FINDING_ROW, kind->text, id);
        } else if (is_new(reading, &ids, id)) {
            if (kind->fill)
                kind->fill(reading, item, record);
            ++*count;
        }
    }
    intern_finish(&ids);
    return records;
}
