#include "feeds/streets/tying.h"

/* Entrances of stations and where on the street they stand. */

#define SAME_ENTRANCE_METRES 30.0  /* an entrance of the map so near is the feed's */
#define SAME_PLACE_MM 1000         /* and so near it is the same place */
#define NAMED_ENTRANCE_METRES 80.0 /* under the same name or number it may lie farther off */
#define HINTED 0.25                /* a station's entrance counts as so much nearer */
#define STRAIGHT_ENTRANCES 12      /* ties to one stop by entrances, the nearest ones */

static bool same_text(const struct tying *tying, uint32_t text, text_ix other)
{
    const char *one = map_text_at(tying->map, text), *two = draft_text_at(tying->draft, other);
    size_t i = 0;
    while (one[i] && one[i] == two[i])
        i++;
    return one[i] == two[i] && i > 0;
}

/* How far an entrance of the map is from the feed's, as one would say it; above the bound: it is
 * another one. */
static double distance(const struct tying *tying, stop_ix stop, const struct map_entrance *entrance)
{
    const struct stop *record = tie_stop(tying, stop);
    const struct map_node *node = map_node_at(tying->map, entrance->node);
    double metres = geo_metres(record->at, node->at);
    bool named = same_text(tying, entrance->label.stop_id, record->id) ||
                 same_text(tying, entrance->label.ref, record->platform_code) ||
                 same_text(tying, entrance->label.ref, record->code) ||
                 (entrance->label.name &&
                  tie_same_name(tying, stop, map_text_at(tying->map, entrance->label.name)));
    if (!(node->main >> TRAVEL_FOOT & 1) || metres > NAMED_ENTRANCE_METRES ||
        (metres > SAME_ENTRANCE_METRES && !(named && entrance->station)))
        return NAMED_ENTRANCE_METRES + 1;
    return metres * (named ? HINTED : 1) * (entrance->station ? HINTED : 1);
}

static bool find_entrance(const struct tying *tying, stop_ix stop, node_ix *node)
{
    const struct map_entrance *entrances = tying->map->entrances.data;
    const struct tie_mark *marks = tying->entrances.data;
    struct box box = geo_box_around(tie_stop(tying, stop)->at, NAMED_ENTRANCE_METRES);
    double best = NAMED_ENTRANCE_METRES;
    *node = NO_IX;
    for (uint32_t i = tie_first_mark(&tying->entrances, box.low.lat);
         i < tying->entrances.count && marks[i].lat <= box.high.lat; i++) {
        double metres = distance(tying, stop, &entrances[marks[i].item]);
        if (metres <= best) {
            best = metres;
            *node = entrances[marks[i].item].node;
        }
    }
    return *node != NO_IX;
}

static enum street_access access_of(const struct stop *entrance)
{
    static const enum street_access meanings[] = {
        [TRISTATE_UNKNOWN] = ACCESS_UNKNOWN,
        [TRISTATE_YES] = ACCESS_YES,
        [TRISTATE_NO] = ACCESS_NO,
    };
    return meanings[entrance->wheelchair];
}

void tie_same_entrances(struct tying *tying)
{
    const struct tie_child *children = tying->stations.data;
    for (uint32_t i = 0; i < tying->stations.count; i++) {
        stop_ix entrance = children[i].child;
        const struct stop *record = tie_stop(tying, entrance);
        node_ix node;
        if (!record->placed || record->wheelchair == TRISTATE_NO ||
            !find_entrance(tying, entrance, &node) ||
            street_millimetres(record->at, map_node_at(tying->map, node)->at) > SAME_PLACE_MM)
            continue;
        tying->nodes[entrance] = node;
        tying->entrance[entrance] = 1;
        tying->counts->entrances++;
        tying->counts->entrances_by_map++;
    }
}

/* By the ways in front of it; on its own floor first, if that is not the ground. */
static bool join_streets(struct tying *tying, stop_ix entrance)
{
    const struct stop *record = tie_stop(tying, entrance);
    struct map_spot spots[TIE_SPOTS_MAX], rolling;
    uint32_t count = tie_spots(tying, record->at, tie_level(record), TRAVEL_FOOT, spots);
    if (!count)
        count = tie_spots(tying, record->at, MAP_ANY_LEVEL, TRAVEL_FOOT, spots);
    if (!count)
        return false;
    node_ix node = tie_node(tying, entrance);
    tie_link(tying->map, node, map_split(tying->map, &spots[0]), STREET_LINK, access_of(record));
    if (record->wheelchair != TRISTATE_NO &&
        tie_rolling_spot(tying, record->at, spots, 1, &rolling))
        tie_link(tying->map, node, map_split(tying->map, &rolling), STREET_LINK, access_of(record));
    return true;
}

bool tie_entrance(struct tying *tying, stop_ix entrance)
{
    uint8_t *state = &tying->entrance[entrance];
    node_ix on_map;
    if (*state || !tie_stop(tying, entrance)->placed)
        return *state == 1;
    bool found = find_entrance(tying, entrance, &on_map);
    if (found)
        tie_link(tying->map, tie_node(tying, entrance), on_map, STREET_LINK,
                 access_of(tie_stop(tying, entrance)));
    bool done = found || join_streets(tying, entrance);
    *state = done ? 1 : 2;
    tying->counts->entrances += done;
    tying->counts->entrances_by_map += found;
    if (!done)
        tie_note(tying, "entrance_untied", "No street lies within reach of the entrance.",
                 entrance);
    return done;
}

/* Keeps the nearest entrances of a station, nearest first. */
struct nearby {
    stop_ix entrances[STRAIGHT_ENTRANCES];
    uint32_t off_mm[STRAIGHT_ENTRANCES];
    uint32_t count;
};

static void keep_nearby(struct nearby *nearby, stop_ix entrance, uint32_t off_mm)
{
    if (nearby->count == STRAIGHT_ENTRANCES) {
        if (off_mm >= nearby->off_mm[STRAIGHT_ENTRANCES - 1])
            return;
        nearby->count--;
    }
    uint32_t at = nearby->count++;
    for (; at > 0 && nearby->off_mm[at - 1] > off_mm; at--) {
        nearby->entrances[at] = nearby->entrances[at - 1];
        nearby->off_mm[at] = nearby->off_mm[at - 1];
    }
    nearby->entrances[at] = entrance;
    nearby->off_mm[at] = off_mm;
}

bool tie_by_entrances(struct tying *tying, stop_ix stop)
{
    const struct stop *record = tie_stop(tying, stop);
    const struct tie_child *children = tying->stations.data;
    stop_ix station = record->kind == STOP_STATION ? stop : record->parent;
    struct nearby nearby = {.count = 0};
    if (station == NO_IX)
        return false;
    for (uint32_t i = tie_first_child(&tying->stations, station);
         i < tying->stations.count && children[i].parent == station; i++)
        if (tie_entrance(tying, children[i].child))
            keep_nearby(&nearby, children[i].child,
                        street_millimetres(record->at, tie_stop(tying, children[i].child)->at));
    for (uint32_t i = 0; i < nearby.count; i++)
        map_add_tie(tying->map, &(struct map_tie){.record = stop,
                                                  .node = tying->nodes[nearby.entrances[i]],
                                                  .off_mm = nearby.off_mm[i],
                                                  .kind = TIE_STOP});
    return nearby.count > 0;
}
