#include "feeds/streets/tie.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/fold.h"
#include "engine/base/memory.h"
#include "feeds/streets/tying.h"

const struct tie_options tie_options_default = {.metres = 250};

const char *tie_rule_name(enum tie_rule rule)
{
    static const char *const names[TIE_RULES] = {
        [TIE_BY_PATHWAYS] = "tied_by_pathways",
        [TIE_BY_PLATFORM_ID] = "tied_by_platform_id",
        [TIE_BY_PLATFORM_REF] = "tied_by_platform_ref",
        [TIE_BY_PLATFORM_NAME] = "tied_by_platform_name",
        [TIE_BY_PLATFORM_NEAR] = "tied_by_platform_near",
        [TIE_BY_ENTRANCES] = "tied_by_entrances",
        [TIE_BY_STREET] = "tied_by_street",
        [TIE_BY_NOTHING] = "untied",
    };
    return names[rule];
}

int16_t tie_level(const struct stop *stop)
{
    return stop->floor == STOP_NO_FLOOR || stop->floor == 0 ? MAP_ANY_LEVEL : stop->floor;
}

/* --- Names --- */

#define NAME_ROOM 256
#define PART_LETTERS 4 /* so many stand for a name */

static bool contains(const char *whole, const char *part)
{
    return strlen(part) >= PART_LETTERS && strstr(whole, part) != NULL;
}

static bool names_meet(const char *folded, const char *other)
{
    char two[NAME_ROOM];
    if (!fold_text(other, two, sizeof two) || !*folded)
        return false;
    return strcmp(folded, two) == 0 || contains(folded, two) || contains(two, folded);
}

bool tie_same_name(const struct tying *tying, stop_ix stop, const char *name)
{
    char folded[NAME_ROOM];
    const struct stop *record = tie_stop(tying, stop);
    fold_text(name, folded, sizeof folded);
    if (names_meet(folded, draft_text_at(tying->draft, record->name)))
        return true;
    return record->parent != NO_IX &&
           names_meet(folded, draft_text_at(tying->draft, tie_stop(tying, record->parent)->name));
}

void tie_note(struct tying *tying, const char *code, const char *text, stop_ix stop)
{
    char detail[96];
    const struct stop *record = tie_stop(tying, stop);
    const struct feed *feed = vec_at(&tying->draft->feeds, record->feed);
    int length = snprintf(detail, sizeof detail, "%s_%s %s", draft_text_at(tying->draft, feed->tag),
                          draft_text_at(tying->draft, record->id),
                          draft_text_at(tying->draft, record->name));
    size_t size = length < (int)sizeof detail ? (size_t)length : sizeof detail - 1;
    findings_add(tying->findings, code, FINDING_NOTED, text, "stops.txt", 0, detail, size);
}

/* --- One stop --- */

void tie_to_spot(struct tying *tying, stop_ix stop, const struct map_spot *spot)
{
    map_add_tie(tying->map,
                &(struct map_tie){.record = stop,
                                  .node = map_split(tying->map, spot),
                                  .off_mm = street_millimetres(tie_stop(tying, stop)->at, spot->at),
                                  .kind = TIE_STOP});
}

static bool tie_by_street(struct tying *tying, stop_ix stop)
{
    const struct stop *record = tie_stop(tying, stop);
    struct map_spot spots[TIE_SPOTS_MAX], rolling;
    uint32_t count = tie_spots(tying, record->at, tie_level(record), TRAVEL_FOOT, spots);
    if (!count)
        count = tie_spots(tying, record->at, MAP_ANY_LEVEL, TRAVEL_FOOT, spots);
    for (uint32_t i = 0; i < count; i++)
        tie_to_spot(tying, stop, &spots[i]);
    if (count && tie_rolling_spot(tying, record->at, spots, count, &rolling))
        tie_to_spot(tying, stop, &rolling);
    return count > 0;
}

/* By what is outside of the feed's pathways. */
static enum tie_rule tie_outside(struct tying *tying, stop_ix stop)
{
    bool inside_only = tie_stop(tying, stop)->access == TRISTATE_NO;
    if (inside_only && tie_by_entrances(tying, stop))
        return TIE_BY_ENTRANCES;
    enum tie_rule rule = tie_by_platform(tying, stop);
    if (rule != TIE_BY_NOTHING)
        return rule;
    if (!inside_only && tie_by_entrances(tying, stop))
        return TIE_BY_ENTRANCES;
    return tie_by_street(tying, stop) ? TIE_BY_STREET : TIE_BY_NOTHING;
}

/* Whoever is at one of its boarding areas is at the platform. */
static void tie_inside(struct tying *tying, stop_ix stop)
{
    const struct tie_child *areas = tying->areas.data;
    map_add_tie(tying->map,
                &(struct map_tie){.record = stop, .node = tying->nodes[stop], .kind = TIE_STOP});
    for (uint32_t i = tie_first_child(&tying->areas, stop);
         i < tying->areas.count && areas[i].parent == stop; i++)
        if (tying->nodes[areas[i].child] != NO_IX)
            map_add_tie(tying->map, &(struct map_tie){.record = stop,
                                                      .node = tying->nodes[areas[i].child],
                                                      .kind = TIE_STOP});
}

/* A stop with pathways that lead to no street has its node for changes inside, and the rest too;
 * so has one that is reached from the street beside its pathways (stop_access 1). */
static enum tie_rule tie_stop_somehow(struct tying *tying, stop_ix stop)
{
    bool inside = tying->nodes[stop] != NO_IX;
    bool joined = inside && tying->joined[tie_part(tying, stop)];
    if (inside)
        tie_inside(tying, stop);
    if (!joined)
        return tie_outside(tying, stop);
    if (tie_stop(tying, stop)->access == TRISTATE_YES)
        tie_by_street(tying, stop);
    return TIE_BY_PATHWAYS;
}

static void measure(struct tying *tying, uint32_t first_tie)
{
    struct tie_counts *counts = tying->counts;
    const struct map_tie *ties = tying->map->ties.data;
    uint32_t nearest = UINT32_MAX;
    for (uint32_t i = first_tie; i < tying->map->ties.count; i++)
        nearest = ties[i].off_mm < nearest ? ties[i].off_mm : nearest;
    counts->metres_mean += nearest / 1000.0;
    if (nearest / 1000.0 > counts->metres_max)
        counts->metres_max = nearest / 1000.0;
}

static void tie_one(struct tying *tying, stop_ix stop)
{
    uint32_t first_tie = tying->map->ties.count;
    enum tie_rule rule = tie_stop_somehow(tying, stop);
    tying->counts->stops++;
    tying->counts->rules[rule]++;
    tying->counts->ties += tying->map->ties.count - first_tie;
    if (tying->map->ties.count > first_tie)
        measure(tying, first_tie);
    if (rule == TIE_BY_NOTHING)
        tie_note(tying, "stop_untied",
                 "No street lies within reach of the stop; what leads there stays a straight line.",
                 stop);
}

/* --- All --- */

static int by_lat(const void *left, const void *right)
{
    const struct tie_mark *a = left, *b = right;
    if (a->lat != b->lat)
        return a->lat < b->lat ? -1 : 1;
    return (a->item > b->item) - (a->item < b->item);
}

static int by_parent(const void *left, const void *right)
{
    const struct tie_child *a = left, *b = right;
    if (a->parent != b->parent)
        return a->parent < b->parent ? -1 : 1;
    return (a->child > b->child) - (a->child < b->child);
}

uint32_t tie_first_child(const struct vec *children, stop_ix parent)
{
    const struct tie_child *items = children->data;
    uint32_t low = 0, high = children->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (items[middle].parent < parent)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

uint32_t tie_first_mark(const struct vec *marks, int32_t lat)
{
    const struct tie_mark *items = marks->data;
    uint32_t low = 0, high = marks->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (items[middle].lat < lat)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void add_mark(struct vec *marks, struct point at, uint32_t item)
{
    struct tie_mark mark = {at.lat, item};
    vec_push(marks, &mark);
}

static void index_map(struct tying *tying)
{
    const struct map *map = tying->map;
    const struct map_platform *platforms = map->platforms.data;
    const struct map_entrance *entrances = map->entrances.data;
    for (uint32_t i = 0; i < map->platforms.count; i++)
        add_mark(&tying->platforms, platforms[i].at, i);
    for (uint32_t i = 0; i < map->entrances.count; i++)
        add_mark(&tying->entrances, map_node_at(map, entrances[i].node)->at, i);
    vec_sort(&tying->platforms, by_lat);
    vec_sort(&tying->entrances, by_lat);
}

static void index_stops(struct tying *tying)
{
    const struct draft_call *calls = tying->draft->calls.data;
    for (uint32_t i = 0; i < tying->draft->calls.count; i++)
        tying->served[calls[i].stop] = 1;
    for (stop_ix i = 0; i < tying->draft->stops.count; i++) {
        const struct stop *stop = tie_stop(tying, i);
        tying->nodes[i] = NO_IX;
        tying->parts[i] = i;
        const struct tie_child child = {stop->parent, i};
        if (stop->kind == STOP_ENTRANCE && stop->parent != NO_IX)
            vec_push(&tying->stations, &child);
        if (stop->kind == STOP_BOARDING_AREA && stop->parent != NO_IX)
            vec_push(&tying->areas, &child);
    }
    vec_sort(&tying->stations, by_parent);
    vec_sort(&tying->areas, by_parent);
}

static void begin(struct tying *tying)
{
    uint32_t stops = tying->draft->stops.count;
    tying->served = memory_zeroed(stops, sizeof *tying->served);
    tying->nodes = memory_zeroed(stops, sizeof *tying->nodes);
    tying->parts = memory_zeroed(stops, sizeof *tying->parts);
    tying->joined = memory_zeroed(stops, sizeof *tying->joined);
    tying->entrance = memory_zeroed(stops, sizeof *tying->entrance);
    tying->platforms = vec_of(sizeof(struct tie_mark));
    tying->entrances = vec_of(sizeof(struct tie_mark));
    tying->stations = vec_of(sizeof(struct tie_child));
    tying->areas = vec_of(sizeof(struct tie_child));
    index_map(tying);
    index_stops(tying);
    struct map_spot spot; /* What is near is the map alone, without the ways added here. */
    map_near_ways(tying->map, &(struct map_ask){.metres = 1, .level = MAP_ANY_LEVEL}, &spot, 1);
}

static void finish(struct tying *tying)
{
    memory_free(tying->served);
    memory_free(tying->nodes);
    memory_free(tying->parts);
    memory_free(tying->joined);
    memory_free(tying->entrance);
    vec_finish(&tying->platforms);
    vec_finish(&tying->entrances);
    vec_finish(&tying->stations);
    vec_finish(&tying->areas);
}

void tie_stops(struct map *map, const struct draft *draft, const struct tie_options *options,
               struct findings *findings, struct tie_counts *counts)
{
    struct tying tying = {
        .map = map, .draft = draft, .options = options, .findings = findings, .counts = counts};
    *counts = (struct tie_counts){0};
    begin(&tying);
    tie_same_entrances(&tying);
    tie_pathways(&tying);
    for (stop_ix i = 0; i < draft->stops.count; i++)
        if (tying.nodes[i] != NO_IX && tie_stop(&tying, i)->kind == STOP_ENTRANCE &&
            tie_entrance(&tying, i))
            tying.joined[tie_part(&tying, i)] = 1;
    for (stop_ix i = 0; i < draft->stops.count; i++)
        if (tying.served[i] && tie_stop(&tying, i)->placed)
            tie_one(&tying, i);
    if (counts->stops > counts->rules[TIE_BY_NOTHING])
        counts->metres_mean /= counts->stops - counts->rules[TIE_BY_NOTHING];
    finish(&tying);
}
