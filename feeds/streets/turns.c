#include "feeds/streets/turns.h"

#include <string.h>

#include "feeds/streets/kinds.h"

/* What the words mean: bit 0 only, bit 1 back where one came from. */
#define TURN_NO 0
#define TURN_ONLY 1
#define TURN_BACK 2
#define TURN_OTHER (-1)

static const struct word_meaning words[] = {
    {"no_left_turn", TURN_NO},
    {"no_right_turn", TURN_NO},
    {"no_straight_on", TURN_NO},
    {"no_u_turn", TURN_BACK},
    {"no_entry", TURN_NO},
    {"no_exit", TURN_NO},
    {"only_left_turn", TURN_ONLY},
    {"only_right_turn", TURN_ONLY},
    {"only_straight_on", TURN_ONLY},
    {"only_u_turn", TURN_ONLY | TURN_BACK},
    {"only_slight_left", TURN_ONLY},
    {"only_slight_right", TURN_ONLY},
    {"only_sharp_left", TURN_ONLY},
    {"only_sharp_right", TURN_ONLY},
    {NULL, 0},
};

/* Whether one of the words parted by semicolons excepts cars. */
static bool excepts_cars(const struct tags *tags)
{
    static const char *const cars[] = {"motorcar", "motor_vehicle", "vehicle"};
    struct osm_text text = tags->values[TAG_EXCEPT];
    while (text.length) {
        const char *end = memchr(text.text, ';', text.length);
        struct osm_text word = {text.text, end ? (uint32_t)(end - text.text) : text.length};
        uint32_t passed = word.length + (end != NULL);
        for (; word.length && *word.text == ' '; word.length--)
            word.text++;
        for (size_t i = 0; i < sizeof cars / sizeof *cars; i++)
            if (text_is(word, cars[i]))
                return true;
        text.text += passed;
        text.length -= passed;
    }
    return false;
}

bool turn_of_relation(struct gather *gather, struct turn_relation *turn)
{
    static const enum tag keys[] = {TAG_RESTRICTION_MOTORCAR, TAG_RESTRICTION_MOTOR_VEHICLE,
                                    TAG_RESTRICTION};
    const struct tags *tags = &gather->tags;
    enum tag key = TAGS;
    for (size_t i = 0; i < sizeof keys / sizeof *keys && key == TAGS; i++)
        key = tag_said(tags, keys[i]) ? keys[i] : TAGS;
    bool at_times = tag_said(tags, TAG_DAY_ON) || tag_said(tags, TAG_HOUR_ON) ||
                    (key == TAGS && tag_said(tags, TAG_RESTRICTION_CONDITIONAL));
    if (at_times)
        street_report(gather->findings, TURN_CONDITIONAL, OSM_RELATION, turn->osm, NULL);
    if (at_times || key == TAGS || (key == TAG_RESTRICTION && excepts_cars(tags)))
        return false;
    int meaning = tag_meaning(tags, key, words, TURN_OTHER);
    if (meaning == TURN_OTHER) {
        street_report(gather->findings, TURN_UNKNOWN, OSM_RELATION, turn->osm, &tags->values[key]);
        return false;
    }
    turn->only = meaning & TURN_ONLY;
    turn->u_turn = meaning & TURN_BACK;
    return true;
}

/* --- On the map --- */

/* The members of one relation on the map. */
struct parts {
    struct vec from, to, vias; /* way_ix */
    node_ix via;
    bool closed_to_cars; /* a way is no street at all: nothing is driven there */
    bool broken;
};

static void take_part(const struct reading *reading, const struct member *member,
                      struct parts *parts)
{
    struct vec *list = member->role == MEMBER_FROM  ? &parts->from
                       : member->role == MEMBER_TO  ? &parts->to
                       : member->role == MEMBER_VIA ? &parts->vias
                                                    : NULL;
    if (!list)
        return;
    if (member->kind == OSM_NODE && member->role == MEMBER_VIA) {
        uint32_t index = gather_node(reading->gather, member->osm, NO_IX);
        parts->broken |= index == NO_IX || parts->via != NO_IX;
        parts->via = index == NO_IX ? NO_IX : reading->node_of[index];
        parts->closed_to_cars |= index != NO_IX && parts->via == NO_IX;
        return;
    }
    way_ix way = member->kind == OSM_WAY ? reading_way(reading, member->osm) : NO_IX;
    if (way != NO_IX)
        vec_push_number(list, way);
    else if (member->kind == OSM_WAY && gather_line(reading->gather, member->osm) &&
             intern_find(&reading->way_ids, &member->osm, sizeof member->osm) == INTERN_NONE)
        parts->closed_to_cars = true;
    else
        parts->broken = true;
}

/* One turn for each pair: no_entry may have several `from`, no_exit several `to`. */
static void add_turns(struct reading *reading, const struct turn_relation *relation,
                      const struct parts *parts)
{
    struct map *map = reading->map;
    struct map_turn turn = {
        .osm = relation->osm,
        .via = parts->vias.count ? NO_IX : parts->via,
        .first_via = map->turn_vias.count,
        .via_count = parts->vias.count,
        .only = relation->only,
        .u_turn = relation->u_turn,
    };
    if (parts->vias.count)
        vec_add_many(&map->turn_vias, parts->vias.data, parts->vias.count);
    for (uint32_t i = 0; i < parts->from.count; i++)
        for (uint32_t k = 0; k < parts->to.count; k++) {
            turn.from = ((const way_ix *)parts->from.data)[i];
            turn.to = ((const way_ix *)parts->to.data)[k];
            vec_push(&map->turns, &turn);
        }
}

void turns_lay(struct reading *reading)
{
    const struct turn_relation *relations = reading->gather->turns.data;
    const struct member *members = reading->gather->members.data;
    for (uint32_t i = 0; i < reading->gather->turns.count; i++) {
        const struct turn_relation *relation = &relations[i];
        struct parts parts = {.from = vec_of(sizeof(way_ix)),
                              .to = vec_of(sizeof(way_ix)),
                              .vias = vec_of(sizeof(way_ix)),
                              .via = NO_IX};
        for (uint32_t k = 0; k < relation->member_count; k++)
            take_part(reading, &members[relation->first_member + k], &parts);
        bool several = parts.from.count > 1 && parts.to.count > 1;
        bool whole = parts.from.count && parts.to.count && !several &&
                     (parts.vias.count > 0) != (parts.via != NO_IX);
        if (!parts.closed_to_cars && (parts.broken || !whole))
            street_report(reading->findings, TURN_BROKEN, OSM_RELATION, relation->osm, NULL);
        else if (!parts.closed_to_cars)
            add_turns(reading, relation, &parts);
        vec_finish(&parts.from);
        vec_finish(&parts.to);
        vec_finish(&parts.vias);
    }
    reading->counts->turns = reading->map->turns.count;
}

void turns_report(const struct map *map, struct findings *findings)
{
    const struct map_turn *turns = map->turns.data;
    for (uint32_t i = 0; i < map->turns.count; i++)
        if (turns[i].broken && (i == 0 || turns[i - 1].osm != turns[i].osm || !turns[i - 1].broken))
            street_report(findings, TURN_BROKEN, OSM_RELATION, turns[i].osm, NULL);
}
