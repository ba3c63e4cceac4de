#include "api/style.h"

bool style_read(const struct request *request, struct style *style, struct error *error)
{
    *style = (struct style){
        .world = request->worker->world,
        .dialect = request->dialect,
        .arena = &request->worker->arena,
        .legs = true,
        .joined = true,
    };
    if (!request_bool(request, "detailedLegs", &style->legs, error))
        return false;
    style->transfers = style->legs;
    return request_bool(request, "detailedTransfers", &style->transfers, error) &&
           request_bool(request, "joinInterlinedLegs", &style->joined, error) &&
           request_bool(request, "withScheduledSkippedStops", &style->unused, error) &&
           words_read(request, &style->words, error);
}
