#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/fold.h"
#include "engine/base/memory.h"
#include "feeds/names/categories.h"
#include "feeds/names/join.h"

#define FOLDED_MAX 512
/* The level of a municipality that only a name is known of. */
#define TOWN_LEVEL 8
#define REACH_MAX 12000.0
/* A town that no map shows: how important at least, and from how many houses on it is a town. */
#define TOWN_IMPORTANCE 0.4
#define TOWN_PIECES 300

/* How far from its middle a town reaches, where no boundary says so. */
static double reach_of(uint32_t category)
{
    return category == CATEGORY_CITY ? REACH_MAX : category == CATEGORY_TOWN ? 6000 : 3500;
}

static int by_lat(const void *a, const void *b, void *context)
{
    const struct draft_named *places = context;
    uint32_t one = *(const uint32_t *)a, two = *(const uint32_t *)b;
    if (places[one].at.lat != places[two].at.lat)
        return places[one].at.lat < places[two].at.lat ? -1 : 1;
    return one < two ? -1 : one > two;
}

/* The number of a town's name among `keys`. */
static uint32_t key_among(struct towns *towns, struct intern *keys, text_ix name)
{
    char folded[FOLDED_MAX];
    size_t length = fold_text(draft_text_at(towns->names->draft, name), folded, sizeof folded);
    return intern_add(keys, folded, length);
}

static uint32_t key_of(struct towns *towns, text_ix name)
{
    return key_among(towns, &towns->keys, name);
}

/* The area of a key; a new key has none yet. */
static uint32_t area_of_key(struct towns *towns, uint32_t key)
{
    if (key == towns->areas.count)
        vec_push_number(&towns->areas, NO_IX);
    return *(uint32_t *)vec_at(&towns->areas, key);
}

static void add_place(struct towns *towns, uint32_t place)
{
    key_among(towns, &towns->placed,
              ((const struct draft_named *)vec_at(&towns->names->places, place))->name);
    vec_push_number(&towns->by_lat, place);
}

void towns_sort(struct towns *towns)
{
    if (towns->by_lat.count)
        qsort_r(towns->by_lat.data, towns->by_lat.count, towns->by_lat.item, by_lat,
                towns->names->places.data);
}

/* A town's other names mean the same place and area. */
static void add_other_names(struct towns *towns)
{
    const struct draft_named *places = towns->names->places.data;
    for (uint32_t i = 0; i < towns->names->others.count; i++) {
        const struct other_name *other = vec_at(&towns->names->others, i);
        if (!other->of_place || !category_is_town(places[other->owner].category))
            continue;
        key_among(towns, &towns->placed, other->text);
        uint32_t area = area_of_key(towns, key_of(towns, places[other->owner].name));
        if (key_of(towns, other->text) == towns->areas.count)
            vec_push_number(&towns->areas, area);
    }
}

void towns_init(struct towns *towns, struct names *names)
{
    *towns = (struct towns){.names = names,
                            .areas = vec_of(sizeof(uint32_t)),
                            .zips = vec_of(sizeof(text_ix)),
                            .by_lat = vec_of(sizeof(uint32_t))};
    const struct draft_named *places = names->places.data;
    for (uint32_t i = 0; i < names->places.count; i++)
        if (category_is_town(places[i].category) && places[i].at.lat != INT32_MIN)
            add_place(towns, i);
    towns_sort(towns);
    const struct name_area *areas = names->draft->names.areas.data;
    for (uint32_t i = 0; i < names->draft->names.areas.count; i++)
        if (areas[i].level >= 6 && areas[i].level <= 9 &&
            key_of(towns, areas[i].name) == towns->areas.count)
            vec_push_number(&towns->areas, i);
    add_other_names(towns);
}

void towns_finish(struct towns *towns)
{
    intern_finish(&towns->keys);
    intern_finish(&towns->placed);
    vec_finish(&towns->areas);
    vec_finish(&towns->zips);
    vec_finish(&towns->by_lat);
}

uint32_t towns_named(struct towns *towns, text_ix name, text_ix country)
{
    if (!name)
        return NO_IX;
    uint32_t key = key_of(towns, name);
    area_of_key(towns, key);
    uint32_t *area = vec_at(&towns->areas, key);
    if (*area == NO_IX) {
        const struct name_area made = {name, country, NO_IX, TOWN_LEVEL};
        *area = vec_push(&towns->names->draft->names.areas, &made);
    }
    return *area;
}

uint32_t towns_near(struct towns *towns, struct point point)
{
    const struct draft_named *places = towns->names->places.data;
    const uint32_t *sorted = towns->by_lat.data;
    struct box box = geo_box_around(point, REACH_MAX);
    uint32_t low = 0, high = towns->by_lat.count, best = NO_IX;
    double nearest = 1;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (places[sorted[middle]].at.lat < box.low.lat)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < towns->by_lat.count && places[sorted[low]].at.lat <= box.high.lat; low++) {
        const struct draft_named *place = &places[sorted[low]];
        double far = geo_metres(place->at, point) / reach_of(place->category);
        if (far < nearest) {
            nearest = far;
            best = sorted[low];
        }
    }
    return best == NO_IX ? NO_IX : towns_named(towns, places[best].name, 0);
}

/* What the pieces of a town add up to. */
struct settled {
    double lat, lon;
    uint32_t pieces;
    int32_t votes; /* for its postcode */
};

/* The one that more than half name, if there is one (Boyer and Moore, 1981). */
static void vote(struct towns *towns, struct settled *settled, const struct piece *piece)
{
    text_ix *zip = vec_at(&towns->zips, piece->town);
    if (!piece->zip)
        return;
    if (settled->votes == 0)
        *zip = piece->zip;
    settled->votes += *zip == piece->zip ? 1 : -1;
}

text_ix towns_zip(struct towns *towns, text_ix name)
{
    uint32_t area = area_of_key(towns, key_of(towns, name));
    return area < towns->zips.count ? *(text_ix *)vec_at(&towns->zips, area) : 0;
}

bool towns_has_place(struct towns *towns, text_ix name)
{
    char folded[FOLDED_MAX];
    size_t length = fold_text(draft_text_at(towns->names->draft, name), folded, sizeof folded);
    return intern_find(&towns->placed, folded, length) != INTERN_NONE;
}

void towns_add(struct towns *towns, text_ix name, struct point at, float importance)
{
    const struct draft_named place = {.name = name,
                                      .at = at,
                                      .area = NO_IX,
                                      .importance = importance,
                                      .kind = NAMED_PLACE,
                                      .category = CATEGORY_TOWN};
    add_place(towns, vec_push(&towns->names->places, &place));
}

static void settle(struct towns *towns, text_ix name, const struct settled *settled)
{
    uint32_t pieces = settled->pieces;
    double people = log10(1.0 + pieces) / 7;
    struct point at = {(int32_t)(settled->lat / pieces), (int32_t)(settled->lon / pieces)};
    towns_add(towns, name, at, (float)(TOWN_IMPORTANCE + people * (1 - TOWN_IMPORTANCE)));
    uint32_t *last = vec_at(&towns->by_lat, towns->by_lat.count - 1);
    if (pieces < TOWN_PIECES)
        ((struct draft_named *)vec_at(&towns->names->places, *last))->category = CATEGORY_VILLAGE;
}

void towns_settle(struct towns *towns)
{
    struct names *names = towns->names;
    uint32_t count = names->draft->names.areas.count;
    struct settled *settled = memory_zeroed(count, sizeof *settled);
    const struct piece *pieces = names->pieces.data;
    vec_resize(&towns->zips, count);
    for (uint32_t i = 0; i < names->pieces.count; i++)
        if (pieces[i].town != NO_IX) {
            settled[pieces[i].town].lat += pieces[i].at.lat;
            settled[pieces[i].town].lon += pieces[i].at.lon;
            settled[pieces[i].town].pieces++;
            vote(towns, &settled[pieces[i].town], &pieces[i]);
        }
    for (uint32_t i = 0; i < count; i++) {
        text_ix name = ((struct name_area *)vec_at(&names->draft->names.areas, i))->name;
        if (settled[i].pieces && !towns_has_place(towns, name))
            settle(towns, name, &settled[i]);
    }
    towns_sort(towns);
    memory_free(settled);
}

uint32_t towns_area(struct towns *towns, struct point point, uint32_t town, text_ix *zip)
{
    struct boundary_chain chain;
    boundaries_find(&towns->names->boundaries, towns->names->draft, point, &chain);
    if (zip && !*zip)
        *zip = chain.zip;
    if (chain.count)
        return chain.areas[chain.count - 1];
    return town != NO_IX ? town : towns_near(towns, point);
}
