#include "feeds/streets/tying.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Stations from inside: pathways as ways of the map. */

/*
 * What a pathway takes when its feed does not say. Walking 1.2 m/s as everywhere here; stairs half
 * a second a step (Weidmann 1993: 0.61 m/s up and 0.69 m/s down seen from above, a tread of 30 cm);
 * belts and escalators 0.5 m/s (EN 115), on moving walks one walks too; lifts wait half a minute
 * and take 5 s a floor; gates hold up for 3 s. A floor is 4 m high.
 */
#define WALK_SPEED 1.2
#define STAIRS_SPEED 0.6
#define STEP_SECONDS 0.5
#define BELT_SPEED 0.5
#define LIFT_SECONDS 30.0
#define LIFT_FLOOR_SECONDS 5.0
#define GATE_SECONDS 3.0
#define FLOOR_METRES 4.0
#define FLOOR_STEPS 24.0

node_ix tie_node(struct tying *tying, stop_ix stop)
{
    node_ix *known = &tying->nodes[stop];
    if (*known != NO_IX)
        return *known;
    const struct stop *record = tie_stop(tying, stop);
    *known = map_add_node(tying->map, 0, record->at);
    struct map_node *node = map_node_at(tying->map, *known);
    if (record->floor != STOP_NO_FLOOR) {
        node->level = record->floor;
        node->flags |= MAP_LEVEL_SAID;
    }
    if (record->kind == STOP_ENTRANCE)
        node->marks |= VERTEX_ENTRANCE;
    return *known;
}

uint32_t tie_part(struct tying *tying, stop_ix stop)
{
    while (tying->parts[stop] != stop) {
        tying->parts[stop] = tying->parts[tying->parts[stop]];
        stop = tying->parts[stop];
    }
    return stop;
}

static void unite(struct tying *tying, stop_ix a, stop_ix b)
{
    uint32_t one = tie_part(tying, a), two = tie_part(tying, b);
    tying->parts[one < two ? two : one] = one < two ? one : two;
}

static enum street_kind kind_of(const struct draft_pathway *pathway)
{
    static const enum street_kind kinds[] = {
        [PATHWAY_WALKWAY] = STREET_CORRIDOR,
        [PATHWAY_STAIRS] = STREET_STEPS,
        [PATHWAY_MOVING_WALK] = STREET_MOVING_WALK,
        [PATHWAY_ESCALATOR] = STREET_ESCALATOR,
        [PATHWAY_LIFT] = STREET_LIFT,
        [PATHWAY_FARE_GATE] = STREET_FARE_GATE,
        [PATHWAY_EXIT_GATE] = STREET_EXIT_GATE,
    };
    return kinds[pathway->mode];
}

/* Floors between the ends; 0 where they are not known. */
static double floors_of(const struct tying *tying, const struct draft_pathway *pathway)
{
    int16_t from = tie_stop(tying, pathway->from)->floor, to = tie_stop(tying, pathway->to)->floor;
    return from == STOP_NO_FLOOR || to == STOP_NO_FLOOR ? 0 : abs(from - to) / 10.0;
}

static double stairs_seconds(const struct draft_pathway *pathway, double floors, double metres)
{
    if (pathway->stairs)
        return abs(pathway->stairs) * STEP_SECONDS;
    if (pathway->length_mm == NO_IX && floors > 0)
        return floors * FLOOR_STEPS * STEP_SECONDS;
    return metres / STAIRS_SPEED;
}

/* An escalator without a length rises at 30 degrees: it is twice as long as it is high. */
static double escalator_seconds(const struct draft_pathway *pathway, double floors, double metres)
{
    if (pathway->length_mm == NO_IX && floors > 0)
        return floors * FLOOR_METRES * 2 / BELT_SPEED;
    return metres / BELT_SPEED;
}

static double seconds_of(const struct tying *tying, const struct draft_pathway *pathway)
{
    struct point from = tie_stop(tying, pathway->from)->at, to = tie_stop(tying, pathway->to)->at;
    double floors = floors_of(tying, pathway);
    double metres =
        (pathway->length_mm == NO_IX ? street_millimetres(from, to) : pathway->length_mm) / 1000.0;
    if (pathway->seconds >= 0)
        return pathway->seconds;
    switch (pathway->mode) {
    case PATHWAY_STAIRS:
        return stairs_seconds(pathway, floors, metres);
    case PATHWAY_MOVING_WALK:
        return metres / (WALK_SPEED + BELT_SPEED);
    case PATHWAY_ESCALATOR:
        return escalator_seconds(pathway, floors, metres);
    case PATHWAY_LIFT:
        return LIFT_SECONDS + floors * LIFT_FLOOR_SECONDS;
    case PATHWAY_FARE_GATE:
    case PATHWAY_EXIT_GATE:
        return GATE_SECONDS + metres / WALK_SPEED;
    default:
        return metres / WALK_SPEED + abs(pathway->stairs) * STEP_SECONDS;
    }
}

/* Slopes and widths are judged by each profile; here only what no wheelchair can do. Who says
 * nothing of a way may have said it of the station. */
static enum street_access wheelchair_of(const struct tying *tying,
                                        const struct draft_pathway *pathway)
{
    if (pathway->mode == PATHWAY_STAIRS || pathway->mode == PATHWAY_ESCALATOR || pathway->stairs)
        return ACCESS_NO;
    if (pathway->mode == PATHWAY_MOVING_WALK)
        return ACCESS_PUSH;
    bool said = pathway->mode == PATHWAY_LIFT || pathway->width_cm || pathway->slope_permille;
    stop_ix parent = tie_stop(tying, pathway->from)->parent;
    bool open = parent != NO_IX && tie_stop(tying, parent)->wheelchair == TRISTATE_YES;
    return said || open ? ACCESS_YES : ACCESS_UNKNOWN;
}

static struct street_trait trait_of(const struct tying *tying, const struct draft_pathway *pathway)
{
    bool pushed = pathway->mode != PATHWAY_ESCALATOR && pathway->mode != PATHWAY_MOVING_WALK;
    double percent = round(pathway->slope_permille / 10.0);
    return (struct street_trait){
        .kind = (uint8_t)kind_of(pathway),
        .foot = ACCESS_YES,
        .wheelchair = (uint8_t)wheelchair_of(tying, pathway),
        .bicycle = pushed ? ACCESS_PUSH : ACCESS_NO,
        .scooter = pushed ? ACCESS_PUSH : ACCESS_NO,
        .surface = SURFACE_PAVED,
        .incline = (int8_t)(percent > 100    ? 100
                            : percent < -100 ? -100
                                             : percent),
        .width_cm = (uint16_t)(pathway->width_cm < UINT16_MAX ? pathway->width_cm : UINT16_MAX),
        .marks = MARK_INDOOR | MARK_TIMED,
    };
}

static uint32_t closed(struct map *map, const struct street_trait *open)
{
    const struct street_trait none = {.kind = open->kind, .marks = open->marks};
    return map_trait(map, &none);
}

static uint32_t text_of(struct tying *tying, text_ix text)
{
    const char *words = draft_text_at(tying->draft, text);
    return map_text(tying->map, words, strlen(words));
}

/* One way; `there` and `back` say in which directions it may be gone. */
static void add_way(struct tying *tying, const struct draft_pathway *pathway, text_ix sign,
                    bool there, bool back)
{
    struct map *map = tying->map;
    struct street_trait trait = trait_of(tying, pathway), reverse = trait;
    reverse.incline = (int8_t)-trait.incline;
    double seconds = round(seconds_of(tying, pathway));
    node_ix nodes[] = {tie_node(tying, pathway->from), tie_node(tying, pathway->to)};
    const struct map_way way = {
        .name = text_of(tying, sign),
        .trait = there ? map_trait(map, &trait) : closed(map, &trait),
        .back = back ? map_trait(map, &reverse) : closed(map, &reverse),
        .from_level = map_node_at(map, nodes[0])->level,
        .to_level = map_node_at(map, nodes[1])->level,
        .seconds = (uint16_t)(seconds < UINT16_MAX ? seconds : UINT16_MAX),
        .level_said = true,
    };
    map_add_way(map, &way, nodes, 2);
}

/* A sign that differs from the one on the other side makes two ways of one pathway. */
static void add_pathway(struct tying *tying, const struct draft_pathway *pathway)
{
    if (!tie_stop(tying, pathway->from)->placed || !tie_stop(tying, pathway->to)->placed)
        return;
    bool parted = pathway->both_ways && pathway->sign != pathway->reversed_sign;
    add_way(tying, pathway, pathway->sign, true, pathway->both_ways && !parted);
    if (parted)
        add_way(tying, pathway, pathway->reversed_sign, false, true);
    unite(tying, pathway->from, pathway->to);
    tying->counts->pathways++;
}

void tie_link(struct map *map, node_ix from, node_ix to, enum street_kind kind,
              enum street_access wheelchair)
{
    const struct street_trait trait = {
        .kind = (uint8_t)kind,
        .foot = ACCESS_YES,
        .wheelchair = (uint8_t)wheelchair,
        .bicycle = ACCESS_PUSH,
        .scooter = ACCESS_PUSH,
    };
    node_ix nodes[] = {from, to};
    uint32_t number = map_trait(map, &trait);
    const struct map_way way = {
        .trait = number,
        .back = number,
        .from_level = map_node_at(map, from)->level,
        .to_level = map_node_at(map, to)->level,
        .level_said = true,
    };
    map_add_way(map, &way, nodes, 2);
}

/* Along the platform from each boarding area that a pathway leads to. */
static void add_boarding_areas(struct tying *tying)
{
    for (stop_ix i = 0; i < tying->draft->stops.count; i++) {
        stop_ix platform = tie_stop(tying, i)->parent;
        if (tie_stop(tying, i)->kind != STOP_BOARDING_AREA || tying->nodes[i] == NO_IX ||
            platform == NO_IX || !tie_stop(tying, platform)->placed)
            continue;
        tie_link(tying->map, tying->nodes[i], tie_node(tying, platform), STREET_PLATFORM,
                 ACCESS_YES);
        unite(tying, i, platform);
    }
}

void tie_pathways(struct tying *tying)
{
    const struct draft_pathway *pathways = tying->draft->pathways.data;
    for (uint32_t i = 0; i < tying->draft->pathways.count; i++)
        add_pathway(tying, &pathways[i]);
    add_boarding_areas(tying);
}
