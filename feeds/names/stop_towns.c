#include <string.h>

#include "engine/base/memory.h"
#include "feeds/names/join.h"

/*
 * Feeds that write `Gières, Edelweiss` name the town in front. Where several stops do so, the words
 * before the comma are a town: of the stops that no map knows the town of, and on the map if
 * nothing else puts it there.
 */

/* Stops that must agree before a word is a town. */
#define STOPS_LEAST 3
/* No town is that long; `after work, call 123 ...` is. */
#define TOWN_MAX 40
/* As in towns.c: what a town weighs that no map shows. */
#define TOWN_IMPORTANCE 0.4f
#define TOWN_SPREAD_METRES 20000.0

struct stop_town {
    double lat, lon;
    uint32_t stops;
    text_ix name;
};

/* The town in front of the comma; 0: there is none. */
static text_ix town_of(struct names *names, const struct stop *stop)
{
    const char *name = draft_text_at(names->draft, stop->name);
    const char *comma = strstr(name, ", ");
    size_t length = comma ? (size_t)(comma - name) : 0;
    if (length == 0 || length > TOWN_MAX || stop->kind > STOP_STATION || !stop->placed)
        return 0;
    char text[TOWN_MAX + 1]; /* The name may move when a text is added. */
    memcpy(text, name, length);
    return draft_text(names->draft, text, length);
}

static void count_stops(struct names *names, struct intern *keys, struct vec *found,
                        uint32_t *key_of)
{
    for (uint32_t i = 0; i < names->draft->stops.count; i++) {
        const struct stop *stop = vec_at(&names->draft->stops, i);
        text_ix name = town_of(names, stop);
        key_of[i] = NO_IX;
        if (!name)
            continue;
        key_of[i] = intern_add(keys, &name, sizeof name);
        if (key_of[i] == found->count)
            vec_add(found);
        struct stop_town *town = vec_at(found, key_of[i]);
        town->name = name;
        town->lat += stop->at.lat;
        town->lon += stop->at.lon;
        town->stops++;
    }
}

static struct point middle_of(const struct stop_town *town)
{
    return (struct point){(int32_t)(town->lat / town->stops), (int32_t)(town->lon / town->stops)};
}

void towns_of_stops(struct towns *towns, uint32_t *area_of)
{
    struct names *names = towns->names;
    uint32_t count = names->draft->stops.count;
    struct intern keys = {0};
    struct vec found = vec_of(sizeof(struct stop_town));
    uint32_t *key_of = memory_zeroed(count, sizeof *key_of);
    count_stops(names, &keys, &found, key_of);
    for (uint32_t i = 0; i < found.count; i++) {
        const struct stop_town *town = vec_at(&found, i);
        if (town->stops >= STOPS_LEAST && !towns_has_place(towns, town->name))
            towns_add(towns, town->name, middle_of(town), TOWN_IMPORTANCE);
    }
    towns_sort(towns);
    for (uint32_t i = 0; i < count; i++) {
        const struct stop *stop = vec_at(&names->draft->stops, i);
        const struct stop_town *town = key_of[i] == NO_IX ? NULL : vec_at(&found, key_of[i]);
        bool agreed = town && town->stops >= STOPS_LEAST &&
                      geo_metres(stop->at, middle_of(town)) < TOWN_SPREAD_METRES;
        area_of[i] = agreed ? towns_named(towns, town->name, 0) : NO_IX;
    }
    memory_free(key_of);
    vec_finish(&found);
    intern_finish(&keys);
}
