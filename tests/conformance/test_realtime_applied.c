#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "engine/base/mapfile.h"
#include "tests/built.h"
#include "tests/live_world.h"

/*
 * Live messages of the shared data, applied: snapshots of real feeds over their own timetables, and
 * hostile ones over a small one. Whatever comes out is frozen, mapped and checked.
 */

static char folder[512];

/* Takes a file; false: it cannot be read. */
static bool take(struct live_feeds *feeds, uint32_t feed, const char *path)
{
    const struct realtime_limits limits = realtime_limits_usual(feeds->now);
    struct mapfile file;
    struct error error = {0};
    bool news = false;
    assert_true(mapfile_open(&file, path, &error));
    bool taken = realtime_store_take(feeds->stores[feed],
                                     (struct realtime_bytes){file.bytes, file.size, path}, &limits,
                                     &feeds->taken, &news, &error);
    mapfile_close(&file);
    return taken && news;
}

static void print(const struct live_feeds *feeds, const char *name)
{
    for (uint32_t i = 0; i < feeds->count; i++) {
        const struct live_feed *feed = &feeds->live.feeds[i];
        const struct finding *items = feeds->applied[i].items.data;
        print_message("%s: %u trips, by stage %u %u %u %u, none %u, refused %u, %u new; %u "
                      "vehicles, none %u; %u alerts;",
                      name, feed->trips, feed->matched[0], feed->matched[1], feed->matched[2],
                      feed->matched[3], feed->matched[4], feed->refused, feed->added,
                      feed->vehicles, feed->vehicles_matched[LIVE_BY_NOTHING], feed->alerts);
        for (uint32_t k = 0; k < feeds->applied[i].items.count; k++)
            print_message(" %s %lu", items[k].code, (unsigned long)items[k].count);
        print_message("\n");
    }
}

/* Two files of one place over its timetable, the clock half a minute after the first. */
static void apply_snapshot(struct live_feeds *feeds, struct built *built, unix_time now,
                           const char *const files[3])
{
    char path[3][1024];
    for (int i = 0; i < 3; i++)
        snprintf(path[i], sizeof path[i], "%s/data/%s", folder, files[i]);
    built_from_paths(built, (const char *const[]){path[0], NULL});
    live_feeds_init(feeds, &built->network, now);
    feeds->count = 2;
    assert_true(take(feeds, 0, path[1]));
    assert_true(take(feeds, 1, path[2]));
    live_feeds_apply(feeds);
    print(feeds, files[0]);
}

static void caltrain_fits_its_timetable(void **state)
{
    static const char *const files[] = {"transitland-caltrain/ct.zip",
                                        "transitland-caltrain/ct-trip-updates.pb",
                                        "transitland-caltrain/ct-vehicle-positions.pb"};
    struct live_feeds feeds;
    struct built built;
    (void)state;
    apply_snapshot(&feeds, &built, 1699405530, files);
    assert_int_equal(feeds.live.feeds[0].matched[LIVE_BY_TRIP], 19);
    assert_int_equal(feeds.live.feeds[0].refused, 0);
    assert_int_equal(feeds.live.feeds[1].vehicles_matched[LIVE_BY_TRIP], 14);
    assert_int_equal(feeds.live.counts.vehicles, 14);
    live_feeds_finish(&feeds);
    built_finish(&built);
}

static void bart_fits_as_far_as_it_can(void **state)
{
    static const char *const files[] = {"transitland-bart/bart-rt.zip",
                                        "transitland-bart/bart-trip-updates.pb",
                                        "transitland-bart/bart-alerts.pb"};
    struct live_feeds feeds;
    struct built built;
    (void)state;
    apply_snapshot(&feeds, &built, 1565199930, files);
    assert_true(feeds.live.feeds[0].matched[LIVE_BY_TRIP] >= 65);
    assert_int_equal(feeds.live.counts.alerts, 1);
    live_feeds_finish(&feeds);
    built_finish(&built);
}

static void apply_hostile(struct live_world *world, const char cases[1024], const char *name)
{
    static const char *const files[] = {"feed.pb", "0.pb", "1.pb"};
    char path[2048];
    struct stat info;
    live_world_reset(world);
    world->state.now = 1767268800; /* 2026-01-01T12:00:00Z, the present of the hostile ones */
    for (int i = 0; i < 3; i++) {
        snprintf(path, sizeof path, "%s/%s/%s", cases, name, files[i]);
        if (stat(path, &info) == 0)
            print_message("%s: %s\n", files[i], take(&world->state, 0, path) ? "news" : "nothing");
    }
    live_feeds_apply(&world->state);
    print(&world->state, name);
}

static void hostile_messages_are_applied_without_harm(void **state)
{
    struct live_world world;
    struct dirent **entries;
    char cases[1024];
    (void)state;
    live_world_init(&world);
    snprintf(cases, sizeof cases, "%s/conformance/poison/gtfsrt", folder);
    int count = scandir(cases, &entries, NULL, alphasort);
    assert_true(count > 0);
    for (int i = 0; i < count; i++) {
        if (*entries[i]->d_name != '.')
            apply_hostile(&world, cases, entries[i]->d_name);
        free(entries[i]);
    }
    free(entries);
    live_world_finish(&world);
}

static void time_that_goes_back_changes_nothing(void **state)
{
    struct live_world world;
    char cases[1024];
    (void)state;
    live_world_init(&world);
    snprintf(cases, sizeof cases, "%s/conformance/poison/gtfsrt", folder);
    apply_hostile(&world, cases, "time-goes-back");
    assert_int_equal(world.state.live.counts.runs, 1);
    const char *run = live_feeds_run(&world.state, "T", world.state.live.runs->day, INT32_MIN);
    print_message("%s\n", run);
    assert_memory_equal(run, "P 08:05 08:05", 13);
    live_world_finish(&world);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(caltrain_fits_its_timetable),
        cmocka_unit_test(bart_fits_as_far_as_it_can),
        cmocka_unit_test(hostile_messages_are_applied_without_harm),
        cmocka_unit_test(time_that_goes_back_changes_nothing),
    };
    const char *shared = getenv("SHARED");
    struct stat info;
    char probe[1024];
    snprintf(folder, sizeof folder, "%s", shared ? shared : "../shared");
    snprintf(probe, sizeof probe, "%s/conformance/poison/gtfsrt", folder);
    if (stat(probe, &info) != 0) {
        printf("skipped: no messages at %s; set SHARED\n", probe);
        return 77;
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
