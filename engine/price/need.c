#include <string.h>

#include "engine/base/memory.h"
#include "engine/price/hunt.h"

/*
 * How many rides one still needs from each berth, whatever the time: who has not as many left is of
 * no use. From the target back, a round a ride.
 */

static void lower(uint8_t *number, uint32_t to)
{
    if (to < *number)
        *number = (uint8_t)to;
}

/* A lane that leads somewhere of use by its call `last`: all calls before it do with that ride. */
static void ride_back(struct hunt *hunt, const struct lane *lane, uint32_t last, uint32_t rides)
{
    const berth_ix *berths = hunt->search->schedule->berths + lane->first_call;
    for (uint32_t call = 0; call < last; call++)
        lower(&hunt->need_board[berths[call]], rides);
}

/* The last call of a lane at which somebody with one ride less can go on; 0: there is none. */
static uint32_t last_use(const struct hunt *hunt, const struct lane *lane, uint32_t rides)
{
    const berth_ix *berths = hunt->search->schedule->berths + lane->first_call;
    for (uint32_t call = lane->call_count; call-- > 1;)
        if (hunt->need_off[berths[call]] < rides)
            return call;
    return 0;
}

static void ride_all_back(struct hunt *hunt, uint32_t rides)
{
    const struct schedule *schedule = hunt->search->schedule;
    for (uint32_t i = 0; i < schedule->lane_count; i++) {
        const struct lane *lane = &schedule->lanes[i];
        /* Where links lead one need not walk: such lanes are taken to be as good as any. */
        bool linked = hunt_links(hunt, lane);
        uint32_t last = linked ? lane->call_count : last_use(hunt, lane, rides);
        ride_back(hunt, lane, last, linked ? 1 : rides);
    }
}

/* From where one gets off to where one boards. */
static void walk_all_back(struct hunt *hunt)
{
    const struct search *search = hunt->search;
    for (berth_ix berth = 0; berth < search->network->counts.berth_stops; berth++) {
        if (search->change_seconds[berth] != CHANGE_NEVER)
            lower(&hunt->need_off[berth], hunt->need_board[berth]);
        for (uint32_t i = search->footpath_first[berth]; i < search->footpath_first[berth + 1]; i++)
            lower(&hunt->need_off[berth], hunt->need_board[search->footpaths[i].berth]);
    }
}

void need_find(struct hunt *hunt)
{
    const struct search *search = hunt->search;
    const struct vec *gates = &search->targets[COMING_OWN][0].gates;
    uint32_t berths = search->network->counts.berth_stops;
    hunt->need_off = memory_resize(NULL, berths, sizeof *hunt->need_off);
    hunt->need_board = memory_resize(NULL, berths, sizeof *hunt->need_board);
    memset(hunt->need_off, UINT8_MAX, berths);
    memset(hunt->need_board, UINT8_MAX, berths);
    for (uint32_t i = 0; i < gates->count; i++)
        hunt->need_off[((const struct gate *)vec_at(gates, i))->berth] = 0;
    for (uint32_t rides = 1; rides <= hunt->rounds; rides++) {
        ride_all_back(hunt, rides);
        walk_all_back(hunt);
    }
}
