#include "api/render_leg.h"

#include "api/ids.h"
#include "api/render.h"
#include "api/render_live.h"

static void set_colour(json_t *object, const char *key, struct arena *arena, uint32_t colour)
{
    if (colour != NO_IX)
        render_set(object, key, arena_format(arena, "%06X", colour & 0xffffff));
}

static void set_if(json_t *object, const char *key, const char *text)
{
    if (*text)
        render_set(object, key, text);
}

/* What to call the line: its short name, else the trip's, else the long one. */
static const char *display_name(const struct words *words, route_ix index, trip_ix trip)
{
    const struct world *world = words->world;
    const struct route *route = &world->network->routes[index];
    const char *name =
        words_say(words, TRANSLATED_ROUTE_SHORT_NAME, index, route->short_name, route->feed);
    if (*name)
        return name;
    name = world_text(world, world_trip(world, trip)->short_name);
    if (*name)
        return name;
    return words_say(words, TRANSLATED_ROUTE_LONG_NAME, index, route->long_name, route->feed);
}

void render_set_route(const struct style *style, json_t *object, route_ix index)
{
    const struct network *network = style->world->network;
    const struct words *words = &style->words;
    const struct route *route = &network->routes[index];
    const struct agency *agency = &network->agencies[route->agency];
    render_set(object, "routeId", ids_route(style->arena, network, index));
    set_if(object, "routeUrl", network_text(network, route->url));
    set_colour(object, "routeColor", style->arena, route->colour);
    set_colour(object, "routeTextColor", style->arena, route->text_colour);
    json_object_set_new(object, "routeType", json_integer(route->type));
    render_set(
        object, "routeShortName",
        words_say(words, TRANSLATED_ROUTE_SHORT_NAME, index, route->short_name, route->feed));
    render_set(object, "routeLongName",
               words_say(words, TRANSLATED_ROUTE_LONG_NAME, index, route->long_name, route->feed));
    render_set(object, "agencyId", network_text(network, agency->id));
    render_set(object, "agencyName",
               words_say(words, TRANSLATED_AGENCY_NAME, route->agency, agency->name, agency->feed));
    render_set(object, "agencyUrl", network_text(network, agency->url));
    set_if(object, "agencyFareUrl", network_text(network, agency->fare_url));
}

static void set_names(const struct style *style, json_t *object, route_ix route, trip_ix trip)
{
    const char *display = display_name(&style->words, route, trip);
    if (style->dialect->has_display_name)
        render_set(object, "displayName", display);
    if (style->dialect->fills_short_name)
        render_set(object, "routeShortName", display);
    render_set(object, "tripShortName",
               world_text(style->world, world_trip(style->world, trip)->short_name));
}

static void set_needs(json_t *object, const struct pattern *pattern)
{
    json_object_set_new(object, "bikesAllowed", json_boolean(pattern->bikes == TRISTATE_YES));
    if (pattern->wheelchair != TRISTATE_UNKNOWN)
        render_set(object, "wheelchairAccessible",
                   pattern->wheelchair == TRISTATE_YES ? "ACCESSIBLE" : "NOT_ACCESSIBLE");
}

void render_set_run(const struct style *style, json_t *object, struct run run, uint32_t call)
{
    const struct network *network = style->world->network;
    const struct trip *trip = world_trip(style->world, run.trip);
    const struct pattern *pattern = world_pattern(style->world, trip->pattern);
    const struct route *route = &network->routes[pattern->route];
    static const char *const directions[] = {"0", "1", ""};
    render_set(object, "mode", dialect_mode_name(style->dialect, (enum mode)route->mode));
    render_set_live(style, object, run, call);
    render_set(object, "headsign", words_headsign(&style->words, run.trip, call));
    json_object_set_new(object, "tripFrom", render_call(style, run, 0));
    json_object_set_new(object, "tripTo", render_call(style, run, pattern->call_count - 1));
    render_set_route(style, object, pattern->route);
    set_names(style, object, pattern->route, run.trip);
    render_set(object, "directionId", directions[trip->direction > 2 ? 2 : trip->direction]);
    render_set(object, "tripId", ids_run(style->arena, style->world, run));
    set_needs(object, pattern);
    render_set(object, "source",
               arena_format(style->arena, "%s/trips.txt",
                            network_text(network, network->feeds[route->feed].tag)));
}

json_t *render_step_free(struct step_free step_free)
{
    static const char *const names[] = {"UNKNOWN", "YES", "NO"};
    json_t *json = json_object();
    render_set(json, "status", names[step_free.status]);
    render_set(json, "reason", step_free.reason);
    return json;
}
