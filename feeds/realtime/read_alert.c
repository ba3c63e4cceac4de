#include "feeds/realtime/reading.h"

#include <gtfs_realtime.pb-c.h>

static struct realtime_periods periods_of(struct reading *reading, RtPeriod *const *from,
                                          size_t count)
{
    struct realtime_period *items = arena_array(reading->arena, count, sizeof *items);
    uint32_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        struct realtime_period period = {0};
        if (from[i]->has_start && from[i]->start)
            period.start = reading_time(reading, from[i]->start);
        if (from[i]->has_end && from[i]->end)
            period.end = reading_time(reading, from[i]->end);
        if (period.end && period.end < period.start)
            reading_report(reading, RT_PERIOD);
        else
            items[kept++] = period;
    }
    return (struct realtime_periods){.items = items, .count = kept};
}

static struct realtime_texts texts_of(struct reading *reading, const RtTexts *from)
{
    struct realtime_texts texts = {0};
    if (!from)
        return texts;
    struct realtime_translation *items =
        arena_array(reading->arena, from->n_translation, sizeof *items);
    for (size_t i = 0; i < from->n_translation; i++) {
        const RtText *one = from->translation[i];
        struct realtime_translation *item = &items[texts.count];
        item->text = reading_text(reading, one->has_text, one->text);
        item->language = reading_id(reading, one->has_language, one->language);
        texts.count += item->text.text != NULL;
    }
    texts.items = items;
    return texts;
}

static void read_texts(struct reading *reading, const RtAlert *from, struct realtime_alert *alert)
{
    const RtTexts *const texts[ALERT_TEXTS] = {
        [ALERT_URL] = from->url,
        [ALERT_HEADER] = from->header_text,
        [ALERT_DESCRIPTION] = from->description_text,
        [ALERT_SPOKEN_HEADER] = from->tts_header_text,
        [ALERT_SPOKEN_DESCRIPTION] = from->tts_description_text,
        [ALERT_IMAGE_TEXT] = from->image_alternative_text,
        [ALERT_CAUSE_DETAIL] = from->cause_detail,
        [ALERT_EFFECT_DETAIL] = from->effect_detail,
    };
    for (int i = 0; i < ALERT_TEXTS; i++)
        alert->texts[i] = texts_of(reading, texts[i]);
    if (!alert->texts[ALERT_HEADER].count && !alert->texts[ALERT_DESCRIPTION].count)
        reading_report(reading, RT_ALERT_SILENT);
}

static void read_images(struct reading *reading, const RtImages *from, struct realtime_alert *alert)
{
    if (!from)
        return;
    struct realtime_image *images =
        arena_array(reading->arena, from->n_localized_image, sizeof *images);
    for (size_t i = 0; i < from->n_localized_image; i++) {
        const RtImage *image = from->localized_image[i];
        images[i].url = reading_text(reading, image->has_url, image->url);
        images[i].media_type = reading_id(reading, image->has_media_type, image->media_type);
        images[i].language = reading_id(reading, image->has_language, image->language);
    }
    alert->images = images;
    alert->image_count = (uint32_t)from->n_localized_image;
}

static const struct realtime_run *trip_of(struct reading *reading, const RtTrip *from)
{
    struct realtime_run run = reading_run(reading, from);
    if (!reading_run_named(&run))
        return NULL;
    struct realtime_run *kept = arena_alloc(reading->arena, sizeof *kept);
    *kept = run;
    return kept;
}

/* False: it names nothing that could be concerned, or a name in it cannot be used. */
static bool read_selector(struct reading *reading, const RtSelector *from,
                          struct realtime_selector *selector)
{
    bool spoilt = reading->spoilt;
    reading->spoilt = false;
    *selector = (struct realtime_selector){
        .agency_id = reading_id(reading, from->has_agency_id, from->agency_id),
        .route_id = reading_id(reading, from->has_route_id, from->route_id),
        .stop_id = reading_id(reading, from->has_stop_id, from->stop_id),
        .run = trip_of(reading, from->trip),
        .has_route_type = from->has_route_type,
        .route_type = from->route_type,
    };
    selector->has_direction = reading_direction(reading, from->has_direction_id, from->direction_id,
                                                &selector->direction);
    bool usable = !reading->spoilt;
    reading->spoilt = spoilt;
    /* A direction alone would be half of everything: it only narrows a route. */
    if (usable && !selector->agency_id.text && !selector->route_id.text &&
        !selector->stop_id.text && !selector->run && !selector->has_route_type) {
        reading_report(reading, RT_SELECTOR_EMPTY);
        usable = false;
    }
    return usable;
}

static void read_selectors(struct reading *reading, const RtAlert *from,
                           struct realtime_alert *alert)
{
    struct realtime_selector *selectors =
        arena_array(reading->arena, from->n_informed_entity, sizeof *selectors);
    for (size_t i = 0; i < from->n_informed_entity; i++)
        alert->selector_count +=
            read_selector(reading, from->informed_entity[i], &selectors[alert->selector_count]);
    alert->selectors = selectors;
    if (!alert->selector_count)
        reading_report(reading, RT_ALERT_UNADDRESSED);
}

void reading_add_alert(struct reading *reading, const RtAlert *from)
{
    struct realtime_message *message = reading->message;
    struct realtime_alert *alert = &reading->alerts[message->alert_count];
    reading->spoilt = false;
    *alert = (struct realtime_alert){.entity = reading->entity};
    alert->active = periods_of(reading, from->active_period, from->n_active_period);
    alert->communication =
        periods_of(reading, from->communication_period, from->n_communication_period);
    alert->impact = periods_of(reading, from->impact_period, from->n_impact_period);
    alert->cause = reading_choice(reading, "cause", from->has_cause, from->cause,
                                  (struct reading_range){1, 12, 1, 1});
    alert->effect = reading_choice(reading, "effect", from->has_effect, from->effect,
                                   (struct reading_range){1, 11, 8, 8});
    alert->severity = reading_choice(reading, "severity_level", from->has_severity_level,
                                     from->severity_level, (struct reading_range){1, 4, 1, 1});
    read_texts(reading, from, alert);
    read_images(reading, from->image, alert);
    read_selectors(reading, from, alert);
    if (reading->spoilt)
        return;
    message->selectors += alert->selector_count;
    message->alert_count++;
}
