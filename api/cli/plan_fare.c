#include "api/cli/plan_fare.h"

#include "api/cli/fare_text.h"
#include "api/cli/journey_text.h"
#include "api/fare_wish.h"
#include "api/plan.h"

void plan_fare_print(const struct plan *plan, const struct journey_text *text,
                     const struct journey *journey)
{
    struct arena arena = {0};
    const struct fares fares = {tariff_of(text->world), &plan->fares->profile, text->ways, &arena,
                                NULL};
    const struct fare_text fare_text = {text->screen, text->world, text->zone, false};
    struct fare fare;
    fares_of(&fares, journey, &fare);
    fare_text_print(&fare_text, &fares, &fare);
    fputc('\n', text->screen->out);
    arena_finish(&arena);
}
