#include "feeds/streets/ferries.h"

#include <math.h>

#include "engine/base/memory.h"

void ferries_lay(struct reading *reading)
{
    const struct ferry_relation *lines = reading->gather->ferries.data;
    const struct member *members = reading->gather->members.data;
    for (uint32_t i = 0; i < reading->gather->ferries.count; i++)
        for (uint32_t k = 0; k < lines[i].member_count; k++) {
            const struct member *member = &members[lines[i].first_member + k];
            struct thing thing = lines[i].thing;
            thing.osm = member->osm;
            thing.kind = OSM_WAY;
            thing.minutes = 0;
            if (member->kind == OSM_WAY && member->role == MEMBER_OUTER)
                reading_lay_line(reading, &thing);
        }
}

static double metres_of(const struct map *map, way_ix way)
{
    const node_ix *nodes = map_way_nodes(map, way);
    double metres = 0;
    for (uint32_t i = 0; i + 1 < map_way_at(map, way)->ref_count; i++)
        metres += geo_metres(map_node_at(map, nodes[i])->at, map_node_at(map, nodes[i + 1])->at);
    return metres;
}

/* Whether each node is on something that is no ferry. */
static uint8_t *find_land(const struct map *map)
{
    uint8_t *land = memory_zeroed(map->nodes.count, 1);
    for (way_ix w = 0; w < map->ways.count; w++) {
        const struct map_way *way = map_way_at(map, w);
        const node_ix *nodes = map_way_nodes(map, w);
        for (uint32_t i = 0; i < way->ref_count; i++)
            if (map_trait_at(map, way->trait)->kind != STREET_FERRY)
                land[nodes[i]] = 1;
    }
    return land;
}

/* The index of the ferry on a way, or NO_IX. They were laid one after the other, so they are sorted
 * by way. */
static uint32_t ferry_on(const struct reading *reading, way_ix way)
{
    const struct ferry_way *ferries = reading->ferries.data;
    uint32_t low = 0, high = reading->ferries.count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (ferries[middle].way < way)
            low = middle + 1;
        else
            high = middle;
    }
    return low < reading->ferries.count && ferries[low].way == way ? low : NO_IX;
}

/* The duration of a line over those of its ways that say none themselves, by length. */
static void share_out(struct reading *reading, const struct ferry_relation *line, double *minutes)
{
    const struct member *members =
        (const struct member *)reading->gather->members.data + line->first_member;
    const struct ferry_way *ferries = reading->ferries.data;
    double metres = 0;
    for (int round = 0; round < 2; round++)
        for (uint32_t i = 0; i < line->member_count; i++) {
            way_ix way = members[i].kind == OSM_WAY ? reading_way(reading, members[i].osm) : NO_IX;
            uint32_t k = way == NO_IX ? NO_IX : ferry_on(reading, way);
            if (k == NO_IX || ferries[k].minutes || !line->minutes)
                continue;
            if (round == 0)
                metres += metres_of(reading->map, way);
            else if (metres > 0)
                minutes[k] = line->minutes * metres_of(reading->map, way) / metres;
        }
}

void ferries_time(struct reading *reading)
{
    const struct ferry_way *ferries = reading->ferries.data;
    const struct ferry_relation *lines = reading->gather->ferries.data;
    double *minutes = memory_zeroed(reading->ferries.count, sizeof *minutes);
    uint8_t *land = find_land(reading->map);
    for (uint32_t i = 0; i < reading->gather->ferries.count; i++)
        share_out(reading, &lines[i], minutes);
    for (uint32_t i = 0; i < reading->ferries.count; i++) {
        struct map_way *way = map_way_at(reading->map, ferries[i].way);
        const node_ix *nodes = map_way_nodes(reading->map, ferries[i].way);
        double seconds = metres_of(reading->map, ferries[i].way) / (FERRY_KMH / 3.6);
        if (ferries[i].minutes)
            seconds = ferries[i].minutes * 60.0;
        else if (minutes[i] > 0)
            seconds = minutes[i] * 60;
        uint32_t ends = (uint32_t)land[nodes[0]] + land[nodes[way->ref_count - 1]];
        seconds = ceil(seconds) + ends * (FERRY_BOARDING / 2.0);
        way->seconds = (uint16_t)fmin(seconds, UINT16_MAX);
    }
    reading->counts->ferries = reading->ferries.count;
    memory_free(minutes);
    memory_free(land);
}
