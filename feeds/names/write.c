#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"
#include "feeds/names/categories.h"
#include "feeds/names/join.h"

/* Places of one name and sort that are this near are one: node and outline, halls of a school. */
#define SAME_METRES 400.0
#define SAME_TOWN_METRES 5000.0

/* What is at work while the draft is filled. */
struct writing {
    struct names *names;
    struct towns towns;
    uint32_t *street_of; /* piece -> a piece that stands for its street */
    uint32_t *item_of;   /* such a piece -> number in the draft's items */
};

/* Pieces whose nodes were not in the file say nothing. */
static void drop_unplaced(struct names *names)
{
    struct piece *pieces = names->pieces.data;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < names->pieces.count; i++)
        if (pieces[i].at.lat != INT32_MIN)
            pieces[kept++] = pieces[i];
    vec_resize(&names->pieces, kept);
}

/* What the pieces of a street add up to. */
struct sum {
    double lat, lon;
    uint32_t ways, houses, official;
    uint32_t best; /* the piece with the largest importance */
    text_ix zip;   /* the one most name, as far as a count of one tells */
    int32_t zip_votes;
    uint32_t town;
};

static void add_up(struct sum *sum, const struct piece *pieces, uint32_t index)
{
    const struct piece *piece = &pieces[index];
    const struct piece *best = &pieces[sum->best];
    bool way = piece->way != NO_IX;
    if (sum->ways + sum->houses == 0 || (way && best->way == NO_IX) ||
        (way == (best->way != NO_IX) && piece->importance > best->importance))
        sum->best = index;
    if (way && sum->ways == 0)
        sum->lat = sum->lon = 0;
    if (way || sum->ways == 0) {
        sum->lat += piece->at.lat;
        sum->lon += piece->at.lon;
    }
    sum->ways += way;
    sum->houses += !way;
    if (piece->zip) {
        if (sum->zip_votes == 0)
            sum->zip = piece->zip;
        sum->zip_votes += piece->zip == sum->zip ? 1 : -1;
    }
    if (piece->town != NO_IX)
        sum->town = piece->town;
}

static struct point middle_of(const struct sum *sum)
{
    double count = sum->ways ? sum->ways : sum->houses;
    return (struct point){(int32_t)(sum->lat / count), (int32_t)(sum->lon / count)};
}

/* The piece nearest to the middle: a street may bend around its own. */
static void find_middles(const struct writing *writing, const struct sum *sums, uint32_t *middle)
{
    const struct piece *pieces = writing->names->pieces.data;
    double *metres = memory_zeroed(writing->names->pieces.count, sizeof *metres);
    for (uint32_t i = 0; i < writing->names->pieces.count; i++) {
        uint32_t street = writing->street_of[i];
        if (sums[street].ways && pieces[i].way == NO_IX)
            continue;
        double here = geo_metres(pieces[i].at, middle_of(&sums[street])) + 1;
        if (metres[street] == 0 || here < metres[street]) {
            metres[street] = here;
            middle[street] = i;
        }
    }
    memory_free(metres);
}

static void write_street(struct writing *writing, uint32_t street, const struct sum *sum,
                         uint32_t middle)
{
    struct names *names = writing->names;
    const struct piece *pieces = names->pieces.data, *best = &pieces[sum->best];
    struct draft_named item = {.osm = best->way != NO_IX ? best->osm : 0,
                               .name = best->name,
                               .zip = sum->zip,
                               .at = pieces[middle].at,
                               .kind = NAMED_STREET};
    double many = 0.015 * log2(1.0 + sum->houses);
    item.importance = best->importance + (float)(many < 0.1 ? many : 0.1);
    item.area = towns_area(&writing->towns, item.at, sum->town, &item.zip);
    writing->item_of[street] = vec_push(&names->draft->names.items, &item);
    names->counts.streets++;
}

static void write_streets(struct writing *writing)
{
    struct names *names = writing->names;
    uint32_t count = names->pieces.count;
    const struct piece *pieces = names->pieces.data;
    struct sum *sums = memory_zeroed(count, sizeof *sums);
    uint32_t *middles = memory_zeroed(count, sizeof *middles);
    for (uint32_t i = 0; i < count; i++)
        sums[i].town = NO_IX;
    for (uint32_t i = 0; i < count; i++)
        add_up(&sums[writing->street_of[i]], pieces, i);
    find_middles(writing, sums, middles);
    for (uint32_t i = 0; i < count; i++)
        if (writing->street_of[i] == i)
            write_street(writing, i, &sums[i], middles[i]);
    memory_free(middles);
    memory_free(sums);
}

/* A house by what makes it one with others. */
struct house_key {
    uint32_t item;
    text_ix number;
    uint32_t rank, index; /* official ones come first */
};

static int house_order(const void *a, const void *b)
{
    const struct house_key *one = a, *two = b;
    const uint32_t keys[2][4] = {{one->item, one->number, one->rank, one->index},
                                 {two->item, two->number, two->rank, two->index}};
    for (int i = 0; i < 4; i++)
        if (keys[0][i] != keys[1][i])
            return keys[0][i] < keys[1][i] ? -1 : 1;
    return 0;
}

static void write_houses(struct writing *writing)
{
    struct names *names = writing->names;
    const struct piece *pieces = names->pieces.data;
    struct house_key *keys = memory_zeroed(names->pieces.count, sizeof *keys);
    uint32_t count = 0;
    for (uint32_t i = 0; i < names->pieces.count; i++)
        if (pieces[i].number)
            keys[count++] = (struct house_key){writing->item_of[writing->street_of[i]],
                                               pieces[i].number, !pieces[i].official, i};
    if (count)
        qsort(keys, count, sizeof *keys, house_order);
    for (uint32_t i = 0; i < count; i++) {
        if (i > 0 && keys[i - 1].item == keys[i].item && keys[i - 1].number == keys[i].number) {
            names->counts.houses_twice += keys[i - 1].rank != keys[i].rank;
            continue;
        }
        const struct draft_house house = {keys[i].item, keys[i].number, pieces[keys[i].index].at};
        vec_push(&names->draft->names.houses, &house);
        names->counts.houses++;
    }
    memory_free(keys);
}

/* Places of one name and sort beside each other, the important one in front. */
static int place_order(const void *a, const void *b, void *context)
{
    const struct draft_named *places = context;
    uint32_t first = *(const uint32_t *)a, second = *(const uint32_t *)b;
    const struct draft_named *one = &places[first], *two = &places[second];
    if (one->name != two->name)
        return one->name < two->name ? -1 : 1;
    if (one->category != two->category)
        return one->category < two->category ? -1 : 1;
    if (one->importance != two->importance)
        return one->importance > two->importance ? -1 : 1;
    return first < second ? -1 : first > second;
}

/* The earlier place that `order[at]` is another drawing of, or NO_IX. */
static uint32_t same_place(const struct draft_named *places, const uint32_t *order, uint32_t at)
{
    const struct draft_named *here = &places[order[at]];
    double near = category_is_town(here->category) ? SAME_TOWN_METRES : SAME_METRES;
    for (uint32_t k = at; k-- > 0 && at - k < 100;) {
        const struct draft_named *other = &places[order[k]];
        if (other->name != here->name || other->category != here->category)
            break;
        if (geo_metres(other->at, here->at) < near)
            return order[k];
    }
    return NO_IX;
}

/* Writes the places; `item_of` leads to them, NO_IX: left out. */
static void write_places(struct writing *writing, uint32_t *item_of)
{
    struct names *names = writing->names;
    struct draft_named *places = names->places.data;
    uint32_t count = names->places.count;
    uint32_t *order = memory_zeroed(count, sizeof *order);
    for (uint32_t i = 0; i < count; i++)
        order[i] = i;
    if (count)
        qsort_r(order, count, sizeof *order, place_order, places);
    for (uint32_t i = 0; i < count; i++) {
        struct draft_named *place = &places[order[i]];
        uint32_t same = same_place(places, order, i);
        item_of[order[i]] = same == NO_IX ? NO_IX : item_of[same];
        if (same != NO_IX || place->at.lat == INT32_MIN)
            continue;
        if (category_is_town(place->category) && !place->zip)
            place->zip = towns_zip(&writing->towns, place->name);
        place->area = towns_area(&writing->towns, place->at, NO_IX, &place->zip);
        item_of[order[i]] = vec_push(&names->draft->names.items, place);
        names->counts.places++;
    }
    memory_free(order);
}

static int alias_order(const void *a, const void *b)
{
    const struct draft_alias *one = a, *two = b;
    const uint32_t keys[2][3] = {{one->named, one->text, one->language},
                                 {two->named, two->text, two->language}};
    for (int i = 0; i < 3; i++)
        if (keys[0][i] != keys[1][i])
            return keys[0][i] < keys[1][i] ? -1 : 1;
    return 0;
}

static void sort_aliases(struct names_draft *draft)
{
    struct draft_alias *aliases = draft->aliases.data;
    uint32_t kept = 0;
    if (draft->aliases.count)
        qsort(aliases, draft->aliases.count, sizeof *aliases, alias_order);
    for (uint32_t i = 0; i < draft->aliases.count; i++)
        if (kept == 0 || alias_order(&aliases[kept - 1], &aliases[i]) != 0)
            aliases[kept++] = aliases[i];
    vec_resize(&draft->aliases, kept);
}

/* The street of each way; pieces know. */
static uint32_t *items_of_ways(const struct writing *writing)
{
    const struct piece *pieces = writing->names->pieces.data;
    uint32_t *item_of = memory_zeroed(writing->names->way_count, sizeof *item_of);
    for (uint32_t i = 0; i < writing->names->way_count; i++)
        item_of[i] = NO_IX;
    for (uint32_t i = 0; i < writing->names->pieces.count; i++)
        if (pieces[i].way != NO_IX)
            item_of[pieces[i].way] = writing->item_of[writing->street_of[i]];
    return item_of;
}

static void write_aliases(struct writing *writing, const uint32_t *items_of_places)
{
    struct names *names = writing->names;
    struct names_draft *draft = &names->draft->names;
    uint32_t *of_ways = items_of_ways(writing);
    for (uint32_t i = 0; i < names->others.count; i++) {
        const struct other_name *other = vec_at(&names->others, i);
        uint32_t item = other->of_place ? items_of_places[other->owner] : of_ways[other->owner];
        if (item == NO_IX)
            continue;
        const struct draft_named *named = vec_at(&draft->items, item);
        if (other->text != named->name || other->language)
            vec_push(&draft->aliases, &(struct draft_alias){item, other->language, other->text});
    }
    sort_aliases(draft);
    names->counts.aliases = draft->aliases.count;
    memory_free(of_ways);
}

/* By the map, else by the town that the names of stops begin with. */
static void write_stop_areas(struct writing *writing, const uint32_t *by_name)
{
    struct draft *draft = writing->names->draft;
    for (uint32_t i = 0; i < draft->stops.count; i++) {
        const struct stop *stop = vec_at(&draft->stops, i);
        vec_push_number(&draft->names.stop_areas,
                        stop->placed ? towns_area(&writing->towns, stop->at, by_name[i], NULL)
                                     : NO_IX);
    }
}

void names_write(struct names *names, struct names_counts *counts)
{
    struct writing writing = {.names = names};
    drop_unplaced(names);
    boundaries_close(&names->boundaries, names->draft);
    towns_init(&writing.towns, names);
    writing.street_of = memory_zeroed(names->pieces.count, sizeof *writing.street_of);
    writing.item_of = memory_zeroed(names->pieces.count, sizeof *writing.item_of);
    join_pieces(&writing.towns, writing.street_of);
    uint32_t *towns_by_stop = memory_zeroed(names->draft->stops.count, sizeof *towns_by_stop);
    towns_of_stops(&writing.towns, towns_by_stop);
    uint32_t *items_of_places = memory_zeroed(names->places.count, sizeof *items_of_places);
    write_streets(&writing);
    write_houses(&writing);
    write_places(&writing, items_of_places);
    write_aliases(&writing, items_of_places);
    write_stop_areas(&writing, towns_by_stop);
    names->counts.areas = names->draft->names.areas.count;
    towns_finish(&writing.towns);
    memory_free(items_of_places);
    memory_free(towns_by_stop);
    memory_free(writing.item_of);
    memory_free(writing.street_of);
    if (counts)
        *counts = names->counts;
}
