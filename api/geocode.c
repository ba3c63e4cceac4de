#include "api/geocode.h"

#include <string.h>

#include "api/map.h"
#include "api/modes.h"
#include "api/render_match.h"

#define ANSWERS_MAX 100

bool geocode_read_type(const struct request *request, bool *stops, struct error *error)
{
    struct request_list list = {0};
    if (!request_list(request, "type", 16, &list, error))
        return false;
    *stops = list.count == 0;
    for (uint32_t i = 0; i < list.count; i++) {
        if (strcmp(list.items[i], "STOP") == 0)
            *stops = true;
        else if (strcmp(list.items[i], "ADDRESS") != 0 && strcmp(list.items[i], "PLACE") != 0)
            return error_set(error, ERROR_INPUT, "type", "must be ADDRESS, PLACE or STOP");
    }
    return true;
}

/* The optional box of `min` and `max`. */
static bool read_box(const struct request *request, struct places_query *query, struct box *box,
                     struct error *error)
{
    if (!request_text(request, "min") && !request_text(request, "max"))
        return true;
    query->box = box;
    return map_read_box(request, box, error);
}

bool geocode_answer(const struct request *request, struct reply *reply, struct error *error)
{
    struct places_query query = {.bias = 1};
    struct places_hits hits = {0};
    struct style style;
    struct modes modes = {.transit = MODES_ALL};
    struct point near;
    struct box box;
    bool stops, biased;
    int64_t most = 10;
    if (!request_required(request, "text", &query.text, error) ||
        !style_read(request, &style, error) || !geocode_read_type(request, &stops, error) ||
        !modes_read(request, "mode", &modes, error) ||
        !request_point(request, "place", &biased, &near, error) ||
        !request_number(request, "placeBias", 0, 1000, &query.bias, error) ||
        !request_int(request, "numResults", 1, INT32_MAX, &most, error) ||
        !read_box(request, &query, &box, error))
        return false;
    query.modes = modes.transit;
    query.near = biased ? &near : NULL;
    query.most = (uint32_t)(most > ANSWERS_MAX ? ANSWERS_MAX : most);
    if (stops)
        places_search(worker_places(request->worker), &query, &request->worker->arena, &hits);
    render_matches(&style, worker_places(request->worker), &hits, reply);
    return true;
}
