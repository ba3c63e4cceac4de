#include "api/render_stop.h"

#include "api/render.h"
#include "api/render_leg.h"
#include "engine/base/bitset.h"
#include "engine/places/places.h"

void render_stop_page(const struct style *style, const struct around *around,
                      const uint64_t *routes, struct reply *reply)
{
    const struct network *network = style->world->network;
    struct end end = {"center", around->stop, around->at};
    json_t *json = json_object(), *list = json_array(), *place = render_end(style, &end);
    if (around->stop != NO_IX)
        json_object_set_new(place, "modes",
                            render_modes(style->dialect, places_stop_modes(network, around->stop)));
    for (route_ix i = 0; i < network->counts.routes; i++) {
        if (!bitset_has(routes, i))
            continue;
        json_t *route = json_object();
        render_set_route(style, route, i);
        render_set(route, "mode",
                   dialect_mode_name(style->dialect, (enum mode)network->routes[i].mode));
        json_array_append_new(list, route);
    }
    json_object_set_new(json, "place", place);
    json_object_set_new(json, "routes", list);
    render_reply(reply, style->arena, json);
}
