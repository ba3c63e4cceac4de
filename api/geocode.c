#include "api/geocode.h"

#include <string.h>

#include "api/map.h"
#include "api/modes.h"
#include "api/render_match.h"

#define ANSWERS_MAX 100

/* What a type means to us. */
static bool kind_of(const char *type, named_kinds *kind)
{
    static const struct {
        const char *type;
        enum named_kind kind;
    } types[] = {{"STOP", NAMED_STOP}, {"ADDRESS", NAMED_STREET}, {"PLACE", NAMED_PLACE}};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (strcmp(type, types[i].type) == 0) {
            *kind = 1u << types[i].kind;
            return true;
        }
    return false;
}

bool geocode_read_type(const struct request *request, named_kinds *kinds, struct error *error)
{
    struct request_list list = {0};
    *kinds = 0;
    if (!request_list(request, "type", 16, &list, error))
        return false;
    for (uint32_t i = 0; i < list.count; i++) {
        named_kinds kind;
        if (!kind_of(list.items[i], &kind))
            return error_set(error, ERROR_INPUT, "type", "must be ADDRESS, PLACE or STOP");
        *kinds |= kind;
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
    bool biased;
    int64_t most = 10;
    if (!request_required(request, "text", &query.text, error) ||
        !style_read(request, &style, error) || !geocode_read_type(request, &query.kinds, error) ||
        !modes_read(request, "mode", &modes, error) ||
        !request_point(request, "place", &biased, &near, error) ||
        !request_number(request, "placeBias", 0, 1000, &query.bias, error) ||
        !request_int(request, "numResults", 1, INT32_MAX, &most, error) ||
        !read_box(request, &query, &box, error))
        return false;
    query.modes = modes.transit;
    query.near = biased ? &near : NULL;
    query.most = (uint32_t)(most > ANSWERS_MAX ? ANSWERS_MAX : most);
    places_search(worker_places(request->worker), &query, &request->worker->arena, &hits);
    render_matches(&style, &hits, reply);
    return true;
}
