#include "feeds/streets/surfaces.h"

#include <math.h>

#define NARROWEST_CM 80 /* a wheelchair of the usual width and its hands */
#define WIDE_CM 200     /* nobody minds what is wider; widths are kept in steps of 10 cm below */

static const struct word_meaning surfaces[] = {
    {"paved", SURFACE_PAVED},
    {"asphalt", SURFACE_PAVED},
    {"chipseal", SURFACE_PAVED},
    {"concrete", SURFACE_PAVED},
    {"concrete:plates", SURFACE_PAVED},
    {"concrete:lanes", SURFACE_PAVED},
    {"paving_stones", SURFACE_PAVED},
    {"paving_stones:lanes", SURFACE_PAVED},
    {"tiles", SURFACE_PAVED},
    {"bricks", SURFACE_PAVED},
    {"wood", SURFACE_PAVED},
    {"metal", SURFACE_PAVED},
    {"rubber", SURFACE_PAVED},
    {"tartan", SURFACE_PAVED},
    {"acrylic", SURFACE_PAVED},
    {"sett", SURFACE_COBBLES},
    {"cobblestone", SURFACE_COBBLES},
    {"cobblestone:flattened", SURFACE_COBBLES},
    {"unhewn_cobblestone", SURFACE_COBBLES},
    {"grass_paver", SURFACE_COBBLES},
    {"metal_grid", SURFACE_COBBLES},
    {"compacted", SURFACE_COMPACT},
    {"fine_gravel", SURFACE_COMPACT},
    {"clay", SURFACE_COMPACT},
    {"woodchips", SURFACE_ROUGH},
    {"unpaved", SURFACE_ROUGH},
    {"gravel", SURFACE_ROUGH},
    {"pebblestone", SURFACE_ROUGH},
    {"ground", SURFACE_ROUGH},
    {"dirt", SURFACE_ROUGH},
    {"earth", SURFACE_ROUGH},
    {"grass", SURFACE_ROUGH},
    {"mud", SURFACE_ROUGH},
    {"sand", SURFACE_ROUGH},
    {"rock", SURFACE_ROUGH},
    {"stone", SURFACE_ROUGH},
    {"snow", SURFACE_ROUGH},
    {NULL, 0},
};

static const struct word_meaning tracktypes[] = {
    {"grade1", SURFACE_PAVED}, {"grade2", SURFACE_COMPACT}, {"grade3", SURFACE_ROUGH},
    {"grade4", SURFACE_ROUGH}, {"grade5", SURFACE_ROUGH},   {NULL, 0},
};

static const struct word_meaning smoothnesses[] = {
    {"excellent", SURFACE_PAVED},
    {"good", SURFACE_PAVED},
    {"intermediate", SURFACE_PAVED},
    {"bad", SURFACE_COBBLES},
    {"very_bad", SURFACE_ROUGH},
    {"horrible", SURFACE_ROUGH},
    {"very_horrible", SURFACE_ROUGH},
    {"impassable", SURFACE_ROUGH},
    {NULL, 0},
};

enum street_surface surface_of(const struct tags *tags)
{
    int found = tag_meaning(tags, TAG_SURFACE, surfaces, SURFACE_UNKNOWN);
    if (found == SURFACE_UNKNOWN)
        found = tag_meaning(tags, TAG_TRACKTYPE, tracktypes, SURFACE_UNKNOWN);
    if (found == SURFACE_UNKNOWN)
        found = tag_meaning(tags, TAG_SMOOTHNESS, smoothnesses, SURFACE_UNKNOWN);
    return (enum street_surface)found;
}

/* `5%`, `5`, `10°`. */
int8_t incline_of(const struct tags *tags)
{
    double slope;
    struct osm_text unit;
    if (!tag_number(tags, TAG_INCLINE, &slope, &unit))
        return 0;
    if (text_is(unit, "\302\260") && fabs(slope) < 80)
        slope = tan(slope * 3.14159265358979323846 / 180) * 100;
    slope = round(slope);
    return (int8_t)(slope < -100 ? -100 : slope > 100 ? 100 : slope);
}

int8_t incline_sense(const struct tags *tags)
{
    static const struct word_meaning senses[] = {{"up", 1}, {"down", -1}, {NULL, 0}};
    int8_t slope = incline_of(tags);
    if (slope)
        return slope > 0 ? 1 : -1;
    return (int8_t)tag_meaning(tags, TAG_INCLINE, senses, 0);
}

/* Metres unless it says otherwise; feet and inches (`6'7"`) are rare and read as not said. */
static uint16_t width_in(const struct tags *tags, enum tag tag)
{
    double width;
    struct osm_text unit;
    if (!tag_number(tags, tag, &width, &unit) || width <= 0)
        return 0;
    if (text_is(unit, "cm"))
        width /= 100;
    else if (unit.length && !text_is(unit, "m") && *unit.text != ';')
        return 0;
    return width < 600 ? (uint16_t)lround(width * 100) : 60000;
}

uint16_t width_of(const struct tags *tags)
{
    static const enum tag keys[] = {TAG_MAXWIDTH_PHYSICAL, TAG_WIDTH, TAG_EST_WIDTH};
    uint16_t narrowest = 0;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        uint16_t width = width_in(tags, keys[i]);
        if (width && (!narrowest || width < narrowest))
            narrowest = width;
    }
    if (narrowest >= WIDE_CM)
        return WIDE_CM;
    return narrowest < 10 ? narrowest : (uint16_t)(narrowest - narrowest % 10);
}

/* What the ground says: NO, PUSH, YES, or UNKNOWN. */
static enum street_access on_ground(const struct tags *tags)
{
    static const struct word_meaning smooth[] = {
        {"excellent", ACCESS_YES},    {"good", ACCESS_YES},      {"intermediate", ACCESS_YES},
        {"bad", ACCESS_PUSH},         {"very_bad", ACCESS_NO},   {"horrible", ACCESS_NO},
        {"very_horrible", ACCESS_NO}, {"impassable", ACCESS_NO}, {NULL, 0},
    };
    static const struct word_meaning ground[] = {
        {"sand", ACCESS_NO},          {"mud", ACCESS_NO},
        {"rock", ACCESS_NO},          {"gravel", ACCESS_PUSH},
        {"grass", ACCESS_PUSH},       {"pebblestone", ACCESS_PUSH},
        {"cobblestone", ACCESS_PUSH}, {"unhewn_cobblestone", ACCESS_PUSH},
        {"snow", ACCESS_PUSH},        {NULL, 0},
    };
    int said = tag_meaning(tags, TAG_SMOOTHNESS, smooth, ACCESS_UNKNOWN);
    if (said == ACCESS_UNKNOWN)
        said = tag_meaning(tags, TAG_SURFACE, ground, ACCESS_UNKNOWN);
    return (enum street_access)said;
}

enum street_access wheelchair_of(const struct tags *tags, const struct street_trait *trait)
{
    static const struct word_meaning values[] = {
        {"yes", ACCESS_YES},        {"designated", ACCESS_YES},
        {"permissive", ACCESS_YES}, {"official", ACCESS_YES},
        {"limited", ACCESS_PUSH},   {"no", ACCESS_NO},
        {"bad", ACCESS_NO},         {NULL, 0},
    };
    int said = tag_meaning(tags, TAG_WHEELCHAIR, values, ACCESS_UNKNOWN);
    if (said != ACCESS_UNKNOWN)
        return (enum street_access)said;
    if (trait->kind == STREET_STEPS)
        return tag_is(tags, TAG_RAMP_WHEELCHAIR, "yes") ? ACCESS_YES : ACCESS_NO;
    if (trait->kind == STREET_ESCALATOR || (trait->width_cm && trait->width_cm < NARROWEST_CM))
        return ACCESS_NO;
    if (trait->kind == STREET_LIFT)
        return ACCESS_YES;
    return on_ground(tags);
}
