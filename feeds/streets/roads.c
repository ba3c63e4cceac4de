#include "feeds/streets/roads.h"

#include <math.h>

#include "feeds/streets/cycling.h"
#include "feeds/streets/speeds.h"
#include "feeds/streets/surfaces.h"

/*
 * Classes of ways: what they are, who may use them when no tag says so (French customs where
 * countries differ), how fast cars are without a limit, how much of a limit they keep, and what
 * they drive at most whatever the limit.
 */
struct road_class {
    uint8_t kind, road;
    uint8_t foot, bicycle, scooter, car;
    uint8_t kmh, share, most;
};

#define NO ACCESS_NO
#define YES ACCESS_YES
#define PUSH ACCESS_PUSH
#define DEST ACCESS_DESTINATION

enum class_name {
    CLASS_MOTORWAY,
    CLASS_MOTORWAY_LINK,
    CLASS_TRUNK,
    CLASS_TRUNK_LINK,
    CLASS_PRIMARY,
    CLASS_SECONDARY,
    CLASS_TERTIARY,
    CLASS_UNCLASSIFIED,
    CLASS_RESIDENTIAL,
    CLASS_LIVING_STREET,
    CLASS_PEDESTRIAN,
    CLASS_SERVICE,
    CLASS_DRIVEWAY,
    CLASS_BUSWAY,
    CLASS_TRACK,
    CLASS_CYCLEWAY,
    CLASS_FOOTWAY,
    CLASS_PATH,
    CLASS_BRIDLEWAY,
    CLASS_STEPS,
    CLASS_ESCALATOR,
    CLASS_MOVING_WALK,
    CLASS_LIFT,
    CLASS_CORRIDOR,
    CLASS_PLATFORM,
    CLASS_FERRY,
    CLASSES
};

static const struct road_class classes[CLASSES] = {
    /*                       kind, road, foot, bicycle, scooter, car, km/h, share, most */
    [CLASS_MOTORWAY] = {STREET_ROAD, ROAD_MOTORWAY, NO, NO, NO, YES, 120, 93, 130},
    [CLASS_MOTORWAY_LINK] = {STREET_ROAD, ROAD_MOTORWAY, NO, NO, NO, YES, 60, 80, 90},
    [CLASS_TRUNK] = {STREET_ROAD, ROAD_TRUNK, NO, NO, NO, YES, 90, 90, 110},
    [CLASS_TRUNK_LINK] = {STREET_ROAD, ROAD_TRUNK, NO, NO, NO, YES, 50, 80, 80},
    [CLASS_PRIMARY] = {STREET_ROAD, ROAD_PRIMARY, YES, YES, YES, YES, 55, 82, 100},
    [CLASS_SECONDARY] = {STREET_ROAD, ROAD_SECONDARY, YES, YES, YES, YES, 50, 80, 90},
    [CLASS_TERTIARY] = {STREET_ROAD, ROAD_TERTIARY, YES, YES, YES, YES, 42, 78, 80},
    [CLASS_UNCLASSIFIED] = {STREET_ROAD, ROAD_UNCLASSIFIED, YES, YES, YES, YES, 36, 75, 70},
    [CLASS_RESIDENTIAL] = {STREET_ROAD, ROAD_RESIDENTIAL, YES, YES, YES, YES, 25, 75, 40},
    [CLASS_LIVING_STREET] = {STREET_ROAD, ROAD_LIVING_STREET, YES, YES, YES, YES, 12, 75, 15},
    [CLASS_PEDESTRIAN] = {STREET_ROAD, ROAD_PEDESTRIAN, YES, PUSH, PUSH, NO, 6, 100, 6},
    [CLASS_SERVICE] = {STREET_ROAD, ROAD_SERVICE, YES, YES, YES, YES, 15, 75, 25},
    [CLASS_DRIVEWAY] = {STREET_ROAD, ROAD_SERVICE, YES, YES, YES, DEST, 10, 75, 15},
    [CLASS_BUSWAY] = {STREET_ROAD, ROAD_SERVICE, NO, NO, NO, NO, 30, 75, 50},
    [CLASS_TRACK] = {STREET_TRACK, ROAD_NONE, YES, YES, PUSH, DEST, 12, 75, 20},
    [CLASS_CYCLEWAY] = {STREET_CYCLEWAY, ROAD_NONE, YES, YES, YES, NO, 6, 100, 6},
    [CLASS_FOOTWAY] = {STREET_FOOTWAY, ROAD_NONE, YES, PUSH, PUSH, NO, 6, 100, 6},
    [CLASS_PATH] = {STREET_FOOTWAY, ROAD_NONE, YES, YES, PUSH, NO, 6, 100, 6},
    [CLASS_BRIDLEWAY] = {STREET_TRACK, ROAD_NONE, YES, PUSH, PUSH, NO, 6, 100, 6},
    [CLASS_STEPS] = {STREET_STEPS, ROAD_NONE, YES, PUSH, PUSH, NO, 0, 0, 0},
    [CLASS_ESCALATOR] = {STREET_ESCALATOR, ROAD_NONE, YES, NO, NO, NO, 0, 0, 0},
    [CLASS_MOVING_WALK] = {STREET_MOVING_WALK, ROAD_NONE, YES, NO, NO, NO, 0, 0, 0},
    [CLASS_LIFT] = {STREET_LIFT, ROAD_NONE, YES, PUSH, PUSH, NO, 0, 0, 0},
    [CLASS_CORRIDOR] = {STREET_CORRIDOR, ROAD_NONE, YES, PUSH, PUSH, NO, 0, 0, 0},
    [CLASS_PLATFORM] = {STREET_PLATFORM, ROAD_NONE, YES, PUSH, PUSH, NO, 0, 0, 0},
    [CLASS_FERRY] = {STREET_FERRY, ROAD_NONE, YES, YES, YES, NO, 20, 100, 60},
};

static const struct word_meaning highways[] = {
    {"motorway", CLASS_MOTORWAY},
    {"motorway_link", CLASS_MOTORWAY_LINK},
    {"trunk", CLASS_TRUNK},
    {"trunk_link", CLASS_TRUNK_LINK},
    {"primary", CLASS_PRIMARY},
    {"primary_link", CLASS_PRIMARY},
    {"secondary", CLASS_SECONDARY},
    {"secondary_link", CLASS_SECONDARY},
    {"tertiary", CLASS_TERTIARY},
    {"tertiary_link", CLASS_TERTIARY},
    {"unclassified", CLASS_UNCLASSIFIED},
    {"road", CLASS_UNCLASSIFIED},
    {"residential", CLASS_RESIDENTIAL},
    {"residential_link", CLASS_RESIDENTIAL},
    {"living_street", CLASS_LIVING_STREET},
    {"pedestrian", CLASS_PEDESTRIAN},
    {"service", CLASS_SERVICE},
    {"busway", CLASS_BUSWAY},
    {"bus_guideway", CLASS_BUSWAY},
    {"track", CLASS_TRACK},
    {"cycleway", CLASS_CYCLEWAY},
    {"footway", CLASS_FOOTWAY},
    {"crossing", CLASS_FOOTWAY},
    {"path", CLASS_PATH},
    {"bridleway", CLASS_BRIDLEWAY},
    {"steps", CLASS_STEPS},
    {"elevator", CLASS_LIFT},
    {"corridor", CLASS_CORRIDOR},
    {"platform", CLASS_PLATFORM},
    {NULL, 0},
};

static const struct word_meaning services[] = {
    {"driveway", CLASS_DRIVEWAY},
    {"parking_aisle", CLASS_DRIVEWAY},
    {"drive-through", CLASS_DRIVEWAY},
    {"emergency_access", CLASS_BUSWAY},
    {"bus", CLASS_BUSWAY},
    {NULL, 0},
};

static const struct word_meaning moving[] = {
    {"yes", 1}, {"forward", 1}, {"backward", 1}, {"reversible", 1}, {NULL, 0}};

static const struct word_meaning platforms[] = {{"platform", CLASS_PLATFORM}, {NULL, 0}};
static const struct word_meaning piers[] = {{"pier", CLASS_FOOTWAY}, {NULL, 0}};
static const struct word_meaning corridors[] = {
    {"corridor", CLASS_CORRIDOR}, {"area", CLASS_CORRIDOR}, {NULL, 0}};
static const struct word_meaning ferries[] = {{"ferry", CLASS_FERRY}, {NULL, 0}};

/* The class of the way; CLASSES: none that anybody moves on. */
static enum class_name class_of(const struct tags *tags)
{
    int found = tag_meaning(tags, TAG_HIGHWAY, highways, CLASSES);
    if (found == CLASS_SERVICE)
        found = tag_meaning(tags, TAG_SERVICE, services, CLASS_SERVICE);
    if (tag_meaning(tags, TAG_CONVEYING, moving, 0)) {
        if (found == CLASS_STEPS)
            return CLASS_ESCALATOR;
        if (found == CLASS_FOOTWAY || found == CLASS_CORRIDOR)
            return CLASS_MOVING_WALK;
    }
    if (found == CLASSES && !tag_said(tags, TAG_HIGHWAY)) {
        found = tag_meaning(tags, TAG_RAILWAY, platforms, CLASSES);
        if (found == CLASSES)
            found = tag_meaning(tags, TAG_PUBLIC_TRANSPORT, platforms, CLASSES);
        if (found == CLASSES)
            found = tag_meaning(tags, TAG_ROUTE, ferries, CLASSES);
        if (found == CLASSES)
            found = tag_meaning(tags, TAG_INDOOR, corridors, CLASSES);
        if (found == CLASSES)
            found = tag_meaning(tags, TAG_MAN_MADE, piers, CLASSES);
    }
    return (enum class_name)found;
}

/* --- Who --- */

static bool has_pavement(const struct tags *tags)
{
    static const struct word_meaning sides[] = {
        {"yes", 1}, {"both", 1}, {"left", 1}, {"right", 1}, {NULL, 0}};
    static const enum tag keys[] = {TAG_SIDEWALK, TAG_SIDEWALK_LEFT, TAG_SIDEWALK_RIGHT,
                                    TAG_SIDEWALK_BOTH};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (tag_meaning(tags, keys[i], sides, 0))
            return true;
    return false;
}

static bool has_cycle_lane(const struct tags *tags)
{
    return cycling_of(tags, false) != CYCLING_MIXED || cycling_of(tags, true) != CYCLING_MIXED;
}

/* A large road that is said not to be one for motor vehicles alone. */
static bool is_for_all(const struct tags *tags, const struct road_class *class)
{
    return class->road == ROAD_TRUNK && tag_is(tags, TAG_MOTORROAD, "no");
}

/* What holds without an access tag. */
static uint8_t usual(const struct tags *tags, const struct road_class *class, enum access_who who)
{
    if (is_for_all(tags, class))
        class = &classes[CLASS_PRIMARY];
    bool motorroad = tag_is(tags, TAG_MOTORROAD, "yes");
    switch (who) {
    case WHO_FOOT:
        if (class->road == ROAD_TRUNK && has_pavement(tags))
            return ACCESS_YES;
        return motorroad ? ACCESS_NO : class->foot;
    case WHO_BICYCLE:
        if (class->road == ROAD_TRUNK && has_cycle_lane(tags))
            return ACCESS_YES;
        return motorroad ? ACCESS_NO : class->bicycle;
    case WHO_SCOOTER:
        return motorroad ? ACCESS_NO : class->scooter;
    default:
        return class->car;
    }
}

/* A tag that names nobody (`access`) opens nothing to those who are not there by themselves: on a
 * footway it is about walkers. It may close, or narrow down to who lives there. */
static uint8_t access_for(const struct tags *tags, const struct road_class *class,
                          enum access_who who, enum access_side side)
{
    bool general = false;
    uint8_t own = usual(tags, class, who);
    int said = access_said(tags, who, side, &general);
    if (said == ACCESS_UNSAID)
        return own;
    if (!general || said == ACCESS_NO)
        return (uint8_t)said;
    return own == ACCESS_YES || (own == ACCESS_PUSH && said == ACCESS_DESTINATION) ? (uint8_t)said
                                                                                   : own;
}

/* Scooters are no guests of footways, even where bicycles are; there they are pushed. */
static uint8_t scooter_for(const struct tags *tags, const struct road_class *class,
                           enum access_side side)
{
    uint8_t access = access_for(tags, class, WHO_SCOOTER, side);
    bool foot = class->kind == STREET_FOOTWAY || class->road == ROAD_PEDESTRIAN;
    if (foot && access == ACCESS_YES && !tag_said(tags, TAG_SMALL_ELECTRIC) &&
        !tag_is(tags, TAG_BICYCLE, "designated"))
        return ACCESS_PUSH;
    return access;
}

/* Where one may walk one may push, but for stairs and halls that forbid bicycles in so many words.
 * Scooters are pushed where bicycles are. */
static uint8_t or_pushed(const struct tags *tags, const struct street_trait *trait, uint8_t access)
{
    static const bool carried[STREET_KINDS] = {
        [STREET_STEPS] = true,
        [STREET_CORRIDOR] = true,
        [STREET_PLATFORM] = true,
        [STREET_LIFT] = true,
    };
    if (access == ACCESS_PUSH && trait->foot == ACCESS_NO)
        return ACCESS_NO;
    if (access != ACCESS_NO || trait->foot == ACCESS_NO || trait->kind == STREET_FERRY ||
        trait->kind == STREET_ESCALATOR || trait->kind == STREET_MOVING_WALK)
        return access;
    if (carried[trait->kind] && tag_is(tags, TAG_BICYCLE, "no"))
        return ACCESS_NO;
    return ACCESS_PUSH;
}

/* --- What it is like --- */

/* Values other than `no` say yes. */
static bool is_set(const struct tags *tags, enum tag tag)
{
    return tag_said(tags, tag) && !tag_is(tags, tag, "no");
}

static uint16_t marks_of(const struct tags *tags)
{
    static const struct {
        enum tag tag;
        enum street_mark mark;
    } marks[] = {
        {TAG_LIT, MARK_LIT},
        {TAG_TOLL, MARK_TOLL},
        {TAG_TUNNEL, MARK_TUNNEL},
        {TAG_BRIDGE, MARK_BRIDGE},
        {TAG_HANDRAIL, MARK_HANDRAIL},
        {TAG_INDOOR, MARK_INDOOR},
        {TAG_RAMP_BICYCLE, MARK_RAMP_BICYCLE},
    };
    uint16_t set = 0;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (is_set(tags, marks[i].tag))
            set |= marks[i].mark;
    if (tag_is(tags, TAG_JUNCTION, "roundabout"))
        set |= MARK_ROUNDABOUT;
    if (tag_is(tags, TAG_HIGHWAY, "corridor"))
        set |= MARK_INDOOR;
    return set;
}

static enum street_cycling cycling_for(const struct tags *tags, const struct street_trait *trait,
                                       bool backward)
{
    if (trait->car != ACCESS_NO || trait->road != ROAD_NONE)
        return trait->road == ROAD_PEDESTRIAN ? CYCLING_FREE : cycling_of(tags, backward);
    if (tag_is(tags, TAG_IS_SIDEPATH, "yes") || tag_is(tags, TAG_SEGREGATED, "yes") ||
        tag_is(tags, TAG_FOOTWAY, "sidewalk"))
        return CYCLING_TRACK;
    return CYCLING_FREE;
}

static uint8_t car_speed(const struct tags *tags, const struct road_class *class,
                         enum access_side side, struct road *road)
{
    double limit, speed = class->kmh;
    struct osm_text odd;
    if (!speed_limit(tags, side, &limit, &odd)) {
        road->odd_speed = true;
        road->odd = odd;
    }
    if (limit > 0)
        speed = fmin(limit * class->share / 100, class->most);
    return (uint8_t)fmax(1, fmin(140, round(speed)));
}

/* --- Both directions --- */

static void fill_side(const struct tags *tags, const struct road_class *class,
                      enum access_side side, struct road *road)
{
    bool backward = side == SIDE_BACKWARD;
    struct street_trait *trait = backward ? &road->back : &road->trait;
    enum oneway vehicles = oneway_of(tags), open = backward ? ONEWAY_BACKWARD : ONEWAY_FORWARD;
    int8_t slope = incline_of(tags);
    trait->kind = class->kind;
    trait->road = class->road;
    trait->foot = access_for(tags, class, WHO_FOOT, side);
    trait->bicycle = access_for(tags, class, WHO_BICYCLE, side);
    trait->scooter = scooter_for(tags, class, side);
    trait->car = access_for(tags, class, WHO_CAR, side);
    if (!(vehicles & open))
        trait->car = ACCESS_NO;
    if (!(oneway_bicycle(tags, vehicles) & open) &&
        access_of(tags, backward ? TAG_BICYCLE_BACKWARD : TAG_BICYCLE_FORWARD) != ACCESS_YES)
        trait->bicycle = trait->scooter = ACCESS_NO;
    if (!(oneway_foot(tags) & open))
        trait->foot = ACCESS_NO;
    trait->bicycle = or_pushed(tags, trait, trait->bicycle);
    trait->scooter = or_pushed(tags, trait, trait->scooter);
    trait->surface = surface_of(tags);
    trait->incline = (int8_t)(backward ? -slope : slope);
    trait->width_cm = width_of(tags);
    trait->marks = marks_of(tags);
    trait->cycling = cycling_for(tags, trait, backward);
    trait->car_kmh = trait->car ? car_speed(tags, class, side, road) : 0;
    trait->wheelchair = trait->foot ? wheelchair_of(tags, trait) : ACCESS_NO;
    if (trait->foot == ACCESS_DESTINATION && trait->wheelchair != ACCESS_NO)
        trait->wheelchair = ACCESS_DESTINATION;
}

/* On foot a ferry is part of a network of lines when it says so: then its timetable counts. */
static void fill_ferry(const struct tags *tags, struct road *road)
{
    road->ferry = true;
    if (access_said(tags, WHO_FOOT, SIDE_BOTH, NULL) == ACCESS_UNSAID &&
        (tag_said(tags, TAG_NETWORK) || tag_said(tags, TAG_PT_VERSION)))
        road->trait.foot = road->trait.wheelchair = road->back.foot = road->back.wheelchair =
            ACCESS_NO;
}

/* Which closed ways are areas: those that say so, platforms and halls unless they deny it. */
static bool is_area(const struct tags *tags, const struct street_trait *trait)
{
    if (tag_is(tags, TAG_AREA, "yes"))
        return trait->kind != STREET_FERRY && trait->kind != STREET_STEPS;
    if (tag_is(tags, TAG_AREA, "no"))
        return false;
    return trait->kind == STREET_PLATFORM || trait->kind == STREET_LIFT ||
           tag_meaning(tags, TAG_INDOOR, corridors, 0);
}

static bool anybody(const struct street_trait *trait)
{
    return trait->foot | trait->wheelchair | trait->bicycle | trait->scooter | trait->car;
}

bool road_read(const struct tags *tags, struct road *road)
{
    enum class_name name = class_of(tags);
    *road = (struct road){0};
    if (name == CLASSES)
        return false;
    const struct road_class *class = &classes[name];
    fill_side(tags, class, SIDE_FORWARD, road);
    fill_side(tags, class, SIDE_BACKWARD, road);
    if (name == CLASS_FERRY)
        fill_ferry(tags, road);
    road->platform = name == CLASS_PLATFORM || tag_is(tags, TAG_PUBLIC_TRANSPORT, "platform") ||
                     tag_is(tags, TAG_RAILWAY, "platform");
    road->area = is_area(tags, &road->trait);
    road->rises = incline_sense(tags);
    if (tag_said(tags, TAG_LEVEL) && !levels_read(tags->values[TAG_LEVEL], &road->levels)) {
        road->odd_level = true;
        road->odd = tags->values[TAG_LEVEL];
    }
    return anybody(&road->trait) || anybody(&road->back);
}
