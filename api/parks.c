#include "api/parks.h"

#include "api/known.h"
#include "engine/base/bitset.h"

bool parks_now(const struct world *world, uint32_t park, unix_time now, struct park_now *is)
{
    const struct live *live = world->live;
    const struct live_park *said = live ? live_park_of(live, park) : NULL;
    if (!said)
        return false;
    const struct live_feed *feed = &live->feeds[said->feed];
    unix_time stamp;
    *is = (struct park_now){
        .free = live_park_free(live, park, &stamp),
        .total = said->total == NO_IX ? world->network->street_parks[park].capacity : said->total,
        .state = (uint8_t)said->state,
        .said = live_feed_said(feed),
    };
    return known_feed_state(feed, now) != LIVE_FEED_STALE;
}

const uint64_t *parks_full(const struct world *world, unix_time now, unix_time time,
                           struct arena *arena)
{
    const struct live *live = world->live;
    uint64_t *full = NULL;
    int64_t ahead = time < now ? now - time : time - now;
    for (uint32_t i = 0; live && ahead <= PARKS_AHEAD_SECONDS && i < live->counts.parks; i++) {
        uint32_t park = live->parks[i].park;
        struct park_now is;
        if (!parks_now(world, park, now, &is) || is.free != 0)
            continue;
        if (!full)
            full =
                arena_array(arena, bitset_words(world->network->counts.street_parks), sizeof *full);
        bitset_add(full, park);
    }
    return full;
}

const char *parks_name(const struct network *network, uint32_t park)
{
    const struct street_park *of = &network->street_parks[park];
    const char *name = network_text(network, of->name);
    return *name ? name : of->kind == TIE_CAR_PARK ? "Car park" : "Bicycle parking";
}
