#ifndef FEEDS_STREETS_TAGS_H
#define FEEDS_STREETS_TAGS_H

#include <stddef.h>

#include "engine/base/intern.h"
#include "feeds/osm/osm.h"

/* The tags of one object by key, so that rules can ask for what they need. */

/* Every key that some rule reads. */
#define TAG_LIST(TAG)                                                                              \
    TAG(HIGHWAY, "highway")                                                                        \
    TAG(RAILWAY, "railway")                                                                        \
    TAG(PUBLIC_TRANSPORT, "public_transport")                                                      \
    TAG(AMENITY, "amenity")                                                                        \
    TAG(ROUTE, "route")                                                                            \
    TAG(TYPE, "type")                                                                              \
    TAG(BARRIER, "barrier")                                                                        \
    TAG(ENTRANCE, "entrance")                                                                      \
    TAG(MAN_MADE, "man_made")                                                                      \
    TAG(INDOOR, "indoor")                                                                          \
    TAG(AREA, "area")                                                                              \
    TAG(SERVICE, "service")                                                                        \
    TAG(FOOTWAY, "footway")                                                                        \
    TAG(ACCESS, "access")                                                                          \
    TAG(ACCESS_FORWARD, "access:forward")                                                          \
    TAG(ACCESS_BACKWARD, "access:backward")                                                        \
    TAG(VEHICLE, "vehicle")                                                                        \
    TAG(VEHICLE_FORWARD, "vehicle:forward")                                                        \
    TAG(VEHICLE_BACKWARD, "vehicle:backward")                                                      \
    TAG(MOTOR_VEHICLE, "motor_vehicle")                                                            \
    TAG(MOTOR_VEHICLE_FORWARD, "motor_vehicle:forward")                                            \
    TAG(MOTOR_VEHICLE_BACKWARD, "motor_vehicle:backward")                                          \
    TAG(MOTORCAR, "motorcar")                                                                      \
    TAG(MOTORCAR_FORWARD, "motorcar:forward")                                                      \
    TAG(MOTORCAR_BACKWARD, "motorcar:backward")                                                    \
    TAG(BICYCLE, "bicycle")                                                                        \
    TAG(BICYCLE_FORWARD, "bicycle:forward")                                                        \
    TAG(BICYCLE_BACKWARD, "bicycle:backward")                                                      \
    TAG(SMALL_ELECTRIC, "small_electric_vehicle")                                                  \
    TAG(FOOT, "foot")                                                                              \
    TAG(FOOT_FORWARD, "foot:forward")                                                              \
    TAG(FOOT_BACKWARD, "foot:backward")                                                            \
    TAG(WHEELCHAIR, "wheelchair")                                                                  \
    TAG(MOTORROAD, "motorroad")                                                                    \
    TAG(SIDEWALK, "sidewalk")                                                                      \
    TAG(SIDEWALK_LEFT, "sidewalk:left")                                                            \
    TAG(SIDEWALK_RIGHT, "sidewalk:right")                                                          \
    TAG(SIDEWALK_BOTH, "sidewalk:both")                                                            \
    TAG(ONEWAY, "oneway")                                                                          \
    TAG(ONEWAY_BICYCLE, "oneway:bicycle")                                                          \
    TAG(ONEWAY_FOOT, "oneway:foot")                                                                \
    TAG(JUNCTION, "junction")                                                                      \
    TAG(CYCLEWAY, "cycleway")                                                                      \
    TAG(CYCLEWAY_LEFT, "cycleway:left")                                                            \
    TAG(CYCLEWAY_RIGHT, "cycleway:right")                                                          \
    TAG(CYCLEWAY_BOTH, "cycleway:both")                                                            \
    TAG(CYCLEWAY_LEFT_ONEWAY, "cycleway:left:oneway")                                              \
    TAG(CYCLEWAY_RIGHT_ONEWAY, "cycleway:right:oneway")                                            \
    TAG(BICYCLE_ROAD, "bicycle_road")                                                              \
    TAG(CYCLESTREET, "cyclestreet")                                                                \
    TAG(IS_SIDEPATH, "is_sidepath")                                                                \
    TAG(IS_SIDEPATH_NAME, "is_sidepath:of:name")                                                   \
    TAG(SEGREGATED, "segregated")                                                                  \
    TAG(CONVEYING, "conveying")                                                                    \
    TAG(MAXSPEED, "maxspeed")                                                                      \
    TAG(MAXSPEED_FORWARD, "maxspeed:forward")                                                      \
    TAG(MAXSPEED_BACKWARD, "maxspeed:backward")                                                    \
    TAG(MAXSPEED_TYPE, "maxspeed:type")                                                            \
    TAG(SOURCE_MAXSPEED, "source:maxspeed")                                                        \
    TAG(ZONE_MAXSPEED, "zone:maxspeed")                                                            \
    TAG(ZONE_TRAFFIC, "zone:traffic")                                                              \
    TAG(SURFACE, "surface")                                                                        \
    TAG(TRACKTYPE, "tracktype")                                                                    \
    TAG(SMOOTHNESS, "smoothness")                                                                  \
    TAG(INCLINE, "incline")                                                                        \
    TAG(WIDTH, "width")                                                                            \
    TAG(EST_WIDTH, "est_width")                                                                    \
    TAG(MAXWIDTH_PHYSICAL, "maxwidth:physical")                                                    \
    TAG(KERB, "kerb")                                                                              \
    TAG(KERB_HEIGHT, "kerb:height")                                                                \
    TAG(LIT, "lit")                                                                                \
    TAG(TOLL, "toll")                                                                              \
    TAG(TUNNEL, "tunnel")                                                                          \
    TAG(BRIDGE, "bridge")                                                                          \
    TAG(COVERED, "covered")                                                                        \
    TAG(HANDRAIL, "handrail")                                                                      \
    TAG(RAMP_WHEELCHAIR, "ramp:wheelchair")                                                        \
    TAG(RAMP_BICYCLE, "ramp:bicycle")                                                              \
    TAG(LEVEL, "level")                                                                            \
    TAG(LOCKED, "locked")                                                                          \
    TAG(CROSSING, "crossing")                                                                      \
    TAG(DURATION, "duration")                                                                      \
    TAG(NETWORK, "network")                                                                        \
    TAG(PT_VERSION, "public_transport:version")                                                    \
    TAG(NAME, "name")                                                                              \
    TAG(REF, "ref")                                                                                \
    TAG(LOCAL_REF, "local_ref")                                                                    \
    TAG(GTFS_STOP_ID, "gtfs:stop_id")                                                              \
    TAG(GTFS_STOP_ID_OLD, "gtfs_stop_id")                                                          \
    TAG(REF_IFOPT, "ref:IFOPT")                                                                    \
    TAG(UIC_REF, "uic_ref")                                                                        \
    TAG(CAPACITY, "capacity")                                                                      \
    TAG(CAPACITY_DISABLED, "capacity:disabled")                                                    \
    TAG(FEE, "fee")                                                                                \
    TAG(PARK_RIDE, "park_ride")                                                                    \
    TAG(PARKING, "parking")                                                                        \
    TAG(MAXHEIGHT, "maxheight")                                                                    \
    TAG(RESTRICTION, "restriction")                                                                \
    TAG(RESTRICTION_MOTORCAR, "restriction:motorcar")                                              \
    TAG(RESTRICTION_MOTOR_VEHICLE, "restriction:motor_vehicle")                                    \
    TAG(RESTRICTION_CONDITIONAL, "restriction:conditional")                                        \
    TAG(EXCEPT, "except")                                                                          \
    TAG(DAY_ON, "day_on")                                                                          \
    TAG(HOUR_ON, "hour_on")

/** A key. */
enum tag {
#define TAG(name, text) TAG_##name,
    TAG_LIST(TAG)
#undef TAG
        TAGS
};

/** The tags of the object at hand; values are valid as long as the object. */
struct tags {
    struct intern keys;           /**< number = enum tag */
    struct osm_text values[TAGS]; /**< length 0: not said */
    uint8_t said[TAGS];           /**< the keys that are set, in the order of the object */
    uint32_t count;               /**< of them */
};

/** A word and what it means. */
struct word_meaning {
    const char *word;
    int meaning;
};

/** Makes the table of keys. */
void tags_init(struct tags *tags);

/** Frees it. */
void tags_finish(struct tags *tags);

/** Takes the tags of an object; of a key that comes twice the first counts. */
void tags_take(struct tags *tags, struct osm_tags from);

/** Whether the key is set at all. */
bool tag_said(const struct tags *tags, enum tag tag);

/** Whether the value is that word. */
bool tag_is(const struct tags *tags, enum tag tag, const char *word);

/**
 * What the value means: looked up in `words` (ended by a NULL word), the first of several values
 * that are parted by semicolons. `otherwise` when it is not said or none of them.
 */
int tag_meaning(const struct tags *tags, enum tag tag, const struct word_meaning *words,
                int otherwise);

/** The value as a number with its unit left in `unit` (may be NULL). False: it does not begin with
 * one. A comma counts as a point. */
bool tag_number(const struct tags *tags, enum tag tag, double *number, struct osm_text *unit);

/** The same for any text. */
bool text_number(struct osm_text text, double *number, struct osm_text *unit);

#endif
