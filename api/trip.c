#include "api/trip.h"

#include "api/ids.h"
#include "api/render_plan.h"

bool trip_answer(const struct request *request, struct reply *reply, struct error *error)
{
    const struct world *world = request->worker->world;
    const char *id;
    struct style style;
    struct leg leg = {.kind = LEG_RIDE};
    if (!request_required(request, "tripId", &id, error) || !style_read(request, &style, error) ||
        !ids_find_run(world->network, id, &leg.run, error))
        return false;
    const struct trip *trip = &world->network->trips[leg.run.trip];
    const struct pattern *pattern = &world->network->patterns[trip->pattern];
    leg.alight_call = pattern->call_count - 1;
    leg.from = network_call_stop(world->network, pattern, 0);
    leg.to = network_call_stop(world->network, pattern, leg.alight_call);
    leg.depart = run_depart(world, leg.run, 0);
    leg.arrive = run_arrive(world, leg.run, leg.alight_call);
    struct journey journey = {leg.depart, leg.arrive, 0, 1, &leg};
    render_journey(&style, &journey, reply);
    return true;
}
