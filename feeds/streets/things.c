#include "feeds/streets/things.h"

#include <math.h>

#include "feeds/streets/barriers.h"
#include "feeds/streets/kinds.h"
#include "feeds/streets/names.h"
#include "feeds/streets/parks.h"
#include "feeds/streets/roads.h"

#define MINUTES_MAX 1080 /* what 65,535 seconds hold, nearly */

static void report(const struct gather *gather, enum street_oddity oddity,
                   const struct osm_object *object, enum osm_kind kind, struct osm_text value)
{
    street_report(gather->findings, oddity, kind, object->id, &value);
}

static bool is_platform(const struct tags *tags)
{
    return tag_is(tags, TAG_PUBLIC_TRANSPORT, "platform") ||
           tag_is(tags, TAG_RAILWAY, "platform") || tag_is(tags, TAG_HIGHWAY, "platform");
}

bool thing_of_node(struct gather *gather, const struct osm_object *object, struct thing *thing)
{
    const struct tags *tags = &gather->tags;
    bool station;
    *thing = (struct thing){.osm = object->id, .kind = OSM_NODE, .marks = barrier_marks(tags)};
    if (barrier_entrance(tags, &station))
        thing->roles |= (uint16_t)(ROLE_ENTRANCE | (station ? ROLE_STATION : 0));
    if (is_platform(tags))
        thing->roles |= ROLE_PLATFORM;
    if (tag_is(tags, TAG_HIGHWAY, "elevator"))
        thing->roles |= ROLE_LIFT;
    thing->roles |= park_read(gather, &thing->park);
    bool said = tag_said(tags, TAG_LEVEL);
    if (!thing->roles && !thing->marks && !said)
        return false;
    if (said && !levels_read(tags->values[TAG_LEVEL], &thing->levels))
        report(gather, LEVEL_UNREADABLE, object, OSM_NODE, tags->values[TAG_LEVEL]);
    if (thing->roles)
        thing->label = label_of(gather->map, tags);
    return true;
}

static void take_road(struct gather *gather, const struct osm_object *object,
                      const struct road *road, struct thing *thing)
{
    const struct tags *tags = &gather->tags;
    thing->roles |= ROLE_STREET;
    thing->roles |= (uint16_t)(road->area ? ROLE_AREA : 0);
    thing->roles |= (uint16_t)(road->ferry ? ROLE_FERRY : 0);
    thing->roles |= (uint16_t)(road->trait.kind == STREET_LIFT ? ROLE_LIFT : 0);
    thing->trait = map_trait(gather->map, &road->trait);
    thing->back = map_trait(gather->map, &road->back);
    thing->name = name_of_street(gather->map, tags);
    thing->levels = road->levels;
    thing->rises = road->rises;
    if (road->ferry)
        thing->minutes = duration_of(tags);
    if (road->odd_speed)
        report(gather, SPEED_UNREADABLE, object, OSM_WAY, road->odd);
    if (road->odd_level)
        report(gather, LEVEL_UNREADABLE, object, OSM_WAY, tags->values[TAG_LEVEL]);
}

bool thing_of_line(struct gather *gather, const struct osm_object *object, struct thing *thing)
{
    const struct tags *tags = &gather->tags;
    struct road road;
    *thing = (struct thing){.osm = object->id, .kind = OSM_WAY};
    if (road_read(tags, &road))
        take_road(gather, object, &road, thing);
    thing->roles |= park_read(gather, &thing->park);
    if (is_platform(tags)) {
        thing->roles |= ROLE_PLATFORM;
        thing->label = label_of(gather->map, tags);
        if (!thing->levels.said && tag_said(tags, TAG_LEVEL) &&
            !levels_read(tags->values[TAG_LEVEL], &thing->levels))
            thing->levels.said = false;
    }
    return thing->roles;
}

/* --- Durations --- */

/* `90`: minutes; `1:30`: hours and minutes; `0:12:30`: with seconds. */
static double clock_minutes(struct osm_text text)
{
    double parts[3] = {0}, minutes = 0;
    uint32_t count = 0;
    struct osm_text rest = text;
    for (; count < 3 && text_number(rest, &parts[count], &rest); count++)
        if (rest.length && *rest.text == ':') {
            rest.text++;
            rest.length--;
        }
    if (rest.length)
        return 0;
    minutes = count == 1 ? parts[0] : parts[0] * 60 + parts[1] + parts[2] / 60;
    return minutes;
}

/* `PT1H20M`, `PT45M30S` (ISO 8601). */
static double iso_minutes(struct osm_text text)
{
    double minutes = 0, number;
    struct osm_text rest = {text.text + 2, text.length - 2};
    while (rest.length && text_number(rest, &number, &rest) && rest.length) {
        char unit = *rest.text;
        minutes += unit == 'H' ? number * 60 : unit == 'M' ? number : unit == 'S' ? number / 60 : 0;
        rest.text++;
        rest.length--;
    }
    return minutes;
}

uint16_t duration_of(const struct tags *tags)
{
    struct osm_text text = tags->values[TAG_DURATION];
    bool iso = text.length > 2 && text.text[0] == 'P' && text.text[1] == 'T';
    double minutes = !text.length ? 0 : iso ? iso_minutes(text) : clock_minutes(text);
    return (uint16_t)ceil(fmax(0, fmin(minutes, MINUTES_MAX)));
}
