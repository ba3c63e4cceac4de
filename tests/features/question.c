#include "tests/features/question.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/network/keys.h"

#define WORDS_MAX 64

/* What one line is read into. */
struct reading {
    struct question *question;
    const struct network *network;
    struct arena *arena;
    struct error *error;
    const char *at, *by; /* kept until the zone is known */
};

/* A value cut at its blanks. */
struct words {
    char *items[WORDS_MAX];
    uint32_t count;
};

static struct words words_of(char *value)
{
    struct words words = {.count = 0};
    char *rest = NULL;
    for (char *word = strtok_r(value, " ", &rest); word != NULL && words.count < WORDS_MAX;
         word = strtok_r(NULL, " ", &rest))
        words.items[words.count++] = word;
    return words;
}

static int32_t number_of(const char *text)
{
    return (int32_t)strtol(text, NULL, 10);
}

/* Cuts `+SECONDS` off a word. */
static int32_t seconds_of(char *word)
{
    char *plus = strchr(word, '+');
    if (plus == NULL)
        return 0;
    *plus = '\0';
    return number_of(plus + 1);
}

/* A station is all its platforms. */
static void platforms_add(const struct network *network, stop_ix stop, stop_ix *stops,
                          uint32_t *count)
{
    if (stop < network->facts->served_stops && *count < WORDS_MAX)
        stops[(*count)++] = stop;
    for (uint32_t i = network->stop_child_first[stop]; i < network->stop_child_first[stop + 1]; i++)
        platforms_add(network, network->stop_children[i], stops, count);
}

static bool endpoints_read(struct reading *reading, char *value, const struct endpoint **endpoints,
                           uint32_t *count)
{
    struct words words = words_of(value);
    struct endpoint *list = arena_array(reading->arena, WORDS_MAX * words.count + 1, sizeof *list);
    *endpoints = list;
    *count = 0;
    for (uint32_t i = 0; i < words.count; i++) {
        int32_t seconds = seconds_of(words.items[i]);
        stop_ix stop, stops[WORDS_MAX];
        uint32_t found = 0;
        if (!keys_find_stop(reading->network, words.items[i], &stop, reading->error))
            return false;
        platforms_add(reading->network, stop, stops, &found);
        for (uint32_t k = 0; k < found; k++)
            list[(*count)++] = (struct endpoint){.stop = stops[k], .seconds = seconds};
    }
    return true;
}

static bool from_read(struct reading *reading, char *value)
{
    struct question *question = reading->question;
    struct query_where *where = &question->query.where;
    if (!endpoints_read(reading, value, &where->sources, &where->source_count))
        return false;
    if (where->source_count == 0)
        return error_set(reading->error, ERROR_INPUT, "from", "no vehicle serves this stop");
    const struct stop *stop = &reading->network->stops[where->sources[0].stop];
    question->zone = network_zone(reading->network, reading->network->feeds[stop->feed].zone);
    return true;
}

static bool to_read(struct reading *reading, char *value)
{
    struct query_where *where = &reading->question->query.where;
    return endpoints_read(reading, value, &where->targets, &where->target_count);
}

static bool via_read(struct reading *reading, char *value)
{
    struct words words = words_of(value);
    struct via *vias = arena_array(reading->arena, words.count + 1, sizeof *vias);
    for (uint32_t i = 0; i < words.count; i++) {
        vias[i].stay_seconds = seconds_of(words.items[i]);
        stop_ix stop, *stops = arena_array(reading->arena, WORDS_MAX, sizeof *stops);
        if (!keys_find_stop(reading->network, words.items[i], &stop, reading->error))
            return false;
        platforms_add(reading->network, stop, stops, &vias[i].stop_count);
        vias[i].stops = stops;
    }
    reading->question->query.where.vias = vias;
    reading->question->query.where.via_count = words.count;
    return true;
}

static bool at_read(struct reading *reading, char *value)
{
    reading->at = value;
    return true;
}

static bool by_read(struct reading *reading, char *value)
{
    reading->by = value;
    return true;
}

static bool modes_read(struct reading *reading, char *value)
{
    struct words words = words_of(value);
    mode_set modes = 0;
    for (uint32_t i = 0; i < words.count; i++) {
        int mode = 0;
        while (mode < MODE_COUNT && strcmp(mode_name((enum mode)mode), words.items[i]) != 0)
            mode++;
        if (mode == MODE_COUNT)
            return error_set(reading->error, ERROR_INPUT, "modes", "no mode `%s`", words.items[i]);
        modes |= (mode_set)1 << mode;
    }
    reading->question->query.needs.modes = modes;
    return true;
}

static bool wheelchair_read(struct reading *reading, char *value)
{
    static const char *const names[] = {"none", "unknown", "strict"};
    for (int i = 0; i < 3; i++)
        if (strcmp(value, names[i]) == 0) {
            reading->question->query.needs.wheelchair = (enum wheelchair)i;
            return true;
        }
    return error_set(reading->error, ERROR_INPUT, "wheelchair", "is none, unknown or strict");
}

typedef bool (*finder)(const struct network *network, const char *text, uint32_t *found,
                       struct error *error);

static bool refusals_read(struct reading *reading, char *value, finder find, const uint32_t **found,
                          uint32_t *count)
{
    struct words words = words_of(value);
    uint32_t *list = arena_array(reading->arena, words.count + 1, sizeof *list);
    for (uint32_t i = 0; i < words.count; i++)
        if (!find(reading->network, words.items[i], &list[i], reading->error))
            return false;
    *found = list;
    *count = words.count;
    return true;
}

static bool no_agencies_read(struct reading *reading, char *value)
{
    struct query_needs *needs = &reading->question->query.needs;
    return refusals_read(reading, value, keys_find_agency, &needs->no_agencies,
                         &needs->no_agency_count);
}

static bool no_routes_read(struct reading *reading, char *value)
{
    struct query_needs *needs = &reading->question->query.needs;
    return refusals_read(reading, value, keys_find_route, &needs->no_routes,
                         &needs->no_route_count);
}

static bool no_stops_read(struct reading *reading, char *value)
{
    struct query_needs *needs = &reading->question->query.needs;
    return refusals_read(reading, value, keys_find_stop, &needs->no_stops, &needs->no_stop_count);
}

static bool no_trips_read(struct reading *reading, char *value)
{
    struct query_needs *needs = &reading->question->query.needs;
    return refusals_read(reading, value, keys_find_trip, &needs->no_trips, &needs->no_trip_count);
}

static bool number_read(struct reading *reading, const char *key, const char *value)
{
    struct query *query = &reading->question->query;
    int32_t number = number_of(value);
    if (strcmp(key, "window") == 0)
        query->when.window_seconds = number * 60;
    else if (strcmp(key, "max_travel") == 0)
        query->when.travel_seconds_max = number * 60;
    else if (strcmp(key, "max_transfers") == 0)
        query->change.transfers_max = (uint32_t)number;
    else if (strcmp(key, "change_seconds") == 0)
        query->change.default_seconds = number;
    else if (strcmp(key, "change_min") == 0)
        query->change.min_seconds = number;
    else if (strcmp(key, "change_added") == 0)
        query->change.added_seconds = number;
    else if (strcmp(key, "change_factor") == 0)
        query->change.factor_permille = number;
    else if (strcmp(key, "in_seat") == 0)
        query->change.in_seat = number != 0;
    else if (strcmp(key, "bikes") == 0)
        query->needs.bikes = number != 0;
    else if (strcmp(key, "cars") == 0)
        query->needs.cars = number != 0;
    else
        return error_set(reading->error, ERROR_INPUT, key, "is no key of a question");
    return true;
}

static const struct {
    const char *key;
    bool (*read)(struct reading *reading, char *value);
} keys[] = {
    {"from", from_read},
    {"to", to_read},
    {"via", via_read},
    {"at", at_read},
    {"by", by_read},
    {"modes", modes_read},
    {"wheelchair", wheelchair_read},
    {"no_agencies", no_agencies_read},
    {"no_routes", no_routes_read},
    {"no_stops", no_stops_read},
    {"no_trips", no_trips_read},
};

static bool line_read(struct reading *reading, char *line)
{
    char *value = strchr(line, '=');
    if (value == NULL)
        return error_set(reading->error, ERROR_INPUT, line, "is not key=value");
    *value++ = '\0';
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++)
        if (strcmp(line, keys[i].key) == 0)
            return keys[i].read(reading, value);
    return number_read(reading, line, value);
}

static bool time_read(struct reading *reading)
{
    struct question *question = reading->question;
    const char *text = reading->by != NULL ? reading->by : reading->at;
    int32_t seconds;
    if (text == NULL || strlen(text) < 12 || !civil_parse_day(text, 10, &question->day) ||
        !civil_parse_clock(text + 11, strlen(text + 11), &seconds))
        return error_set(reading->error, ERROR_INPUT, "at", "is not YYYY-MM-DD HH:MM:SS");
    question->query.when.time = zone_time(&question->zone, question->day, seconds);
    question->query.when.arrive_by = reading->by != NULL;
    return true;
}

bool question_read(struct question *question, const struct network *network, const char *path,
                   struct arena *arena, struct error *error)
{
    *question = (struct question){.query = query_default};
    struct reading reading = {
        .question = question, .network = network, .arena = arena, .error = error};
    FILE *file = fopen(path, "r");
    if (file == NULL)
        return error_set(error, ERROR_MISSING, path, "cannot be opened");
    char line[512];
    bool done = true;
    while (done && fgets(line, sizeof line, file) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        if (line[0] != '\0' && line[0] != '#')
            done = line_read(&reading, arena_text(arena, line, strlen(line)));
    }
    fclose(file);
    return done && question->query.where.source_count > 0 && time_read(&reading);
}
