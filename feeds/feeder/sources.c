#include "feeds/feeder/sources.h"

#include "engine/base/log.h"
#include "engine/base/memory.h"

#define MEMORY_MAX ((size_t)256 << 20) /* of one message */

void sources_init(struct sources *sources, const struct config *config)
{
    const struct config_live *live = config->live.data;
    const struct config_feed *feeds = config->feeds.data;
    sources->count = config->live.count;
    sources->items = memory_zeroed(sources->count, sizeof *sources->items);
    for (uint32_t i = 0; i < sources->count; i++) {
        struct source *source = &sources->items[i];
        source->live = &live[i];
        source->feed_tag = feeds[live[i].feed].tag;
        source->store = realtime_store_create();
        source->state = LIVE_FEED_SILENT;
        findings_init(&source->findings);
    }
}

void sources_finish(struct sources *sources)
{
    for (uint32_t i = 0; i < sources->count; i++) {
        realtime_store_destroy(sources->items[i].store);
        findings_finish(&sources->items[i].findings);
    }
    memory_free(sources->items);
    *sources = (struct sources){0};
}

static void note_problem(struct source *source, const struct error *error)
{
    source->failures++;
    source->problem = *error;
}

static bool read_message(struct source *source, const struct vec *bytes, const char *name,
                         unix_time now, bool *news, struct error *error)
{
    struct realtime_limits limits = realtime_limits_usual(now);
    struct findings findings;
    limits.memory = MEMORY_MAX;
    findings_init(&findings);
    bool fine = realtime_store_take(
        source->store,
        (struct realtime_bytes){.data = bytes->data, .length = bytes->count, .name = name}, &limits,
        &findings, news, error);
    if (fine && *news) {
        findings_finish(&source->findings);
        source->findings = findings;
    } else {
        findings_finish(&findings);
    }
    return fine;
}

static bool take_new(struct source *source, struct fetch_answer *answer, const char *name,
                     unix_time now, bool *usable)
{
    bool news = false;
    struct error error = {0};
    *usable = read_message(source, &answer->bytes, name, now, &news, &error);
    vec_finish(&answer->bytes);
    if (!*usable) {
        note_problem(source, &error);
        return false;
    }
    source->messages++;
    source->fetched = now;
    source->problem = (struct error){0};
    if (news)
        source->heard = now;
    return news;
}

bool source_take(struct source *source, struct fetch_answer *answer, const char *name,
                 unix_time now, bool *usable)
{
    *usable = true;
    source->tried = now;
    if (answer->ending == FETCH_NEW)
        return take_new(source, answer, name, now, usable);
    if (answer->ending == FETCH_FAILED) {
        note_problem(source, &answer->error);
        return false;
    }
    source->fetched = now;
    source->problem = (struct error){0};
    return false;
}

int64_t source_age(const struct source *source, unix_time now)
{
    if (!source->heard)
        return -1;
    unix_time stamp = realtime_store_stamp(source->store);
    int64_t age = now - (stamp ? stamp : source->heard);
    return age < 0 ? 0 : age;
}

static enum live_feed_state state_of(const struct source *source, unix_time now)
{
    int64_t age = source_age(source, now);
    if (age < 0)
        return LIVE_FEED_SILENT;
    if (age >= source->live->from.limit_seconds)
        return LIVE_FEED_STALE;
    return source->problem.kind ? LIVE_FEED_FAILED : LIVE_FEED_FRESH;
}

bool source_judge(struct source *source, unix_time now)
{
    enum live_feed_state state = state_of(source, now);
    bool failing = source->problem.kind != ERROR_NONE;
    if (state == source->state && failing == source->failing)
        return false;
    source->state = state;
    source->failing = failing;
    log_line("live", "tag=%s state=%s age=%lld failures=%u place=%s problem=\"%s\"",
             source->live->from.tag, live_feed_state_name(state),
             (long long)source_age(source, now), source->failures, source->problem.place,
             source->problem.text);
    return true;
}
