#include "api/render_status.h"

#include <string.h>

#include "api/bulletin.h"
#include "api/known.h"
#include "api/render.h"
#include "api/render_credits.h"
#include "api/render_snapshot.h"
#include "engine/base/clock.h"
#include "engine/network/keys.h"

static void set_text(json_t *object, const char *key, const char *text)
{
    json_object_set_new(object, key, render_text(text));
}

static const char *root_text(enum route_root root)
{
    return root == ROUTE_MOTIS ? "/api" : root == ROUTE_OURS ? "/x/v1" : "";
}

static void list_endpoint(json_t *list, struct arena *arena, const struct endpoint_route *route)
{
    if (route->root != ROUTE_MOTIS) {
        json_array_append_new(
            list, json_string(arena_format(arena, "%s/%s", root_text(route->root), route->name)));
        return;
    }
    for (unsigned version = 1; version <= DIALECT_NEWEST; version++) {
        if (route->versions & ROUTE_VERSION(version))
            json_array_append_new(
                list, json_string(arena_format(arena, "/api/v%u/%s", version, route->name)));
    }
}

bool status_index(const struct request *request, struct reply *reply, struct error *error)
{
    (void)error;
    struct arena *arena = &request->worker->arena;
    size_t count;
    const struct endpoint_route *routes = routes_table(&count);
    json_t *endpoints = json_array(), *index = json_object();
    for (size_t i = 0; i < count; i++)
        list_endpoint(endpoints, arena, &routes[i]);
    set_text(index, "name", "trajet");
    set_text(index, "dialect", "MOTIS API v1 to v6, with additions under /x/v1");
    json_object_set_new(index, "endpoints", endpoints);
    render_reply(reply, arena, index);
    return true;
}

static void reply_status(const struct request *request, struct reply *reply, const char *status)
{
    json_t *json = json_object();
    set_text(json, "status", status);
    render_reply(reply, &request->worker->arena, json);
}

bool status_live(const struct request *request, struct reply *reply, struct error *error)
{
    (void)error;
    reply_status(request, reply, "live");
    return true;
}

bool status_ready(const struct request *request, struct reply *reply, struct error *error)
{
    (void)error;
    bool winding_down = request->worker->winding_down;
    reply_status(request, reply, winding_down ? "winding down" : "ready");
    if (winding_down)
        reply->status = 503;
    return true;
}

static civil_day today_in(const struct network *network, const struct feed *feed)
{
    struct zone zone = network_zone(network, feed->zone);
    return zone_day(&zone, clock_now());
}

static bool is_expired(const struct network *network, const struct feed *feed)
{
    return feed->last_day < today_in(network, feed);
}

/* Feeds of a kind, and those of them that can be relied on. */
struct tally {
    uint32_t count, fresh;
};

static struct tally count_feeds(const struct world *world, enum live_feed_kind kind)
{
    struct tally tally = {0};
    for (uint32_t i = 0; world->live && i < world->live->counts.feeds; i++) {
        const struct live_feed *feed = &world->live->feeds[i];
        if (feed->kind != kind)
            continue;
        tally.count++;
        tally.fresh += known_feed_state(feed, clock_now()) == LIVE_FEED_FRESH;
    }
    return tally;
}

static void set_live(json_t *json, const struct request *request)
{
    const struct world *world = request->worker->world;
    struct tally runs = count_feeds(world, LIVE_FEED_TIMETABLE);
    struct tally shared = count_feeds(world, LIVE_FEED_SHARED);
    bool lost = !world->live && bulletin_live(request->worker->bulletin).taken > 0;
    if (lost || runs.count || (world->live && !world->live->counts.feeds))
        json_object_set_new(json, "rt", json_boolean(runs.fresh));
    if (shared.count)
        json_object_set_new(json, "gbfs", json_boolean(shared.fresh));
    if (world->live)
        json_object_set_new(json, "live", render_live_feeds(world, NO_IX));
    if (shared.count)
        json_object_set_new(json, "shared", render_shared_systems(world));
}

bool status_health(const struct request *request, struct reply *reply, struct error *error)
{
    (void)error;
    const struct world *world = request->worker->world;
    const struct network *network = world->network;
    bool runs = false;
    for (feed_ix feed = 0; feed < network->counts.feeds; feed++)
        runs = runs || !is_expired(network, &network->feeds[feed]);
    json_t *json = json_object();
    set_text(json, "status", runs ? "ok" : "the timetables of all feeds have ended");
    json_object_set_new(json, "timetable", json_boolean(runs));
    set_live(json, request);
    render_reply(reply, &request->worker->arena, json);
    reply->status = runs ? 200 : 400;
    return true;
}

static json_t *render_attribution(const struct network *network, const struct attribution *from)
{
    static const char *const roles[] = {"producer", "operator", "authority"};
    json_t *json = json_object(), *played = json_array();
    set_text(json, "organization", network_text(network, from->organisation));
    set_text(json, "url", network_text(network, from->url));
    for (unsigned role = 0; role < 3; role++) {
        if (from->roles >> role & 1)
            json_array_append_new(played, json_string(roles[role]));
    }
    json_object_set_new(json, "roles", played);
    return json;
}

/* Those about the whole feed; those about a route or a trip belong to its legs. */
static json_t *render_attributions(const struct network *network, feed_ix feed)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < network->counts.attributions; i++) {
        const struct attribution *from = &network->attributions[i];
        if (from->feed == feed && from->agency == NO_IX && from->route == NO_IX &&
            from->trip == NO_IX)
            json_array_append_new(list, render_attribution(network, from));
    }
    return list;
}

static void set_day(json_t *object, const char *key, civil_day day)
{
    char text[CIVIL_TEXT];
    json_object_set_new(object, key, json_string(civil_text_day(day, text)));
}

static void set_validity(json_t *json, const struct network *network, const struct feed *feed)
{
    if (feed->first_day <= feed->last_day) {
        set_day(json, "firstDay", feed->first_day);
        set_day(json, "lastDay", feed->last_day);
    }
    if (feed->stated_first != INT32_MIN)
        set_day(json, "statedFirstDay", feed->stated_first);
    if (feed->stated_last != INT32_MAX)
        set_day(json, "statedLastDay", feed->stated_last);
    json_object_set_new(json, "expired", json_boolean(is_expired(network, feed)));
    set_text(json, "timeZone", network_text(network, network->zones[feed->zone].name));
}

static json_t *render_feed(const struct world *world, feed_ix number)
{
    const struct network *network = world->network;
    const struct feed *feed = &network->feeds[number];
    struct key_counts counts = keys_count(network, number);
    json_t *json = json_object();
    set_text(json, "tag", network_text(network, feed->tag));
    set_text(json, "publisher", network_text(network, feed->publisher));
    set_text(json, "publisherUrl", network_text(network, feed->publisher_url));
    set_text(json, "version", network_text(network, feed->version));
    set_text(json, "language", network_text(network, feed->language));
    set_text(json, "contact", network_text(network, feed->contact));
    set_text(json, "licence", network_text(network, feed->licence));
    set_text(json, "licenceUrl", network_text(network, feed->licence_url));
    json_object_set_new(json, "attributions", render_attributions(network, number));
    set_validity(json, network, feed);
    json_object_set_new(json, "stops", json_integer(counts.stops));
    json_object_set_new(json, "routes", json_integer(counts.routes));
    json_object_set_new(json, "trips", json_integer(counts.trips));
    json_object_set_new(json, "live", render_live_feeds(world, number));
    return json;
}

bool status_feeds(const struct request *request, struct reply *reply, struct error *error)
{
    (void)error;
    const struct world *world = request->worker->world;
    const struct network *network = world->network;
    json_t *feeds = json_array();
    for (feed_ix feed = 0; feed < network->counts.feeds; feed++)
        json_array_append_new(feeds, render_feed(world, feed));
    json_t *json = json_object();
    const char *notice = bulletin_notice(request->worker->bulletin, &request->worker->arena);
    if (*notice)
        set_text(json, "notice", notice);
    json_object_set_new(json, "now", render_time(clock_now()));
    json_object_set_new(json, "feeds", feeds);
    json_object_set_new(json, "shared", render_shared_systems(world));
    json_object_set_new(json, "fares", render_price_folder(world));
    json_t *credits = json_array();
    render_credits(network, credits);
    json_object_set_new(json, "credits", credits);
    json_object_set_new(json, "snapshot", render_snapshot(world, &request->worker->arena));
    render_reply(reply, &request->worker->arena, json);
    return true;
}
