#include "data/maker/draw.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "data/maker/quarter.h"

static const char *style_tags(const struct drawing *drawing, const char *name)
{
    for (uint32_t i = 0; i < drawing->styles.count; i++) {
        const struct draw_style *style = vec_at(&drawing->styles, i);
        if (strcmp(style->name, name) == 0)
            return style->tags;
    }
    return NULL;
}

size_t draw_tag_length(const char *tags)
{
    const char *end = strstr(tags, "; ");
    return end != NULL ? (size_t)(end - tags) : strlen(tags);
}

const char *draw_tag(struct drawing *drawing, const char *tags, const char *key)
{
    const char *value = NULL;
    size_t length = 0, wanted = strlen(key);
    while (*tags != '\0') {
        tags += strspn(tags, "; ");
        size_t size = draw_tag_length(tags);
        if (size > wanted && tags[wanted] == '=' && strncmp(tags, key, wanted) == 0) {
            value = tags + wanted + 1;
            length = size - wanted - 1;
        }
        tags += size;
    }
    while (length > 0 && value[length - 1] == ' ')
        length--;
    return value == NULL ? NULL : arena_text(&drawing->arena, value, length);
}

static bool spot_named(const struct drawing *drawing, const char *id, struct spot *spot)
{
    int32_t x, y;
    for (uint32_t i = 0; i < drawing->feed_count; i++)
        if (plan_spot(&drawing->feeds[i], id, &x, &y)) {
            *spot = (struct spot){10 * x, 10 * y};
            return true;
        }
    return false;
}

/* `-20,35.5`, `GCA` or `GCA+10,-5`. */
static bool spot_read(const struct drawing *drawing, const char *text, struct spot *spot)
{
    char name[24] = "";
    size_t length = (*text >= 'A' && *text <= 'Z') ? strcspn(text, "+") : 0;
    if (length >= sizeof name)
        return false;
    memcpy(name, text, length);
    *spot = (struct spot){0};
    if (length > 0 && !spot_named(drawing, name, spot))
        return false;
    text += length;
    if (*text == '\0')
        return length > 0;
    double x, y;
    if (sscanf(text, "%lf,%lf", &x, &y) != 2)
        return false;
    spot->x += (int32_t)lround(10 * x);
    spot->y += (int32_t)lround(10 * y);
    return true;
}

bool draw_spots(struct drawing *drawing, const struct row *row, const char *text, struct vec *spots,
                struct error *error)
{
    while (*text != '\0') {
        char word[48];
        size_t length = strcspn(text, " ");
        struct spot spot;
        if (length >= sizeof word)
            return error_set(error, ERROR_INPUT, row->place, "a place is too long");
        memcpy(word, text, length);
        word[length] = '\0';
        if (!spot_read(drawing, word, &spot))
            return error_set(error, ERROR_INPUT, row->place, "`%s` is no place", word);
        vec_push(spots, &spot);
        text += length;
        text += strspn(text, " ");
    }
    if (spots->count == 0)
        return error_set(error, ERROR_INPUT, row->place, "places are missing");
    return true;
}

/* Rails, boats and whatever is on a floor meet others only where the drawing says so. */
static int32_t stack_of(struct drawing *drawing, const char *tags)
{
    const char *layer = draw_tag(drawing, tags, "layer");
    if (draw_tag(drawing, tags, "highway") == NULL || draw_tag(drawing, tags, "level") != NULL)
        return NO_STACK;
    return layer != NULL ? row_number(layer) : 0;
}

bool draw_way_add(struct drawing *drawing, const struct row *row, const char *style,
                  const char *tags, const struct vec *spots, struct error *error)
{
    const char *base = style_tags(drawing, style);
    if (base == NULL)
        return error_set(error, ERROR_INPUT, row->place, "no style `%s`", style);
    struct draw_way *way = vec_add(&drawing->ways);
    way->id = "";
    way->tags = arena_format(&drawing->arena, "%s; %s", base, tags);
    way->stack = stack_of(drawing, way->tags);
    way->spots = vec_of(sizeof(struct spot));
    vec_add_many(&way->spots, spots->data, spots->count);
    return true;
}

static bool style_add(struct drawing *drawing, const struct row *row, struct error *error)
{
    (void)error;
    struct draw_style style = {row->fields[1], row->fields[2]};
    vec_push(&drawing->styles, &style);
    return true;
}

/* way | id | style | places | tags; area: the same, closed. */
static bool line_add(struct drawing *drawing, const struct row *row, bool closed,
                     struct error *error)
{
    struct vec spots = vec_of(sizeof(struct spot));
    bool done = draw_spots(drawing, row, row->fields[3], &spots, error);
    if (done && closed) {
        struct spot first = *(struct spot *)vec_at(&spots, 0);
        vec_push(&spots, &first);
    }
    done = done && draw_way_add(drawing, row, row->fields[2], row->fields[4], &spots, error);
    if (done) {
        struct draw_way *way = vec_at(&drawing->ways, drawing->ways.count - 1);
        way->id = row->fields[1];
    }
    vec_finish(&spots);
    return done;
}

static bool way_add(struct drawing *drawing, const struct row *row, struct error *error)
{
    return line_add(drawing, row, false, error);
}

static bool area_add(struct drawing *drawing, const struct row *row, struct error *error)
{
    return line_add(drawing, row, true, error);
}

/* mark | places | tags | metres: one mark at each place. */
static bool mark_add(struct drawing *drawing, const struct row *row, struct error *error)
{
    struct vec spots = vec_of(sizeof(struct spot));
    bool done = draw_spots(drawing, row, row->fields[1], &spots, error);
    for (uint32_t i = 0; done && i < spots.count; i++) {
        struct draw_mark mark = {.spot = *(struct spot *)vec_at(&spots, i),
                                 .tags = row->fields[2],
                                 .reach = 10 * row_number(row->fields[3])};
        vec_push(&drawing->marks, &mark);
    }
    vec_finish(&spots);
    return done;
}

/* numbers | street | FROM-TO | places | map, list or both | numbers with a bis */
static bool numbers_add(struct drawing *drawing, const struct row *row, struct error *error)
{
    struct draw_numbers *numbers = vec_add(&drawing->numbers);
    *numbers = (struct draw_numbers){.street = row->fields[1],
                                     .more = row->fields[5],
                                     .map = strcmp(row->fields[4], "list") != 0,
                                     .list = strcmp(row->fields[4], "map") != 0,
                                     .spots = vec_of(sizeof(struct spot))};
    if (sscanf(row->fields[2], "%d-%d", &numbers->from, &numbers->to) != 2)
        return error_set(error, ERROR_INPUT, row->place, "numbers are FROM-TO");
    return draw_spots(drawing, row, row->fields[3], &numbers->spots, error);
}

/* turn | from | place | to | tags */
static bool turn_add(struct drawing *drawing, const struct row *row, struct error *error)
{
    struct vec spots = vec_of(sizeof(struct spot));
    bool done = draw_spots(drawing, row, row->fields[2], &spots, error);
    if (done) {
        struct draw_turn turn = {.from = row->fields[1],
                                 .to = row->fields[3],
                                 .tags = row->fields[4],
                                 .via = *(struct spot *)vec_at(&spots, 0)};
        vec_push(&drawing->turns, &turn);
    }
    vec_finish(&spots);
    return done;
}

/* hill | places (the first and last are the ridge) | height, height at its end | inner | outer */
static bool hill_add(struct drawing *drawing, const struct row *row, struct error *error)
{
    struct vec spots = vec_of(sizeof(struct spot));
    bool done = draw_spots(drawing, row, row->fields[1], &spots, error);
    if (done) {
        struct draw_hill hill = {.from = *(struct spot *)vec_at(&spots, 0),
                                 .to = *(struct spot *)vec_at(&spots, spots.count - 1)};
        int read = sscanf(row->fields[2], "%lf %lf", &hill.height, &hill.height_to);
        if (read < 2)
            hill.height_to = hill.height;
        hill.inner = row_number(row->fields[3]);
        hill.outer = row_number(row->fields[4]);
        done = hill.outer > hill.inner;
        if (done)
            vec_push(&drawing->hills, &hill);
        else
            error_set(error, ERROR_INPUT, row->place, "a slope ends farther out than it begins");
    }
    vec_finish(&spots);
    return done;
}

static bool sea_add(struct drawing *drawing, const struct row *row, struct error *error)
{
    struct vec *sea = vec_add(&drawing->seas);
    *sea = vec_of(sizeof(struct spot));
    return draw_spots(drawing, row, row->fields[1], sea, error);
}

static bool origin_set(struct drawing *drawing, const struct row *row, struct error *error)
{
    (void)error;
    drawing->grid.lat = (int32_t)lround(strtod(row->fields[1], NULL) * 1e7);
    drawing->grid.lon = (int32_t)lround(strtod(row->fields[2], NULL) * 1e7);
    return true;
}

/* stops | file beside this one */
static bool stops_use(struct drawing *drawing, const struct row *row, struct error *error)
{
    if (drawing->feed_count == DRAW_FEEDS)
        return error_set(error, ERROR_LIMIT, row->place, "too many drawings are named");
    const char *slash = strrchr(drawing->path, '/');
    int folder = slash == NULL ? 0 : (int)(slash - drawing->path) + 1;
    const char *path =
        arena_format(&drawing->arena, "%.*s%s", folder, drawing->path, row->fields[1]);
    return plan_read(&drawing->feeds[drawing->feed_count++], path, error);
}

static const struct {
    const char *keyword;
    bool (*add)(struct drawing *drawing, const struct row *row, struct error *error);
} keywords[] = {{"origin", origin_set},   {"stops", stops_use}, {"style", style_add},
                {"way", way_add},         {"area", area_add},   {"mark", mark_add},
                {"quarter", quarter_add}, {"turn", turn_add},   {"numbers", numbers_add},
                {"hill", hill_add},       {"sea", sea_add}};

static bool row_add(void *context, const struct row *row, struct error *error)
{
    for (size_t i = 0; i < sizeof keywords / sizeof keywords[0]; i++)
        if (strcmp(row->fields[0], keywords[i].keyword) == 0)
            return keywords[i].add(context, row, error);
    return error_set(error, ERROR_INPUT, row->place, "no row is called `%s`", row->fields[0]);
}

bool draw_read(struct drawing *drawing, const char *path, struct error *error)
{
    *drawing = (struct drawing){.path = path,
                                .styles = vec_of(sizeof(struct draw_style)),
                                .ways = vec_of(sizeof(struct draw_way)),
                                .marks = vec_of(sizeof(struct draw_mark)),
                                .numbers = vec_of(sizeof(struct draw_numbers)),
                                .turns = vec_of(sizeof(struct draw_turn)),
                                .hills = vec_of(sizeof(struct draw_hill)),
                                .seas = vec_of(sizeof(struct vec))};
    return rows_read(&drawing->arena, path, row_add, drawing, error);
}

void draw_finish(struct drawing *drawing)
{
    for (uint32_t i = 0; i < drawing->ways.count; i++)
        vec_finish(&((struct draw_way *)vec_at(&drawing->ways, i))->spots);
    for (uint32_t i = 0; i < drawing->numbers.count; i++)
        vec_finish(&((struct draw_numbers *)vec_at(&drawing->numbers, i))->spots);
    for (uint32_t i = 0; i < drawing->seas.count; i++)
        vec_finish(vec_at(&drawing->seas, i));
    for (uint32_t i = 0; i < drawing->feed_count; i++)
        plan_finish(&drawing->feeds[i]);
    vec_finish(&drawing->styles);
    vec_finish(&drawing->ways);
    vec_finish(&drawing->marks);
    vec_finish(&drawing->numbers);
    vec_finish(&drawing->turns);
    vec_finish(&drawing->hills);
    vec_finish(&drawing->seas);
    arena_finish(&drawing->arena);
}
