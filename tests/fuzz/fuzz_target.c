/*
 * The whole way of a request target: decoding, readers, endpoints, JSON. What follows a line end is
 * the body of a POST. Each is put to a tiny network, to a town with streets, and to a network
 * with a live image over it.
 */
#include <string.h>

#include <jansson.h>

#include "api/routes.h"
#include "engine/base/clock.h"
#include "engine/base/memory.h"
#include "tests/fuzz/fuzz.h"
#include "tests/rich_live.h"
#include "tests/street_town.h"
#include "tests/tiny.h"

enum { WORLDS = 3 };

static struct network network;
static struct street_town town;
static struct built built;
static struct live live;
static struct world worlds[WORLDS];
static struct worker workers[WORLDS];

static void finish(void)
{
    for (int i = 0; i < WORLDS; i++)
        worker_finish(&workers[i]);
    network_close(&network);
    street_town_finish(&town);
    live_close(&live);
    built_finish(&built);
}

static void begin(void)
{
    struct error error = {0};
    clock_set_now(1780300800); /* 2026-06-01T08:00:00Z */
    street_town_make(&town);
    rich_build(&built);
    const char *path = scratch_path(&built.scratch, "tiny");
    if (!tiny_write(path, 1, &error) || !network_open(&network, path, &error)) {
        fprintf(stderr, "%s: %s\n", error.place, error.text);
        abort();
    }
    rich_live_open(&built, scratch_path(&built.scratch, "live"), &live);
    worlds[0].network = &network;
    worlds[1].network = &town.network;
    worlds[2].network = &built.network;
    worlds[2].live = &live;
    for (int i = 0; i < WORLDS; i++)
        workers[i].world = &worlds[i];
    atexit(finish);
}

/* Whatever is asked, the answer is JSON and never our own fault. */
static void check(struct reply *reply, struct arena *arena)
{
    reply_drain(reply, arena);
    if (reply->content_type && reply->status == 200 &&
        strstr(reply->content_type, "json") != NULL &&
        strstr(reply->content_type, "geo+json") == NULL)
        return; /* A line an object: not one document. */
    if (reply->content_type && (strncmp(reply->content_type, "text/csv", 8) == 0 ||
                                strstr(reply->content_type, "protobuf")))
        return;
    json_t *json = json_loadb(reply->body, reply->size, JSON_REJECT_DUPLICATES, NULL);
    PROMISE(json != NULL);
    PROMISE(reply->status >= 200 && reply->status < 500);
    PROMISE(reply->status == 200 || json_is_object(json));
    json_decref(json);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct reply reply;
    if (network.stops == NULL)
        begin();
    char *target = memory_zeroed(size + 1, 1); /* Of its own, so that reading past it shows. */
    memcpy(target, bytes, size);
    char *end = strchr(target, '\n');
    const struct request_body body = {end ? end + 1 : NULL,
                                      end ? size - (size_t)(end + 1 - target) : 0};
    if (end)
        *end = '\0';
    for (int i = 0; i < WORLDS; i++) {
        if (end)
            routes_answer_post(&workers[i], target, &body, &reply);
        else
            routes_answer(&workers[i], target, &reply);
        check(&reply, &workers[i].arena);
    }
    memory_free(target);
    return 0;
}
