#include "api/worker.h"

struct planner *worker_planner(struct worker *worker)
{
    if (worker->planner == NULL)
        worker->planner = planner_create(worker->world->network);
    return worker->planner;
}

void worker_finish(struct worker *worker)
{
    planner_destroy(worker->planner);
    worker->planner = NULL;
    arena_finish(&worker->arena);
}
