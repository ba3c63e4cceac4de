#include "api/answers.h"

#include "api/fare_list.h"
#include "api/fare_words.h"
#include "api/render.h"
#include "api/render_place.h"
#include "api/render_reasons.h"
#include "api/render_snapshot.h"

/* The lists of the answer, by kind. */
static const char *const names[FARE_LIST_KINDS] = {
    [FARE_LIST_CATEGORY] = "categories",
    [FARE_LIST_MEDIUM] = "media",
    [FARE_LIST_PASS] = "passes",
    [FARE_LIST_CAP] = "caps",
    [FARE_LIST_FREE] = "free",
    [FARE_LIST_COMBINED] = "combined",
    [FARE_LIST_SUPPLEMENT] = "supplements",
};

/* What the answer is made from. */
struct listing {
    struct words words;
    struct overlay overlay;
    struct arena *arena;
};

static void set_number(json_t *json, const char *key, int64_t number)
{
    json_object_set_new(json, key, json_integer(number));
}

static void set_some(json_t *json, const char *key, const char *text)
{
    if (*text)
        render_set(json, key, text);
}

static void set_networks(const struct listing *listing, json_t *json, const char *key,
                         struct rental_span networks)
{
    json_t *list = json_array();
    for (uint32_t i = networks.first; i < networks.first + networks.count; i++)
        json_array_append_new(
            list,
            render_text(fare_list_network(
                &listing->overlay, &listing->overlay.live->overlay_networks[i], listing->arena)));
    if (networks.count)
        json_object_set(json, key, list);
    json_decref(list);
}

static void set_day(json_t *json, const char *key, civil_day day)
{
    char text[CIVIL_TEXT];
    if (day != OVERLAY_ALWAYS_FROM && day != OVERLAY_ALWAYS_TO)
        render_set(json, key, civil_text_day(day, text));
}

/* When it holds; what is always so is not said. */
static void set_days(json_t *json, const struct overlay_rule *rule)
{
    static const char *const words[] = {"MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"};
    json_t *list = json_array();
    for (uint32_t i = 0; i < 7; i++)
        if (rule->weekdays >> i & 1)
            json_array_append_new(list, json_string(words[i]));
    if (json_array_size(list) < 7)
        json_object_set(json, "weekdays", list);
    json_decref(list);
    set_day(json, "firstDay", rule->first_day);
    set_day(json, "lastDay", rule->last_day);
}

/* An amount is whole minor units; what is off may be a percentage instead. */
static void set_amount(const struct listing *listing, json_t *json, const char *key,
                       const struct overlay_rule *rule)
{
    const char *currency = overlay_text(&listing->overlay, rule->currency);
    if (rule->percent)
        json_object_set_new(json, "percent",
                            rule->percent % 100 ? json_real(rule->percent / 100.0)
                                                : json_integer(rule->percent / 100));
    if (rule->percent || !*currency)
        return;
    set_number(json, key, rule->amount);
    render_set(json, "currency", currency);
    set_number(json, "decimals", rule->decimals);
}

/* What only rules of some kinds say. */
static void set_terms(const struct listing *listing, json_t *json, const struct overlay_rule *rule)
{
    bool combined = rule->kind == OVERLAY_COMBINED || rule->kind == OVERLAY_REDUCTION;
    set_networks(listing, json, combined ? "from" : "networks", rule->networks);
    set_networks(listing, json, "to", rule->onto);
    set_amount(listing, json,
               rule->kind == OVERLAY_REDUCTION ? "reduction"
               : rule->kind == OVERLAY_PASS    ? "price"
                                               : "amount",
               rule);
    if (rule->kind == OVERLAY_CAP || rule->kind == OVERLAY_PASS)
        render_set(json, "period", fare_period_word(rule->period));
    if (combined)
        set_number(json, "withinMinutes", rule->seconds / 60);
    if (rule->kind == OVERLAY_PASS && rule->seconds)
        set_number(json, "freeMinutes", rule->seconds / 60);
}

static void set_rule(const struct listing *listing, json_t *json, const struct overlay_rule *rule)
{
    const struct overlay *overlay = &listing->overlay;
    set_terms(listing, json, rule);
    set_some(json, "category", overlay_text(overlay, rule->category));
    set_some(json, "medium", overlay_text(overlay, rule->medium));
    set_some(json, "standsFor", overlay_text(overlay, rule->stands_for));
    set_days(json, rule);
    render_set(json, "rule",
               arena_format(listing->arena, "%s:%u", overlay_file((enum overlay_kind)rule->kind),
                            rule->line));
}

/* A category may have several rules, so it has a list of them. */
static json_t *render_rules(const struct listing *listing, const struct overlay_rule *rule)
{
    json_t *list = json_array();
    for (; rule; rule = fare_list_next(&listing->overlay, rule)) {
        json_t *one = json_object();
        set_rule(listing, one, rule);
        json_array_append_new(list, one);
    }
    return list;
}

static json_t *render_listed(const struct listing *listing, const struct fare_listed *listed)
{
    const struct network *network = listing->words.world->network;
    json_t *json = json_object();
    render_set(json, "id", listed->id);
    render_set(json, "name", listed->name);
    if (listed->feed != NO_IX)
        render_set(json, "feed", network_text(network, network->feeds[listed->feed].tag));
    if (listed->kind == FARE_LIST_CATEGORY)
        json_object_set_new(json, "default", json_boolean(listed->standard));
    if (listed->kind == FARE_LIST_MEDIUM && listed->feed != NO_IX)
        render_set(json, "mediumType", fare_medium_word((uint8_t)listed->medium));
    set_some(json, "url", listed->url);
    if (listed->rule && listed->kind == FARE_LIST_CATEGORY)
        json_object_set_new(json, "rules", render_rules(listing, listed->rule));
    else if (listed->rule)
        set_rule(listing, json, listed->rule);
    return json;
}

static json_t *render_parameters(void)
{
    json_t *json = json_object();
    for (uint32_t i = 0; i < FARE_LIST_KINDS; i++)
        if (fare_list_parameter(i))
            render_set(json, names[i], fare_list_parameter(i));
    return json;
}

static json_t *render_notes(const struct overlay *overlay)
{
    const struct reason missing = {
        "OVERLAY_MISSING",
        "The city's own prices (combined tickets, reductions, caps, passes) are not at hand, so "
        "they are not among these.",
        ""};
    return render_reasons(&missing, overlay_is_missing(overlay));
}

bool fares_answer(const struct request *request, struct reply *reply, struct error *error)
{
    const struct world *world = request->worker->world;
    struct listing listing = {.overlay = overlay_of(world), .arena = &request->worker->arena};
    const struct fare_listed *list;
    unix_time time = 0; /* The world is the one that answers then (moment.h); it must be a time. */
    if (!words_read(request, world, &listing.words, error) ||
        !request_time(request, "time", &time, error))
        return false;
    uint32_t count = fare_list(&listing.words, listing.arena, &list);
    json_t *json = json_object(), *lists[FARE_LIST_KINDS];
    json_object_set_new(json, "parameters", render_parameters());
    for (uint32_t i = 0; i < FARE_LIST_KINDS; i++)
        json_object_set_new(json, names[i], lists[i] = json_array());
    for (uint32_t i = 0; i < count; i++)
        json_array_append_new(lists[list[i].kind], render_listed(&listing, &list[i]));
    json_object_set_new(json, "notes", render_notes(&listing.overlay));
    json_object_set_new(json, "snapshot", render_snapshot(world, listing.arena));
    render_reply(reply, listing.arena, json);
    return true;
}
