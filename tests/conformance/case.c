#include "tests/conformance/case.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "engine/network/freeze.h"
#include "feeds/gtfs/gtfs.h"

/* Days outside the bounds of the case are taken out of every service. */
static void bound_days(struct draft *draft, civil_day first, civil_day last)
{
    struct service *services = draft->services.data;
    struct service_exception *exceptions = draft->exceptions.data;
    for (uint32_t i = 0; i < draft->services.count; i++) {
        struct service *service = &services[i];
        service->first_day = service->first_day < first ? first : service->first_day;
        service->last_day = service->last_day > last ? last : service->last_day;
        struct service_exception *exception = &exceptions[service->first_exception];
        for (uint32_t k = 0; k < service->exception_count; k++)
            if (exception[k].day < first || exception[k].day > last)
                exception[k].runs = 0;
    }
}

static void bound_as_asked(struct draft *draft, const json_t *question)
{
    const json_t *days = json_object_get(question, "timetable_days");
    const char *first = json_string_value(json_object_get(days, "first"));
    const char *end = json_string_value(json_object_get(days, "end_exclusive"));
    civil_day low, high;
    if (first && end && civil_parse_day(first, strlen(first), &low) &&
        civil_parse_day(end, strlen(end), &high))
        bound_days(draft, low, high - 1);
}

static struct freeze_options walking_of(enum case_source source)
{
    struct freeze_options options = freeze_defaults;
    if (source == CASE_RRRR) {
        options.default_change_seconds = 0;
        options.link_metres = 0;
        return options;
    }
    options.default_change_seconds = 120;
    options.link_metres = 100;
    options.two_way = true;
    options.closed = true;
    options.floor_seconds = 120;
    return options;
}

static bool read_feed(struct draft *draft, const char *folder, struct error *error)
{
    struct findings findings;
    struct gtfs_counts counts = {0};
    struct input *input = NULL;
    char path[512];
    const struct gtfs_options options = {.tag = "case", .time_zone = "UTC"};
    snprintf(path, sizeof path, "%s/gtfs", folder);
    findings_init(&findings);
    bool done = input_open(&input, path, &input_limits_default, error) &&
                gtfs_read(draft, input, &options, &findings, &counts, error);
    input_close(input);
    findings_finish(&findings);
    return done;
}

static bool load(struct case_file *file, const char *folder, const char *image, struct error *error)
{
    struct draft draft;
    const struct freeze_options options = walking_of(file->source);
    draft_init(&draft);
    bool done = read_feed(&draft, folder, error);
    if (done) {
        bound_as_asked(&draft, file->question);
        done = network_freeze(&draft, &options, image, NULL, error);
    }
    draft_finish(&draft);
    return done && network_open(&file->network, image, error);
}

static bool refuse(struct case_skip *skip, const char *reason)
{
    snprintf(skip->reason, sizeof skip->reason, "%s", reason);
    return false;
}

/* What of the question we do not offer. */
static bool offered(const json_t *question, struct case_skip *skip)
{
    static const char *const known[] = {"require_bikes_allowed",
                                        "require_cars_allowed",
                                        "max_travel_time_min",
                                        "transfer_time_factor",
                                        "min_transfer_time_min",
                                        "additional_transfer_time_min",
                                        "max_transfers",
                                        "modes",
                                        "via",
                                        "min_journeys",
                                        "extend_window_later",
                                        "max_window"};
    const char *kind = json_string_value(json_object_get(question, "kind")), *key;
    json_t *value;
    if (!kind || strcmp(kind, "plan") != 0)
        return refuse(skip, "not a plan question");
    if (json_integer_value(json_object_get(question, "rt_messages")) > 0)
        return refuse(skip, "live messages");
    json_object_foreach(json_object_get(question, "options"), key, value)
    {
        bool found = false;
        for (size_t i = 0; i < sizeof known / sizeof *known; i++)
            found |= strcmp(known[i], key) == 0;
        if (!found)
            return refuse(skip, key);
    }
    return true;
}

static bool same_or_below(const struct network *network, stop_ix stop, stop_ix top)
{
    for (; stop != NO_IX; stop = network->stops[stop].parent)
        if (stop == top)
            return true;
    return false;
}

static stop_ix stop_named(const struct network *network, const char *id)
{
    for (stop_ix i = 0; id && i < network->counts.stops; i++)
        if (strcmp(network_text(network, network->stops[i].id), id) == 0)
            return i;
    return NO_IX;
}

/* The served stops at or below the named one; their number. */
static uint32_t stops_of(struct case_file *file, const json_t *end, stop_ix **stops)
{
    const struct network *network = &file->network;
    stop_ix top = stop_named(network, json_string_value(json_object_get(end, "stop")));
    uint32_t count = 0, served = network->facts->served_stops;
    *stops = arena_array(&file->arena, served + 1, sizeof **stops);
    for (stop_ix i = 0; top != NO_IX && i < served; i++)
        if (same_or_below(network, i, top))
            (*stops)[count++] = i;
    return count;
}

static const struct endpoint *ends_of(struct case_file *file, const json_t *list, uint32_t *count)
{
    uint32_t room = (file->network.facts->served_stops + 1) * (uint32_t)(json_array_size(list) + 1);
    struct endpoint *ends = arena_array(&file->arena, room, sizeof *ends);
    size_t index;
    json_t *end;
    *count = 0;
    json_array_foreach(list, index, end)
    {
        stop_ix *stops;
        uint32_t found = stops_of(file, end, &stops);
        for (uint32_t i = 0; i < found; i++)
            ends[(*count)++] = (struct endpoint){
                .stop = stops[i],
                .seconds = 60 * (int32_t)json_integer_value(json_object_get(end, "offset_min"))};
    }
    return ends;
}

static void read_vias(struct case_file *file, const json_t *list)
{
    struct via *vias = arena_array(&file->arena, json_array_size(list) + 1, sizeof *vias);
    size_t index;
    json_t *item;
    json_array_foreach(list, index, item)
    {
        stop_ix *stops;
        uint32_t count = stops_of(file, item, &stops);
        vias[index] = (struct via){
            .stops = stops,
            .stop_count = count,
            .stay_seconds = 60 * (int32_t)json_integer_value(json_object_get(item, "stay_min"))};
    }
    file->query.where.vias = vias;
    file->query.where.via_count = (uint32_t)json_array_size(list);
}

/* The basic and extended types that go by the neutral names. */
static mode_set modes_named(const char *name)
{
    static const struct {
        const char *name;
        mode_set modes;
    } table[] = {
        {"bus", 1u << MODE_BUS | 1u << MODE_COACH},
        {"rail", 1u << MODE_HIGHSPEED_RAIL | 1u << MODE_LONG_DISTANCE | 1u << MODE_NIGHT_RAIL |
                     1u << MODE_REGIONAL_FAST_RAIL | 1u << MODE_REGIONAL_RAIL |
                     1u << MODE_SUBURBAN},
        {"air", 1u << MODE_AIRPLANE},
        {"ferry", 1u << MODE_FERRY},
        {"tram", 1u << MODE_TRAM},
        {"subway", 1u << MODE_SUBWAY},
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (strcmp(table[i].name, name) == 0)
            return table[i].modes;
    return 0;
}

static void read_modes(struct query *query, const json_t *list)
{
    size_t index;
    json_t *name;
    if (!list)
        return;
    query->needs.modes = 0;
    json_array_foreach(list, index, name) query->needs.modes |=
        modes_named(json_string_value(name));
}

static int32_t minutes_of(const json_t *options, const char *key, int32_t otherwise)
{
    const json_t *value = json_object_get(options, key);
    return value ? 60 * (int32_t)json_integer_value(value) : otherwise;
}

static void read_options(struct case_file *file, const json_t *options)
{
    struct query *query = &file->query;
    bool nigiri = file->source == CASE_NIGIRI;
    const json_t *factor = json_object_get(options, "transfer_time_factor");
    const json_t *most = json_object_get(options, "max_transfers");
    query->change.min_seconds = minutes_of(options, "min_transfer_time_min", 0);
    query->change.added_seconds = minutes_of(options, "additional_transfer_time_min", 0);
    if (factor)
        query->change.factor_permille = (int32_t)(json_number_value(factor) * 1000 + 0.5);
    query->change.transfers_max = most ? (uint32_t)json_integer_value(most) : nigiri ? 14 : 7;
    query->when.travel_seconds_max =
        minutes_of(options, "max_travel_time_min", nigiri ? 120 * 3600 : 24 * 3600);
    query->needs.bikes = json_is_true(json_object_get(options, "require_bikes_allowed"));
    query->needs.cars = json_is_true(json_object_get(options, "require_cars_allowed"));
    read_modes(query, json_object_get(options, "modes"));
    read_vias(file, json_object_get(options, "via"));
}

bool case_time(const char *text, unix_time *time)
{
    return text && civil_parse_time(text, NULL, time);
}

/* [from, to) of arrivals is (from - 1 min, to - 1 min], since all times are whole minutes. */
static bool read_window(struct case_file *file, const json_t *window, struct error *error)
{
    struct query_when *when = &file->query.when;
    unix_time from, to;
    if (!case_time(json_string_value(json_object_get(window, "from")), &from) ||
        !case_time(json_string_value(json_object_get(window, "to")), &to))
        return error_set(error, ERROR_INPUT, "window", "needs from and to");
    when->time = when->arrive_by ? to - 60 : from;
    when->window_seconds = (int32_t)(to - from);
    return true;
}

static bool read_when(struct case_file *file, const json_t *question, struct error *error)
{
    struct query_when *when = &file->query.when;
    const json_t *options = json_object_get(question, "options");
    const json_t *last = json_array_get(json_object_get(options, "max_window"), 1);
    const json_t *window = json_object_get(question, "window");
    when->arrive_by = json_is_true(json_object_get(question, "arrive_by"));
    file->journeys_min = (uint32_t)json_integer_value(json_object_get(options, "min_journeys"));
    if (!last || !case_time(json_string_value(last), &file->window_last))
        file->window_last = INT64_MAX;
    if (window)
        return read_window(file, window, error);
    if (!case_time(json_string_value(json_object_get(question, "time")), &when->time))
        return error_set(error, ERROR_INPUT, "time", "is no time");
    return true;
}

static bool read_question(struct case_file *file, struct error *error)
{
    struct query_where *where = &file->query.where;
    file->query = query_default;
    where->sources = ends_of(file, json_object_get(file->question, "from"), &where->source_count);
    where->targets = ends_of(file, json_object_get(file->question, "to"), &where->target_count);
    if (!read_when(file, file->question, error))
        return false;
    read_options(file, json_object_get(file->question, "options"));
    return true;
}

bool case_open(struct case_file *file, const char *folder, const char *image,
               struct case_skip *skip, struct error *error)
{
    char path[512];
    json_error_t wrong;
    *file = (struct case_file){.source = strstr(folder, "rrrr/") ? CASE_RRRR : CASE_NIGIRI};
    snprintf(path, sizeof path, "%s/query.json", folder);
    file->question = json_load_file(path, 0, &wrong);
    if (!file->question)
        return error_set(error, ERROR_INPUT, path, "line %d: %s", wrong.line, wrong.text);
    return offered(file->question, skip) && load(file, folder, image, error) &&
           read_question(file, error);
}

void case_close(struct case_file *file)
{
    json_decref(file->question);
    arena_finish(&file->arena);
    network_close(&file->network);
    *file = (struct case_file){0};
}
