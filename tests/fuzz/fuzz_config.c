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

static void check_live(const struct config *config)
{
    const struct config_live *live = config->live.data;
    for (uint32_t i = 0; i < config->live.count; i++) {
        PROMISE(live[i].source && *live[i].source && live[i].tag && *live[i].tag);
        PROMISE(live[i].feed < config->feeds.count);
        PROMISE(live[i].every_seconds >= 1 && live[i].every_seconds <= 3600);
        PROMISE(live[i].limit_seconds >= 10 && live[i].limit_seconds <= 86400);
        PROMISE(live[i].is_url || live[i].header_count == 0);
        for (uint32_t k = 0; k < live[i].header_count; k++)
            PROMISE(!strpbrk(live[i].headers[k].value, "\r\n"));
        for (uint32_t k = 0; k < i; k++)
            PROMISE(strcmp(live[i].tag, live[k].tag) != 0);
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
    config_finish(&config);
    return 0;
}
