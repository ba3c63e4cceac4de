#include "api/render_stoptimes.h"

#include "api/cursor.h"
#include "api/known.h"
#include "api/render.h"
#include "api/render_leg.h"
#include "api/render_live.h"
#include "api/render_reasons.h"
#include "api/render_snapshot.h"

/* Required of a board, where the timetable may be silent: silence is no promise of a ramp. */
static void set_required(json_t *json, const struct pattern *pattern)
{
    if (pattern->wheelchair == TRISTATE_UNKNOWN)
        render_set(json, "wheelchairAccessible", "NOT_ACCESSIBLE");
    render_set(json, "reservation", "NONE");
}

/* The vehicle and this stop, for somebody in a wheelchair. */
static struct step_free step_free_here(const struct style *style, const struct board_call *call)
{
    struct leg leg = {.kind = LEG_RIDE, .run = call->run, .board_call = call->call};
    leg.alight_call = call->call;
    return step_free_of(&style->words, style->arena, &leg, 1);
}

/* Alerts about the line or the run at this time; those about the stop are beside the place. */
static void set_alerts(const struct style *style, json_t *json, const struct board_call *call)
{
    struct alert_topic topic = {
        .rides = true,
        .run = call->run,
        .stop = NO_IX,
        .from = call->time,
        .to = call->time,
        .now = style->now,
    };
    render_set_alerts(style, json, &topic);
}

static json_t *render_stop_time(const struct stoptimes *times, const struct board_call *call)
{
    const struct style *style = &times->style;
    const struct pattern *pattern = world_trip_pattern(style->world, call->run.trip);
    const struct call_rule *rule = &world_rules(style->world, pattern)[call->call];
    bool cancelled = known_cancelled(style->world, call->run);
    bool skipped = known_skipped(style->world, call->run, call->call);
    bool usable = (call->arrives ? rule->drop_off : rule->pickup) != BOARDING_NO && !skipped;
    json_t *json = json_object();
    json_object_set_new(json, "place", render_call(style, call->run, call->call));
    render_set_run(style, json, call->run, call->call);
    render_set(json, "pickupDropoffType", usable ? "NORMAL" : "NOT_ALLOWED");
    json_object_set_new(json, "tripCancelled", json_boolean(cancelled));
    json_object_set_new(json, "cancelled", json_boolean(skipped));
    set_required(json, pattern);
    set_alerts(style, json, call);
    json_object_set_new(json, "accessibility", render_step_free(step_free_here(style, call)));
    if (times->stops && call->arrives)
        json_object_set_new(json, "previousStops", render_calls(style, call->run, 0, call->call));
    else if (times->stops)
        json_object_set_new(json, "nextStops",
                            render_calls(style, call->run, call->call + 1, pattern->call_count));
    return json;
}

void render_stoptimes(const struct stoptimes *times, struct reply *reply)
{
    const struct style *style = &times->style;
    json_t *json = json_object(), *list = json_array();
    struct end place = {"center", times->around.stop, times->around.at};
    for (uint32_t i = 0; i < times->board.count; i++)
        json_array_append_new(list, render_stop_time(times, &times->board.calls[i]));
    json_object_set_new(json, "stopTimes", list);
    json_object_set_new(json, "place", render_end(style, &place));
    json_object_set_new(json, "reasons",
                        render_reasons(&times->reason, times->reason.code != NULL));
    render_set(json, "previousPageCursor", cursor_text(style->arena, false, times->span.from));
    render_set(json, "nextPageCursor", cursor_text(style->arena, true, times->span.to));
    json_object_set_new(json, "snapshot", render_snapshot(style->world, style->arena));
    render_reply(reply, style->arena, json);
}
