#include "feeds/streets/barriers.h"

#include "feeds/streets/surfaces.h"

#define FOOT VERTEX_NO_FOOT
#define WHEELCHAIR VERTEX_NO_WHEELCHAIR
#define BICYCLE VERTEX_NO_BICYCLE
#define CAR VERTEX_NO_CAR

#define KERB_MAX_METRES 0.03 /* a kerb as high as that can be rolled over */
#define NARROWEST_CM 80

/* Whom a barrier stops when no tag says so. Those that are not here stop nobody: gates are open
 * unless they are said to be locked. */
static const struct word_meaning barriers[] = {
    {"bollard", CAR},
    {"rising_bollard", CAR},
    {"block", CAR},
    {"jersey_barrier", CAR},
    {"chain", CAR},
    {"rope", CAR},
    {"log", CAR},
    {"debris", CAR},
    {"planter", CAR},
    {"bus_trap", CAR},
    {"sump_buster", CAR},
    {"spikes", CAR},
    {"bump_gate", 0},
    {"cycle_barrier", CAR},
    {"motorcycle_barrier", CAR | WHEELCHAIR},
    {"wicket_gate", CAR},
    {"horse_stile", CAR | WHEELCHAIR},
    {"stile", CAR | BICYCLE | WHEELCHAIR},
    {"step", CAR | WHEELCHAIR},
    {"kissing_gate", CAR | BICYCLE | WHEELCHAIR},
    {"turnstile", CAR | BICYCLE | WHEELCHAIR},
    {"full-height_turnstile", CAR | BICYCLE | WHEELCHAIR},
    {"cattle_grid", WHEELCHAIR},
    {"kerb", 0},
    {NULL, 0},
};

static const struct word_meaning kerbs[] = {
    {"raised", WHEELCHAIR}, {"yes", WHEELCHAIR}, {"rolled", WHEELCHAIR}, {NULL, 0}};

static bool kerb_stops(const struct tags *tags)
{
    double height;
    struct osm_text unit;
    if (tag_is(tags, TAG_WHEELCHAIR, "yes"))
        return false;
    if (tag_number(tags, TAG_KERB_HEIGHT, &height, &unit))
        return height / (text_is(unit, "cm") ? 100 : 1) > KERB_MAX_METRES;
    return tag_meaning(tags, TAG_KERB, kerbs, 0);
}

/* Whether a barrier that does (not) usually stop somebody stops him as its tags are. Who is let
 * through by exception does not make it a way through: what lies behind a private gate is an island
 * then, and doors are put in front of it. */
static bool stops(const struct tags *tags, enum access_who who, bool usually)
{
    static const struct word_meaning few[] = {
        {"private", 1}, {"residents", 1}, {"permit", 1}, {"employees", 1}, {NULL, 0}};
    int said = access_said(tags, who, SIDE_BOTH, NULL);
    if (said == ACCESS_UNSAID)
        return usually || tag_is(tags, TAG_LOCKED, "yes");
    if (said == ACCESS_DESTINATION)
        return usually || tag_meaning(tags, access_tag(tags, who, SIDE_BOTH), few, 0);
    return said == ACCESS_NO;
}

static uint16_t stopped(const struct tags *tags, uint16_t usual)
{
    static const struct {
        enum access_who who;
        uint16_t mark;
    } users[] = {{WHO_FOOT, FOOT}, {WHO_BICYCLE, BICYCLE}, {WHO_CAR, CAR}};
    uint16_t marks = usual & WHEELCHAIR;
    for (size_t i = 0; i < sizeof users / sizeof *users; i++)
        if (stops(tags, users[i].who, usual & users[i].mark))
            marks |= users[i].mark;
    if (marks & FOOT || tag_is(tags, TAG_WHEELCHAIR, "no"))
        marks |= WHEELCHAIR;
    else if (tag_is(tags, TAG_WHEELCHAIR, "yes"))
        marks &= (uint16_t)~WHEELCHAIR;
    return marks;
}

static uint16_t traffic_marks(const struct tags *tags)
{
    uint16_t marks = 0;
    if (tag_is(tags, TAG_HIGHWAY, "crossing") || tag_is(tags, TAG_RAILWAY, "crossing"))
        marks |= VERTEX_CROSSING;
    if (tag_is(tags, TAG_HIGHWAY, "traffic_signals") ||
        tag_is(tags, TAG_CROSSING, "traffic_signals"))
        marks |= VERTEX_SIGNALS;
    return marks;
}

bool barrier_entrance(const struct tags *tags, bool *station)
{
    *station = tag_is(tags, TAG_RAILWAY, "subway_entrance") ||
               tag_is(tags, TAG_RAILWAY, "train_station_entrance");
    return *station || (tag_said(tags, TAG_ENTRANCE) && !tag_is(tags, TAG_ENTRANCE, "no"));
}

uint16_t barrier_marks(const struct tags *tags)
{
    bool station, entrance = barrier_entrance(tags, &station);
    uint16_t marks = traffic_marks(tags), width = width_of(tags);
    if (entrance)
        marks |= VERTEX_ENTRANCE;
    if (tag_said(tags, TAG_BARRIER) || entrance)
        marks |= stopped(tags, (uint16_t)tag_meaning(tags, TAG_BARRIER, barriers, 0));
    else if (tag_is(tags, TAG_WHEELCHAIR, "no"))
        marks |= WHEELCHAIR;
    if (kerb_stops(tags) || (width && width < NARROWEST_CM && tag_said(tags, TAG_BARRIER)))
        marks |= WHEELCHAIR;
    return marks;
}
