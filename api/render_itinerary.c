#include "api/render_itinerary.h"

#include "api/ids.h"
#include "api/render_leg.h"
#include "api/renew.h"

/* What names the rides of a journey: trips and the stops where one gets on and off. */
static const char *journey_id(const struct style *style, const struct journey *journey)
{
    const char *id = "";
    for (uint32_t i = 0; i < journey->leg_count; i++) {
        const struct leg *leg = &journey->legs[i];
        if (leg->kind != LEG_RIDE)
            continue;
        id = arena_format(style->arena, "%s%s%s,%u,%u", id, *id ? ";" : "",
                          ids_run(style->arena, style->world, leg->run), leg->board_call,
                          leg->alight_call);
    }
    return id;
}

json_t *render_itinerary(const struct style *style, const struct ends *ends,
                         const struct journey *journey)
{
    json_t *json = json_object(), *legs = json_array();
    render_legs(style, ends, journey, legs);
    json_object_set_new(json, "duration", json_integer(journey->arrive - journey->depart));
    json_object_set_new(json, "startTime", render_time(journey->depart));
    json_object_set_new(json, "endTime", render_time(journey->arrive));
    json_object_set_new(json, "transfers", json_integer(journey->transfers));
    json_object_set_new(json, "possible", json_boolean(renew_is_possible(style->world, journey)));
    render_set(json, "id", journey_id(style, journey));
    json_object_set_new(
        json, "accessibility",
        render_step_free(step_free_of_journey(&style->words, style->arena, journey, ends->ways)));
    json_object_set_new(json, "legs", legs);
    return json;
}

void render_journey(const struct style *style, const struct journey *journey, struct reply *reply)
{
    struct ends nowhere = {0};
    render_reply(reply, style->arena, render_itinerary(style, &nowhere, journey));
}
