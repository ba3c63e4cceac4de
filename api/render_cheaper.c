#include "api/render_cheaper.h"

#include <string.h>

/* What is paid, where all of it is known. */
static bool total_of(const json_t *itinerary, int64_t *total, const char **currency)
{
    const json_t *fare = json_object_get(itinerary, "fare");
    const json_t *amount = json_object_get(fare, "total");
    *total = json_integer_value(amount);
    *currency = json_string_value(json_object_get(fare, "currency"));
    return json_is_integer(amount) && !json_array_size(json_object_get(fare, "unknown"));
}

/* By how much the one costs less than the other; 0: it does not, or nobody knows. */
static int64_t saves(const json_t *one, const json_t *other)
{
    int64_t own, than;
    const char *currency, *of_other;
    if (!total_of(one, &own, &currency) || !total_of(other, &than, &of_other) || own >= than)
        return 0;
    bool free = own == 0 && !*currency;
    return free || strcmp(currency, of_other) == 0 ? than - own : 0;
}

/* Whether the one arrives first, or leaves last of those that do. */
static bool is_first(const struct journey *one, const struct journey *other)
{
    return one->arrive != other->arrive ? one->arrive < other->arrive : one->depart > other->depart;
}

static void set_one(const struct plan *plan, json_t *itineraries, uint32_t at)
{
    const struct journey *all = plan->journeys.items, *own = &all[at];
    json_t *itinerary = json_array_get(itineraries, at);
    uint32_t best = NO_IX;
    for (uint32_t i = 0; i < plan->journeys.count; i++)
        if (all[i].depart >= own->depart && all[i].arrive <= own->arrive &&
            (best == NO_IX || is_first(&all[i], &all[best])) &&
            saves(itinerary, json_array_get(itineraries, i)))
            best = i;
    if (best == NO_IX)
        return;
    const json_t *other = json_array_get(itineraries, best);
    json_t *json = json_object();
    json_object_set_new(json, "saves", json_integer(saves(itinerary, other)));
    json_object_set(json, "than", json_object_get(other, "id"));
    json_object_set_new(json, "earlier", json_integer(all[best].depart - own->depart));
    json_object_set_new(json, "later", json_integer(own->arrive - all[best].arrive));
    json_object_set_new(json_object_get(itinerary, "fare"), "cheaper", json);
}

void render_set_cheaper(const struct plan *plan, json_t *itineraries)
{
    for (uint32_t i = 0; i < plan->journeys.count; i++)
        set_one(plan, itineraries, i);
}
