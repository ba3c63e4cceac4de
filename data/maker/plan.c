#include "data/maker/plan.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "data/maker/row.h"

/* `H:MM` as seconds. */
static int32_t clock_of(const char *text)
{
    char *rest;
    long hours = strtol(text, &rest, 10);
    long minutes = *rest == ':' ? strtol(rest + 1, NULL, 10) : 0;
    return (int32_t)(hours * 3600 + minutes * 60);
}

static void cycle_read(struct plan_cycle *cycle, const char *text)
{
    while (*text != '\0' && cycle->count < PLAN_CYCLE_MAX) {
        char *rest;
        cycle->values[cycle->count++] = (int32_t)strtol(text, &rest, 10);
        if (rest == text)
            return;
        text = rest;
    }
}

/* `A:-40,12,2` or `A`: the usual poles 1 and 2 stand on either side of the street. */
static bool pole_read(struct plan_pole *pole, const char *text, size_t length)
{
    char copy[48];
    if (length >= sizeof copy)
        return false;
    memcpy(copy, text, length);
    copy[length] = '\0';
    *pole = (struct plan_pole){.wheelchair = -1};
    char *colon = strchr(copy, ':');
    if (colon == NULL) {
        int32_t side = copy[0] == '1' ? 1 : copy[0] == '2' ? -1 : 0;
        pole->x = 7 * side;
        pole->y = -9 * side;
    } else {
        *colon = '\0';
        int wheelchair = -1;
        if (sscanf(colon + 1, "%d,%d,%d", &pole->x, &pole->y, &wheelchair) < 2)
            return false;
        pole->wheelchair = wheelchair;
        pole->marked = true;
    }
    return snprintf(pole->code, sizeof pole->code, "%s", copy) < (int)sizeof pole->code;
}

static bool place_add(struct plan *plan, const struct row *row, struct error *error)
{
    struct plan_place place = {.id = row->fields[1],
                               .name = row->fields[2],
                               .x = row_number(row->fields[3]),
                               .y = row_number(row->fields[4]),
                               .wheelchair = row_number(row->fields[5]),
                               .zone = row->fields[6]};
    const char *text = row->fields[7];
    while (*text != '\0') {
        size_t length = strcspn(text, " ");
        if (place.pole_count == PLAN_POLES_MAX ||
            !pole_read(&place.poles[place.pole_count++], text, length))
            return error_set(error, ERROR_INPUT, row->place, "pole is not CODE or CODE:X,Y");
        text += length;
        text += strspn(text, " ");
    }
    if (place.pole_count == 0)
        return error_set(error, ERROR_INPUT, row->place, "a place needs a pole");
    vec_push(&plan->places, &place);
    return true;
}

static bool point_add(struct plan *plan, const struct row *row, struct error *error)
{
    (void)error;
    struct plan_point point = {.id = row->fields[1],
                               .name = row->fields[2],
                               .kind = row_number(row->fields[3]),
                               .x = row_number(row->fields[4]),
                               .y = row_number(row->fields[5]),
                               .parent = row->fields[6],
                               .level = row->fields[7],
                               .wheelchair = row_number(row->fields[8]),
                               .platform = row->fields[9],
                               .zone = row->fields[10]};
    vec_push(&plan->points, &point);
    return true;
}

static bool line_add(struct plan *plan, const struct row *row, struct error *error)
{
    struct plan_line line = {.id = row->fields[1],
                             .speed = row_number(row->fields[2]),
                             .dwell = row_number(row->fields[3])};
    cycle_read(&line.wheelchair, row->fields[4]);
    cycle_read(&line.bikes, row->fields[5]);
    line.cars = row_number(row->fields[6]);
    line.number = row_number(row->fields[7]);
    line.distances = strcmp(row->fields[8], "distances") == 0;
    if (line.speed <= 0)
        return error_set(error, ERROR_INPUT, row->place, "a line needs a speed");
    vec_push(&plan->lines, &line);
    return true;
}

static bool way_add(struct plan *plan, const struct row *row, struct error *error)
{
    if (plan->lines.count == 0)
        return error_set(error, ERROR_INPUT, row->place, "a way before any line");
    struct plan_way way = {.key = row->fields[1],
                           .direction = row_number(row->fields[2]),
                           .headsign = row->fields[3],
                           .line = plan->lines.count - 1,
                           .first_stop = plan->stops.count};
    vec_push(&plan->ways, &way);
    return true;
}

static void stop_options(struct plan_stop *stop, const char *text)
{
    const char *pickup = strstr(text, "pickup="), *drop = strstr(text, "drop=");
    if (pickup != NULL)
        stop->pickup = row_number(pickup + strlen("pickup="));
    if (drop != NULL)
        stop->drop_off = row_number(drop + strlen("drop="));
    stop->blank = strstr(text, "blank") != NULL;
}

static bool stop_add(struct plan *plan, const struct row *row, struct error *error)
{
    if (plan->ways.count == 0)
        return error_set(error, ERROR_INPUT, row->place, "a stop before any way");
    struct plan_stop stop = {.id = row->fields[1], .headsign = row->fields[3]};
    stop_options(&stop, row->fields[2]);
    vec_push(&plan->stops, &stop);
    struct plan_way *way = vec_at(&plan->ways, plan->ways.count - 1);
    way->stop_count++;
    return true;
}

static bool bend_add(struct plan *plan, const struct row *row, struct error *error)
{
    if (plan->ways.count == 0)
        return error_set(error, ERROR_INPUT, row->place, "a bend before any way");
    struct plan_stop bend = {.x = row_number(row->fields[1]), .y = row_number(row->fields[2])};
    vec_push(&plan->stops, &bend);
    struct plan_way *way = vec_at(&plan->ways, plan->ways.count - 1);
    way->stop_count++;
    return true;
}

/* The pole across the street: 1 and 2, A and B, C and D; the same where there is none. */
static const char *pole_across(struct plan *plan, const char *id)
{
    size_t length = strlen(id);
    char *other = arena_text(&plan->arena, id, length);
    char last = id[length - 1];
    if (last >= '1' && last <= '8')
        other[length - 1] = (char)(last % 2 == 1 ? last + 1 : last - 1);
    else if (last >= 'A' && last <= 'H')
        other[length - 1] = (char)((last - 'A') % 2 == 0 ? last + 1 : last - 1);
    return plan_find(plan, other, NULL, NULL) ? other : id;
}

/* The way before, backwards. */
static bool back_add(struct plan *plan, const struct row *row, struct error *error)
{
    if (plan->ways.count == 0)
        return error_set(error, ERROR_INPUT, row->place, "back before any way");
    struct plan_way there = *(struct plan_way *)vec_at(&plan->ways, plan->ways.count - 1);
    if (!way_add(plan, row, error))
        return false;
    for (uint32_t i = there.stop_count; i-- > 0;) {
        struct plan_stop stop = *(struct plan_stop *)vec_at(&plan->stops, there.first_stop + i);
        if (stop.id != NULL)
            stop.id = pole_across(plan, stop.id);
        stop.headsign = "";
        vec_push(&plan->stops, &stop);
    }
    struct plan_way *way = vec_at(&plan->ways, plan->ways.count - 1);
    way->stop_count = there.stop_count;
    return true;
}

static bool way_find(const struct plan *plan, const char *name, uint32_t *found)
{
    for (uint32_t i = 0; i < plan->ways.count; i++) {
        const struct plan_way *way = vec_at(&plan->ways, i);
        const struct plan_line *line = vec_at(&plan->lines, way->line);
        size_t length = strlen(line->id);
        if (strncmp(name, line->id, length) == 0 && strcmp(name + length, way->key) == 0) {
            *found = i;
            return true;
        }
    }
    return false;
}

/* `06:00 09:00 8` in minutes. */
static bool span_read(const char *text, int32_t *from, int32_t *to, int32_t *step)
{
    char first[8], last[8];
    int minutes;
    if (sscanf(text, "%7s %7s %d", first, last, &minutes) != 3 || minutes <= 0)
        return false;
    *from = clock_of(first);
    *to = clock_of(last);
    *step = minutes * 60;
    return true;
}

static bool run_add(struct plan *plan, const struct row *row, struct error *error)
{
    struct plan_run run = {.service = row->fields[2]};
    if (!way_find(plan, row->fields[1], &run.way))
        return error_set(error, ERROR_INPUT, row->place, "no way `%s`", row->fields[1]);
    for (uint32_t i = 3; i < row->count; i++) {
        if (!span_read(row->fields[i], &run.from, &run.to, &run.step))
            return error_set(error, ERROR_INPUT, row->place, "span is not FROM TO MINUTES");
        vec_push(&plan->runs, &run);
    }
    return true;
}

/* Single departures. */
static bool at_add(struct plan *plan, const struct row *row, struct error *error)
{
    struct plan_run run = {.service = row->fields[2], .step = 60};
    if (!way_find(plan, row->fields[1], &run.way))
        return error_set(error, ERROR_INPUT, row->place, "no way `%s`", row->fields[1]);
    const char *text = row->fields[3];
    while (*text != '\0') {
        run.from = clock_of(text);
        run.to = run.from + 60;
        vec_push(&plan->runs, &run);
        text += strcspn(text, " ");
        text += strspn(text, " ");
    }
    return true;
}

static bool every_add(struct plan *plan, const struct row *row, struct error *error)
{
    struct plan_every every = {.service = row->fields[2], .exact = row_number(row->fields[3])};
    if (!way_find(plan, row->fields[1], &every.way))
        return error_set(error, ERROR_INPUT, row->place, "no way `%s`", row->fields[1]);
    for (uint32_t i = 4; i < row->count; i++) {
        if (!span_read(row->fields[i], &every.from, &every.to, &every.step))
            return error_set(error, ERROR_INPUT, row->place, "span is not FROM TO MINUTES");
        vec_push(&plan->everys, &every);
    }
    return true;
}

static bool chain_add(struct plan *plan, const struct row *row, struct error *error)
{
    struct plan_chain chain = {.wait = 60 * row_number(row->fields[3])};
    if (!way_find(plan, row->fields[1], &chain.from_way) ||
        !way_find(plan, row->fields[2], &chain.to_way))
        return error_set(error, ERROR_INPUT, row->place, "no such way");
    vec_push(&plan->chains, &chain);
    return true;
}

static bool origin_set(struct plan *plan, const struct row *row, struct error *error)
{
    (void)error;
    plan->lat = (int32_t)lround(strtod(row->fields[1], NULL) * 1e7);
    plan->lon = (int32_t)lround(strtod(row->fields[2], NULL) * 1e7);
    return true;
}

static bool areas_set(struct plan *plan, const struct row *row, struct error *error)
{
    (void)row;
    (void)error;
    plan->areas = true;
    return true;
}

static bool service_add(struct plan *plan, const struct row *row, struct error *error)
{
    struct plan_service service = {.id = row->fields[1],
                                   .weekdays = row->fields[2],
                                   .holiday = row->fields[3],
                                   .school = row->fields[4]};
    if (strlen(service.weekdays) != 7)
        return error_set(error, ERROR_INPUT, row->place, "weekdays are seven digits");
    vec_push(&plan->services, &service);
    return true;
}

static const struct {
    const char *keyword;
    bool (*add)(struct plan *plan, const struct row *row, struct error *error);
} keywords[] = {
    {"origin", origin_set}, {"service", service_add}, {"place", place_add}, {"point", point_add},
    {"line", line_add},     {"way", way_add},         {"back", back_add},   {"stop", stop_add},
    {"bend", bend_add},     {"run", run_add},         {"at", at_add},       {"every", every_add},
    {"chain", chain_add},   {"areas", areas_set},
};

static bool row_add(void *context, const struct row *row, struct error *error)
{
    struct plan *plan = context;
    for (size_t i = 0; i < sizeof keywords / sizeof keywords[0]; i++)
        if (strcmp(row->fields[0], keywords[i].keyword) == 0)
            return keywords[i].add(plan, row, error);
    return error_set(error, ERROR_INPUT, row->place, "no row is called `%s`", row->fields[0]);
}

bool plan_find(const struct plan *plan, const char *id, int32_t *x, int32_t *y)
{
    int32_t nowhere;
    x = x != NULL ? x : &nowhere;
    y = y != NULL ? y : &nowhere;
    for (uint32_t i = 0; i < plan->points.count; i++) {
        const struct plan_point *point = vec_at(&plan->points, i);
        if (strcmp(point->id, id) == 0) {
            *x = point->x;
            *y = point->y;
            return true;
        }
    }
    for (uint32_t i = 0; i < plan->places.count; i++) {
        const struct plan_place *place = vec_at(&plan->places, i);
        size_t length = strlen(place->id);
        for (uint32_t k = 0; strncmp(place->id, id, length) == 0 && k < place->pole_count; k++) {
            const struct plan_pole *pole = &place->poles[k];
            const char *code = strcmp(pole->code, ".") == 0 ? "" : pole->code;
            *x = place->x + pole->x;
            *y = place->y + pole->y;
            if (strcmp(code, id + length) == 0)
                return true;
        }
    }
    return false;
}

bool plan_spot(const struct plan *plan, const char *id, int32_t *x, int32_t *y)
{
    for (uint32_t i = 0; i < plan->places.count; i++) {
        const struct plan_place *place = vec_at(&plan->places, i);
        if (strcmp(place->id, id) == 0) {
            *x = place->x;
            *y = place->y;
            return true;
        }
    }
    return plan_find(plan, id, x, y);
}

static bool stops_place(struct plan *plan, const char *path, struct error *error)
{
    for (uint32_t i = 0; i < plan->stops.count; i++) {
        struct plan_stop *stop = vec_at(&plan->stops, i);
        if (stop->id != NULL && !plan_find(plan, stop->id, &stop->x, &stop->y))
            return error_set(error, ERROR_INPUT, path, "no stop `%s`", stop->id);
    }
    return true;
}

bool plan_read(struct plan *plan, const char *path, struct error *error)
{
    *plan = (struct plan){.places = vec_of(sizeof(struct plan_place)),
                          .points = vec_of(sizeof(struct plan_point)),
                          .stops = vec_of(sizeof(struct plan_stop)),
                          .ways = vec_of(sizeof(struct plan_way)),
                          .lines = vec_of(sizeof(struct plan_line)),
                          .runs = vec_of(sizeof(struct plan_run)),
                          .everys = vec_of(sizeof(struct plan_every)),
                          .chains = vec_of(sizeof(struct plan_chain)),
                          .services = vec_of(sizeof(struct plan_service))};
    if (!rows_read(&plan->arena, path, row_add, plan, error))
        return false;
    return stops_place(plan, path, error);
}

void plan_finish(struct plan *plan)
{
    vec_finish(&plan->places);
    vec_finish(&plan->points);
    vec_finish(&plan->stops);
    vec_finish(&plan->ways);
    vec_finish(&plan->lines);
    vec_finish(&plan->runs);
    vec_finish(&plan->everys);
    vec_finish(&plan->chains);
    vec_finish(&plan->services);
    arena_finish(&plan->arena);
}
