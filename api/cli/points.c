#include "api/cli/points.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "engine/base/mapfile.h"

enum { COLUMNS_MAX = 1024, NUMBER_MAX = 48 };

enum column { COLUMN_ID, COLUMN_LAT, COLUMN_LON, COLUMN_COUNT };

static const char *const column_names[COLUMN_COUNT][4] = {
    {"id"}, {"lat", "latitude"}, {"lon", "longitude", "lng"}};

/* A file under way. */
struct reader {
    const char *path;
    const char *at, *end;
    uint32_t line;
    uint32_t columns[COLUMN_COUNT]; /* where each of ours stands */
    struct arena *arena;
    struct error *error;
};

/* A field as it stands in the file, quotes and all. */
struct field {
    const char *text;
    size_t length;
};

static bool fail(const struct reader *reader, const char *text, const char *column,
                 struct field field)
{
    char place[sizeof reader->error->place];
    snprintf(place, sizeof place, "%s:%u", reader->path, (unsigned)reader->line);
    int length = field.length > 40 ? 40 : (int)field.length;
    if (!column)
        return error_set(reader->error, ERROR_INPUT, place, "%s", text);
    return error_set(reader->error, ERROR_INPUT, place, "column %s: `%.*s` %s", column, length,
                     field.text, text);
}

/* Cuts the line at hand into fields and moves on; returns how many, or 0 when a quote stays open.
 * Those beyond COLUMNS_MAX are counted and not kept. */
static uint32_t cut_line(struct reader *reader, struct field *fields)
{
    const char *stop = memchr(reader->at, '\n', (size_t)(reader->end - reader->at));
    const char *next = stop ? stop + 1 : reader->end;
    stop = stop ? stop : reader->end;
    if (stop > reader->at && stop[-1] == '\r')
        stop--;
    uint32_t count = 0;
    bool quoted = false;
    const char *start = reader->at;
    for (const char *at = start; at <= stop; at++) {
        if (at < stop && *at == '"')
            quoted = !quoted;
        if (at < stop && (quoted || *at != ','))
            continue;
        if (count < COLUMNS_MAX)
            fields[count] = (struct field){start, (size_t)(at - start)};
        count++;
        start = at + 1;
    }
    reader->at = next;
    reader->line++;
    return quoted ? 0 : count;
}

static struct field trimmed(struct field field)
{
    while (field.length && (*field.text == ' ' || *field.text == '\t'))
        field = (struct field){field.text + 1, field.length - 1};
    while (field.length &&
           (field.text[field.length - 1] == ' ' || field.text[field.length - 1] == '\t'))
        field.length--;
    return field;
}

/* The field's text: quotes around it gone, doubled ones single. */
static const char *text_of(struct arena *arena, struct field field)
{
    char *text = arena_text(arena, field.text, field.length);
    if (*text != '"')
        return text;
    char *out = text;
    for (const char *at = text + 1; *at; at++) {
        if (*at == '"' && at[1] != '"')
            break;
        at += *at == '"';
        *out++ = *at;
    }
    *out = '\0';
    return text;
}

static bool is_named(struct reader *reader, struct field field, enum column column)
{
    const char *text = text_of(reader->arena, trimmed(field));
    for (size_t i = 0; i < 4 && column_names[column][i]; i++)
        if (strcasecmp(text, column_names[column][i]) == 0)
            return true;
    return false;
}

static bool read_head(struct reader *reader, struct field *fields)
{
    if (reader->end - reader->at >= 3 && memcmp(reader->at, "\xef\xbb\xbf", 3) == 0)
        reader->at += 3;
    uint32_t count = cut_line(reader, fields);
    if (count > COLUMNS_MAX)
        return fail(reader, "more than 1024 columns", NULL, (struct field){0});
    for (enum column column = 0; column < COLUMN_COUNT; column++) {
        uint32_t at = 0;
        while (at < count && !is_named(reader, fields[at], column))
            at++;
        reader->columns[column] = at;
        if (at < count)
            continue;
        char text[120];
        snprintf(text, sizeof text,
                 "there is no column `%s`; the first line names the columns id, lat and lon",
                 column_names[column][0]);
        return fail(reader, text, NULL, (struct field){0});
    }
    return true;
}

static bool read_degrees(const struct reader *reader, enum column column, struct field field,
                         double most, double *degrees)
{
    char text[NUMBER_MAX], *end = text;
    field = trimmed(field);
    if (field.length >= 2 && *field.text == '"')
        field = (struct field){field.text + 1, field.length - 2};
    if (field.length > 0 && field.length < sizeof text) {
        memcpy(text, field.text, field.length);
        text[field.length] = '\0';
        *degrees = strtod(text, &end);
    }
    const char *name = column_names[column][0];
    if (end == text || *end || !isfinite(*degrees))
        return fail(reader, "is no number of degrees", name, field);
    if (fabs(*degrees) > most)
        return fail(reader,
                    column == COLUMN_LAT ? "is not between -90 and 90 degrees"
                                         : "is not between -180 and 180 degrees",
                    name, field);
    return true;
}

static bool read_row(struct reader *reader, const struct field *fields, uint32_t count,
                     struct vec *points)
{
    double lat = 0, lon = 0;
    for (enum column column = 0; column < COLUMN_COUNT; column++)
        if (reader->columns[column] >= count)
            return fail(reader, "is missing: the line has fewer columns than the first",
                        column_names[column][0], (struct field){"", 0});
    struct field id = trimmed(fields[reader->columns[COLUMN_ID]]);
    if (id.length == 0)
        return fail(reader, "is empty", column_names[COLUMN_ID][0], id);
    if (!read_degrees(reader, COLUMN_LAT, fields[reader->columns[COLUMN_LAT]], 90, &lat) ||
        !read_degrees(reader, COLUMN_LON, fields[reader->columns[COLUMN_LON]], 180, &lon))
        return false;
    if (points->count == POINTS_MAX)
        return fail(reader, "more than 10,000,000 points; ask in parts", NULL, (struct field){0});
    vec_push(points, &(struct named_point){text_of(reader->arena, id), geo_point(lat, lon)});
    return true;
}

static bool is_blank(const struct field *fields, uint32_t count)
{
    return count == 1 && trimmed(fields[0]).length == 0;
}

static bool read_all(struct reader *reader, struct vec *points)
{
    struct field *fields = arena_array(reader->arena, COLUMNS_MAX, sizeof *fields);
    if (!read_head(reader, fields))
        return false;
    while (reader->at < reader->end) {
        uint32_t count = cut_line(reader, fields);
        if (count == 0)
            return fail(reader, "a quote is not closed on its line", NULL, (struct field){0});
        if (!is_blank(fields, count) &&
            !read_row(reader, fields, count < COLUMNS_MAX ? count : COLUMNS_MAX, points))
            return false;
    }
    return true;
}

bool points_read(const char *path, struct arena *arena, struct vec *points, struct error *error)
{
    struct mapfile file;
    if (!mapfile_open(&file, path, error))
        return false;
    *points = vec_of(sizeof(struct named_point));
    const char *bytes = file.bytes ? (const char *)file.bytes : "";
    struct reader reader = {
        .path = path, .at = bytes, .end = bytes + file.size, .arena = arena, .error = error};
    bool done = read_all(&reader, points);
    mapfile_close(&file);
    return done;
}

void points_write_field(struct vec *bytes, const char *text)
{
    if (!text[strcspn(text, ",\"\r\n")]) {
        vec_add_many(bytes, text, strlen(text));
        return;
    }
    vec_add_many(bytes, "\"", 1);
    for (; *text; text++) {
        if (*text == '"')
            vec_add_many(bytes, "\"", 1);
        vec_add_many(bytes, text, 1);
    }
    vec_add_many(bytes, "\"", 1);
}
