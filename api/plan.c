#include "api/plan.h"

#include "api/render_plan.h"

bool plan_answer(const struct request *request, struct reply *reply, struct error *error)
{
    struct plan *plan = arena_alloc(&request->worker->arena, sizeof *plan);
    if (!plan_read(request, plan, error) || !plan_find(request->worker, plan, error))
        return false;
    render_plan(plan, request->parameters, request->parameter_count, reply);
    return true;
}

void plan_answer_parameters(struct worker *worker, const struct parameter *parameters,
                            uint32_t count, struct reply *reply)
{
    struct error error = {0};
    struct request request = {
        .worker = worker,
        .dialect = dialect_of(DIALECT_NEWEST),
        .version = DIALECT_NEWEST,
        .path = "/api/v6/plan",
        .name = "plan",
        .parameters = parameters,
        .parameter_count = count,
    };
    *reply = (struct reply){.status = 200, .body = ""};
    if (!plan_answer(&request, reply, &error))
        reply_error(reply, &worker->arena, &error);
}
