#include "api/answers.h"
#include "api/itinerary_id.h"
#include "api/render_itinerary.h"
#include "api/render_plan.h"
#include "api/retell.h"

static bool refresh_hire(const struct request *request, struct reply *reply, struct error *error)
{
    struct plan *plan = arena_alloc(&request->worker->arena, sizeof *plan);
    const struct plan_direct *direct;
    *plan = (struct plan){0};
    if (!retell_hire(request, plan, &direct, error))
        return false;
    render_direct_alone(plan, direct, reply);
    return true;
}

bool refresh_answer(const struct request *request, struct reply *reply, struct error *error)
{
    const char *id = request_text(request, "itineraryId");
    if (id && itinerary_id_is_of_hire(id))
        return refresh_hire(request, reply, error);
    struct retold *told = arena_alloc(&request->worker->arena, sizeof *told);
    if (!retell(request, told, error))
        return false;
    render_journey(&told->plan.style, &told->plan.ends, &told->journey, reply);
    return true;
}
