#include "api/plan_hop.h"

#include "api/plan_hired.h"
#include "api/hires.h"

const struct means *plan_hop_means(struct plan *plan, const struct endpoint *stops, uint32_t count,
                                   uint32_t *means_count)
{
    struct box box = GEO_BOX_EMPTY;
    for (uint32_t i = 0; i < count; i++)
        geo_box_stretch(&box, plan->style.world->network->stops[stops[i].stop].at);
    *means_count = 0;
    if (!count)
        return NULL;
    struct hires hires = hires_add(&(struct hires_ask){.person = &plan->person,
                                                       .world = plan->style.world,
                                                       .wish = plan->change.wish,
                                                       .seconds_max = plan->change.seconds_max,
                                                       .towards = plan->query.when.arrive_by,
                                                       .stops = &box},
                                   NULL, 0, plan->ways.finder.arena);
    if (hires.left_out)
        plan_add_note(plan, "TOO_MANY", "changeModes",
                      "So much is lent here that not all kinds of it were looked at.");
    *means_count = hires.hired;
    return hires.means;
}

bool plan_hop_find(struct plan *plan, struct leg *leg)
{
    const struct network *network = plan->style.world->network;
    const struct endpoint ends[] = {{leg->from, 0, false}, {leg->to, 0, false}};
    uint32_t count, number = plan->ways.hop_count;
    const struct means *all = plan_hop_means(plan, ends, 2, &count);
    int32_t seconds_max = plan->change.seconds_max;
    for (uint32_t i = 0; i < count && number < WAYS_HOPS_MAX; i++) {
        struct means means = all[i];
        struct way way;
        means.seconds_max = seconds_max;
        const struct way_ask ask = {
            .from = way_end_of_stop(network, leg->from),
            .to = way_end_of_stop(network, leg->to),
            .means = &means,
            .park = NO_IX,
        };
        if (!way_find(&plan->ways.finder, &ask, &way) ||
            way.parts[1].metres < PLAN_RIDE_METRES_LEAST)
            continue;
        plan->ways.hops[number] = (struct way_hop){all[i], way.hire};
        plan->ways.hop_count = number + 1;
        leg->via = number;
        leg->arrive = leg->depart + way.seconds;
        seconds_max = way.seconds - 1;
    }
    return plan->ways.hop_count > number;
}
