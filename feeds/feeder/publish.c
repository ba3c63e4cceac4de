#include "feeds/feeder/publish.h"

#include <string.h>

#include "engine/base/memory.h"
#include "engine/network/keys.h"
#include "feeds/realtime/republish.h"

/* The sources that the network has a feed for, ready to be applied; arrays of `count`. */
struct applied {
    struct realtime_source *sources;
    struct realtime_rules *rules;
    struct findings *findings;
    uint32_t count;
};

static struct realtime_rules rules_of(const struct config_live *live, feed_ix feed)
{
    return (struct realtime_rules){
        .feed = feed,
        .tag = live->from.tag,
        .trip_suffix = live->trip_suffix,
        .trip_prefix = live->trip_prefix,
        .by_route = live->by_route,
        .by_stops = live->by_stops,
        .backward = live->backward == CONFIG_BACKWARD_ALWAYS ? BACKWARD_ALWAYS : BACKWARD_NONE,
        .limit_seconds = live->from.limit_seconds,
    };
}

static struct live_feed feed_of(const struct source *source, feed_ix feed)
{
    return (struct live_feed){
        .feed = feed,
        .state = (uint8_t)source->state,
        .stamp = realtime_store_stamp(source->store),
        .fetched = source->fetched,
        .tried = source->tried,
        .limit_seconds = source->live->from.limit_seconds,
        .messages = source->messages,
        .failures = source->failures,
        .findings = findings_total(&source->findings),
    };
}

static void add_source(struct applied *applied, const struct source *source, feed_ix feed,
                       struct live_draft *draft)
{
    struct live_feed about = feed_of(source, feed);
    struct realtime_rules *rules = &applied->rules[applied->count];
    *rules = rules_of(source->live, feed);
    findings_init(&applied->findings[applied->count]);
    applied->sources[applied->count++] = (struct realtime_source){
        .store = source->store,
        .rules = rules,
        .number = live_draft_add_feed(draft, &about, source->live->from.tag, source->problem.text),
        .stale = source->state == LIVE_FEED_STALE,
    };
}

static void gather(struct applied *applied, const struct network *network,
                   const struct sources *sources, struct live_draft *draft)
{
    *applied = (struct applied){
        .sources = memory_zeroed(sources->count, sizeof *applied->sources),
        .rules = memory_zeroed(sources->count, sizeof *applied->rules),
        .findings = memory_zeroed(sources->count, sizeof *applied->findings),
    };
    for (uint32_t i = 0; i < sources->count; i++) {
        const struct source *source = &sources->items[i];
        feed_ix feed = keys_feed(network, source->feed_tag, strlen(source->feed_tag));
        if (feed != NO_IX)
            add_source(applied, source, feed, draft);
    }
}

static void finish(struct applied *applied, struct live_draft *draft)
{
    for (uint32_t i = 0; i < applied->count; i++) {
        live_draft_feed(draft, applied->sources[i].number)->findings +=
            findings_total(&applied->findings[i]);
        findings_finish(&applied->findings[i]);
    }
    memory_free(applied->sources);
    memory_free(applied->rules);
    memory_free(applied->findings);
}

/* Each system is told of; what it lends is added while it can be relied on. */
static void add_systems(struct fleets *fleets, const struct systems *systems, unix_time now,
                        struct live_draft *draft)
{
    for (uint32_t i = 0; i < systems->items.count; i++) {
        const struct system *system = systems_at(systems, i);
        if (!system || !system_is_shown(systems, system))
            continue;
        bool usable = system_is_usable(system);
        const struct fleet_kept *kept = usable ? fleets_of(fleets, system, now) : NULL;
        struct live_feed row = system_row(system);
        if (kept)
            fleet_count(kept, &row);
        uint32_t number = live_draft_add_feed(draft, &row, system->tag, system->problem);
        if (kept)
            live_draft_add_fleet(draft, &kept->fleet, number);
    }
}

bool publish(struct publish_laid *laid, const struct publish_sources *sources,
             const struct publish_wish *wish, struct error *error)
{
    const struct network *network = laid->fleets.network;
    struct applied applied;
    struct live_draft *draft = live_draft_create(network);
    gather(&applied, network, sources->live, draft);
    realtime_apply(network, applied.sources, applied.count, wish->now, draft, applied.findings);
    finish(&applied, draft);
    realtime_republish(draft, network, wish->now);
    add_systems(&laid->fleets, sources->shared, wish->now, draft);
    spaces_lay(&laid->spaces, sources->spaces, draft);
    prices_lay(&laid->prices, sources->prices, network, draft);
    bool written = live_freeze(draft, wish->now, wish->number, wish->path, error);
    live_draft_destroy(draft);
    fleets_sweep(&laid->fleets);
    return written;
}
