#include "tests/street_town.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/network/keys.h"

static const struct small_file files[] = {
    {"stops.txt", "stop_id,stop_name,stop_lat,stop_lon\n"
                  "P,Platform,48.0026978,2.0026879\n"
                  "Q,Quay,48.0,2.0712283\n"
                  "R,Road,48.1,2.1\n"},
    {"stop_times.txt", "trip_id,arrival_time,departure_time,stop_id,stop_sequence\n"
                       "T,08:00:00,08:00:00,P,1\n"
                       "T,08:10:00,08:11:00,Q,2\n"
                       "T,08:20:00,08:20:00,R,3\n"
                       "U,09:00:00,09:00:00,R,1\n"
                       "U,09:10:00,09:10:00,Q,2\n"
                       "U,09:20:00,09:20:00,P,3\n"},
};

static void insist(bool fine, const struct error *error)
{
    if (fine)
        return;
    fprintf(stderr, "%s: %s\n", error->place, error->text);
    exit(1);
}

struct point street_town_at(double east, double north)
{
    double narrow = cos(48 * acos(-1) / 180);
    return geo_point(48 + north / 111194.9, 2 + east / (111194.9 * narrow));
}

/* Streets being laid. */
struct laying {
    struct draft *draft;
    struct streets_draft streets;
};

static vertex_ix corner(struct laying *laying, double east, double north)
{
    return streets_draft_vertex(&laying->streets, street_town_at(east, north), 0);
}

/* A street both ways; lifts go up ten tenths of a floor in 30 seconds. */
static void lay(struct laying *laying, vertex_ix from, vertex_ix to, const char *name,
                struct street_trait trait)
{
    struct error error;
    uint16_t number;
    bool lift = trait.kind == STREET_LIFT;
    insist(streets_draft_trait(&laying->streets, &trait, &number, &error), &error);
    const struct street_edge edge = {
        .from = from,
        .to = to,
        .name = draft_text(laying->draft, name, strlen(name)),
        .trait = number,
        .osm_way = 1000 + laying->streets.edges.count,
        .to_level = lift ? 10 : 0,
    };
    edge_ix laid = streets_draft_edge(&laying->streets, &edge, NULL, 0);
    for (uint32_t against = 0; against < 2; against++)
        streets_draft_arc(&laying->streets, &(struct draft_arc){.tail = against ? to : from,
                                                                .head = against ? from : to,
                                                                .way = laid << 1 | against,
                                                                .trait = number,
                                                                .seconds = lift ? 30 : 0});
}

static const struct street_trait road = {
    .kind = STREET_ROAD,
    .road = ROAD_RESIDENTIAL,
    .foot = ACCESS_YES,
    .wheelchair = ACCESS_YES,
    .bicycle = ACCESS_YES,
    .scooter = ACCESS_YES,
    .car = ACCESS_YES,
    .car_kmh = 36,
    .surface = SURFACE_PAVED,
};

static struct street_trait on_foot(enum street_kind kind)
{
    return (struct street_trait){
        .kind = (uint8_t)kind,
        .foot = ACCESS_YES,
        .wheelchair = kind == STREET_STEPS ? ACCESS_NO : ACCESS_YES,
        .bicycle = kind == STREET_STEPS ? ACCESS_NO : ACCESS_PUSH,
    };
}

static void add_park(struct laying *laying, vertex_ix vertex, enum tie_kind kind, const char *name)
{
    const struct street_park park = {
        .id = draft_text(laying->draft, name, strlen(name)),
        .name = draft_text(laying->draft, name, strlen(name)),
        .at = ((struct street_vertex *)vec_at(&laying->streets.vertices, vertex))->at,
        .capacity = 40,
        .disabled = UINT16_MAX,
        .kind = (uint8_t)kind,
    };
    uint32_t record = vec_push(&laying->streets.parks, &park);
    vec_push(&laying->streets.ties,
             &(struct street_tie){.record = record, .vertex = vertex, .kind = kind});
}

static void tie_stop(struct laying *laying, uint32_t stop, vertex_ix vertex)
{
    vec_push(&laying->streets.ties,
             &(struct street_tie){.record = stop, .vertex = vertex, .kind = TIE_STOP});
}

static void lay_all(struct laying *laying)
{
    vertex_ix west = corner(laying, 0, 0), cross = corner(laying, 200, 0);
    vertex_ix park = corner(laying, 400, 0), foot = corner(laying, 200, 100);
    vertex_ix ramp = corner(laying, 260, 115), head = corner(laying, 200, 130);
    vertex_ix p = corner(laying, 200, 300), east = corner(laying, 5000, 0);
    vertex_ix hall = corner(laying, 5300, 0), quay = corner(laying, 5301, 0);
    lay(laying, west, cross, "Rue Haute", road);
    lay(laying, cross, park, "Rue Haute", road);
    lay(laying, cross, foot, "Montée", on_foot(STREET_FOOTWAY));
    lay(laying, foot, head, "", on_foot(STREET_STEPS));
    lay(laying, foot, ramp, "", on_foot(STREET_FOOTWAY));
    lay(laying, ramp, head, "", on_foot(STREET_FOOTWAY));
    lay(laying, head, p, "Montée", on_foot(STREET_FOOTWAY));
    lay(laying, park, east, "Route longue", road);
    lay(laying, east, hall, "Avenue de l'Est", road);
    lay(laying, hall, quay, "", on_foot(STREET_LIFT));
    add_park(laying, park, TIE_CAR_PARK, "P+R Ouest");
    add_park(laying, cross, TIE_BICYCLE_PARK, "Arceaux");
    add_park(laying, east, TIE_CAR_PARK, "Parking Est");
    tie_stop(laying, 0, p);
    tie_stop(laying, 1, quay);
}

static stop_ix find(const struct street_town *town, const char *id)
{
    struct error error = {0};
    stop_ix stop;
    insist(keys_find_stop(&town->network, id, &stop, &error), &error);
    return stop;
}

void street_town_make(struct street_town *town)
{
    struct error error = {0};
    struct freeze_report report;
    small_feed_read(&town->feed, files, sizeof files / sizeof *files, NULL);
    insist(town->feed.read, &town->feed.error);
    struct laying laying = {.draft = &town->feed.draft};
    streets_draft_init(&laying.streets);
    lay_all(&laying);
    streets_pack(&laying.streets, &town->feed.draft.streets);
    streets_draft_finish(&laying.streets);
    scratch_init(&town->scratch);
    const char *path = scratch_path(&town->scratch, "network.image");
    insist(network_freeze(&town->feed.draft, &freeze_defaults, path, &report, &error), &error);
    insist(network_open(&town->network, path, &error), &error);
    insist(network_verify(&town->network, &error), &error);
    town->p = find(town, "P");
    town->q = find(town, "Q");
    town->r = find(town, "R");
}

void street_town_finish(struct street_town *town)
{
    network_close(&town->network);
    small_feed_finish(&town->feed);
    scratch_finish(&town->scratch);
}
