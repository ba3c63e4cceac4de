#include "api/cli/question.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "api/cli/when.h"
#include "api/modes.h"
#include "api/rental_wish.h"
#include "engine/base/clock.h"

const struct asked asked_default = {
    .window_minutes = 60,
    .count = 5,
    .transfers = 7,
    .walk_minutes = 15,
    .drive_minutes = 30,
    .parking_minutes = -1,
    .change_minutes = -1,
    .cheaper_minutes = -1,
    .cheaper_transfers = -1,
};

static bool add_mode(const char *word, size_t length, mode_set *modes)
{
    for (enum mode mode = 0; mode < MODE_COUNT; mode++) {
        const char *name = mode_name(mode);
        if (strlen(name) == length && strncasecmp(name, word, length) == 0) {
            *modes |= (mode_set)1 << mode;
            return true;
        }
    }
    return false;
}

bool question_modes(const char *text, mode_set *modes, struct error *error)
{
    if (!text)
        return true;
    *modes = 0;
    for (const char *word = text; *word;) {
        size_t length = strcspn(word, ",");
        if (!add_mode(word, length, modes))
            return error_set(error, ERROR_INPUT, "--modes",
                             "\"%.*s\" is no mode; there are tram, bus, ferry, subway, "
                             "regional_rail and others",
                             (int)length, word);
        word += length;
        word += *word == ',';
    }
    return true;
}

static const char *upper(const char *text, struct arena *arena)
{
    char *copy = arena_text(arena, text, strlen(text));
    for (char *at = copy; *at; at++)
        *at = (char)toupper((unsigned char)*at);
    return copy;
}

static bool is_way(const char *word, size_t length)
{
    for (enum way_mode mode = 0; mode < WAY_MODES; mode++)
        if (strlen(way_mode_name(mode)) == length &&
            strncmp(way_mode_name(mode), word, length) == 0)
            return true;
    return length == strlen(MODE_RENTAL) && strncmp(MODE_RENTAL, word, length) == 0;
}

bool question_ways(const char *option, const char *text, struct arena *arena, const char **list,
                   struct error *error)
{
    if (!text)
        return true;
    *list = upper(text, arena);
    for (const char *word = *list; *word;) {
        size_t length = strcspn(word, ",");
        if (!is_way(word, length))
            return error_set(error, ERROR_INPUT, option,
                             "\"%.*s\" is no way to move; there are walk, bike, bike_parking, car, "
                             "car_parking, car_dropoff, rental",
                             (int)length, text + (word - *list));
        word += length;
        word += *word == ',';
    }
    return true;
}

/* What a cyclist prefers, as the API spells it. */
static bool read_taste(const char *text, struct arena *arena, const char **taste,
                       struct error *error)
{
    static const char *const tastes[] = {"FASTER", "SAFER", "FLATTER"};
    *taste = text ? upper(text, arena) : NULL;
    for (size_t i = 0; text && i < sizeof tastes / sizeof *tastes; i++)
        if (strcmp(*taste, tastes[i]) == 0)
            return true;
    return !text || error_set(error, ERROR_INPUT, "--taste",
                              "\"%s\" is no taste; there are faster, safer and flatter", text);
}

/* A word of a list, and what there is. */
static bool is_named(const char *word, size_t length, const char *(*name)(uint32_t), uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (strlen(name(i)) == length && strncmp(name(i), word, length) == 0)
            return true;
    return false;
}

static const char *names_text(const char *(*name)(uint32_t), uint32_t count, struct arena *arena)
{
    const char *all = name(0);
    for (uint32_t i = 1; i < count; i++)
        all = arena_format(arena, "%s, %s", all, name(i));
    return all;
}

/* A list of words of a kind: the names that the API has, in any letter case. */
struct words {
    const char *option;
    const char *(*name)(uint32_t);
    uint32_t count;
};

static bool read_words(const struct words *words, const char *list, struct arena *arena,
                       struct error *error)
{
    for (const char *word = list; word && *word;) {
        size_t length = strcspn(word, ",");
        if (!is_named(word, length, words->name, words->count))
            return error_set(error, ERROR_INPUT, words->option,
                             "there is no \"%.*s\"; there are %s", (int)(length < 60 ? length : 60),
                             word, names_text(words->name, words->count, arena));
        word += length;
        word += *word == ',';
    }
    return true;
}

static const char *form_name(uint32_t form)
{
    return rental_form_name((enum rental_form)form);
}

static const char *propulsion_name(uint32_t propulsion)
{
    return rental_propulsion_name((enum rental_propulsion)propulsion);
}

static bool read_rental(struct asked_rental *rental, const struct asked_rental *asked,
                        struct arena *arena, struct error *error)
{
    *rental = *asked;
    rental->forms = asked->forms ? upper(asked->forms, arena) : NULL;
    rental->propulsions = asked->propulsions ? upper(asked->propulsions, arena) : NULL;
    static const struct words forms = {"--rental-forms", form_name, RENTAL_FORMS};
    static const struct words propulsions = {"--rental-propulsions", propulsion_name,
                                             RENTAL_PROPULSIONS};
    return read_words(&forms, rental->forms, arena, error) &&
           read_words(&propulsions, rental->propulsions, arena, error);
}

bool question_drives(const char *list)
{
    return list && strcmp(list, "") != 0 && strcmp(list, "WALK") != 0;
}

/* Ways of one's own: --mode for all three, the others for their part of the journey. */
static bool read_ways(struct question *question, const struct asked *asked, struct arena *arena,
                      struct error *error)
{
    const char *all = NULL;
    if (!question_ways("--mode", asked->own, arena, &all, error))
        return false;
    question->access = question->egress = question->direct = all;
    return read_taste(asked->taste, arena, &question->taste, error) &&
           read_rental(&question->rental, &asked->rental, arena, error) &&
           question_ways("--access", asked->access, arena, &question->access, error) &&
           question_ways("--egress", asked->egress, arena, &question->egress, error) &&
           question_ways("--direct", asked->direct, arena, &question->direct, error) &&
           question_ways("--change", asked->change, arena, &question->change, error);
}

static bool read_vias(struct question *question, const struct asked *asked,
                      const struct finder *finder, struct error *error)
{
    if (asked->vias.count > QUERY_VIAS_MAX)
        return error_set(error, ERROR_LIMIT, "--via", "at most %d places to pass", QUERY_VIAS_MAX);
    for (uint32_t i = 0; i < asked->vias.count; i++) {
        struct where *via = &question->vias[i];
        if (!where_find(finder, "--via", asked->vias.items[i], via, error))
            return false;
        if (!via->count)
            return error_set(error, ERROR_INPUT, "--via", "nothing calls at %s", via->name);
        question->passes[i] = (struct via){.stops = via->stops,
                                           .stop_count = via->count,
                                           .stay_seconds = (int32_t)asked->stay_minutes * 60};
    }
    return true;
}

/* The clock at the end that the time belongs to; the other end's when nothing is near it. */
static void choose_zone(struct question *question, const struct network *network, bool arrive_by)
{
    const struct where *end = arrive_by ? &question->to : &question->from;
    if (!end->count)
        end = arrive_by ? &question->from : &question->to;
    zone_ix zone = end->count              ? network->stops[end->stops[0]].zone
                   : network->counts.feeds ? network->feeds[0].zone
                                           : 0;
    question->zone = network_zone(network, zone);
    question->zone_name = network_text(network, network->zones[zone].name);
}

static bool read_time(struct question *question, const struct asked *asked, struct error *error)
{
    unix_time *time = &question->query.when.time;
    *time = clock_now();
    if (asked->by)
        return when_read(&question->zone, "--by", asked->by, time, error);
    return !asked->at || when_read(&question->zone, "--at", asked->at, time, error);
}

static void fill_query(struct question *question, const struct asked *asked)
{
    struct query *query = &question->query;
    query->where.sources = question->from.endpoints;
    query->where.source_count = question->from.count;
    query->where.targets = question->to.endpoints;
    query->where.target_count = question->to.count;
    query->where.vias = question->passes;
    query->where.via_count = asked->vias.count;
    query->when.arrive_by = asked->by != NULL;
    query->when.window_seconds = (int32_t)asked->window_minutes * 60;
    query->change.transfers_max = (uint32_t)asked->transfers;
    query->needs.wheelchair = asked->wheelchair ? WHEELCHAIR_UNKNOWN : WHEELCHAIR_NONE;
    query->needs.bikes = asked->bike;
}

bool question_read(struct question *question, const struct asked *asked, const char *const ends[2],
                   const struct places *places, struct arena *arena, struct error *error)
{
    question->query = query_default;
    question->limits = reach_default;
    question->limits.seconds_max = (int32_t)asked->walk_minutes * 60;
    if (asked->wheelchair)
        question->limits.metres_per_second = REACH_WHEELCHAIR_SPEED;
    const struct finder finder = {.places = places, .limits = question->limits, .arena = arena};
    if (!where_find(&finder, "FROM", ends[0], &question->from, error) ||
        !where_find(&finder, "TO", ends[1], &question->to, error) ||
        !read_vias(question, asked, &finder, error) ||
        !question_modes(asked->modes, &question->query.needs.modes, error) ||
        !read_ways(question, asked, arena, error))
        return false;
    choose_zone(question, places_network(places), asked->by != NULL);
    fill_query(question, asked);
    return read_time(question, asked, error);
}
