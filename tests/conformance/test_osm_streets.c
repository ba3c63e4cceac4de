#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>

#include <cmocka.h>

#include "engine/base/mapfile.h"
#include "feeds/streets/compile.h"
#include "feeds/streets/gather.h"
#include "feeds/streets/read.h"
#include "feeds/streets/turns.h"
#include "tests/scratch.h"

/*
 * Makes streets of the extracts of the shared data, and areas of the grid of osm-testdata. Given
 * paths, it does so with these instead and prints what came out and what that took.
 */

static char folder[512];

/* A file made into streets. */
struct made {
    struct map map;
    struct draft network;
    struct streets_draft draft;
    struct streets_store store;
    struct findings findings;
    struct streets_counts counts;
    struct compile_counts compiled;
    double seconds[3]; /* reading, compiling, packing */
};

static double used(void)
{
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static bool make(struct made *made, const char *path, struct error *error)
{
    map_init(&made->map);
    draft_init(&made->network);
    streets_draft_init(&made->draft);
    streets_store_init(&made->store);
    findings_init(&made->findings);
    double start = used();
    bool done = streets_read(&made->map, &path, 1, &made->counts, &made->findings, error);
    made->seconds[0] = used() - start;
    done = done && map_compile(&made->map, &made->network, &made->draft, &made->compiled, error);
    made->seconds[1] = used() - start - made->seconds[0];
    if (done) {
        turns_report(&made->map, &made->findings);
        streets_pack(&made->draft, &made->store);
    }
    made->seconds[2] = used() - start - made->seconds[0] - made->seconds[1];
    return done;
}

static void finish(struct made *made)
{
    map_finish(&made->map);
    draft_finish(&made->network);
    streets_draft_finish(&made->draft);
    streets_store_finish(&made->store);
    findings_finish(&made->findings);
}

/* Vertices that an arc for walkers leaves or comes to. */
static uint32_t count_on_foot(const struct made *made)
{
    struct streets streets = streets_of_store(&made->store);
    uint32_t count = 0;
    for (vertex_ix v = 0; v < streets_vertices(&streets); v++) {
        const struct street_vertex *vertex = &streets.street_vertices[v];
        bool walked = false;
        for (uint32_t i = vertex[0].first_out; i < vertex[1].first_out; i++)
            walked |= streets.street_traits[streets.street_arcs_out[i].trait].foot != ACCESS_NO;
        for (uint32_t i = vertex[0].first_in; i < vertex[1].first_in; i++)
            walked |= streets.street_traits[streets.street_arcs_in[i].trait].foot != ACCESS_NO;
        count += walked;
    }
    return count;
}

/* --- Extracts --- */

/* Between these bounds; a change of the rules moves them, and should be meant. */
static const struct extract {
    const char *path;
    uint32_t low, high;
} extracts[] = {
    {"oba-king-county-2010/kcm.osm.gz", 28000, 34000},
    {"osm-graphhopper/andorra.osm.pbf", 2000, 2600},
    {"osm-graphhopper/monaco.osm.gz", 1100, 1450},
    {"osm-otp/central-atlanta-filtered.osm.pbf", 8300, 10300},
    {"poa-porto-alegre/poa_osm.pbf", 18500, 22500},
    {"rnv-rhein-neckar/rnv.osm.pbf", 36000, 42000},
};

static void extracts_become_streets(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof extracts / sizeof *extracts; i++) {
        struct made made;
        struct error error = {0};
        char path[1024];
        snprintf(path, sizeof path, "%s/data/%s", folder, extracts[i].path);
        if (!make(&made, path, &error))
            fail_msg("%s: %s", error.place, error.text);
        uint32_t on_foot = count_on_foot(&made);
        print_message("%s: %u vertices on foot\n", extracts[i].path, on_foot);
        assert_in_range(on_foot, extracts[i].low, extracts[i].high);
        finish(&made);
    }
}

static void the_same_file_gives_the_same_bytes(void **state)
{
    struct made one, two;
    struct error error = {0};
    char path[1024];
    (void)state;
    snprintf(path, sizeof path, "%s/data/%s", folder, extracts[3].path);
    assert_true(make(&one, path, &error));
    assert_true(make(&two, path, &error));
#define SECTION(name, type)                                                                        \
    assert_int_equal(one.store.name.count, two.store.name.count);                                  \
    if (one.store.name.count)                                                                      \
        assert_memory_equal(one.store.name.data, two.store.name.data,                              \
                            (size_t)one.store.name.count *one.store.name.item);
    STREET_SECTIONS(SECTION)
#undef SECTION
    finish(&one);
    finish(&two);
}

static void gather(struct gather *gather, struct map *map, struct findings *findings,
                   const char *file, uint32_t threads)
{
    struct error error = {0};
    char path[1024];
    snprintf(path, sizeof path, "%s/data/%s", folder, file);
    map_init(map);
    findings_init(findings);
    gather_init(gather, map, findings);
    if (!gather_file(gather, path, threads, &error))
        fail_msg("%s: %s", error.place, error.text);
}

static void assert_same(const struct vec *one, const struct vec *two)
{
    assert_int_equal(one->count, two->count);
    if (one->count)
        assert_memory_equal(one->data, two->data, (size_t)one->count * one->item);
}

static void assert_same_thing(const struct thing *one, const struct thing *two)
{
    assert_int_equal(one->osm, two->osm);
    assert_int_equal(one->roles, two->roles);
    assert_int_equal(one->trait, two->trait);
    assert_int_equal(one->back, two->back);
    assert_int_equal(one->name, two->name);
    assert_int_equal(one->line, two->line);
    assert_int_equal(one->park.name, two->park.name);
    assert_memory_equal(&one->label, &two->label, sizeof one->label);
}

static void compare_threads(const char *file)
{
    struct gather one, two;
    struct map maps[2];
    struct findings findings[2];
    gather(&one, &maps[0], &findings[0], file, 1);
    gather(&two, &maps[1], &findings[1], file, 3);
    const struct vec *const pairs[][2] = {
        {&one.ids, &two.ids},         {&one.points, &two.points},
        {&one.lines, &two.lines},     {&one.refs, &two.refs},

        {&one.members, &two.members}, {&maps[0].traits, &maps[1].traits}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        assert_same(pairs[i][0], pairs[i][1]);
    assert_int_equal(one.turns.count, two.turns.count);
    for (uint32_t i = 0; i < one.turns.count; i++) {
        const struct turn_relation *a = vec_at(&one.turns, i), *b = vec_at(&two.turns, i);
        assert_true(a->osm == b->osm && a->first_member == b->first_member && a->only == b->only &&
                    a->u_turn == b->u_turn);
    }
    assert_int_equal(one.things.count, two.things.count);
    for (uint32_t i = 0; i < one.things.count; i++)
        assert_same_thing(vec_at(&one.things, i), vec_at(&two.things, i));
    assert_int_equal(maps[0].texts.byte_count, maps[1].texts.byte_count);
    assert_memory_equal(maps[0].texts.bytes, maps[1].texts.bytes, maps[0].texts.byte_count);
    gather_finish(&one);
    gather_finish(&two);
    for (int i = 0; i < 2; i++) {
        map_finish(&maps[i]);
        findings_finish(&findings[i]);
    }
}

static void threads_make_no_difference(void **state)
{
    (void)state;
    compare_threads(extracts[3].path);
    compare_threads(extracts[5].path);
}

/* --- The grid: multipolygons, good and broken --- */

static uint32_t count_text(const char *text, const char *word)
{
    uint32_t count = 0;
    while ((text = strstr(text, word))) {
        count++;
        text++;
    }
    return count;
}

/* The file as a text with its end, or NULL. */
static char *read_text(const char *path)
{
    struct mapfile file;
    struct error error = {0};
    if (!mapfile_open(&file, path, &error))
        return NULL;
    char *text = test_malloc(file.size + 1);
    memcpy(text, file.bytes, file.size);
    text[file.size] = '\0';
    mapfile_close(&file);
    return text;
}

/* Forests become squares that one may cross. Returns the path of the file. */
static const char *write_squares(const struct scratch *scratch, const char *text)
{
    static const char forest[] = "k=\"landuse\" v=\"forest\"/>";
    static const char square[] = "k=\"highway\" v=\"pedestrian\"/><tag k=\"area\" v=\"yes\"/>";
    size_t length = strlen(text), at = 0;
    char *made = test_malloc(length * 4 + 1);
    while (*text) {
        bool found = strncmp(text, forest, sizeof forest - 1) == 0;
        const char *from = found ? square : text;
        size_t size = found ? sizeof square - 1 : 1;
        memcpy(made + at, from, size);
        at += size;
        text += found ? sizeof forest - 1 : 1;
    }
    const char *path = scratch_write(scratch, "squares.osm", made, at);
    test_free(made);
    return path;
}

/* Sound areas come out one by one; the others must only do no harm. */
static bool check_grid(const struct scratch *scratch, int number)
{
    struct made made;
    struct error error = {0};
    char path[1024];
    snprintf(path, sizeof path, "%s/conformance/osm/grid/data/%d/%d/data.osm", folder, number / 100,
             number);
    char *text = read_text(path);
    if (!text)
        return false;
    snprintf(path, sizeof path, "%s/conformance/osm/grid/data/%d/%d/test.json", folder,
             number / 100, number);
    char *expected = read_text(path);
    assert_non_null(expected);
    if (!make(&made, write_squares(scratch, text), &error))
        fail_msg("%d: %s %s", number, error.place, error.text);
    bool sound = strstr(text, "landuse") && !strstr(expected, "INVALID");
    /* With several areas, some are given twice, by way and by relation. */
    if (sound && count_text(expected, "\"wkt\"") == 1) {
        print_message("grid %d: %u areas\n", number, made.counts.areas);
        assert_int_equal(made.counts.areas, 1);
    }
    finish(&made);
    test_free(text);
    test_free(expected);
    return sound;
}

static void grid_areas_are_found(void **state)
{
    struct scratch scratch;
    uint32_t sound = 0;
    (void)state;
    scratch_init(&scratch);
    for (int number = 100; number < 1000; number++)
        sound += check_grid(&scratch, number);
    scratch_finish(&scratch);
    assert_in_range(sound, 30, 200);
}

/* --- Figures --- */

static void print_made(const char *path, const struct made *made)
{
    struct stat info = {0};
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    double all = made->seconds[0] + made->seconds[1] + made->seconds[2];
    if (stat(path, &info) != 0)
        return;
    printf("%s: mb=%.3f read_s=%.3f compile_s=%.3f pack_s=%.3f mb_per_s=%.1f peak_kib=%ld\n", path,
           (double)info.st_size / 1e6, made->seconds[0], made->seconds[1], made->seconds[2],
           (double)info.st_size / 1e6 / all, usage.ru_maxrss);
    printf("  nodes=%lu ways=%lu relations=%lu pieces=%u vertices=%u on_foot=%u edges=%u arcs=%u "
           "traits=%u\n",
           made->counts.nodes, made->counts.ways, made->counts.relations, made->compiled.pieces,
           made->compiled.vertices, count_on_foot(made), made->compiled.edges, made->compiled.arcs,
           made->store.street_traits.count);
    printf("  streets=%u areas=%u crossings=%u lifts=%u ferries=%u turns=%u copies=%u parks=%u "
           "platforms=%u entrances=%u\n",
           made->counts.streets, made->counts.areas, made->counts.crossings, made->counts.lifts,
           made->counts.ferries, made->compiled.turns, made->compiled.copies, made->counts.parks,
           made->counts.platforms, made->counts.entrances);
    const struct finding *findings = made->findings.items.data;
    for (uint32_t i = 0; i < made->findings.items.count; i++)
        printf("  %s: %lu (%s)\n", findings[i].code, findings[i].count,
               findings[i].places[0].detail);
}

static int print_file(const char *path)
{
    struct made made;
    struct error error = {0};
    bool done = make(&made, path, &error);
    if (done)
        print_made(path, &made);
    else
        printf("refused: %s: %s\n", error.place, error.text);
    finish(&made);
    return done ? 0 : 3;
}

static bool find_shared(void)
{
    const char *given = getenv("SHARED");
    char path[600];
    struct stat info;
    snprintf(folder, sizeof folder, "%s", given ? given : "../shared");
    snprintf(path, sizeof path, "%s/conformance/osm", folder);
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

int main(int argc, char **argv)
{
    int result = 0;
    for (int i = 1; i < argc; i++)
        result |= print_file(argv[i]);
    if (argc > 1)
        return result;
    if (!find_shared()) {
        printf("skipped: no OpenStreetMap files at %s (set SHARED)\n", folder);
        return 77;
    }
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(extracts_become_streets),
        cmocka_unit_test(the_same_file_gives_the_same_bytes),
        cmocka_unit_test(threads_make_no_difference),
        cmocka_unit_test(grid_areas_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
