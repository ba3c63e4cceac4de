#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "bench/city.h"
#include "tests/built.h"

static void write_city(const struct scratch *scratch, const char *name, uint64_t seed,
                       struct city_counts *counts)
{
    const struct city_size size = {.stops = 1200, .stop_times = 60000, .seed = seed};
    struct error error = {0};
    char path[128];
    /* Writing any file makes the folder. */
    scratch_text(scratch, strcmp(name, "one") == 0 ? "one/x.md" : "two/x.md", "");
    snprintf(path, sizeof path, "%s/%s", scratch->path, name);
    assert_true(city_write(&size, path, counts, &error));
}

static bool same(const struct scratch *scratch, const char *table)
{
    char path[2][160];
    FILE *files[2];
    for (int i = 0; i < 2; i++) {
        snprintf(path[i], sizeof path[i], "%s/%s/%s", scratch->path, i == 0 ? "one" : "two", table);
        files[i] = fopen(path[i], "rb");
        assert_non_null(files[i]);
    }
    int one, two;
    do {
        one = fgetc(files[0]);
        two = fgetc(files[1]);
    } while (one == two && one != EOF);
    fclose(files[0]);
    fclose(files[1]);
    return one == two;
}

static void the_size_is_met(void **state)
{
    (void)state;
    struct scratch scratch;
    struct city_counts counts;
    scratch_init(&scratch);
    write_city(&scratch, "one", 7, &counts);
    assert_in_range(counts.stops, 1200, 1300);
    assert_in_range(counts.stop_times, 57000, 66000);
    assert_true(counts.transfers > 0);
    scratch_finish(&scratch);
}

static void a_seed_gives_the_same_bytes_and_another_does_not(void **state)
{
    (void)state;
    struct scratch scratch;
    struct city_counts counts;
    scratch_init(&scratch);
    write_city(&scratch, "one", 7, &counts);
    write_city(&scratch, "two", 7, &counts);
    assert_true(same(&scratch, "stops.txt"));
    assert_true(same(&scratch, "trips.txt"));
    assert_true(same(&scratch, "stop_times.txt"));
    write_city(&scratch, "two", 8, &counts);
    assert_false(same(&scratch, "stop_times.txt"));
    scratch_finish(&scratch);
}

static void our_reader_takes_every_row(void **state)
{
    (void)state;
    struct scratch scratch;
    struct city_counts counts;
    struct built built;
    char folder[128];
    scratch_init(&scratch);
    write_city(&scratch, "one", 7, &counts);
    snprintf(folder, sizeof folder, "%s/one", scratch.path);
    built_from_paths(&built, (const char *const[]){folder, NULL});
    assert_int_equal(built.network.counts.trips, counts.trips);
    assert_int_equal(built.network.counts.stops, counts.stops);
    assert_int_equal(built.network.facts->served_stops, 1200);
    assert_true(built.network.counts.blocks > 0);
    for (uint32_t i = 0; i < built.findings.items.count; i++) {
        const struct finding *finding = vec_at(&built.findings.items, i);
        assert_string_equal(finding->code, "file_unknown"); /* the x.md of this test */
    }
    built_finish(&built);
    scratch_finish(&scratch);
}

static void nonsense_is_refused(void **state)
{
    (void)state;
    struct city_counts counts;
    struct error error = {0};
    const struct city_size size = {.stops = 3, .stop_times = 10, .seed = 1};
    assert_false(city_write(&size, "/nonexistent", &counts, &error));
    assert_int_equal(error.kind, ERROR_INPUT);
    const struct city_size fine = {.stops = 100, .stop_times = 1000, .seed = 1};
    assert_false(city_write(&fine, "/nonexistent", &counts, &error));
    assert_int_equal(error.kind, ERROR_SYSTEM);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_size_is_met),
        cmocka_unit_test(a_seed_gives_the_same_bytes_and_another_does_not),
        cmocka_unit_test(our_reader_takes_every_row),
        cmocka_unit_test(nonsense_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
