#include "api/server/editions.h"

#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/inotify.h>

#include "api/server/present.h"
#include "engine/base/clock.h"
#include "engine/base/log.h"
#include "engine/base/memory.h"

/* Both directions of three days or so, and those of the world to come; more are laid out again when
 * they are asked for. */
enum { SCHEDULES_KEPT = 12, SCHEDULES_MIB = 256 };

/* An edition as it is served: what is live of it changes. */
struct served {
    struct edition *edition;  /* or NULL */
    struct present *present;  /* the newest that could be opened, or NULL */
    struct present_mark mark; /* of the file looked at last */
    bool silent;              /* `present` is too old to be in the answers */
};

struct editions {
    struct worlds *worlds;
    struct bulletin *bulletin;
    struct schedules *schedules; /* of all worlds */
    struct edition_plan plan;    /* of those to come; its path is nobody's */
    struct served newest, earlier;
    struct bulletin_live live;
    uint64_t number; /* of the last world */
};

static struct layer layer_of(const struct served *served, uint64_t number)
{
    struct layer layer = {.edition = served->edition};
    if (!served->edition)
        return layer;
    edition_hold(served->edition);
    layer.world = (struct world){.network = &served->edition->network, .number = number};
    if (served->present) {
        layer.present = present_hold(served->present);
        layer.world.prices = &served->present->live;
        layer.world.live = served->silent ? NULL : layer.world.prices;
    }
    return layer;
}

/* The schedules of a live image go with it. */
static void drop(struct edition *edition, struct present *present)
{
    if (present && present->users == 1)
        schedules_forget(edition->schedules,
                         &(struct world){.network = &edition->network, .live = &present->live});
    present_drop(present);
    edition_drop(edition);
}

static void retire(void *context, const struct world *world)
{
    (void)context;
    const struct snapshot *snapshot = snapshot_of(world);
    drop(snapshot->newest.edition, snapshot->newest.present);
    drop(snapshot->earlier.edition, snapshot->earlier.present);
    memory_free((void *)(uintptr_t)snapshot);
}

/* The first day on which something runs. */
static civil_day first_day_of(const struct network *network)
{
    civil_day first = INT32_MAX;
    for (feed_ix feed = 0; feed < network->counts.feeds; feed++)
        if (network->feeds[feed].first_day <= network->feeds[feed].last_day &&
            network->feeds[feed].first_day < first)
            first = network->feeds[feed].first_day;
    return first;
}

static civil_day today_of(const struct network *network)
{
    struct zone zone = network_zone(network, network->feeds[0].zone);
    return zone_day(&zone, clock_now());
}

static unix_time beginning_of(const struct network *network)
{
    struct zone zone = network_zone(network, network->feeds[0].zone);
    return zone_day_start(&zone, first_day_of(network));
}

static struct snapshot *make_snapshot(struct editions *editions)
{
    struct snapshot *snapshot = memory_zeroed(1, sizeof *snapshot);
    editions->number++;
    snapshot->newest = layer_of(&editions->newest, editions->number);
    snapshot->earlier = layer_of(&editions->earlier, editions->number);
    if (snapshot->earlier.edition)
        snapshot->begins = beginning_of(&snapshot->newest.edition->network);
    return snapshot;
}

/* What is asked about these days is laid out before anybody can ask the new world. */
static void renew_schedules(struct editions *editions, const struct snapshot *next)
{
    const struct world *last = worlds_newest(editions->worlds), *newest = &next->newest.world;
    const struct layer *earlier = &snapshot_of(last)->earlier;
    if (last->network != newest->network || last->live != newest->live)
        schedules_renew(editions->schedules, last, newest);
    if (earlier->edition && earlier->edition == next->earlier.edition &&
        earlier->world.live != next->earlier.world.live)
        schedules_renew(editions->schedules, &earlier->world, &next->earlier.world);
}

static void publish(struct editions *editions)
{
    const struct snapshot *snapshot = make_snapshot(editions);
    if (editions->worlds) {
        renew_schedules(editions, snapshot);
        worlds_publish(editions->worlds, &snapshot->newest.world);
    } else {
        editions->worlds = worlds_create(&snapshot->newest.world, retire, editions);
    }
    editions->live.silent = editions->newest.silent;
    bulletin_set_live(editions->bulletin, &editions->live);
}

static void drop_served(struct served *served)
{
    drop(served->edition, served->present);
    *served = (struct served){0};
}

static bool covers_today(const struct network *network)
{
    return network->counts.feeds == 0 || first_day_of(network) <= today_of(network);
}

/* An earlier edition is of use only as long as the newest begins later than today. */
static bool forget_earlier(struct editions *editions)
{
    bool needless = editions->earlier.edition && covers_today(&editions->newest.edition->network);
    if (needless)
        drop_served(&editions->earlier);
    return needless;
}

/* Of several editions that begin in the future the newest counts, beside the one for today. */
static void replace(struct editions *editions, struct edition *next)
{
    struct served *newest = &editions->newest, *earlier = &editions->earlier;
    bool has_today = newest->edition && covers_today(&newest->edition->network);
    if (has_today || !earlier->edition) {
        drop_served(earlier);
        *earlier = *newest;
    } else {
        drop_served(newest);
    }
    *newest = (struct served){.edition = next};
    forget_earlier(editions);
}

/* A file that cannot be used is said once; what was there before stays. */
static bool take_present(struct editions *editions, struct served *served)
{
    struct present *present;
    struct error error = {0};
    if (!present_changed(&served->mark, served->edition->live))
        return false;
    if (!present_open(&present, served->edition->live, &served->edition->network, &error)) {
        editions->live.refused++;
        log_line("live", "refused=\"%s: %s\"", error.place, error.text);
        bulletin_set_live(editions->bulletin, &editions->live);
        return false;
    }
    drop(edition_hold(served->edition), served->present);
    served->present = present;
    served->silent = false;
    editions->live.taken++;
    editions->live.made = present->live.facts->made;
    return true;
}

/* Whether there is something new to publish. */
static bool look_at(struct editions *editions, struct served *served)
{
    if (!served->edition)
        return false;
    bool changed = take_present(editions, served);
    bool silent = served->present && live_is_old(&served->present->live, clock_now());
    if (silent && !served->silent)
        log_line("live", "silent: the newest live image has grown too old, answers go without it, "
                         "but for the prices of the city");
    changed = changed || silent != served->silent;
    served->silent = silent;
    return changed;
}

/* Images are renamed into place, so it is their folders that change. */
static void watch(const struct served *served, int inotify)
{
    char folder[PATH_MAX];
    if (!served->edition)
        return;
    const char *path = served->edition->live, *slash = strrchr(path, '/');
    snprintf(folder, sizeof folder, "%.*s", slash ? (int)(slash - path) + 1 : 1,
             slash ? path : ".");
    inotify_add_watch(inotify, folder, IN_MOVED_TO | IN_CLOSE_WRITE);
}

void editions_watch(const struct editions *editions, int inotify)
{
    watch(&editions->newest, inotify);
    watch(&editions->earlier, inotify);
}

void editions_look(struct editions *editions)
{
    bool changed = look_at(editions, &editions->newest);
    changed = look_at(editions, &editions->earlier) || changed;
    changed = forget_earlier(editions) || changed;
    if (changed)
        publish(editions);
    else
        worlds_sweep(editions->worlds);
}

bool editions_offer(struct editions *editions, const char *path, bool forced, char *says,
                    struct error *error)
{
    struct edition_plan plan = editions->plan;
    struct edition_look look;
    struct edition *edition;
    plan.path = path;
    plan.live = NULL;
    plan.trust = false;
    if (!edition_open(&edition, &plan, error))
        return false;
    if ((!forced &&
         !edition_follows(&editions->newest.edition->network, &edition->network, error)) ||
        !edition_probe(edition, &look, error)) {
        edition_drop(edition);
        return false;
    }
    snprintf(says, EDITIONS_SAYS, "stops=%u trips=%u questions=%u answers=%u ms=%.1f",
             edition->network.counts.stops, edition->network.counts.trips, look.asked, look.found,
             (double)look.nanoseconds / 1e6);
    replace(editions, edition);
    look_at(editions, &editions->newest);
    publish(editions);
    return true;
}

/* A server that starts while its timetable lies in the future has today from the version before. */
static void open_earlier(struct editions *editions)
{
    struct edition_plan plan = editions->plan;
    struct error error = {0};
    plan.path = plan.before;
    plan.live = NULL;
    if (!plan.path || covers_today(&editions->newest.edition->network))
        return;
    if (edition_open(&editions->earlier.edition, &plan, &error))
        look_at(editions, &editions->earlier);
    else
        log_line("server", "nothing answers about today: \"%s: %s\"", error.place, error.text);
}

bool editions_create(struct editions **out, const struct edition_plan *plan,
                     struct bulletin *bulletin, struct error *error)
{
    struct edition *edition;
    struct edition_plan first = *plan;
    first.schedules = schedules_create(SCHEDULES_KEPT, (uint64_t)SCHEDULES_MIB << 20);
    if (!edition_open(&edition, &first, error)) {
        schedules_destroy(first.schedules);
        return false;
    }
    struct editions *editions = memory_zeroed(1, sizeof *editions);
    editions->plan = first;
    editions->schedules = first.schedules;
    editions->bulletin = bulletin;
    replace(editions, edition);
    look_at(editions, &editions->newest);
    open_earlier(editions);
    publish(editions);
    *out = editions;
    return true;
}

void editions_destroy(struct editions *editions)
{
    if (!editions)
        return;
    worlds_destroy(editions->worlds);
    drop_served(&editions->newest);
    drop_served(&editions->earlier);
    schedules_destroy(editions->schedules);
    memory_free(editions);
}

const char *editions_earlier(const struct editions *editions)
{
    return editions->earlier.edition ? editions->earlier.edition->path : NULL;
}

struct worlds *editions_worlds(struct editions *editions)
{
    return editions->worlds;
}
