#include "engine/network/draft.h"

#include <assert.h>

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
        .shapes = vec_of(sizeof(struct draft_shape)),
        .shape_points = vec_of(sizeof(struct point)),
        .shape_distances = vec_of(sizeof(float)),
        .translations = vec_of(sizeof(struct translation)),
        .attributions = vec_of(sizeof(struct attribution)),
    };
    draft_text(draft, "", 0); /* Offset 0 is the empty text. */
}

void draft_finish(struct draft *draft)
{
    intern_finish(&draft->texts);
    struct vec *const vecs[] = {
        &draft->feeds,        &draft->zones,        &draft->zone_changes,    &draft->agencies,
        &draft->stops,        &draft->routes,       &draft->services,        &draft->exceptions,
        &draft->trips,        &draft->calls,        &draft->frequencies,     &draft->transfers,
        &draft->shapes,       &draft->shape_points, &draft->shape_distances, &draft->translations,
        &draft->attributions,
    };
    for (size_t i = 0; i < sizeof vecs / sizeof *vecs; i++)
        vec_finish(vecs[i]);
}

text_ix draft_text(struct draft *draft, const char *text, size_t length)
{
    uint32_t number = intern_add(&draft->texts, text, length);
    assert(draft->texts.starts[number] <= UINT32_MAX);
    return (text_ix)draft->texts.starts[number];
}

const char *draft_text_at(const struct draft *draft, text_ix text)
{
    return draft->texts.bytes + text;
}

civil_day draft_first_day(const struct service *service, const struct service_exception *exceptions)
{
    civil_day first = service->first_day <= service->last_day && service->weekdays
                          ? service->first_day
                          : INT32_MAX;
    for (uint32_t i = 0; i < service->exception_count; i++)
        if (exceptions[i].runs && exceptions[i].day < first)
            first = exceptions[i].day;
    return first;
}

civil_day draft_last_day(const struct service *service, const struct service_exception *exceptions)
{
    civil_day last = service->first_day <= service->last_day && service->weekdays
                         ? service->last_day
                         : INT32_MIN;
    for (uint32_t i = 0; i < service->exception_count; i++)
        if (exceptions[i].runs && exceptions[i].day > last)
            last = exceptions[i].day;
    return last;
}
