#include "api/answers.h"

#include "api/render_stop.h"
#include "engine/base/bitset.h"

bool stop_answer(const struct request *request, struct reply *reply, struct error *error)
{
    const struct network *network = request->worker->world->network;
    struct style style;
    struct around around;
    if (!style_read(request, &style, error) || !around_read(request, &around, error))
        return false;
    uint64_t *routes = arena_array(
        &request->worker->arena, bitset_words((size_t)network->counts.routes + 1), sizeof *routes);
    for (uint32_t i = 0; i < around.stops.count; i++) {
        stop_ix stop = around.stops.items[i];
        for (uint32_t k = network->stop_pattern_first[stop];
             k < network->stop_pattern_first[stop + 1]; k++)
            bitset_add(routes, network->patterns[network->stop_patterns[k].pattern].route);
    }
    render_stop_page(&style, &around, routes, reply);
    return true;
}
