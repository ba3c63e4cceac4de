#include "api/plan.h"

#include "api/answers.h"
#include "api/render_plan.h"

bool plan_answer(const struct request *request, struct reply *reply, struct error *error)
{
    struct plan *plan = arena_alloc(&request->worker->arena, sizeof *plan);
    if (!plan_read(request, plan, error) || !plan_find(request->worker, plan, error))
        return false;
    render_plan(plan, request->parameters, request->parameter_count, reply);
    return true;
}
