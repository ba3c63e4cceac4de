#include "api/answers.h"

#include "api/ids.h"
#include "api/render_itinerary.h"
#include "engine/base/vec.h"
#include "engine/world/stay.h"

/* A vehicle makes no more trips than this before everybody gets off. */
#define RUNS_MAX 64

/* The leg of a whole run. */
static struct leg whole_leg(const struct world *world, struct run run, bool stays)
{
    const struct pattern *pattern = world_trip_pattern(world, run.trip);
    uint32_t last = pattern->call_count - 1;
    return (struct leg){
        .kind = LEG_RIDE,
        .from = world_shown_stop(world, run.trip, 0),
        .to = world_shown_stop(world, run.trip, last),
        .depart = run_depart(world, run, 0),
        .arrive = run_arrive(world, run, last),
        .run = run,
        .alight_call = last,
        .stays = stays,
    };
}

static text_ix name_at(const struct world *world, struct run run, uint32_t call)
{
    return world->network->stops[world_shown_stop(world, run.trip, call)].name;
}

/* Whether the vehicle comes by a stop of that name on one of the legs. */
static bool passes(const struct world *world, const struct vec *legs, text_ix name)
{
    for (uint32_t i = 0; i < legs->count; i++) {
        const struct leg *leg = vec_at(legs, i);
        const struct pattern *pattern = world_trip_pattern(world, leg->run.trip);
        for (uint32_t call = 0; call < pattern->call_count; call++)
            if (name_at(world, leg->run, call) == name)
                return true;
    }
    return false;
}

/* Whether a run goes where the legs have not been; a vehicle that just turns back does not. */
static bool goes_on(const struct world *world, const struct vec *legs, struct run run)
{
    const struct pattern *pattern = world_trip_pattern(world, run.trip);
    for (uint32_t call = 1; call < pattern->call_count; call++)
        if (!passes(world, legs, name_at(world, run, call)))
            return true;
    return false;
}

/* The run and those after it on which one may stay seated to get farther. */
static struct vec legs_of(const struct world *world, struct run run)
{
    struct vec legs = vec_of(sizeof(struct leg));
    struct run next = run;
    do {
        struct leg leg = whole_leg(world, next, legs.count > 0);
        vec_push(&legs, &leg);
        run = next;
    } while (legs.count < RUNS_MAX && stay_next(world, run, &next) && goes_on(world, &legs, next));
    return legs;
}

bool trip_answer(const struct request *request, struct reply *reply, struct error *error)
{
    const char *id;
    struct style style;
    struct run run;
    if (!request_required(request, "tripId", &id, error) || !style_read(request, &style, error) ||
        !ids_find_run(style.world, id, &run, error))
        return false;
    struct vec legs = legs_of(style.world, run);
    struct leg *first = legs.data;
    struct journey journey = {
        .depart = first->depart,
        .arrive = first[legs.count - 1].arrive,
        .leg_count = legs.count,
        .legs = first,
    };
    const struct ends nowhere = {.from = {.stop = first->from}, .to = {.stop = first->to}};
    render_journey(&style, &nowhere, &journey, reply);
    vec_finish(&legs);
    return true;
}
