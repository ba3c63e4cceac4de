#include "api/map.h"

#include "api/render_map.h"

bool map_levels_answer(const struct request *request, struct reply *reply, struct error *error)
{
    struct box box;
    if (!map_read_box(request, &box, error))
        return false;
    render_map_levels(&request->worker->arena, reply);
    return true;
}
