/* The whole way of a request target: decoding, readers, endpoints, JSON. */
#include <string.h>
#include <unistd.h>

#include <jansson.h>

#include "api/routes.h"
#include "engine/base/clock.h"
#include "engine/base/memory.h"
#include "tests/fuzz/fuzz.h"
#include "tests/tiny.h"

static struct network network;
static struct world world;
static struct worker worker;

static void finish(void)
{
    worker_finish(&worker);
    network_close(&network);
}

static void begin(void)
{
    char path[] = "/tmp/fuzz-target-XXXXXX";
    struct error error = {0};
    int file = mkstemp(path);
    if (file < 0 || !tiny_write(path, 1, &error) || !network_open(&network, path, &error)) {
        fprintf(stderr, "%s: %s\n", error.place, error.text);
        abort();
    }
    close(file);
    unlink(path);
    clock_set_now(1780300800); /* 2026-06-01T08:00:00Z */
    world.network = &network;
    worker.world = &world;
    atexit(finish);
}

/* Whatever is asked, the answer is JSON and never our own fault. */
static void check(const struct reply *reply)
{
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
    routes_answer(&worker, target, &reply);
    check(&reply);
    memory_free(target);
    return 0;
}
