#include <limits.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "bench/sample.h"
#include "engine/base/clock.h"
#include "engine/base/memory.h"
#include "engine/live/draft.h"
#include "feeds/gbfs/apply.h"

/*
 * bench_zones IMAGE [ZONES] [POINTS] [TIMES]: what zones of shared vehicles cost on the streets of
 * a network: stars of ragged edge that forbid to end, to pass or to ride fast, spread over all of
 * it and overlapping. Printed is how long it takes to apply them, and again with what was kept, how
 * large the live image is, and the memory at its peak.
 */

static const struct gbfs_rule kinds[] = {
    {.start = true, .through = true},
    {.start = true, .end = true, .through = true, .speed_kmh = 10},
    {.start = false, .end = false, .through = false},
    {.start = true, .end = true, .through = true},
};

struct bench {
    const char *image;
    struct network network;
    uint32_t zone_count, points, times;
    struct gbfs_zone *zones;
    struct gbfs_ring *rings;
    struct point *corners;
};

static struct box box_of(const struct network *network)
{
    struct streets streets = network_streets(network);
    struct box box = GEO_BOX_EMPTY;
    for (vertex_ix i = 0; i < streets_vertices(&streets); i++)
        geo_box_stretch(&box, streets.street_vertices[i].at);
    return box;
}

/* A star around a place on a spiral over the box, a tenth of it large. */
static void draw(struct bench *bench, uint32_t zone, struct box box)
{
    double share = (zone + 0.5) / bench->zone_count, turn = 2.399963 * zone;
    double height = ((double)box.high.lat - box.low.lat) / 2,
           width = ((double)box.high.lon - box.low.lon) / 2;
    double lat = box.low.lat + height * (1 + 0.9 * sqrt(share) * sin(turn));
    double lon = box.low.lon + width * (1 + 0.9 * sqrt(share) * cos(turn));
    struct point *points = bench->corners + (size_t)zone * bench->points;
    for (uint32_t i = 0; i < bench->points; i++) {
        double angle = 2 * 3.14159265358979 * i / bench->points;
        double ragged = 0.1 * (1 + 0.2 * sin(7 * angle + zone) + 0.02 * sin(400 * angle));
        points[i] = (struct point){(int32_t)(lat + height * ragged * sin(angle)),
                                   (int32_t)(lon + width * ragged * cos(angle))};
    }
    bench->rings[zone] = (struct gbfs_ring){points, bench->points, false};
    bench->zones[zone] = (struct gbfs_zone){
        .name = "", .rules = &kinds[zone % 4], .rule_count = 1, .area = {&bench->rings[zone], 1}};
}

static long peak_kb(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

static bool freeze(const struct bench *bench, const struct fleet *fleet, const char *path,
                   struct error *error)
{
    struct live live;
    struct live_draft *draft = live_draft_create(&bench->network);
    live_draft_add_feed(draft, &(struct live_feed){0}, "bench", NULL);
    live_draft_add_fleet(draft, fleet, 0);
    bool done = live_freeze(draft, 1, 1, path, error);
    live_draft_destroy(draft);
    struct sample opening;
    sample_init(&opening);
    int64_t before = clock_ticks();
    done = done && live_open(&live, path, &bench->network, error);
    sample_add(&opening, clock_ticks() - before);
    if (done)
        live_close(&live);
    sample_print(&opening, "open and check");
    sample_finish(&opening);
    return done;
}

static void apply(const struct bench *bench, const struct gbfs_system *system,
                  const struct gbfs_rules *rules, struct sample *sample, struct fleet *fleet)
{
    struct findings findings;
    findings_init(&findings);
    fleet_finish(fleet);
    int64_t before = clock_ticks();
    gbfs_apply(system, &(struct gbfs_scene){&bench->network, NULL, 1}, rules, fleet, &findings);
    sample_add(sample, clock_ticks() - before);
    findings_finish(&findings);
}

static bool run(struct bench *bench, const struct gbfs_system *system, struct error *error)
{
    struct gbfs_rules rules = {.tag = "bench", .way_back = RENTAL_RETURN_UNSAID};
    struct sample applying, again;
    struct fleet fleet = {0};
    struct stat status = {0};
    char path[PATH_MAX]; /* beside the image, for as long as it is measured */
    bool fits = snprintf(path, sizeof path, "%s.zones", bench->image) < PATH_MAX;
    sample_init(&applying);
    sample_init(&again);
    long before_kb = peak_kb();
    for (uint32_t i = 0; i < bench->times; i++) {
        gbfs_memory_destroy(rules.memory);
        rules.memory = gbfs_memory_create();
        apply(bench, system, &rules, &applying, &fleet);
        apply(bench, system, &rules, &again, &fleet);
    }
    sample_print(&applying, "apply");
    sample_print(&again, "apply again");
    printf("peak_kb=%ld of which before %ld\n", peak_kb(), before_kb);
    bool done = fits && freeze(bench, &fleet, path, error) && stat(path, &status) == 0;
    printf("edges=%u vertices=%u limits=%u pages=%u words=%u points=%u image_bytes=%lld\n",
           bench->network.counts.street_edges, bench->network.counts.street_vertices,
           fleet.rental_limits.count, fleet.rental_set_pages.count, fleet.rental_set_words.count,
           fleet.rental_points.count, (long long)status.st_size);
    remove(path);
    sample_finish(&applying);
    sample_finish(&again);
    gbfs_memory_destroy(rules.memory);
    fleet_finish(&fleet);
    return done;
}

static uint32_t number_of(int count, char **arguments, int at, uint32_t usual)
{
    return at < count ? (uint32_t)strtoul(arguments[at], NULL, 10) : usual;
}

int main(int count, char **arguments)
{
    struct error error = {0};
    struct bench bench = {.image = count > 1 ? arguments[1] : "",
                          .zone_count = number_of(count, arguments, 2, 100),
                          .points = number_of(count, arguments, 3, 10000),
                          .times = number_of(count, arguments, 4, 3)};
    if (count < 2 || !network_open(&bench.network, arguments[1], &error)) {
        fprintf(stderr, "bench_zones: %s: %s\n", error.place, error.text);
        return 2;
    }
    static const struct gbfs_type type = {
        .id = "bike", .name = "", .make = "", .model = "", .image_url = "", .plan = ""};
    bench.zones = memory_zeroed(bench.zone_count, sizeof *bench.zones);
    bench.rings = memory_zeroed(bench.zone_count, sizeof *bench.rings);
    bench.corners = memory_zeroed((size_t)bench.zone_count * bench.points, sizeof(struct point));
    for (uint32_t i = 0; i < bench.zone_count; i++)
        draw(&bench, i, box_of(&bench.network));
    const struct gbfs_system system = {.information = {.system_id = "bench", .time_zone = ""},
                                       .types = &type,
                                       .type_count = 1,
                                       .zones = bench.zones,
                                       .zone_count = bench.zone_count};
    bool done = run(&bench, &system, &error);
    if (!done)
        fprintf(stderr, "bench_zones: %s: %s\n", error.place, error.text);
    memory_free(bench.zones);
    memory_free(bench.rings);
    memory_free(bench.corners);
    network_close(&bench.network);
    return done ? 0 : 1;
}
