#include "api/render_live.h"

#include "api/ids.h"
#include "api/known.h"
#include "api/render.h"
#include "api/render_place.h"

static void set_word(json_t *object, const char *key, const char *const *words, size_t count,
                     uint8_t number)
{
    if (number < count)
        render_set(object, key, words[number]);
}

static void set_occupancy(json_t *object, uint8_t occupancy)
{
    static const char *const words[] = {
        "EMPTY",
        "MANY_SEATS_AVAILABLE",
        "FEW_SEATS_AVAILABLE",
        "STANDING_ROOM_ONLY",
        "CRUSHED_STANDING_ROOM_ONLY",
        "FULL",
        "NOT_ACCEPTING_PASSENGERS",
        "NO_DATA_AVAILABLE",
        "NOT_BOARDABLE",
    };
    set_word(object, "occupancy", words, sizeof words / sizeof *words, occupancy);
}

static void set_text(const struct style *style, json_t *object, const char *key, text_ix text)
{
    const char *said = world_text(style->world, text);
    if (*said)
        render_set(object, key, said);
}

static void set_position(json_t *json, const struct live_vehicle *vehicle)
{
    if (vehicle->placed) {
        json_object_set_new(json, "lat", json_real(geo_degrees(vehicle->at.lat)));
        json_object_set_new(json, "lon", json_real(geo_degrees(vehicle->at.lon)));
    }
    if (vehicle->bearing >= 0)
        json_object_set_new(json, "bearing", json_real((double)vehicle->bearing));
    if (vehicle->speed >= 0)
        json_object_set_new(json, "speed", json_real((double)vehicle->speed));
}

json_t *render_vehicle(const struct style *style, const struct live_vehicle *vehicle)
{
    static const char *const statuses[] = {"INCOMING_AT", "STOPPED_AT", "IN_TRANSIT_TO"};
    json_t *json = json_object();
    set_text(style, json, "id", vehicle->id);
    set_text(style, json, "label", vehicle->label);
    set_text(style, json, "plate", vehicle->plate);
    set_position(json, vehicle);
    if (vehicle->stamp)
        json_object_set_new(json, "stamp", render_time(vehicle->stamp));
    if (vehicle->stop != NO_IX) {
        render_set(json, "stopId", ids_stop(style->arena, style->world->network, vehicle->stop));
        set_word(json, "status", statuses, 3, vehicle->status);
    }
    set_occupancy(json, vehicle->occupancy);
    if (vehicle->percentage >= 0)
        json_object_set_new(json, "occupancyPercentage", json_integer(vehicle->percentage));
    return json;
}

/* The vehicle as its own message has it, else as the run names it. */
static void set_vehicle(const struct style *style, json_t *object, struct run run)
{
    const struct live_vehicle *vehicle = known_vehicle(style->world, run);
    const struct live_run *live = world_live_run(style->world, run.trip);
    if (vehicle) {
        json_object_set_new(object, "vehicle", render_vehicle(style, vehicle));
        return;
    }
    json_t *json = json_object();
    if (live) {
        set_text(style, json, "id", live->vehicle_id);
        set_text(style, json, "label", live->vehicle_label);
        set_text(style, json, "plate", live->plate);
    }
    if (json_object_size(json))
        json_object_set(object, "vehicle", json);
    json_decref(json);
}

static const char *state_word(const struct style *style, struct run run)
{
    static const char *const origins[] = {"UPDATED", "ADDED", "COPIED", "REPLACED"};
    const struct live_run *live = world_live_run(style->world, run.trip);
    if (known_cancelled(style->world, run))
        return "CANCELLED";
    return live ? origins[live->origin] : "SCHEDULED";
}

/* How late it leaves, arrives at the last call, against the promise; absent where there is none. */
static void set_delay(const struct world *world, json_t *object, struct run run, uint32_t call)
{
    const struct live_call *calls = world_live_calls(world, run.trip);
    bool last = call + 1 == world_trip_pattern(world, run.trip)->call_count;
    if (calls && (last ? calls[call].promised_arrive : calls[call].promised_depart) == LIVE_NO_TIME)
        return;
    int64_t delay = last ? run_arrive(world, run, call) - known_promised_arrive(world, run, call)
                         : run_depart(world, run, call) - known_promised_depart(world, run, call);
    json_object_set_new(object, "delay", json_integer(delay));
}

void render_set_live(const struct style *style, json_t *object, struct run run, uint32_t call)
{
    const struct world *world = style->world;
    const struct live_run *live = world_live_run(world, run.trip);
    bool cancelled = known_cancelled(world, run);
    bool added = live && (live->origin == LIVE_ADDED || live->origin == LIVE_COPIED);
    json_object_set_new(object, "realTime", json_boolean(live || cancelled));
    json_object_set_new(object, "scheduled", json_boolean(!added));
    json_object_set_new(object, "cancelled", json_boolean(cancelled));
    render_set(object, "realTimeState", state_word(style, run));
    if (live && !cancelled)
        set_delay(world, object, run, call);
    set_occupancy(object, known_occupancy(world, run, call));
    set_vehicle(style, object, run);
}

void render_set_live_call(const struct style *style, json_t *place, struct run run, uint32_t call)
{
    const struct live_call *calls = world_live_calls(style->world, run.trip);
    if (!calls)
        return;
    bool said = calls[call].flags & (LIVE_ARRIVE_SAID | LIVE_DEPART_SAID);
    json_object_set_new(place, "realTime", json_boolean(said));
    if (calls[call].uncertainty >= 0)
        json_object_set_new(place, "uncertainty", json_integer(calls[call].uncertainty));
    set_occupancy(place, calls[call].occupancy);
}

/* Times that are open on one side, for clients that want both. */
#define OPEN_START 0
#define OPEN_END INT64_C(253402300799) /* 9999-12-31T23:59:59Z */

static void set_periods(const struct live *live, json_t *json, const char *key, uint32_t first,
                        uint32_t count)
{
    json_t *list = json_array();
    for (uint32_t i = first; i < first + count; i++) {
        const struct live_period *period = &live->alert_periods[i];
        json_t *range = json_object();
        json_object_set_new(range, "start",
                            render_time(period->start ? period->start : OPEN_START));
        json_object_set_new(range, "end", render_time(period->end ? period->end : OPEN_END));
        json_array_append_new(list, range);
    }
    if (count)
        json_object_set(json, key, list);
    json_decref(list);
}

static void set_texts(const struct style *style, json_t *json, const struct live_alert *alert)
{
    static const char *const keys[LIVE_ALERT_TEXTS] = {
        [LIVE_ALERT_URL] = "url",
        [LIVE_ALERT_HEADER] = "headerText",
        [LIVE_ALERT_DESCRIPTION] = "descriptionText",
        [LIVE_ALERT_SPOKEN_HEADER] = "ttsHeaderText",
        [LIVE_ALERT_SPOKEN_DESCRIPTION] = "ttsDescriptionText",
        [LIVE_ALERT_IMAGE_TEXT] = "imageAlternativeText",
        [LIVE_ALERT_CAUSE_DETAIL] = "causeDetail",
        [LIVE_ALERT_EFFECT_DETAIL] = "effectDetail",
    };
    for (unsigned i = 0; i < LIVE_ALERT_TEXTS; i++) {
        const char *text = words_alert(&style->words, alert, (enum live_alert_text)i);
        if (*text || i == LIVE_ALERT_HEADER || i == LIVE_ALERT_DESCRIPTION)
            render_set(json, keys[i], text);
    }
    set_text(style, json, "imageUrl", alert->image_url);
    set_text(style, json, "imageMediaType", alert->image_type);
}

static json_t *render_alert(const struct style *style, const struct live_alert *alert)
{
    static const char *const causes[] = {
        [1] = "UNKNOWN_CAUSE", [2] = "OTHER_CAUSE",      [3] = "TECHNICAL_PROBLEM",
        [4] = "STRIKE",        [5] = "DEMONSTRATION",    [6] = "ACCIDENT",
        [7] = "HOLIDAY",       [8] = "WEATHER",          [9] = "MAINTENANCE",
        [10] = "CONSTRUCTION", [11] = "POLICE_ACTIVITY", [12] = "MEDICAL_EMERGENCY",
    };
    static const char *const effects[] = {
        [1] = "NO_SERVICE",   [2] = "REDUCED_SERVICE",      [3] = "SIGNIFICANT_DELAYS",
        [4] = "DETOUR",       [5] = "ADDITIONAL_SERVICE",   [6] = "MODIFIED_SERVICE",
        [7] = "OTHER_EFFECT", [8] = "UNKNOWN_EFFECT",       [9] = "STOP_MOVED",
        [10] = "NO_EFFECT",   [11] = "ACCESSIBILITY_ISSUE",
    };
    static const char *const severities[] = {
        [1] = "UNKNOWN_SEVERITY", [2] = "INFO", [3] = "WARNING", [4] = "SEVERE"};
    const struct live *live = style->world->live;
    json_t *json = json_object();
    set_text(style, json, "id", alert->id);
    set_periods(live, json, "communicationPeriod", alert->first_period, alert->period_count);
    set_periods(live, json, "impactPeriod", alert->first_impact, alert->impact_count);
    if (alert->cause)
        set_word(json, "cause", causes, sizeof causes / sizeof *causes, alert->cause);
    if (alert->effect)
        set_word(json, "effect", effects, sizeof effects / sizeof *effects, alert->effect);
    if (alert->severity)
        set_word(json, "severityLevel", severities, 5, alert->severity);
    set_texts(style, json, alert);
    return json;
}

void render_set_alerts(const struct style *style, json_t *object, const struct alert_topic *topic)
{
    struct alert_list found = {0};
    if (style->alerts)
        found = alerts_about(style->world, topic, style->arena);
    json_t *list = json_array();
    for (uint32_t i = 0; i < found.count; i++)
        json_array_append_new(list,
                              render_alert(style, &style->world->live->alerts[found.items[i]]));
    if (found.count)
        json_object_set(object, "alerts", list);
    json_decref(list);
}
