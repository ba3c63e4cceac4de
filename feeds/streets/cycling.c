#include "feeds/streets/cycling.h"

static const struct word_meaning ways[] = {
    {"yes", ONEWAY_FORWARD},
    {"true", ONEWAY_FORWARD},
    {"1", ONEWAY_FORWARD},
    {"-1", ONEWAY_BACKWARD},
    {"reverse", ONEWAY_BACKWARD},
    {"no", ONEWAY_NONE},
    {"false", ONEWAY_NONE},
    {"0", ONEWAY_NONE},
    {"reversible", ONEWAY_CLOSED},
    {"alternating", ONEWAY_CLOSED},
    {NULL, 0},
};

enum oneway oneway_of(const struct tags *tags)
{
    static const struct word_meaning junctions[] = {
        {"roundabout", ONEWAY_FORWARD}, {"circular", ONEWAY_FORWARD}, {NULL, 0}};
    static const struct word_meaning roads[] = {{"motorway", ONEWAY_FORWARD}, {NULL, 0}};
    int otherwise = tag_meaning(tags, TAG_JUNCTION, junctions, ONEWAY_NONE);
    if (otherwise == ONEWAY_NONE)
        otherwise = tag_meaning(tags, TAG_HIGHWAY, roads, ONEWAY_NONE);
    return (enum oneway)tag_meaning(tags, TAG_ONEWAY, ways, otherwise);
}

/* Cycleways that lead against the way's direction, or both ways. */
static bool has_contraflow(const struct tags *tags)
{
    static const struct word_meaning against[] = {{"opposite", 1},
                                                  {"opposite_lane", 1},
                                                  {"opposite_track", 1},
                                                  {"opposite_share_busway", 1},
                                                  {NULL, 0}};
    static const struct word_meaning other_way[] = {
        {"-1", 1}, {"no", 1}, {"reverse", 1}, {NULL, 0}};
    static const enum tag lanes[] = {TAG_CYCLEWAY, TAG_CYCLEWAY_LEFT, TAG_CYCLEWAY_RIGHT,
                                     TAG_CYCLEWAY_BOTH};
    static const enum tag senses[] = {TAG_CYCLEWAY_LEFT_ONEWAY, TAG_CYCLEWAY_RIGHT_ONEWAY};
    for (size_t i = 0; i < sizeof lanes / sizeof *lanes; i++)
        if (tag_meaning(tags, lanes[i], against, 0))
            return true;
    for (size_t i = 0; i < sizeof senses / sizeof *senses; i++)
        if (tag_meaning(tags, senses[i], other_way, 0))
            return true;
    return false;
}

enum oneway oneway_bicycle(const struct tags *tags, enum oneway vehicles)
{
    int said = tag_meaning(tags, TAG_ONEWAY_BICYCLE, ways, 0);
    if (said)
        return (enum oneway)said;
    if (vehicles != ONEWAY_NONE && has_contraflow(tags))
        return ONEWAY_NONE;
    return vehicles;
}

enum oneway oneway_foot(const struct tags *tags)
{
    static const struct word_meaning belts[] = {
        {"forward", ONEWAY_FORWARD}, {"backward", ONEWAY_BACKWARD}, {NULL, 0}};
    int said = tag_meaning(tags, TAG_ONEWAY_FOOT, ways, 0);
    if (!said)
        said = tag_meaning(tags, TAG_CONVEYING, belts, ONEWAY_NONE);
    return (enum oneway)said;
}

enum street_cycling cycling_of(const struct tags *tags, bool backward)
{
    static const struct word_meaning lanes[] = {
        {"lane", CYCLING_LANE},
        {"share_busway", CYCLING_LANE},
        {"track", CYCLING_TRACK},
        {"separate", CYCLING_MIXED},
        {"opposite_lane", CYCLING_LANE},
        {"opposite_track", CYCLING_TRACK},
        {NULL, 0},
    };
    static const struct word_meaning own[] = {{"yes", CYCLING_LANE}, {NULL, 0}};
    const enum tag keys[] = {backward ? TAG_CYCLEWAY_LEFT : TAG_CYCLEWAY_RIGHT, TAG_CYCLEWAY_BOTH,
                             TAG_CYCLEWAY};
    int best = tag_meaning(tags, TAG_BICYCLE_ROAD, own, CYCLING_MIXED);
    if (best == CYCLING_MIXED)
        best = tag_meaning(tags, TAG_CYCLESTREET, own, CYCLING_MIXED);
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        int lane = tag_meaning(tags, keys[i], lanes, CYCLING_MIXED);
        best = lane > best ? lane : best;
    }
    return (enum street_cycling)best;
}
