#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "engine/base/clock.h"
#include "feeds/gtfs/gtfs.h"
#include "feeds/streets/heights.h"
#include "feeds/streets/read.h"
#include "feeds/streets/tie.h"

/*
 * Real feeds on real maps: how many stops are tied, by which rule, how far. With arguments (FEED
 * MAP [HEIGHTS]) it prints what it finds of those, findings too.
 */

/* `least` and `most` are of 1,000 stops of the feed: how many are tied, given that much of it lies
 * on the map; `metres` what the mean walk to the street may be. */
static const struct pair {
    const char *feed, *map, *heights;
    uint32_t least, most;
    double metres;
} pairs[] = {
    {"rnv-rhein-neckar/rnv.zip", "rnv-rhein-neckar/rnv.osm.pbf", NULL, 995, 1000, 15},
    {"poa-porto-alegre/poa_eptc.zip", "poa-porto-alegre/poa_osm.pbf",
     "poa-porto-alegre/poa_elevation.tif", 580, 620, 15},
    {"oba-king-county-2010/king_county_metro.zip", "oba-king-county-2010/kcm.osm.gz", NULL, 995,
     1000, 15},
};

enum { PAIRS = sizeof pairs / sizeof *pairs };

static char folder[512];

struct work {
    struct draft draft;
    struct map map;
    struct findings findings;
    struct error error;
    struct tie_counts ties;
    struct height_counts heights;
    double read_seconds, tie_seconds;
};

static bool read_feed(struct work *work, const char *path)
{
    static const struct gtfs_options options = {.tag = "feed"};
    struct gtfs_counts counts;
    struct findings ignored;
    struct input *input;
    if (!input_open(&input, path, NULL, &work->error))
        return false;
    findings_init(&ignored);
    bool read = gtfs_read(&work->draft, input, &options, &ignored, &counts, &work->error);
    findings_finish(&ignored);
    input_close(input);
    return read;
}

static bool raise_map(struct work *work, const char *path)
{
    static const struct box earth = {{-900000000, -1800000000}, {900000000, 1800000000}};
    struct elevation *elevation;
    if (!path)
        return true;
    if (!elevation_open(&elevation, &path, 1, earth, &work->findings, &work->error))
        return false;
    map_heights(&work->map, elevation, &work->heights);
    elevation_close(elevation);
    return true;
}

static bool do_work(struct work *work, const char *feed, const char *map, const char *heights)
{
    struct streets_counts counts;
    struct findings ignored;
    draft_init(&work->draft);
    map_init(&work->map);
    findings_init(&work->findings);
    findings_init(&ignored);
    int64_t start = clock_ticks();
    bool read = read_feed(work, feed) &&
                streets_read(&work->map, &map, 1, &counts, &ignored, &work->error) &&
                raise_map(work, heights);
    findings_finish(&ignored);
    if (!read)
        return false;
    int64_t middle = clock_ticks();
    tie_stops(&work->map, &work->draft, &tie_options_default, &work->findings, &work->ties);
    work->read_seconds = (double)(middle - start) / 1e9;
    work->tie_seconds = (double)(clock_ticks() - middle) / 1e9;
    return true;
}

static void finish(struct work *work)
{
    draft_finish(&work->draft);
    map_finish(&work->map);
    findings_finish(&work->findings);
}

static void print(const char *name, const struct work *work)
{
    const struct tie_counts *ties = &work->ties;
    printf("%s: read in %.2f s, tied in %.2f s; stops %" PRIu32 ":", name, work->read_seconds,
           work->tie_seconds, ties->stops);
    for (int rule = 0; rule < TIE_RULES; rule++)
        if (ties->rules[rule])
            printf(" %s %" PRIu32, tie_rule_name((enum tie_rule)rule), ties->rules[rule]);
    printf("; ties %" PRIu32 ", for wheelchairs alone %" PRIu32 "; walk mean %.1f m, most %.0f m; "
           "pathways %" PRIu32 ", entrances %" PRIu32 " (%" PRIu32 " of the map)\n",
           ties->ties, ties->wheelchair, ties->metres_mean, ties->metres_max, ties->pathways,
           ties->entrances, ties->entrances_by_map);
    const struct height_counts *heights = &work->heights;
    if (heights->nodes)
        printf("  heights: nodes %" PRIu32 ", ground %" PRIu32 ", spanned %" PRIu32
               ", unknown %" PRIu32 ", %.1f to %.1f m\n",
               heights->nodes, heights->ground, heights->spanned, heights->unknown, heights->low,
               heights->high);
}

static void print_findings(const struct findings *findings)
{
    const struct finding *items = findings->items.data;
    for (uint32_t i = 0; i < findings->items.count; i++)
        for (uint32_t p = 0; p < items[i].place_count; p++)
            printf("  %s %" PRIu64 ": %s\n", items[i].code, items[i].count,
                   items[i].places[p].detail);
}

static int print_pair(char **paths)
{
    struct work work = {0};
    if (!do_work(&work, paths[0], paths[1], paths[2])) {
        printf("%s: %s\n", work.error.place, work.error.text);
        finish(&work);
        return 3;
    }
    print(paths[0], &work);
    print_findings(&work.findings);
    finish(&work);
    return 0;
}

static void stops_are_tied(void **state)
{
    const struct pair *pair = *state;
    char feed[1024], map[1024], heights[1024];
    snprintf(feed, sizeof feed, "%s/data/%s", folder, pair->feed);
    snprintf(map, sizeof map, "%s/data/%s", folder, pair->map);
    snprintf(heights, sizeof heights, "%s/data/%s", folder, pair->heights ? pair->heights : "");
    struct work work = {0};
    if (!do_work(&work, feed, map, pair->heights ? heights : NULL))
        fail_msg("%s: %s", work.error.place, work.error.text);
    print(pair->feed, &work);
    uint64_t tied = work.ties.stops - work.ties.rules[TIE_BY_NOTHING];
    assert_in_range(tied * 1000 / work.ties.stops, pair->least, pair->most);
    assert_true(work.ties.metres_mean < pair->metres);
    assert_true(work.ties.metres_max <= 300);
    assert_true(work.heights.unknown * 10 <= work.heights.nodes);
    finish(&work);
}

static bool find_shared(void)
{
    const char *given = getenv("SHARED");
    snprintf(folder, sizeof folder, "%s", given ? given : "../shared");
    struct stat info;
    char path[600];
    snprintf(path, sizeof path, "%s/data", folder);
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

int main(int argc, char **argv)
{
    if (argc > 2)
        return print_pair(argv + 1);
    if (!find_shared()) {
        printf("skipped: no real feeds at %s/data (set SHARED)\n", folder);
        return 77;
    }
    struct CMUnitTest tests[PAIRS];
    for (size_t i = 0; i < PAIRS; i++)
        tests[i] = (struct CMUnitTest){.name = pairs[i].feed,
                                       .test_func = stops_are_tied,
                                       .initial_state = (void *)(uintptr_t)&pairs[i]};
    return _cmocka_run_group_tests("stops on real maps", tests, PAIRS, NULL, NULL);
}
