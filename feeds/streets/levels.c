#include "feeds/streets/levels.h"

#include <math.h>

#include "engine/base/memory.h"

/* --- Reading --- */

static bool take_level(struct levels *levels, double level)
{
    double tenths = round(level * 10);
    if (tenths < -LEVEL_MAX || tenths > LEVEL_MAX)
        return false;
    int16_t value = (int16_t)tenths;
    if (!levels->said || value < levels->low)
        levels->low = value;
    if (!levels->said || value > levels->high)
        levels->high = value;
    levels->said = true;
    return true;
}

/* A number, or two with a hyphen between them, which may be followed by a minus. */
static bool take_range(struct levels *levels, struct osm_text *text)
{
    double level;
    if (!text_number(*text, &level, text) || !take_level(levels, level))
        return false;
    if (!text->length || *text->text != '-')
        return true;
    struct osm_text rest = {text->text + 1, text->length - 1};
    if (!text_number(rest, &level, text) || !take_level(levels, level))
        return false;
    return true;
}

bool levels_read(struct osm_text text, struct levels *levels)
{
    *levels = (struct levels){0};
    while (text.length) {
        bool read = take_range(levels, &text);
        if (!read || (text.length && *text.text != ';' && *text.text != ',')) {
            *levels = (struct levels){0};
            return false;
        }
        for (; text.length && (*text.text == ';' || *text.text == ',' || *text.text == ' ');
             text.length--)
            text.text++;
    }
    return levels->said;
}

/* --- Settling --- */

static bool slanting(const struct map_way *way)
{
    return way->from_level != way->to_level;
}

static void say_level(struct map_node *node, int16_t level)
{
    if (node->flags & MAP_LEVEL_SAID)
        return;
    node->level = level;
    node->flags |= MAP_LEVEL_SAID;
}

/* Level ways tell their nodes; `plain` notes the nodes of streets that say no level. */
static void tell_nodes(struct map *map, uint8_t *plain)
{
    for (way_ix w = 0; w < map->ways.count; w++) {
        const struct map_way *way = map_way_at(map, w);
        const node_ix *nodes = map_way_nodes(map, w);
        for (uint32_t i = 0; i < way->ref_count && !slanting(way); i++) {
            if (way->level_said)
                say_level(map_node_at(map, nodes[i]), way->from_level);
            else
                plain[nodes[i]] = 1;
        }
    }
}

/* What speaks for the first end being at the bottom, less what speaks against it. */
static int evidence(const struct map *map, node_ix node, const struct map_way *way,
                    const uint8_t *lifts)
{
    const struct map_node *at = map_node_at(map, node);
    if (lifts[node] || !(at->flags & MAP_LEVEL_SAID))
        return 0;
    return (at->level == way->from_level) - (at->level == way->to_level);
}

static int ground_evidence(const struct map_way *way, const uint8_t *plain, node_ix first,
                           node_ix last)
{
    int at_ground = (way->from_level == 0) - (way->to_level == 0);
    return at_ground * (plain[first] - plain[last]);
}

static void settle(struct map *map, const struct slant *slant, const uint8_t *lifts,
                   const uint8_t *plain)
{
    struct map_way *way = map_way_at(map, slant->way);
    const node_ix *nodes = map_way_nodes(map, slant->way);
    node_ix first = nodes[0], last = nodes[way->ref_count - 1];
    int up = evidence(map, first, way, lifts) - evidence(map, last, way, lifts);
    up = up ? up : slant->rises;
    up = up ? up : ground_evidence(way, plain, first, last);
    if (up < 0) {
        int16_t swap = way->from_level;
        way->from_level = way->to_level;
        way->to_level = swap;
    }
    if (!lifts[first])
        say_level(map_node_at(map, first), way->from_level);
    if (!lifts[last])
        say_level(map_node_at(map, last), way->to_level);
    for (uint32_t i = 1; i + 1 < way->ref_count; i++)
        say_level(map_node_at(map, nodes[i]), way->from_level);
}

void levels_settle(struct map *map, const struct slant *slants, uint32_t count,
                   const uint8_t *lifts)
{
    uint8_t *plain = memory_zeroed(map->nodes.count, 1);
    tell_nodes(map, plain);
    for (uint32_t i = 0; i < count; i++)
        settle(map, &slants[i], lifts, plain);
    memory_free(plain);
}
