#include "api/geocode.h"

#include "api/render_match.h"

#define ANSWERS_MAX 100
/* Who stands farther away than this from all stops is not at one. */
#define METRES_MAX 25000

bool reverse_geocode_answer(const struct request *request, struct reply *reply, struct error *error)
{
    struct places_hits hits = {0};
    struct style style;
    struct request_place place;
    const char *text;
    struct places_view view = {.metres = METRES_MAX};
    int64_t most = 5;
    if (!request_required(request, "place", &text, error) || !style_read(request, &style, error) ||
        !request_place(request, "place", &place, error) ||
        !geocode_read_type(request, &view.kinds, error) ||
        !request_int(request, "numResults", 1, INT32_MAX, &most, error))
        return false;
    view.point = place.at;
    view.most = (uint32_t)(most > ANSWERS_MAX ? ANSWERS_MAX : most);
    places_around(worker_places(request->worker), &view, &request->worker->arena, &hits);
    render_matches(&style, &hits, reply);
    return true;
}
