#include "api/render_plan.h"

#include <string.h>

#include "api/cursor.h"
#include "api/ids.h"
#include "api/render.h"
#include "api/render_leg.h"
#include "engine/base/bitset.h"
#include "engine/base/checksum.h"
#include "engine/network/keys.h"

/* What names the rides of a journey: trips and the stops where one gets on and off. */
static const char *journey_id(const struct style *style, const struct journey *journey)
{
    const struct network *network = style->world->network;
    const char *id = "";
    for (uint32_t i = 0; i < journey->leg_count; i++) {
        const struct leg *leg = &journey->legs[i];
        if (leg->kind != LEG_RIDE)
            continue;
        id = arena_format(style->arena, "%s%s%s,%u,%u", id, *id ? ";" : "",
                          ids_run(style->arena, network, leg->run), leg->board_call,
                          leg->alight_call);
    }
    char start[CIVIL_TEXT];
    return *id ? id : arena_format(style->arena, "WALK;%s", civil_text_utc(journey->depart, start));
}

static json_t *render_itinerary(const struct style *style, const struct ends *ends,
                                const struct journey *journey)
{
    json_t *json = json_object(), *legs = json_array();
    render_legs(style, ends, journey, legs);
    json_object_set_new(json, "duration", json_integer(journey->arrive - journey->depart));
    json_object_set_new(json, "startTime", render_time(journey->depart));
    json_object_set_new(json, "endTime", render_time(journey->arrive));
    json_object_set_new(json, "transfers", json_integer(journey->transfers));
    render_set(json, "id", journey_id(style, journey));
    json_object_set_new(
        json, "accessibility",
        render_step_free(step_free_of_journey(&style->words, style->arena, journey)));
    json_object_set_new(json, "legs", legs);
    return json;
}

void render_journey(const struct style *style, const struct journey *journey, struct reply *reply)
{
    struct ends nowhere = {0};
    render_reply(reply, style->arena, render_itinerary(style, &nowhere, journey));
}

static json_t *render_parameters(const struct parameter *parameters, uint32_t count)
{
    json_t *json = json_object();
    for (uint32_t i = 0; i < count; i++)
        render_set(json, parameters[i].name, parameters[i].value);
    return json;
}

static json_t *render_stats(const struct plan *plan)
{
    json_t *json = json_object();
    const struct {
        const char *name;
        uint64_t value;
    } counters[] = {
        {"searches", plan->searches},
        {"departures", plan->stats.departures},
        {"rounds", plan->stats.rounds},
        {"lanes", plan->stats.lanes},
        {"calls", plan->stats.calls},
        {"boardings", plan->stats.boardings},
        {"footpaths", plan->stats.footpaths},
        {"seats", plan->stats.seats},
        {"sources", plan->query.where.source_count},
        {"targets", plan->query.where.target_count},
    };
    for (size_t i = 0; i < sizeof counters / sizeof *counters; i++)
        json_object_set_new(json, counters[i].name, json_integer((json_int_t)counters[i].value));
    return json;
}

static json_t *render_reasons(const struct plan *plan)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < plan->reason_count; i++) {
        json_t *reason = json_object();
        render_set(reason, "code", plan->reasons[i].code);
        render_set(reason, "description", plan->reasons[i].text);
        render_set(reason, "inputField", plan->reasons[i].field);
        json_array_append_new(list, reason);
    }
    return list;
}

/* What the data is: one text for one image, whatever machine it was made on. */
static json_t *render_snapshot(const struct style *style)
{
    const struct image *image = &style->world->network->image;
    uint64_t sum = checksum(image->sections, image->section_count * sizeof *image->sections);
    json_t *json = json_object();
    render_set(json, "id", arena_format(style->arena, "%016llx", (unsigned long long)sum));
    return json;
}

static void mark_feeds(const struct plan *plan, uint64_t *used)
{
    const struct network *network = plan->style.world->network;
    for (uint32_t i = 0; i < plan->journeys.count; i++) {
        const struct journey *journey = &plan->journeys.items[i];
        for (uint32_t k = 0; k < journey->leg_count; k++)
            if (journey->legs[k].kind == LEG_RIDE)
                bitset_add(used, keys_trip_feed(network, journey->legs[k].run.trip));
    }
}

/* Whose data the answer rests on. */
static json_t *render_attribution(const struct plan *plan)
{
    const struct network *network = plan->style.world->network;
    uint64_t *used =
        arena_array(plan->style.arena, bitset_words(network->counts.feeds + 1), sizeof *used);
    json_t *list = json_array();
    mark_feeds(plan, used);
    for (feed_ix i = 0; i < network->counts.feeds; i++) {
        const struct feed *feed = &network->feeds[i];
        if (!bitset_has(used, i))
            continue;
        json_t *json = json_object();
        render_set(json, "feed", network_text(network, feed->tag));
        render_set(json, "publisher", network_text(network, feed->publisher));
        render_set(json, "publisherUrl", network_text(network, feed->publisher_url));
        render_set(json, "licence", network_text(network, feed->licence));
        render_set(json, "licenceUrl", network_text(network, feed->licence_url));
        json_array_append_new(list, json);
    }
    return list;
}

static json_t *render_all(const struct plan *plan)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < plan->journeys.count; i++)
        json_array_append_new(
            list, render_itinerary(&plan->style, &plan->ends, &plan->journeys.items[i]));
    return list;
}

static void set_cursors(const struct plan *plan, json_t *json)
{
    struct arena *arena = plan->style.arena;
    render_set(json, "previousPageCursor", cursor_text(arena, false, plan->from));
    render_set(json, "nextPageCursor", cursor_text(arena, true, plan->to));
}

void render_plan(const struct plan *plan, const struct parameter *parameters, uint32_t count,
                 struct reply *reply)
{
    const struct style *style = &plan->style;
    json_t *json = json_object(), *direct = json_array();
    if (plan->has_walk && !plan->turned)
        json_array_append_new(direct, render_itinerary(style, &plan->ends, &plan->walk));
    json_object_set_new(json, "requestParameters", render_parameters(parameters, count));
    json_object_set_new(json, "debugOutput", render_stats(plan));
    json_object_set_new(json, "from", render_end(style, &plan->ends.from));
    json_object_set_new(json, "to", render_end(style, &plan->ends.to));
    json_object_set_new(json, "direct", direct);
    json_object_set_new(json, "itineraries", render_all(plan));
    set_cursors(plan, json);
    json_object_set_new(json, "reasons", render_reasons(plan));
    json_object_set_new(json, "snapshot", render_snapshot(style));
    json_object_set_new(json, "attribution", render_attribution(plan));
    render_reply(reply, style->arena, json);
}
