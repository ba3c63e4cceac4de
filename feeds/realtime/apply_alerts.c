#include "engine/network/keys.h"
#include "feeds/realtime/applying.h"

/* Alerts: whom they concern becomes numbers; the rest is passed on. They change no run. */

_Static_assert(LIVE_ALERT_TEXTS == (int)ALERT_TEXTS, "the texts of both have one order");
_Static_assert(sizeof(struct live_period) == sizeof(struct realtime_period) &&
                   offsetof(struct live_period, end) == offsetof(struct realtime_period, end),
               "periods of both have one form");

/* Looks up one name, if it was given; false: it was, and nothing is called so. */
static bool look_up(const struct applying *applying, struct realtime_text id,
                    uint32_t (*find)(const struct network *, feed_ix, const char *),
                    uint32_t *index)
{
    *index = id.text ? find(applying->network, applying->source->rules->feed, id.text) : NO_IX;
    return !id.text || *index != NO_IX;
}

/* The trip that the selector names, on one day or on all; false: there is none. */
static bool select_trip(struct applying *applying, const struct realtime_run *run,
                        struct live_selector *selector)
{
    bool by_trip = run->trip_id.text || run->has_start_time;
    if (run->has_direction)
        selector->direction = run->direction;
    if (run->route_id.text && selector->route == NO_IX &&
        !look_up(applying, run->route_id, keys_route_in, &selector->route))
        return false;
    if (!by_trip)
        return run->route_id.text != NULL;
    struct match match = matcher_find_trip(&applying->matcher, run);
    if (match.trip == NO_IX || run->unclear)
        return false;
    selector->trip = match.trip;
    if (run->has_start_date)
        selector->day = run->start_date;
    if (run->has_start_time)
        selector->start = run->start_time;
    return true;
}

/* False: it names something that the timetable does not have. */
static bool select_one(struct applying *applying, const struct realtime_selector *from,
                       struct live_selector *selector)
{
    *selector = (struct live_selector){
        .trip = NO_IX,
        .day = INT32_MIN,
        .start = INT32_MIN,
        .route_type = from->has_route_type ? from->route_type : -1,
        .direction = from->has_direction ? from->direction : 2,
    };
    return look_up(applying, from->agency_id, keys_agency_in, &selector->agency) &&
           look_up(applying, from->route_id, keys_route_in, &selector->route) &&
           look_up(applying, from->stop_id, keys_stop_in, &selector->stop) &&
           (!from->run || select_trip(applying, from->run, selector));
}

static void select_all(struct applying *applying, const struct realtime_alert *alert)
{
    vec_resize(&applying->selectors, 0);
    for (uint32_t i = 0; i < alert->selector_count; i++) {
        struct live_selector selector;
        if (select_one(applying, &alert->selectors[i], &selector))
            vec_push(&applying->selectors, &selector);
        else
            applying_report(applying, RT_SELECTOR_UNKNOWN);
    }
}

/* All texts behind one another; the draft gets where those of each kind begin. */
static void take_texts(struct applying *applying, const struct realtime_alert *alert,
                       struct live_draft_alert *draft)
{
    uint32_t first = 0;
    vec_resize(&applying->texts, 0);
    for (int kind = 0; kind < ALERT_TEXTS; kind++)
        for (uint32_t i = 0; i < alert->texts[kind].count; i++) {
            const struct realtime_translation *from = &alert->texts[kind].items[i];
            vec_push(&applying->texts,
                     &(struct live_draft_text){from->text.text, from->language.text});
        }
    for (int kind = 0; applying->texts.count && kind < ALERT_TEXTS; kind++) {
        draft->texts[kind].items = (const struct live_draft_text *)applying->texts.data + first;
        draft->texts[kind].count = alert->texts[kind].count;
        first += alert->texts[kind].count;
    }
}

/* The periods of the newer kind where there are any, else of the older one, which meant both. */
static const struct realtime_periods *periods_of(const struct realtime_periods *newer,
                                                 const struct realtime_periods *older)
{
    return newer->count ? newer : older;
}

void applying_alert(struct applying *applying, const struct realtime_alert *alert)
{
    const struct realtime_periods *shown = periods_of(&alert->communication, &alert->active);
    const struct realtime_periods *impact = periods_of(&alert->impact, &alert->active);
    applying->entity = alert->entity;
    select_all(applying, alert);
    if (!applying->selectors.count) {
        applying_report(applying, RT_ALERT_UNKNOWN);
        return;
    }
    struct live_draft_alert draft = {
        .id = alert->entity.text,
        .feed = applying->source->number,
        .periods = (const struct live_period *)shown->items,
        .period_count = shown->count,
        .impacts = (const struct live_period *)impact->items,
        .impact_count = impact->count,
        .selectors = applying->selectors.data,
        .selector_count = applying->selectors.count,
        .image_url = alert->image_count ? alert->images->url.text : NULL,
        .image_type = alert->image_count ? alert->images->media_type.text : NULL,
        .cause = alert->cause,
        .effect = alert->effect,
        .severity = alert->severity,
    };
    take_texts(applying, alert, &draft);
    live_draft_add_alert(applying->draft, &draft);
}
