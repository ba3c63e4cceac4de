#include "api/answers.h"
#include "api/render_itinerary.h"
#include "api/retell.h"

bool refresh_answer(const struct request *request, struct reply *reply, struct error *error)
{
    struct retold *told = arena_alloc(&request->worker->arena, sizeof *told);
    if (!retell(request, told, error))
        return false;
    render_journey(&told->plan.style, &told->plan.ends, &told->journey, reply);
    return true;
}
