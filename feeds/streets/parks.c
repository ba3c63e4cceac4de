#include "feeds/streets/parks.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "feeds/streets/access.h"
#include "feeds/streets/kinds.h"
#include "feeds/streets/surfaces.h"

#define TIE_METRES 50.0      /* between the edge of a park and the way that leads to it */
#define ENTRANCE_METRES 15.0 /* an entrance so near the box of a park is the park's */
#define PARK_METRES 2000.0 /* no park is larger; one that is drawn so lies where its middle does */

/* --- Tags --- */

static uint8_t tristate_of(const struct tags *tags, enum tag tag)
{
    if (!tag_said(tags, tag) || tag_is(tags, tag, "unknown"))
        return TRISTATE_UNKNOWN;
    return tag_is(tags, tag, "no") ? TRISTATE_NO : TRISTATE_YES;
}

static uint16_t role_of(const struct tags *tags)
{
    static const struct word_meaning amenities[] = {{"parking", ROLE_CAR_PARK},
                                                    {"bicycle_parking", ROLE_BICYCLE_PARK},
                                                    {"parking_entrance", ROLE_PARK_ENTRANCE},
                                                    {NULL, 0}};
    return (uint16_t)tag_meaning(tags, TAG_AMENITY, amenities, 0);
}

/* Private ones, and those of customers, are nobody's way to a train. */
static bool open_to_public(const struct tags *tags)
{
    return !tag_is(tags, TAG_ACCESS, "no") && !tag_is(tags, TAG_ACCESS, "private") &&
           !tag_is(tags, TAG_ACCESS, "residents") && !tag_is(tags, TAG_ACCESS, "employees") &&
           !tag_is(tags, TAG_ACCESS, "permit") && !tag_is(tags, TAG_ACCESS, "delivery");
}

static uint8_t covered_of(const struct tags *tags)
{
    static const struct word_meaning roofs[] = {{"multi-storey", TRISTATE_YES},
                                                {"underground", TRISTATE_YES},
                                                {"carports", TRISTATE_YES},
                                                {"garage_boxes", TRISTATE_YES},
                                                {"surface", TRISTATE_NO},
                                                {"street_side", TRISTATE_NO},
                                                {NULL, 0}};
    uint8_t said = tristate_of(tags, TAG_COVERED);
    return said ? said : (uint8_t)tag_meaning(tags, TAG_PARKING, roofs, TRISTATE_UNKNOWN);
}

static uint32_t count_of(const struct tags *tags, enum tag tag, uint32_t most, uint32_t otherwise)
{
    double number;
    struct osm_text unit;
    if (!tag_number(tags, tag, &number, &unit) || unit.length || number < 0)
        return otherwise;
    return number < most ? (uint32_t)number : most;
}

uint16_t park_read(struct gather *gather, struct street_park *park)
{
    const struct tags *tags = &gather->tags;
    uint16_t role = role_of(tags);
    double metres;
    struct osm_text unit;
    if (!role || !open_to_public(tags))
        return 0;
    *park = (struct street_park){
        .name = map_text(gather->map, tags->values[TAG_NAME].text, tags->values[TAG_NAME].length),
        .capacity = count_of(tags, TAG_CAPACITY, 1000000, NO_IX),
        .disabled = (uint16_t)count_of(tags, TAG_CAPACITY_DISABLED, UINT16_MAX - 1, UINT16_MAX),
        .kind = role == ROLE_BICYCLE_PARK ? TIE_BICYCLE_PARK : TIE_CAR_PARK,
        .fee = tristate_of(tags, TAG_FEE),
        .park_ride = tristate_of(tags, TAG_PARK_RIDE),
        .covered = covered_of(tags),
    };
    if (tag_number(tags, TAG_MAXHEIGHT, &metres, &unit) && (!unit.length || text_is(unit, "m")) &&
        metres > 0 && metres < 100)
        park->height_cm = (uint16_t)lround(metres * 100);
    return role;
}

/* --- Place --- */

/* Where a park lies. */
struct site {
    uint32_t thing;
    struct box box;
    struct point at; /* its entrance, else its middle */
    bool entered;    /* an entrance was found in it */
};

static void stretch_node(const struct gather *gather, struct box *box, int64_t id)
{
    uint32_t index = gather_node(gather, id, NO_IX);
    if (index != NO_IX)
        geo_box_stretch(box, ((const struct point *)gather->points.data)[index]);
}

static void stretch_line(const struct gather *gather, struct box *box, int64_t osm)
{
    const struct line *line = gather_line(gather, osm);
    const int64_t *refs = gather->refs.data;
    for (uint32_t i = 0; line && i < line->ref_count; i++)
        stretch_node(gather, box, refs[line->first_ref + i]);
}

/* False: nothing of it is in the files. */
static bool place(const struct gather *gather, const struct thing *thing, struct site *site)
{
    const struct member *members = (const struct member *)gather->members.data + thing->line;
    struct box *box = &site->box;
    *box = GEO_BOX_EMPTY;
    if (thing->kind == OSM_NODE)
        stretch_node(gather, box, thing->osm);
    if (thing->kind == OSM_WAY)
        stretch_line(gather, box, thing->osm);
    for (uint32_t i = 0; thing->kind == OSM_RELATION && i < thing->members; i++)
        if (members[i].kind == OSM_WAY)
            stretch_line(gather, box, members[i].osm);
    site->at = box_middle(*box);
    return box->low.lat <= box->high.lat;
}

static int site_order(const void *a, const void *b)
{
    const struct site *one = a, *two = b;
    if (one->box.low.lat != two->box.low.lat)
        return one->box.low.lat < two->box.low.lat ? -1 : 1;
    return one->thing < two->thing ? -1 : one->thing > two->thing;
}

/* The first site, of those sorted, whose south end is there or north of it. */
static uint32_t first_site(const struct vec *sites, int32_t lat)
{
    const struct site *site = sites->data;
    uint32_t low = 0, high = sites->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (site[middle].box.low.lat < lat)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Gives an entrance to each car park that it lies in or beside. False: there is none. */
static bool give_entrance(const struct reading *reading, struct vec *sites, struct point at)
{
    struct box around = geo_box_around(at, ENTRANCE_METRES);
    struct site *site = sites->data;
    bool given = false;
    uint32_t i = first_site(sites, geo_box_around(at, PARK_METRES).low.lat);
    for (; i < sites->count && site[i].box.low.lat <= around.high.lat; i++) {
        const struct box *box = &site[i].box;
        bool touches = box->high.lat >= around.low.lat && box->low.lon <= around.high.lon &&
                       box->high.lon >= around.low.lon;
        if (!touches || !(reading_thing(reading, site[i].thing)->roles & ROLE_CAR_PARK))
            continue;
        if (!site[i].entered)
            site[i].at = at;
        site[i].entered = given = true;
    }
    return given;
}

/* --- Ties --- */

static void tie(struct reading *reading, const struct site *site, const struct map_spot *spot,
                uint32_t record)
{
    const struct street_park *park = vec_at(&reading->map->parks, record);
    map_add_tie(reading->map, &(struct map_tie){
                                  .record = record,
                                  .node = map_split(reading->map, spot),
                                  .off_mm = street_millimetres(site->at, spot->at),
                                  .kind = park->kind,
                              });
}

static bool walks(const struct reading *reading, const struct map_spot *spot)
{
    const struct map_way *way = map_way_at(reading->map, spot->way);
    return map_usable(map_trait_at(reading->map, way->trait), TRAVEL_FOOT) ||
           map_usable(map_trait_at(reading->map, way->back), TRAVEL_FOOT);
}

static void lay_park(struct reading *reading, const struct site *site)
{
    static const char *const kinds[] = {"n", "w", "r"};
    const struct thing *thing = reading_thing(reading, site->thing);
    bool cars = thing->park.kind == TIE_CAR_PARK;
    double reach = fmin(geo_metres(site->box.low, site->box.high), PARK_METRES) / 2 + TIE_METRES;
    struct map_ask ask = {.at = site->at,
                          .metres = reach,
                          .travel = cars ? TRAVEL_CAR : TRAVEL_BICYCLE,
                          .level = MAP_ANY_LEVEL};
    struct map_spot ride, walk;
    bool ridden = map_near(reading->map, &ask, &ride);
    ask.travel = TRAVEL_FOOT;
    if (!ridden || (!walks(reading, &ride) && !map_near(reading->map, &ask, &walk))) {
        street_report(reading->findings, PARK_WITHOUT_STREET, thing->kind, thing->osm, NULL);
        return;
    }
    struct street_park park = thing->park;
    char id[40];
    int length = snprintf(id, sizeof id, "osm:%s%" PRId64, kinds[thing->kind], thing->osm);
    park.id = map_text(reading->map, id, (size_t)length);
    park.at = site->at;
    uint32_t record = vec_push(&reading->map->parks, &park);
    tie(reading, site, &ride, record);
    if (!walks(reading, &ride))
        tie(reading, site, &walk, record);
    reading->counts->parks++;
}

void parks_lay(struct reading *reading)
{
    struct vec sites = vec_of(sizeof(struct site)), alone = vec_of(sizeof(struct site));
    for (uint32_t i = 0; i < reading->gather->things.count; i++) {
        const struct thing *thing = reading_thing(reading, i);
        struct site site = {.thing = i};
        if (thing->roles & (ROLE_CAR_PARK | ROLE_BICYCLE_PARK) &&
            place(reading->gather, thing, &site))
            vec_push(&sites, &site);
        if (thing->roles & ROLE_PARK_ENTRANCE && place(reading->gather, thing, &site))
            vec_push(&alone, &site);
    }
    vec_sort(&sites, site_order);
    const struct site *entrance = alone.data;
    for (uint32_t i = 0; i < alone.count; i++)
        if (!give_entrance(reading, &sites, entrance[i].at))
            lay_park(reading, &entrance[i]);
    for (uint32_t i = 0; i < sites.count; i++)
        lay_park(reading, vec_at(&sites, i));
    vec_finish(&sites);
    vec_finish(&alone);
}
