#include "api/render_snapshot.h"

#include "api/known.h"
#include "api/render.h"
#include "api/render_place.h"
#include "api/snapshot.h"
#include "engine/base/checksum.h"
#include "engine/base/clock.h"

static const char *hex(struct arena *arena, uint64_t number)
{
    return arena_format(arena, "%016llx", (unsigned long long)number);
}

static const char *state_word(const struct live_feed *feed)
{
    static const char *const words[] = {
        [LIVE_FEED_FRESH] = "FRESH",
        [LIVE_FEED_STALE] = "STALE",
        [LIVE_FEED_FAILED] = "FAILED",
        [LIVE_FEED_SILENT] = "SILENT",
    };
    return words[known_feed_state(feed, clock_now())];
}

static void set_number(json_t *json, const char *key, int64_t number)
{
    json_object_set_new(json, key, json_integer(number));
}

static void set_time(json_t *json, const char *key, unix_time time)
{
    if (time)
        json_object_set_new(json, key, render_time(time));
}

/* How many of those that speak of promised runs were found in the timetable, 0 to 1. */
static void set_match_rate(json_t *json, const uint32_t matched[LIVE_STAGES], uint32_t added)
{
    uint64_t found = 0;
    uint32_t unknown = matched[LIVE_BY_NOTHING];
    for (unsigned i = 0; i < LIVE_BY_NOTHING; i++)
        found += matched[i];
    unknown = unknown > added ? unknown - added : 0;
    if (found + unknown)
        json_object_set_new(json, "matchRate",
                            json_real((double)found / (double)(found + unknown)));
}

/* What every answer says of a live feed. */
static json_t *render_brief(const struct world *world, const struct live_feed *feed)
{
    json_t *json = json_object();
    render_set(json, "tag", world_text(world, feed->tag));
    if (feed->kind == LIVE_FEED_TIMETABLE)
        render_set(json, "feed",
                   network_text(world->network, world->network->feeds[feed->feed].tag));
    render_set(json, "state", state_word(feed));
    set_time(json, "stamp", feed->stamp);
    if (feed->stamp)
        set_number(json, "age", clock_now() - feed->stamp);
    if (feed->stamp && feed->fetched)
        set_number(json, "lag", feed->fetched - feed->stamp);
    set_number(json, "limit", feed->limit_seconds);
    set_match_rate(json, feed->matched, feed->added);
    if (*world_text(world, feed->problem))
        render_set(json, "problem", world_text(world, feed->problem));
    return json;
}

static json_t *render_stages(const uint32_t matched[LIVE_STAGES])
{
    static const char *const names[LIVE_STAGES] = {"trip", "suffix", "route", "stops", "nothing"};
    json_t *json = json_object();
    for (unsigned i = 0; i < LIVE_STAGES; i++)
        set_number(json, names[i], matched[i]);
    return json;
}

/* Numbers by name. */
struct counter {
    const char *name;
    uint32_t value;
};

static json_t *render_counted(const struct world *world, const struct live_feed *feed,
                              const struct counter *counters, size_t count)
{
    json_t *json = render_brief(world, feed);
    set_time(json, "fetched", feed->fetched);
    set_time(json, "tried", feed->tried);
    for (size_t i = 0; i < count; i++)
        set_number(json, counters[i].name, counters[i].value);
    return json;
}

static json_t *render_full(const struct world *world, const struct live_feed *feed)
{
    const struct counter counters[] = {
        {"entities", feed->entities}, {"trips", feed->trips},         {"vehicles", feed->vehicles},
        {"alerts", feed->alerts},     {"deleted", feed->deleted},     {"refused", feed->refused},
        {"added", feed->added},       {"cancelled", feed->cancelled}, {"skipped", feed->skipped},
        {"messages", feed->messages}, {"failures", feed->failures},   {"findings", feed->findings},
    };
    json_t *json = render_counted(world, feed, counters, sizeof counters / sizeof *counters);
    json_object_set_new(json, "matchedBy", render_stages(feed->matched));
    json_object_set_new(json, "vehiclesMatchedBy", render_stages(feed->vehicles_matched));
    return json;
}

/* Whose vehicles they are, as far as any are in the answers. */
static void set_system(json_t *json, const struct world *world, uint32_t feed)
{
    const struct live *live = world->live;
    for (uint32_t i = 0; i < live->counts.rental_systems; i++) {
        const struct rental_system *system = &live->rental_systems[i];
        if (system->feed != feed)
            continue;
        render_set(json, "system", world_text(world, system->id));
        render_set(json, "name", world_text(world, system->name));
        if (*world_text(world, system->closed))
            render_set(json, "closed", world_text(world, system->closed));
    }
}

static json_t *render_shared_full(const struct world *world, uint32_t number)
{
    const struct live_feed *feed = &world->live->feeds[number];
    const struct counter counters[] = {
        {"documents", feed->entities}, {"stations", feed->stations}, {"vehicles", feed->vehicles},
        {"docks", feed->docks},        {"zones", feed->zones},       {"alerts", feed->alerts},
        {"messages", feed->messages},  {"failures", feed->failures}, {"findings", feed->findings},
    };
    json_t *json = render_counted(world, feed, counters, sizeof counters / sizeof *counters);
    set_system(json, world, number);
    return json;
}

json_t *render_live_feeds(const struct world *world, feed_ix feed)
{
    json_t *list = json_array();
    for (uint32_t i = 0; world->live && i < world->live->counts.feeds; i++) {
        const struct live_feed *row = &world->live->feeds[i];
        if (row->kind == LIVE_FEED_TIMETABLE && (feed == NO_IX || row->feed == feed))
            json_array_append_new(list, render_full(world, row));
    }
    return list;
}

json_t *render_shared_systems(const struct world *world)
{
    json_t *list = json_array();
    for (uint32_t i = 0; world->live && i < world->live->counts.feeds; i++)
        if (world->live->feeds[i].kind == LIVE_FEED_SHARED)
            json_array_append_new(list, render_shared_full(world, i));
    return list;
}

json_t *render_price_folder(const struct world *world)
{
    json_t *list = json_array();
    for (uint32_t i = 0; world->live && i < world->live->counts.feeds; i++) {
        const struct live_feed *feed = &world->live->feeds[i];
        const struct counter counters[] = {{"files", feed->entities},
                                           {"rules", feed->stations},
                                           {"failures", feed->failures},
                                           {"findings", feed->findings}};
        if (feed->kind == LIVE_FEED_FARES)
            json_array_append_new(
                list, render_counted(world, feed, counters, sizeof counters / sizeof *counters));
    }
    return list;
}

static json_t *render_live(const struct world *world, struct arena *arena)
{
    const struct live *live = world->live;
    static const char *const names[] = {"feeds", "shared", "parks",
                                        "fares"}; /* by enum live_feed_kind */
    json_t *json = json_object(),
           *lists[] = {json_array(), json_array(), json_array(), json_array()};
    set_time(json, "made", live->facts->made);
    set_number(json, "age", clock_now() - live->facts->made);
    set_number(json, "number", (int64_t)live->facts->number);
    render_set(json, "digest", hex(arena, live->facts->digest));
    for (uint32_t i = 0; i < live->counts.feeds; i++)
        json_array_append_new(lists[live->feeds[i].kind], render_brief(world, &live->feeds[i]));
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        if (i == LIVE_FEED_TIMETABLE || json_array_size(lists[i]))
            json_object_set(json, names[i], lists[i]);
        json_decref(lists[i]);
    }
    return json;
}

json_t *render_snapshot(const struct world *world, struct arena *arena)
{
    uint64_t sum = snapshot_timetable(world->network);
    const uint64_t both[] = {sum, world->live ? world->live->facts->digest : 0};
    json_t *json = json_object();
    render_set(json, "id", hex(arena, world->live ? checksum(both, sizeof both) : sum));
    render_set(json, "timetable", hex(arena, sum));
    set_number(json, "number", (int64_t)world->number);
    json_object_set_new(json, "live", world->live ? render_live(world, arena) : json_null());
    return json;
}
