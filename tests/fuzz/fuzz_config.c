#include <string.h>

#include "feeds/config/config.h"
#include "tests/fuzz/fuzz.h"
#include "tests/scratch.h"

static struct scratch scratch;

static void end_scratch(void)
{
    scratch_finish(&scratch);
}

/* A city.json is refused with a place and a reason, or everything in it is what it has to be. */

static void check_source(const struct config_source *from)
{
    PROMISE(from->where && *from->where && from->tag && *from->tag);
    PROMISE(from->every_seconds >= 1 && from->every_seconds <= 3600);
    PROMISE(from->limit_seconds >= 10 && from->limit_seconds <= 86400);
    PROMISE(from->is_url || from->header_count == 0);
    for (uint32_t k = 0; k < from->header_count; k++)
        PROMISE(!strpbrk(from->headers[k].value, "\r\n"));
}

static void check_live(const struct config *config)
{
    const struct config_live *live = config->live.data;
    for (uint32_t i = 0; i < config->live.count; i++) {
        check_source(&live[i].from);
        PROMISE(live[i].feed < config->feeds.count);
        for (uint32_t k = 0; k < i; k++)
            PROMISE(strcmp(live[i].from.tag, live[k].from.tag) != 0);
    }
}

static void check_shared(const struct config *config)
{
    const struct config_live *live = config->live.data;
    const struct config_shared *shared = config->shared.data;
    for (uint32_t i = 0; i < config->shared.count; i++) {
        check_source(&shared[i].from);
        PROMISE(shared[i].way_back <= CONFIG_RETURN_ROUNDTRIP);
        for (uint32_t k = 0; k < shared[i].host_count; k++)
            PROMISE(*shared[i].hosts[k] && !strchr(shared[i].hosts[k], '/'));
        for (uint32_t k = 0; k < i; k++)
            PROMISE(strcmp(shared[i].from.tag, shared[k].from.tag) != 0);
        for (uint32_t k = 0; k < config->live.count; k++)
            PROMISE(strcmp(shared[i].from.tag, live[k].from.tag) != 0);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    if (!*scratch.path) {
        scratch_init(&scratch);
        atexit(end_scratch);
    }
    struct config config;
    struct error error = {0};
    if (!config_read(&config, scratch_write(&scratch, "city.json", bytes, size), &error)) {
        PROMISE(error.kind != ERROR_NONE && *error.text);
        return 0;
    }
    PROMISE(config.feeds.count && config.digest);
    const struct config_feed *feeds = config.feeds.data;
    for (uint32_t i = 0; i < config.feeds.count; i++)
        PROMISE(feeds[i].path && feeds[i].tag && !strchr(feeds[i].tag, '_'));
    check_live(&config);
    check_shared(&config);
    config_finish(&config);
    return 0;
}
