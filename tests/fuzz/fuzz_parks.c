#include "tests/fuzz/fuzz.h"

#include <string.h>

#include "engine/base/utf8.h"
#include "engine/live/live.h"
#include "feeds/parks/match.h"
#include "tests/street_town.h"

/*
 * A feed of parks of any bytes, and the parks of a small town that its lots become: what is read is
 * as lots.h has it, and no lot or park is matched twice.
 */

static struct street_town town;
static struct park_index cars;

static void end_town(void)
{
    park_index_finish(&cars);
    street_town_finish(&town);
}

static void begin_town(void)
{
    street_town_make(&town);
    park_index_init(&cars, &town.network, TIE_CAR_PARK);
    atexit(end_town);
}

static void check_lots(const struct lots *lots)
{
    PROMISE(lots->count <= 5000 && lots->stamp >= 0);
    for (uint32_t i = 0; i < lots->count; i++) {
        const struct lot *lot = &lots->items[i];
        PROMISE(*lot->id && strlen(lot->id) < 256 && strlen(lot->name) <= 256);
        PROMISE(utf8_valid_prefix(lot->name, strlen(lot->name)) == strlen(lot->name));
        PROMISE(lot->total == NO_IX || lot->total <= 1000000);
        PROMISE(lot->free == NO_IX || (lot->free <= 1000000 && lot->free <= lot->total));
        PROMISE(lot->state <= LIVE_PARK_CLOSED);
    }
}

static void check_matches(const struct lots *lots, const struct vec *matches)
{
    uint32_t parks = 0;
    for (uint32_t i = 0; i < matches->count; i++) {
        const struct park_match *match = vec_at(matches, i);
        PROMISE(match->lot < lots->count && match->park < town.network.counts.street_parks);
        PROMISE(town.network.street_parks[match->park].kind == TIE_CAR_PARK);
        PROMISE(!i || match->lot > (match - 1)->lot);
        PROMISE(!(parks >> match->park & 1));
        parks |= 1u << match->park;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct arena arena = {0};
    struct lots lots;
    struct findings findings;
    struct error error = {0};
    struct vec matches = vec_of(sizeof(struct park_match));
    if (!town.network.counts.stops)
        begin_town();
    findings_init(&findings);
    if (lots_read((struct lots_bytes){(const char *)bytes, size, "parks"}, &arena, &lots, &findings,
                  &error)) {
        check_lots(&lots);
        parks_match(&cars, &lots, 100, &matches, &findings);
        check_matches(&lots, &matches);
    } else {
        PROMISE(error.kind != ERROR_NONE && *error.text);
    }
    vec_finish(&matches);
    findings_finish(&findings);
    arena_finish(&arena);
    return 0;
}
