#include "api/style.h"

#include "engine/base/clock.h"

/* The promise alone, or both. */
static bool read_worlds(const struct request *request, struct style *style, struct error *error)
{
    enum { USED, SHOWN, OFF };
    static const char *const modes[] = {"REALTIME", "REALTIME_ANNOTATION_ONLY", "OFF", NULL};
    uint32_t mode = USED;
    style->world = style->asked = request->worker->world;
    if (!request_enum(request, "realtimeMode", modes, &mode, error))
        return false;
    if (mode == USED || !style->world->live)
        return true;
    struct world *promise = arena_alloc(style->arena, sizeof *promise);
    *promise = *style->world;
    promise->live = NULL;
    style->asked = promise;
    if (mode == OFF)
        style->world = promise;
    return true;
}

bool style_read(const struct request *request, struct style *style, struct error *error)
{
    *style = (struct style){
        .dialect = request->dialect,
        .arena = &request->worker->arena,
        .legs = true,
        .joined = true,
        .alerts = true,
        .now = clock_now(),
    };
    if (!read_worlds(request, style, error) ||
        !request_bool(request, "withAlerts", &style->alerts, error) ||
        !request_bool(request, "detailedLegs", &style->legs, error))
        return false;
    style->transfers = style->legs;
    return request_bool(request, "detailedTransfers", &style->transfers, error) &&
           request_bool(request, "joinInterlinedLegs", &style->joined, error) &&
           request_bool(request, "withScheduledSkippedStops", &style->unused, error) &&
           words_read(request, style->world, &style->words, error);
}
