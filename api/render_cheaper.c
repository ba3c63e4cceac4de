#include "api/render_cheaper.h"

#include "api/cheaper_mark.h"

static struct cheaper_price price_of(const json_t *itinerary)
{
    const json_t *fare = json_object_get(itinerary, "fare");
    const json_t *total = json_object_get(fare, "total");
    const char *currency = json_string_value(json_object_get(fare, "currency"));
    bool known = json_is_integer(total) && !json_array_size(json_object_get(fare, "unknown"));
    return (struct cheaper_price){known, json_integer_value(total), currency ? currency : ""};
}

static void set_one(json_t *itineraries, uint32_t at, const struct cheaper_mark *mark)
{
    json_t *itinerary = json_array_get(itineraries, at), *json = json_object();
    const json_t *other = json_array_get(itineraries, mark->than);
    json_object_set_new(json, "saves", json_integer(mark->saves));
    json_object_set(json, "than", json_object_get(other, "id"));
    json_object_set_new(json, "earlier", json_integer(mark->earlier));
    json_object_set_new(json, "later", json_integer(mark->later));
    json_object_set_new(json_object_get(itinerary, "fare"), "cheaper", json);
}

void render_set_cheaper(const struct plan *plan, json_t *itineraries)
{
    const struct journeys *journeys = &plan->journeys;
    struct cheaper_price *prices = arena_array(plan->style.arena, journeys->count, sizeof *prices);
    struct cheaper_mark mark;
    for (uint32_t i = 0; i < journeys->count; i++)
        prices[i] = price_of(json_array_get(itineraries, i));
    for (uint32_t i = 0; i < journeys->count; i++)
        if (cheaper_mark(journeys, prices, i, &mark))
            set_one(itineraries, i, &mark);
}
