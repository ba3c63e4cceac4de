#include "api/bulletin.h"

#include <pthread.h>
#include <string.h>

#include "engine/base/memory.h"

struct bulletin {
    pthread_mutex_t lock; /* of all below */
    char *notice, *status;
    struct bulletin_live live;
};

struct bulletin *bulletin_create(void)
{
    struct bulletin *bulletin = memory_zeroed(1, sizeof *bulletin);
    pthread_mutex_init(&bulletin->lock, NULL);
    return bulletin;
}

void bulletin_destroy(struct bulletin *bulletin)
{
    if (!bulletin)
        return;
    pthread_mutex_destroy(&bulletin->lock);
    memory_free(bulletin->notice);
    memory_free(bulletin->status);
    memory_free(bulletin);
}

static void set(struct bulletin *bulletin, char **text, const char *to)
{
    size_t size = strlen(to) + 1;
    pthread_mutex_lock(&bulletin->lock);
    *text = memory_resize(*text, size, 1);
    memcpy(*text, to, size);
    pthread_mutex_unlock(&bulletin->lock);
}

void bulletin_set_notice(struct bulletin *bulletin, const char *text)
{
    set(bulletin, &bulletin->notice, text);
}

void bulletin_set_status(struct bulletin *bulletin, const char *json)
{
    set(bulletin, &bulletin->status, json);
}

void bulletin_set_live(struct bulletin *bulletin, const struct bulletin_live *live)
{
    pthread_mutex_lock(&bulletin->lock);
    bulletin->live = *live;
    pthread_mutex_unlock(&bulletin->lock);
}

static const char *get(struct bulletin *bulletin, char *const *text, struct arena *arena)
{
    pthread_mutex_lock(&bulletin->lock);
    const char *copy = *text ? arena_text(arena, *text, strlen(*text)) : "";
    pthread_mutex_unlock(&bulletin->lock);
    return copy;
}

const char *bulletin_notice(struct bulletin *bulletin, struct arena *arena)
{
    return bulletin ? get(bulletin, &bulletin->notice, arena) : "";
}

const char *bulletin_status(struct bulletin *bulletin, struct arena *arena)
{
    return bulletin ? get(bulletin, &bulletin->status, arena) : "";
}

struct bulletin_live bulletin_live(struct bulletin *bulletin)
{
    struct bulletin_live live = {0};
    if (!bulletin)
        return live;
    pthread_mutex_lock(&bulletin->lock);
    live = bulletin->live;
    pthread_mutex_unlock(&bulletin->lock);
    return live;
}
