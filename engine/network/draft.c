#include "engine/network/draft.h"

void draft_init(struct draft *draft)
{
    *draft = (struct draft){
        .feeds = vec_of(sizeof(struct feed)),
        .zones = vec_of(sizeof(struct zone_span)),
        .zone_changes = vec_of(sizeof(struct zone_change)),
        .agencies = vec_of(sizeof(struct agency)),
        .stops = vec_of(sizeof(struct stop)),
        .routes = vec_of(sizeof(struct route)),
        .services = vec_of(sizeof(struct service)),
        .exceptions = vec_of(sizeof(struct service_exception)),
        .trips = vec_of(sizeof(struct draft_trip)),
        .calls = vec_of(sizeof(struct draft_call)),
        .frequencies = vec_of(sizeof(struct frequency)),
        .transfers = vec_of(sizeof(struct draft_transfer)),
        .pathways = vec_of(sizeof(struct draft_pathway)),
        .shapes = vec_of(sizeof(struct draft_shape)),
        .shape_points = vec_of(sizeof(struct point)),
        .shape_distances = vec_of(sizeof(float)),
        .translations = vec_of(sizeof(struct translation)),
        .attributions = vec_of(sizeof(struct attribution)),
        .credits = vec_of(sizeof(struct credit)),
        .stop_changes = vec_of(sizeof(struct stop_change)),
        .walks = vec_of(sizeof(struct draft_walk)),
        .wheelchair_walks = vec_of(sizeof(struct draft_walk)),
    };
    streets_store_init(&draft->streets);
    names_draft_init(&draft->names);
    tariff_draft_init(&draft->tariff);
    draft_text(draft, "", 0); /* Offset 0 is the empty text. */
}

void draft_finish(struct draft *draft)
{
    intern_finish(&draft->texts);
    struct vec *const vecs[] = {
        &draft->feeds,           &draft->zones,
        &draft->zone_changes,    &draft->agencies,
        &draft->stops,           &draft->routes,
        &draft->services,        &draft->exceptions,
        &draft->trips,           &draft->calls,
        &draft->frequencies,     &draft->transfers,
        &draft->shapes,          &draft->shape_points,
        &draft->shape_distances, &draft->translations,
        &draft->attributions,    &draft->stop_changes,
        &draft->walks,           &draft->wheelchair_walks,
        &draft->pathways,        &draft->credits,
    };
    for (size_t i = 0; i < sizeof vecs / sizeof *vecs; i++)
        vec_finish(vecs[i]);
    streets_store_finish(&draft->streets);
    names_draft_finish(&draft->names);
    tariff_draft_finish(&draft->tariff);
}

text_ix draft_text(struct draft *draft, const char *text, size_t length)
{
    uint32_t number = intern_add(&draft->texts, text, length);
    return (text_ix)draft->texts.starts[number];
}

const char *draft_text_at(const struct draft *draft, text_ix text)
{
    return draft->texts.bytes + text;
}

/* Whether the weekly part of the service holds on that day; exceptions are sorted. */
static bool runs_weekly(const struct service *service, const struct service_exception *exceptions,
                        civil_day day)
{
    uint32_t low = 0, high = service->exception_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (exceptions[middle].day < day)
            low = middle + 1;
        else
            high = middle;
    }
    bool except = low < service->exception_count && exceptions[low].day == day;
    return !except && service->weekdays >> civil_weekday(day) & 1;
}

civil_day draft_first_day(const struct service *service, const struct service_exception *exceptions)
{
    uint32_t added = 0;
    while (added < service->exception_count && !exceptions[added].runs)
        added++;
    civil_day first = added < service->exception_count ? exceptions[added].day : INT32_MAX;
    for (civil_day day = service->first_day;
         service->weekdays && day <= service->last_day && day < first; day++)
        if (runs_weekly(service, exceptions, day))
            return day;
    return first;
}

civil_day draft_last_day(const struct service *service, const struct service_exception *exceptions)
{
    uint32_t added = service->exception_count;
    while (added > 0 && !exceptions[added - 1].runs)
        added--;
    civil_day last = added > 0 ? exceptions[added - 1].day : INT32_MIN;
    for (civil_day day = service->last_day;
         service->weekdays && day >= service->first_day && day > last; day--)
        if (runs_weekly(service, exceptions, day))
            return day;
    return last;
}
