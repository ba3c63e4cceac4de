#include "api/render_itinerary.h"

#include "api/itinerary_id.h"
#include "api/render_fare.h"
#include "api/render_leg.h"
#include "api/render_snapshot.h"
#include "api/renew.h"

json_t *render_itinerary(const struct style *style, const struct ends *ends,
                         const struct journey *journey)
{
    json_t *json = json_object(), *legs = json_array();
    uint32_t *shown = arena_array(style->arena, journey->leg_count + 1, sizeof *shown);
    render_legs(style, ends, journey, legs, shown);
    json_object_set_new(json, "duration", json_integer(journey->arrive - journey->depart));
    json_object_set_new(json, "startTime", render_time(journey->depart));
    json_object_set_new(json, "endTime", render_time(journey->arrive));
    json_object_set_new(json, "transfers", json_integer(journey->transfers));
    json_object_set_new(json, "possible", json_boolean(renew_is_possible(style->world, journey)));
    render_set(json, "id", itinerary_id(style, ends, journey));
    json_object_set_new(
        json, "accessibility",
        render_step_free(step_free_of_journey(&style->words, style->arena, journey, ends->ways)));
    json_object_set_new(json, "legs", legs);
    if (style->fares)
        render_set_fare(style, ends->ways, journey, shown, json);
    return json;
}

void render_journey(const struct style *style, const struct ends *ends,
                    const struct journey *journey, struct reply *reply)
{
    json_t *json = render_itinerary(style, ends, journey);
    json_object_set_new(json, "snapshot", render_snapshot(style->world, style->arena));
    render_reply(reply, style->arena, json);
}
