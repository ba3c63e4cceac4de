#include "tests/frozen_feed.h"

#include <stdio.h>
#include <stdlib.h>

#include "engine/network/keys.h"

static void insist(bool fine, const struct error *error)
{
    if (fine)
        return;
    fprintf(stderr, "%s: %s\n", error->place, error->text);
    exit(1);
}

void frozen_feed_fill(struct frozen_feed *frozen, const struct small_file *files, size_t count,
                      const struct freeze_options *options, void (*fill)(struct draft *draft))
{
    struct error error = {0};
    small_feed_read(&frozen->feed, files, count, NULL);
    insist(frozen->feed.read, &frozen->feed.error);
    if (fill)
        fill(&frozen->feed.draft);
    scratch_init(&frozen->scratch);
    const char *path = scratch_path(&frozen->scratch, "network.image");
    insist(network_freeze(&frozen->feed.draft, options ? options : &freeze_defaults, path,
                          &frozen->report, &error),
           &error);
    insist(network_open(&frozen->network, path, &error), &error);
    insist(network_verify(&frozen->network, &error), &error);
}

void frozen_feed_make(struct frozen_feed *frozen, const struct small_file *files, size_t count,
                      const struct freeze_options *options)
{
    frozen_feed_fill(frozen, files, count, options, NULL);
}

void frozen_feed_finish(struct frozen_feed *frozen)
{
    network_close(&frozen->network);
    small_feed_finish(&frozen->feed);
    scratch_finish(&frozen->scratch);
}

stop_ix frozen_stop(const struct frozen_feed *frozen, const char *id)
{
    struct error error = {0};
    stop_ix stop;
    insist(keys_find_stop(&frozen->network, id, &stop, &error), &error);
    return stop;
}

route_ix frozen_route(const struct frozen_feed *frozen, const char *id)
{
    struct error error = {0};
    route_ix route;
    insist(keys_find_route(&frozen->network, id, &route, &error), &error);
    return route;
}

trip_ix frozen_trip(const struct frozen_feed *frozen, const char *id)
{
    struct error error = {0};
    trip_ix trip;
    insist(keys_find_trip(&frozen->network, id, &trip, &error), &error);
    return trip;
}
