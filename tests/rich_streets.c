#include "tests/rich_streets.h"

#include <stdlib.h>

/* What is being added. */
struct adding {
    struct draft *network;
    struct streets_draft streets;
};

static uint16_t trait_of(struct adding *adding, struct street_trait trait)
{
    uint16_t number;
    if (!streets_draft_trait(&adding->streets, &trait, &number, NULL))
        abort();
    return number;
}

static struct street_trait road(void)
{
    return (struct street_trait){.kind = STREET_ROAD,
                                 .road = ROAD_TERTIARY,
                                 .foot = ACCESS_YES,
                                 .wheelchair = ACCESS_UNKNOWN,
                                 .bicycle = ACCESS_YES,
                                 .scooter = ACCESS_YES,
                                 .car = ACCESS_YES,
                                 .car_kmh = 50,
                                 .surface = SURFACE_PAVED,
                                 .cycling = CYCLING_LANE};
}

static struct street_trait footway(enum street_kind kind)
{
    return (struct street_trait){
        .kind = (uint8_t)kind,
        .foot = ACCESS_YES,
        .wheelchair = kind == STREET_STEPS ? ACCESS_NO : ACCESS_YES,
        .bicycle = kind == STREET_LIFT ? ACCESS_NO : ACCESS_PUSH,
    };
}

static struct point point_of(const struct adding *adding, vertex_ix vertex)
{
    return ((const struct street_vertex *)vec_at(&adding->streets.vertices, vertex))->at;
}

static void join(struct adding *adding, vertex_ix from, vertex_ix to, struct street_trait trait)
{
    struct point bend = point_of(adding, from);
    struct street_edge edge = {
        .from = from,
        .to = to,
        .name = draft_text(adding->network, "Rue", 3),
        .osm_way = 7,
        .to_level = trait.kind == STREET_LIFT ? 10 : 0,
        .trait = trait_of(adding, trait),
    };
    bend.lat = (bend.lat + point_of(adding, to).lat) / 2;
    bend.lon = (bend.lon + point_of(adding, to).lon) / 2 + 500;
    edge_ix index = streets_draft_edge(&adding->streets, &edge, &bend, 1);
    for (uint32_t against = 0; against < 2; against++)
        streets_draft_arc(&adding->streets,
                          &(struct draft_arc){.tail = against ? to : from,
                                              .head = against ? from : to,
                                              .way = index << 1 | against,
                                              .trait = edge.trait,
                                              .up_dm = against ? 3 : 0,
                                              .seconds = trait.kind == STREET_LIFT ? 40 : 0});
}

static vertex_ix beside(struct adding *adding, vertex_ix vertex, uint32_t marks)
{
    struct point at = point_of(adding, vertex);
    at.lon += 3000;
    return streets_draft_vertex(&adding->streets, at, marks);
}

static void tie(struct adding *adding, uint32_t kind, uint32_t record, vertex_ix vertex)
{
    vec_push(&adding->streets.ties, &(struct street_tie){record, vertex, 2500, kind});
}

static void add_park(struct adding *adding, enum tie_kind kind, vertex_ix vertex)
{
    struct street_park park = {
        .id = draft_text(adding->network, "osm:w1", 6),
        .name = draft_text(adding->network, "P", 1),
        .at = point_of(adding, vertex),
        .capacity = 40,
        .disabled = UINT16_MAX,
        .kind = (uint8_t)kind,
    };
    tie(adding, kind, vec_push(&adding->streets.parks, &park), vertex);
}

void rich_streets_add(struct draft *draft)
{
    struct adding adding = {.network = draft};
    const struct stop *stops = draft->stops.data;
    struct street_trait gated = road();
    vertex_ix last = NO_IX;
    gated.car = gated.foot = ACCESS_DESTINATION;
    streets_draft_init(&adding.streets);
    for (stop_ix stop = 0; stop < draft->stops.count; stop++) {
        vertex_ix at = streets_draft_vertex(&adding.streets, stops[stop].at, VERTEX_SIGNALS);
        vertex_ix side = beside(&adding, at, VERTEX_NO_CAR);
        tie(&adding, TIE_STOP, stop, stop % 3 ? at : side);
        join(&adding, at, side, footway(stop % 2 ? STREET_STEPS : STREET_LIFT));
        if (last != NO_IX)
            join(&adding, last, at, stop % 4 ? road() : gated);
        last = at;
    }
    add_park(&adding, TIE_CAR_PARK, 0);
    add_park(&adding, TIE_BICYCLE_PARK, 1);
    const struct credit credit = {.attribution = draft_text(draft, "Walkers", 7)};
    vec_push(&draft->credits, &credit);
    streets_pack(&adding.streets, &draft->streets);
    streets_draft_finish(&adding.streets);
}
