#include "feeds/feeder/spaces.h"

#include "engine/base/log.h"
#include "engine/base/memory.h"
#include "feeds/feeder/stamp.h"

/* --- What is said --- */

void spaces_init(struct spaces *spaces, const struct config *config, struct fetch *fetch)
{
    const struct config_parks *parks = config->parks.data;
    *spaces = (struct spaces){
        .items = memory_zeroed(config->parks.count, sizeof *spaces->items),
        .count = config->parks.count,
        .first = fetch_count(fetch),
        .fetch = fetch,
    };
    for (uint32_t i = 0; i < spaces->count; i++) {
        spaces->items[i] = (struct space_source){.parks = &parks[i], .state = LIVE_FEED_SILENT};
        findings_init(&spaces->items[i].findings);
        fetch_add(fetch, &(struct fetch_source){.rules = &parks[i].from,
                                                .is_json = true,
                                                .bytes = LOTS_BYTES_MAX,
                                                .every_seconds = parks[i].from.every_seconds});
    }
}

void spaces_finish(struct spaces *spaces)
{
    for (uint32_t i = 0; i < spaces->count; i++) {
        arena_finish(&spaces->items[i].arena);
        findings_finish(&spaces->items[i].findings);
    }
    memory_free(spaces->items);
    *spaces = (struct spaces){0};
}

bool spaces_own(const struct spaces *spaces, uint32_t source)
{
    return source >= spaces->first && source - spaces->first < spaces->count;
}

/* Reads aside, and puts what came of it in the place of what was said before. */
static bool read_lots(struct space_source *source, const struct vec *bytes, const char *name,
                      unix_time now, struct error *error)
{
    struct arena arena = {0};
    struct lots lots;
    struct findings findings;
    findings_init(&findings);
    if (!lots_read((struct lots_bytes){bytes->data, bytes->count, name}, &arena, &lots, &findings,
                   error)) {
        arena_finish(&arena);
        findings_finish(&findings);
        return false;
    }
    lots.stamp = stamp_believed(lots.stamp, now, name, &findings);
    arena_finish(&source->arena);
    findings_finish(&source->findings);
    source->arena = arena;
    source->lots = lots;
    source->findings = findings;
    return true;
}

static void note_problem(struct space_source *source, const struct error *error)
{
    source->failures++;
    source->problem = *error;
}

bool spaces_take(struct spaces *spaces, struct fetch_answer *answer, unix_time now)
{
    struct space_source *source = &spaces->items[answer->source - spaces->first];
    const char *name = fetch_name(spaces->fetch, answer->source);
    struct error error = {0};
    bool news = answer->ending == FETCH_NEW;
    source->tried = now;
    if (answer->ending == FETCH_FAILED) {
        note_problem(source, &answer->error);
        return false;
    }
    bool fine = !news || read_lots(source, &answer->bytes, name, now, &error);
    vec_finish(&answer->bytes);
    if (!fine) {
        note_problem(source, &error);
        fetch_distrust(spaces->fetch, answer->source);
        return false;
    }
    source->fetched = now;
    source->problem = (struct error){0};
    source->messages += news;
    source->version += news;
    source->heard = news ? now : source->heard;
    return news;
}

/* --- How they fare --- */

/* When it was said, as far as anybody knows; 0: never. */
static unix_time said_at(const struct space_source *source)
{
    return source->lots.stamp ? source->lots.stamp : source->heard;
}

static enum live_feed_state state_of(const struct space_source *source, unix_time now)
{
    if (!source->heard)
        return LIVE_FEED_SILENT;
    if (now - said_at(source) >= source->parks->from.limit_seconds)
        return LIVE_FEED_STALE;
    return source->problem.kind ? LIVE_FEED_FAILED : LIVE_FEED_FRESH;
}

bool spaces_judge(struct spaces *spaces, unix_time now)
{
    bool changed = false;
    for (uint32_t i = 0; i < spaces->count; i++) {
        struct space_source *source = &spaces->items[i];
        enum live_feed_state state = state_of(source, now);
        if (state == source->state)
            continue;
        source->state = state;
        changed = true;
        log_line("live", "tag=%s state=%s failures=%u place=%s problem=\"%s\"",
                 source->parks->from.tag, live_feed_state_name(state), source->failures,
                 source->problem.place, source->problem.text);
    }
    return changed;
}

bool spaces_are_tried(const struct spaces *spaces)
{
    for (uint32_t i = 0; i < spaces->count; i++)
        if (!spaces->items[i].tried)
            return false;
    return true;
}

/* --- On a network --- */

/* What the lots of one feed are there. */
struct laid_lots {
    uint64_t version; /* of the feed; 0: nothing was laid yet */
    struct vec matches;
    uint32_t findings;
};

void spaces_laid_init(struct spaces_laid *laid, const struct network *network)
{
    *laid = (struct spaces_laid){.network = network, .items = vec_of(sizeof(struct laid_lots))};
    park_index_init(&laid->cars, network, TIE_CAR_PARK);
    park_index_init(&laid->bicycles, network, TIE_BICYCLE_PARK);
}

void spaces_laid_finish(struct spaces_laid *laid)
{
    for (uint32_t i = 0; i < laid->items.count; i++)
        vec_finish(&((struct laid_lots *)vec_at(&laid->items, i))->matches);
    vec_finish(&laid->items);
    park_index_finish(&laid->cars);
    park_index_finish(&laid->bicycles);
}

static const struct laid_lots *lots_of(struct spaces_laid *laid, const struct spaces *spaces,
                                       uint32_t number)
{
    const struct space_source *source = &spaces->items[number];
    while (laid->items.count <= number)
        vec_push(&laid->items, &(struct laid_lots){.matches = vec_of(sizeof(struct park_match))});
    struct laid_lots *lots = vec_at(&laid->items, number);
    if (lots->version == source->version)
        return lots;
    struct findings findings;
    findings_init(&findings);
    parks_match(source->parks->bicycles ? &laid->bicycles : &laid->cars, &source->lots,
                (uint32_t)source->parks->metres, &lots->matches, &findings);
    lots->findings = findings_total(&findings);
    lots->version = source->version;
    findings_finish(&findings);
    return lots;
}

static struct live_feed row_of(const struct space_source *source)
{
    return (struct live_feed){
        .feed = NO_IX,
        .kind = LIVE_FEED_PARKS,
        .state = (uint8_t)source->state,
        .stamp = said_at(source),
        .fetched = source->fetched,
        .tried = source->tried,
        .limit_seconds = source->parks->from.limit_seconds,
        .messages = source->messages,
        .failures = source->failures,
        .findings = findings_total(&source->findings),
    };
}

static void add_parks(const struct space_source *source, const struct laid_lots *laid,
                      uint32_t feed, struct live_draft *draft)
{
    const struct park_match *matches = laid->matches.data;
    struct live_feed *row = live_draft_feed(draft, feed);
    row->entities = source->lots.count;
    row->findings += laid->findings;
    for (uint32_t i = 0; i < laid->matches.count; i++) {
        const struct lot *lot = &source->lots.items[matches[i].lot];
        live_draft_add_park(draft, &(struct live_park){.park = matches[i].park,
                                                       .feed = feed,
                                                       .free = lot->free,
                                                       .total = lot->total,
                                                       .state = lot->state});
        row->stations++;
        row->docks += lot->free == NO_IX ? 0 : lot->free;
    }
}

void spaces_lay(struct spaces_laid *laid, const struct spaces *spaces, struct live_draft *draft)
{
    for (uint32_t i = 0; i < spaces->count; i++) {
        const struct space_source *source = &spaces->items[i];
        struct live_feed row = row_of(source);
        uint32_t feed =
            live_draft_add_feed(draft, &row, source->parks->from.tag, source->problem.text);
        if (source->state == LIVE_FEED_FRESH || source->state == LIVE_FEED_FAILED)
            add_parks(source, lots_of(laid, spaces, i), feed, draft);
    }
}
