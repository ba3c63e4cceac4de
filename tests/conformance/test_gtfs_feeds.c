#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "engine/base/clock.h"
#include "feeds/gtfs/gtfs.h"
#include "tests/sound_draft.h"

/*
 * Reads every real feed of the shared data and compares what is kept with what that place's README
 * counted. Every single loss must be named by a finding that drops a trip or a row. Given paths, it
 * reads these instead and prints what it found and what it took.
 */

static const struct {
    const char *path;
    uint64_t stops, routes, trips, stop_times;
} feeds[] = {
    {"us-east-union/us-east-union.gtfs.zip", 17743, 526, 115740, 2583405},
    {"grenoble-sem/SEM-GTFS.zip", 2501, 55, 19669, 447215},
    {"nyc-subway-2018/nyc_subway.zip", 1223, 22, 15911, 446924},
    {"transitland-hart-rt/hart.zip", 2349, 37, 13217, 438421},
    {"rnv-rhein-neckar/rnv.zip", 2057, 100, 20636, 424266},
    {"metro-north/gtfsmnr.zip", 114, 6, 28540, 379962},
    {"transitland-wmata/wmata.zip", 2175, 7, 16514, 352668},
    {"dublin-2019/irl_dub_gtfs.zip", 1200, 14, 4707, 330418},
    {"redding-raba-davis-unitrans/gtfs.zip", 189, 6, 15092, 193415},
    {"detroit/usa_det_gtfs.zip", 2111, 18, 1952, 183052},
    {"poa-porto-alegre/poa_eptc.zip", 3986, 115, 2374, 130019},
    {"tl-archive/uga-ga-us.zip", 85, 17, 4714, 74953},
    {"tl-archive/barta.zip", 911, 20, 2538, 71752},
    {"transitland-cdmx/cdmx.zip", 6021, 145, 1741, 70714},
    {"helsinki-hsl-subset/GTFS.zip", 1388, 200, 3195, 62485},
    {"transitland-bart/bart-new.zip", 186, 14, 4225, 61853},
    {"oba-king-county-2010/king_county_metro.zip", 1302, 23, 1900, 61282},
    {"curitiba/bra_cur_gtfs.zip", 926, 35, 2048, 54733},
    {"tl-archive/amtrak.zip", 672, 64, 3181, 39729},
    {"otp-kcm-rt/kcm_rt_gtfs.zip", 6257, 133, 1016, 38561},
    {"transitland-bart/bart.zip", 50, 6, 2525, 33167},
    /* The README says 9 routes: it counted a row that holds nothing but a line end. */
    {"transitland-bart/bart-rt.zip", 48, 8, 2641, 32185},
    {"transitland-bart/bart-old.zip", 47, 6, 2513, 31932},
    {"tl-archive/path-nj-us.zip", 43, 6, 3182, 22589},
    {"poa-porto-alegre/poa_trensurb.zip", 24, 2, 1248, 14855},
    {"tl-archive/dubuque-jule.zip", 257, 22, 685, 12827},
    {"otp-kcm-rt/kcm_gtfs.zip", 56, 219, 282, 6923},
    {"transitland-caltrain/ct.zip", 109, 9, 176, 3498},
    {"transitland-caltrain/caltrain.zip", 64, 6, 185, 2853},
    {"tl-archive/orlando-airport-people-mover.zip", 2, 1, 4, 8},
};

enum { FEEDS = sizeof feeds / sizeof *feeds };

/* What they say of prices; `zones_gone` rules name zones of stops that an extract left out. */
static const struct {
    const char *path;
    uint64_t fares, rules, zones_gone, products, leg_rules, transfer_rules;
} priced[] = {
    {"redding-raba-davis-unitrans/gtfs.zip", 18, 88, 0, 10, 6, 14},
    {"tl-archive/orlando-airport-people-mover.zip", 0, 0, 0, 1, 1, 0},
    {"transitland-bart/bart-new.zip", 2500, 2500, 0, 0, 0, 0},
    {"transitland-bart/bart.zip", 170, 2304, 0, 0, 0, 0},
    {"transitland-caltrain/ct.zip", 6, 36, 0, 0, 0, 0},
    {"transitland-caltrain/caltrain.zip", 6, 216, 0, 0, 0, 0},
    {"grenoble-sem/SEM-GTFS.zip", 1, 0, 0, 0, 0, 0},
    {"otp-kcm-rt/kcm_rt_gtfs.zip", 11, 659, 26, 0, 0, 0},
    {"otp-kcm-rt/kcm_gtfs.zip", 15, 413, 504, 0, 0, 0},
    {"helsinki-hsl-subset/GTFS.zip", 4, 11, 18, 0, 0, 0},
};

enum { PRICED = sizeof priced / sizeof *priced };

static char folder[512];

/* One feed read. */
struct reading {
    struct draft draft;
    struct findings findings;
    struct gtfs_counts counts;
    struct error error;
    bool read;
};

static void read_feed(struct reading *reading, const char *path)
{
    static const struct gtfs_options options = {.tag = "feed"};
    struct input *input;
    draft_init(&reading->draft);
    findings_init(&reading->findings);
    reading->read = input_open(&input, path, NULL, &reading->error);
    if (!reading->read)
        return;
    reading->read = gtfs_read(&reading->draft, input, &options, &reading->findings,
                              &reading->counts, &reading->error);
    input_close(input);
}

static void finish(struct reading *reading)
{
    draft_finish(&reading->draft);
    findings_finish(&reading->findings);
}

/* How much the findings of a file admit to have dropped. */
static uint64_t admitted(const struct reading *reading, enum finding_action action,
                         const char *file)
{
    const struct finding *items = reading->findings.items.data;
    uint64_t sum = 0;
    for (uint32_t i = 0; i < reading->findings.items.count; i++)
        if (items[i].action == action && strcmp(items[i].places[0].file, file) == 0)
            sum += items[i].count;
    return sum;
}

/* Every trip and every row that is not there was dropped by a finding, or with its trip. */
static void check_losses(const struct reading *reading, size_t number)
{
    const struct gtfs_counts *counts = &reading->counts;
    const char *path = feeds[number].path;
    if (counts->stops != feeds[number].stops || counts->routes != feeds[number].routes)
        fail_msg("%s: %lu stops and %lu routes", path, counts->stops, counts->routes);
    if (counts->trips_read != feeds[number].trips ||
        counts->stop_times_read != feeds[number].stop_times)
        fail_msg("%s: %lu trips and %lu stop times read", path, counts->trips_read,
                 counts->stop_times_read);
    uint64_t trips = counts->trips + admitted(reading, FINDING_TRIP, "trips.txt");
    if (trips != feeds[number].trips)
        fail_msg("%s: only %lu trips are kept or named by a finding", path, trips);
    uint64_t rows = counts->stop_times + counts->stop_times_of_dropped +
                    admitted(reading, FINDING_ROW, "stop_times.txt");
    if (rows != feeds[number].stop_times)
        fail_msg("%s: only %lu stop times are kept or named by a finding", path, rows);
}

static void feed_is_kept(void **state)
{
    size_t number = (size_t)(uintptr_t)*state;
    char path[1024];
    snprintf(path, sizeof path, "%s/data/%s", folder, feeds[number].path);
    struct reading reading = {0};
    read_feed(&reading, path);
    if (!reading.read)
        fail_msg("%s: %s: %s", path, reading.error.place, reading.error.text);
    printf("%-45s trips %lu of %lu, stop_times %lu of %lu\n", feeds[number].path,
           reading.counts.trips, feeds[number].trips, reading.counts.stop_times,
           feeds[number].stop_times);
    check_losses(&reading, number);
    const char *wrong = unsound_draft(&reading.draft);
    if (wrong)
        fail_msg("%s: %s", path, wrong);
    finish(&reading);
}

static void prices_are_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < PRICED; i++) {
        char path[1024];
        snprintf(path, sizeof path, "%s/data/%s", folder, priced[i].path);
        struct reading reading = {0};
        read_feed(&reading, path);
        assert_true(reading.read);
        const struct gtfs_rows *rows = reading.counts.fares;
        if (rows[FARE_ATTRIBUTES].kept != priced[i].fares ||
            rows[FARE_RULES].kept != priced[i].rules ||
            rows[FARE_RULES].read != priced[i].rules + priced[i].zones_gone ||
            rows[FARE_PRODUCTS].kept != priced[i].products ||
            rows[FARE_LEG_RULES].kept != priced[i].leg_rules ||
            rows[FARE_TRANSFER_RULES].kept != priced[i].transfer_rules)
            fail_msg("%s: %lu fares, %lu of %lu rules, %lu products, %lu and %lu rules of them",
                     path, rows[FARE_ATTRIBUTES].kept, rows[FARE_RULES].kept, rows[FARE_RULES].read,
                     rows[FARE_PRODUCTS].kept, rows[FARE_LEG_RULES].kept,
                     rows[FARE_TRANSFER_RULES].kept);
        finish(&reading);
    }
}

static void print_findings(const struct findings *findings)
{
    const struct finding *items = findings->items.data;
    for (uint32_t i = 0; i < findings->items.count; i++)
        printf("  %-26s %8lu %s  %s:%u %s\n", items[i].code, items[i].count,
               finding_action_name(items[i].action), items[i].places[0].file,
               items[i].places[0].line, items[i].places[0].detail);
}

static int print_feed(const char *path)
{
    struct reading reading = {0};
    int64_t start = clock_ticks();
    read_feed(&reading, path);
    int64_t ticks = clock_ticks() - start;
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("%s: read_ms=%ld peak_kib=%ld\n", path, (long)(ticks / 1000000), usage.ru_maxrss);
    if (!reading.read)
        printf("  refused: %s: %s\n", reading.error.place, reading.error.text);
    const struct gtfs_counts *counts = &reading.counts;
    printf("  stops %lu/%lu routes %lu/%lu trips %lu/%lu stop_times %lu/%lu services %lu "
           "frequencies %lu transfers %lu shapes %lu points %lu files for later %lu\n",
           counts->stops, counts->stops_read, counts->routes, counts->routes_read, counts->trips,
           counts->trips_read, counts->stop_times, counts->stop_times_read, counts->services,
           counts->frequencies, counts->transfers, counts->shapes, counts->shape_points,
           counts->files_kept);
    print_findings(&reading.findings);
    bool good = reading.read && !unsound_draft(&reading.draft);
    finish(&reading);
    return good ? 0 : 3;
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
    int result = 0;
    for (int i = 1; i < argc; i++)
        result |= print_feed(argv[i]);
    if (argc > 1)
        return result;
    if (!find_shared()) {
        printf("skipped: no real feeds at %s/data (set SHARED)\n", folder);
        return 77;
    }
    struct CMUnitTest tests[FEEDS + 1] = {[FEEDS] = cmocka_unit_test(prices_are_read)};
    for (size_t i = 0; i < FEEDS; i++)
        tests[i] = (struct CMUnitTest){.name = feeds[i].path,
                                       .test_func = feed_is_kept,
                                       .initial_state = (void *)(uintptr_t)i};
    return _cmocka_run_group_tests("real feeds", tests, FEEDS + 1, NULL, NULL);
}
