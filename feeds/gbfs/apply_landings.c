#include "engine/base/checksum.h"
#include "engine/base/memory.h"
#include "feeds/gbfs/kept.h"

/*
 * Where in the area of a station its vehicles may be left: at places on the streets that lie in it,
 * so far from each other that nobody walks long and a large area does not have thousands.
 */

/* Between two looks at an edge, and between landings of a small area, in millimetres. */
enum { STEP_MM = 10000, APART_MM = 20000 };

/* Of the diagonal of an area that its landings are apart: then there are 30 of them at most. */
enum { APART_PARTS = 5 };

/* The landings of one area so far. */
struct ground_taken {
    struct point own;  /* where the station is: it needs no landing */
    uint32_t apart_mm; /* of each other, and of that */
    uint32_t last;     /* of its landings, or NO_IX */
};

/* A landing, and the one of its area before it, or NO_IX. */
struct found {
    struct landing landing;
    uint32_t before;
};

struct search {
    struct gbfs_memory *memory;
    struct ground_taken *taken; /* by area */
    struct vec found;           /* struct found */
    struct box box;             /* around all areas */
};

/* --- Areas --- */

static struct rental_span area_of(const struct fleet *fleet, uint32_t station)
{
    return ((const struct rental_station *)vec_at(&fleet->rental_stations, station))->area;
}

static uint64_t sum_of_places(const struct applying *applying)
{
    const struct fleet *fleet = applying->fleet;
    uint64_t sum = image_id(&applying->network->image);
    for (uint32_t i = 0; i < fleet->rental_stations.count; i++) {
        const struct rental_station *station = vec_at(&fleet->rental_stations, i);
        if (!station->area.count)
            continue;
        const uint64_t parts[] = {sum, i, checksum(&station->at, sizeof station->at),
                                  checksum(vec_at(&fleet->rental_points, station->area.first),
                                           station->area.count * sizeof(struct rental_point))};
        sum = checksum(parts, sizeof parts);
    }
    return sum;
}

/* Rings of points in the fleet are those of an area, under another name. */
static void add_place(struct gbfs_memory *memory, const struct fleet *fleet, uint32_t station)
{
    struct rental_span span = area_of(fleet, station);
    const struct rental_point *points = vec_at(&fleet->rental_points, span.first);
    struct point *copies = memory_zeroed(span.count, sizeof *copies);
    struct vec rings = vec_of(sizeof(struct area_ring));
    for (uint32_t i = 0; i < span.count; i++) {
        copies[i] = points[i].at;
        if (points[i].ring)
            vec_push(&rings,
                     &(struct area_ring){copies + i, points[i].ring >> 1, points[i].ring & 1});
    }
    kept_areas_add(&memory->places, rings.data, rings.count);
    vec_push_number(&memory->station_of, station);
    vec_finish(&rings);
    memory_free(copies);
}

/* --- On the streets --- */

static uint32_t station_of(const struct search *search, uint32_t area)
{
    return *(const uint32_t *)vec_at(&search->memory->station_of, area);
}

static bool is_far(const struct search *search, const struct ground_taken *taken, struct point at)
{
    const struct found *found = search->found.data;
    bool far = street_millimetres(taken->own, at) >= taken->apart_mm;
    for (uint32_t i = taken->last; far && i != NO_IX; i = found[i].before)
        far = street_millimetres(found[i].landing.at, at) >= taken->apart_mm;
    return far;
}

static void look(struct search *search, struct point at)
{
    uint32_t count;
    const uint32_t *areas = areas_at(search->memory->places.areas, at, &count);
    for (uint32_t i = 0; i < count; i++) {
        struct ground_taken *taken = &search->taken[areas[i]];
        if (!is_far(search, taken, at))
            continue;
        const struct found found = {{station_of(search, areas[i]), at}, taken->last};
        taken->last = vec_push(&search->found, &found);
    }
}

static void look_along(struct search *search, struct point from, struct point to)
{
    uint32_t steps = street_millimetres(from, to) / STEP_MM + 1;
    int64_t lat = (int64_t)to.lat - from.lat, lon = (int64_t)to.lon - from.lon;
    for (uint32_t i = 0; i <= steps; i++)
        look(search, (struct point){(int32_t)(from.lat + lat * i / steps),
                                    (int32_t)(from.lon + lon * i / steps)});
}

static bool meet(struct box one, struct box two)
{
    return one.low.lat <= two.high.lat && two.low.lat <= one.high.lat &&
           one.low.lon <= two.high.lon && two.low.lon <= one.high.lon;
}

static void look_at_edges(struct search *search, const struct streets *streets)
{
    struct vec points = vec_of(sizeof(struct point));
    for (edge_ix edge = 0; edge < streets->counts.street_edges; edge++) {
        struct box box = GEO_BOX_EMPTY;
        vec_resize(&points, streets->street_edges[edge].inner_points + 2u);
        struct point *at = points.data;
        uint32_t count = street_edge_points(streets, edge, at);
        for (uint32_t i = 0; i < count; i++)
            geo_box_stretch(&box, at[i]);
        for (uint32_t i = 1; i < count && meet(box, search->box); i++)
            look_along(search, at[i - 1], at[i]);
    }
    vec_finish(&points);
}

/* --- All together --- */

static void begin_search(struct search *search, const struct fleet *fleet)
{
    const struct rental_point *points = fleet->rental_points.data;
    uint32_t count = areas_count(search->memory->places.areas);
    search->taken = memory_zeroed(count, sizeof *search->taken);
    for (uint32_t i = 0; i < count; i++) {
        const struct rental_station *station =
            vec_at(&fleet->rental_stations, station_of(search, i));
        struct box box = GEO_BOX_EMPTY;
        for (uint32_t k = 0; k < station->area.count; k++)
            geo_box_stretch(&box, points[station->area.first + k].at);
        uint32_t apart = street_millimetres(box.low, box.high) / APART_PARTS;
        search->taken[i] =
            (struct ground_taken){station->at, apart > APART_MM ? apart : APART_MM, NO_IX};
        geo_box_stretch(&search->box, box.low);
        geo_box_stretch(&search->box, box.high);
    }
}

static int landing_order(const void *a, const void *b)
{
    const struct landing *one = a, *two = b;
    if (one->station != two->station)
        return one->station < two->station ? -1 : 1;
    if (one->at.lat != two->at.lat)
        return one->at.lat < two->at.lat ? -1 : 1;
    return (one->at.lon > two->at.lon) - (one->at.lon < two->at.lon);
}

static void find_landings(const struct applying *applying, struct gbfs_memory *memory)
{
    const struct streets streets = network_streets(applying->network);
    struct search search = {
        .memory = memory, .found = vec_of(sizeof(struct found)), .box = GEO_BOX_EMPTY};
    begin_search(&search, applying->fleet);
    look_at_edges(&search, &streets);
    vec_resize(&memory->landings, 0);
    for (uint32_t i = 0; i < search.found.count; i++)
        vec_push(&memory->landings, &((const struct found *)vec_at(&search.found, i))->landing);
    vec_sort(&memory->landings, landing_order);
    vec_finish(&search.found);
    memory_free(search.taken);
}

static void note_states(const struct applying *applying)
{
    const struct gbfs_memory *memory = applying->memory;
    for (uint32_t i = 0; i < memory->station_of.count; i++) {
        uint32_t station = *(const uint32_t *)vec_at(&memory->station_of, i);
        const struct rental_station *at = vec_at(&applying->fleet->rental_stations, station);
        if (kept_areas_state(&memory->places, i) != AREA_SOUND)
            apply_note(applying, "gbfs_station_area_crossed", FINDING_MENDED,
                       "The area of a station crosses itself or encloses nothing; what it encloses "
                       "was taken.",
                       applying->fleet->words.bytes + at->id);
    }
}

void apply_landings(struct applying *applying)
{
    struct gbfs_memory *memory = applying->memory;
    if (kept_areas_renew(&memory->places, sum_of_places(applying))) {
        vec_resize(&memory->station_of, 0);
        for (uint32_t i = 0; i < applying->fleet->rental_stations.count; i++)
            if (area_of(applying->fleet, i).count)
                add_place(memory, applying->fleet, i);
        vec_resize(&memory->landings, 0);
        if (memory->station_of.count)
            find_landings(applying, memory);
    }
    note_states(applying);
}
