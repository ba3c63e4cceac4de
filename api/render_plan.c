#include "api/render_plan.h"

#include "api/cursor.h"
#include "api/itinerary_id.h"
#include "api/render_cheaper.h"
#include "api/render_credits.h"
#include "api/render_itinerary.h"
#include "api/render_leg.h"
#include "api/render_reasons.h"
#include "api/render_snapshot.h"
#include "engine/base/bitset.h"

/* What names a way without rides: its mode and when it begins; of a shared vehicle also whose. */
static const char *direct_id(const struct plan *plan, const struct plan_direct *direct)
{
    char start[CIVIL_TEXT];
    if (direct->hired)
        return itinerary_id_of_hire(&plan->style, &plan->ends, &direct->way, &direct->journey);
    return arena_format(plan->style.arena, "%s;%s", way_mode_name(direct->mode),
                        civil_text_utc(direct->journey.depart, start));
}

static json_t *render_direct(const struct plan *plan, const struct plan_direct *direct)
{
    struct ends ends = plan->ends;
    struct ways ways = plan->ways;
    ends.ways = &ways;
    ways.direct = &direct->way;
    json_t *json = render_itinerary(&plan->style, &ends, &direct->journey);
    render_set(json, "id", direct_id(plan, direct));
    return json;
}

void render_direct_alone(const struct plan *plan, const struct plan_direct *direct,
                         struct reply *reply)
{
    json_t *json = render_direct(plan, direct);
    json_object_set_new(json, "snapshot", render_snapshot(plan->style.world, plan->style.arena));
    render_reply(reply, plan->style.arena, json);
}

static json_t *render_directs(const struct plan *plan)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < plan->direct_count && !plan->turned; i++)
        json_array_append_new(list, render_direct(plan, &plan->directs[i]));
    return list;
}

static json_t *render_parameters(const struct parameter *parameters, uint32_t count)
{
    json_t *json = json_object();
    for (uint32_t i = 0; i < count; i++)
        render_set(json, parameters[i].name, parameters[i].value);
    return json;
}

/* What the search for cheaper journeys took. */
static void add_price_stats(const struct price_stats *stats, json_t *json)
{
    const struct {
        const char *name;
        uint64_t value;
    } counters[] = {
        {"priceSearches", stats->searches}, {"priceDepartures", stats->departures},
        {"priceLabels", stats->labels},     {"priceCalls", stats->steps},
        {"priceKinds", stats->kinds},       {"priceRows", stats->rows},
        {"pricePriced", stats->priced},
    };
    for (size_t i = 0; i < sizeof counters / sizeof *counters; i++)
        json_object_set_new(json, counters[i].name, json_integer((json_int_t)counters[i].value));
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
    if (plan->cheaper.wanted)
        add_price_stats(&plan->cheaper.stats, json);
    return json;
}

static void mark_feeds(const struct plan *plan, uint64_t *used)
{
    const struct world *world = plan->style.world;
    for (uint32_t i = 0; i < plan->journeys.count; i++) {
        const struct journey *journey = &plan->journeys.items[i];
        for (uint32_t k = 0; k < journey->leg_count; k++)
            if (journey->legs[k].kind == LEG_RIDE)
                bitset_add(used, world_trip_route(world, journey->legs[k].run.trip)->feed);
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
    render_credits(network, list);
    return list;
}

static json_t *render_all(const struct plan *plan)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < plan->journeys.count; i++)
        json_array_append_new(
            list, render_itinerary(&plan->style, &plan->ends, &plan->journeys.items[i]));
    if (plan->cheaper.wanted)
        render_set_cheaper(plan, list);
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
    json_t *json = json_object();
    json_object_set_new(json, "requestParameters", render_parameters(parameters, count));
    json_object_set_new(json, "debugOutput", render_stats(plan));
    json_object_set_new(json, "from", render_end(style, &plan->ends.from));
    json_object_set_new(json, "to", render_end(style, &plan->ends.to));
    json_object_set_new(json, "direct", render_directs(plan));
    json_object_set_new(json, "itineraries", render_all(plan));
    set_cursors(plan, json);
    json_object_set_new(json, "reasons", render_reasons(plan->reasons, plan->reason_count));
    json_object_set_new(json, "notes", render_reasons(plan->notes, plan->note_count));
    json_object_set_new(json, "snapshot", render_snapshot(style->world, style->arena));
    json_object_set_new(json, "attribution", render_attribution(plan));
    render_reply(reply, style->arena, json);
}
