#include "api/answers.h"
#include "api/outward.h"
#include "api/render_outward.h"
#include "engine/planner.h"

#define WALK_SECONDS 900

bool one_to_all_answer(const struct request *request, struct reply *reply, struct error *error)
{
    struct outward outward;
    struct spread_ask ask = {&outward.query, false, true};
    struct spread spread;
    struct worker *worker = request->worker;
    const char *text;
    int64_t minutes = 0;
    if (!outward_read(request, "one", &outward, error) ||
        !request_required(request, "maxTravelTime", &text, error) ||
        !request_int(request, "maxTravelTime", 1, OUTWARD_MINUTES_MAX, &minutes, error))
        return false;
    outward.query.when.travel_seconds_max = (int32_t)minutes * 60;
    if (!outward_open(request, &outward, WALK_SECONDS, error) ||
        !planner_spread(worker_planner(worker), outward.style.asked, &ask, &worker->arena, &spread,
                        error))
        return false;
    render_one_to_all(&outward, &spread, reply);
    return true;
}
