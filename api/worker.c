#include "api/worker.h"

#include "engine/places/places.h"
#include "engine/planner.h"

struct planner *worker_planner(struct worker *worker)
{
    if (worker->planner == NULL) {
        worker->planner = planner_create(worker->world->network);
        if (worker->schedules != NULL)
            planner_share_schedules(worker->planner, worker->schedules);
    }
    return worker->planner;
}

const struct places *worker_places(struct worker *worker)
{
    if (worker->places == NULL) {
        worker->own_places = places_create(worker->world->network);
        worker->places = worker->own_places;
    }
    return worker->places;
}

void worker_finish(struct worker *worker)
{
    planner_destroy(worker->planner);
    places_destroy(worker->own_places);
    worker->planner = NULL;
    worker->own_places = NULL;
    worker->places = NULL;
    arena_finish(&worker->arena);
}
