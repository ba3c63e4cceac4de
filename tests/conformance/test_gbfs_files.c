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
#include "tests/gbfs_said.h"

/*
 * Reads the shared systems, those of a validator and the hostile documents of the shared data.
 * Given folders, it reads these instead and prints what is in them.
 */

static char folder[512];
static struct gbfs_said said;
static struct arena arena;
static struct findings all; /* of all documents of a folder */
static uint32_t unreadable;

/* Folders as they were counted without this reader, and what has to be found in them. */
static const struct set {
    const char *path;
    uint32_t types, stations, vehicles, regions, plans, zones, rules, points, docks;
    uint32_t stock; /* vehicles of all stations */
    const char *findings;
} sets[] = {
    {"gbfs-baywheels", 0, 496, 720, 6, 0, 0, 0, 0, 5668, 5248, "gbfs_id_doubled 6"},
    {"gbfs-citibike", 0, 845, 0, 0, 0, 0, 0, 0, 14072, 11411, ""},
    {"gbfs-otp/duplicate-stations-v2", 0, 3, 0, 0, 0, 0, 0, 0, 27, 18, "gbfs_id_doubled 1"},
    {"gbfs-otp/duplicate-stations-v3", 0, 3, 0, 0, 0, 0, 0, 0, 27, 18, "gbfs_id_doubled 1"},
    {"gbfs-otp/helsinki", 0, 7, 0, 0, 0, 0, 0, 0, 144, 31, "gbfs_record_dropped 3"},
    {"gbfs-otp/lillestrombysykkel", 1, 6, 0, 0, 2, 0, 0, 0, 62, 57, ""},
    {"gbfs-otp/tieroslo", 0, 0, 0, 0, 0, 2, 2, 560, 0, 0, ""},
    {"gbfs-otp/ridecheck/almere", 1, 0, 6, 0, 0, 14, 15, 690, 0, 0, "gbfs_zone_dropped 2"},
    {"gbfs-lamassu/v2", 2, 2, 2, 1, 1, 1, 1, 87, 0, 0, ""},
    {"gbfs-lamassu/v3", 4, 2, 4, 4, 2, 1, 2, 8, 0, 0, ""},
};

static const char *const valid_sets[] = {"v1.0", "v1.1", "v2.0", "v2.1",
                                         "v2.2", "v2.3", "v3.0", "cli-feeds/valid"};

/* Takes one file for what its name begins with. */
static void read_file(const char *path, const char *name)
{
    struct mapfile file;
    struct error error = {0};
    size_t stem = strcspn(name, ".");
    assert_true(mapfile_open(&file, path, &error));
    struct gbfs_bytes bytes = {(const char *)file.bytes, file.size, path};
    bool fine;
    enum gbfs_document document = GBFS_DOCUMENTS;
    for (size_t length = stem; length && document == GBFS_DOCUMENTS; length--) {
        char start[64];
        snprintf(start, sizeof start, "%.*s", (int)length, name);
        document = gbfs_document_of(start);
    }
    if (document != GBFS_DOCUMENTS) {
        fine = gbfs_said_bytes(&said, document, bytes);
        error = said.error;
        findings_merge(&all, &said.findings);
    } else if (strncmp(name, "gbfs.", 5) == 0) {
        struct gbfs_discovery discovery;
        fine = gbfs_read_discovery(bytes, NULL, &arena, &discovery, &all, &error);
    } else {
        struct gbfs_manifest manifest;
        fine = gbfs_read_manifest(bytes, &arena, &manifest, &all, &error);
        assert_true(!fine || manifest.count > 0);
    }
    mapfile_close(&file);
    assert_true(fine || *error.text);
    unreadable += !fine;
    if (!fine)
        print_message("%s: %s\n", path, error.text);
}

/* Begins anew and reads all documents of a folder in the order of their names. */
static void read_folder(const char *path)
{
    struct dirent **entries;
    char file[2048];
    gbfs_said_finish(&said);
    gbfs_said_init(&said);
    findings_finish(&all);
    findings_init(&all);
    arena_reset(&arena);
    unreadable = 0;
    int count = scandir(path, &entries, NULL, alphasort);
    assert_true(count > 2);
    for (int i = 0; i < count; i++) {
        const char *name = entries[i]->d_name;
        const char *end = strrchr(name, '.');
        snprintf(file, sizeof file, "%s/%s", path, name);
        if (end && strcmp(end, ".json") == 0 && strcmp(name, "expected.json") != 0)
            read_file(file, name);
        free(entries[i]);
    }
    free(entries);
}

static void count_stations(const struct gbfs_system *system, struct set *counts)
{
    for (uint32_t i = 0; i < system->status_count; i++) {
        const struct gbfs_status *status = &system->statuses[i];
        for (uint32_t k = 0; k < system->station_count; k++)
            if (strcmp(system->stations[k].id, status->id) == 0) {
                counts->docks += status->docks == NO_IX ? 0 : status->docks;
                counts->stock += status->vehicles;
            }
    }
}

static struct set count_all(const struct gbfs_system *system)
{
    struct set counts = {.types = system->type_count,
                         .stations = system->station_count,
                         .vehicles = system->vehicle_count,
                         .regions = system->region_count,
                         .plans = system->plan_count,
                         .zones = system->zone_count,
                         .rules = system->global_rule_count};
    for (uint32_t i = 0; i < system->zone_count; i++) {
        counts.rules += system->zones[i].rule_count;
        for (uint32_t k = 0; k < system->zones[i].area.count; k++)
            counts.points += system->zones[i].area.rings[k].count;
    }
    count_stations(system, &counts);
    return counts;
}

static void print_set(const char *path, const struct set *counts)
{
    print_message("%s: %u types, %u stations, %u vehicles, %u regions, %u plans, ", path,
                  counts->types, counts->stations, counts->vehicles, counts->regions,
                  counts->plans);
    print_message("%u zones, %u rules, %u points, %u docks, %u in stock\n", counts->zones,
                  counts->rules, counts->points, counts->docks, counts->stock);
    print_message("    %s\n", gbfs_said_findings(&all));
}

static void same_counts(const struct set *set, const struct set *counts)
{
    assert_int_equal(counts->types, set->types);
    assert_int_equal(counts->stations, set->stations);
    assert_int_equal(counts->vehicles, set->vehicles);
    assert_int_equal(counts->regions, set->regions);
    assert_int_equal(counts->plans, set->plans);
    assert_int_equal(counts->zones, set->zones);
    assert_int_equal(counts->rules, set->rules);
    assert_int_equal(counts->points, set->points);
    assert_int_equal(counts->docks, set->docks);
    assert_int_equal(counts->stock, set->stock);
}

static void systems_are_counted(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof sets / sizeof *sets; i++) {
        char path[1024];
        snprintf(path, sizeof path, "%s/data/%s", folder, sets[i].path);
        read_folder(path);
        struct set counts = count_all(gbfs_store_system(said.store));
        print_set(path, &counts);
        assert_int_equal(unreadable, 0);
        same_counts(&sets[i], &counts);
        assert_string_equal(gbfs_said_findings(&all), sets[i].findings);
    }
}

/* Whether something was lost. */
static bool lost(const struct findings *findings)
{
    const struct finding *items = findings->items.data;
    for (uint32_t i = 0; i < findings->items.count; i++)
        if (items[i].action >= FINDING_ROW)
            return true;
    return false;
}

/* The documents of a valid set belong to several systems: only each by itself is valid. */
static void valid_sets_are_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof valid_sets / sizeof *valid_sets; i++) {
        char path[1024];
        snprintf(path, sizeof path, "%s/conformance/gbfs/%s", folder, valid_sets[i]);
        read_folder(path);
        struct set counts = count_all(gbfs_store_system(said.store));
        print_set(path, &counts);
        assert_int_equal(unreadable, 0);
        if (lost(&all))
            fail_msg("%s: %s", path, gbfs_said_findings(&all));
    }
}

static void invalid_ones_lose_what_is_bad(void **state)
{
    char path[1024];
    (void)state;
    snprintf(path, sizeof path, "%s/conformance/gbfs/cli-feeds/invalid", folder);
    read_folder(path);
    assert_int_equal(unreadable, 0);
    assert_string_equal(gbfs_said_findings(&all), "gbfs_feeds_missing 1");
    snprintf(path, sizeof path, "%s/conformance/gbfs/v2.3/free_bike_status_with_error.json",
             folder);
    gbfs_said_finish(&said);
    gbfs_said_init(&said);
    read_file(path, "free_bike_status_with_error.json");
    /* Each bad value is mended; a station that is a number is that of its digits. */
    assert_int_equal(gbfs_store_system(said.store)->vehicle_count, 2);
    assert_string_equal(gbfs_store_system(said.store)->vehicles[1].station, "86");
    assert_string_equal(gbfs_said_findings(&said.findings),
                        "gbfs_type_mended 1, gbfs_value_ignored 1");
}

/* What the case wants: accept, reject, either ... */
static void wanted_of(const char *path, char wanted[32])
{
    struct mapfile file;
    struct error error = {0};
    char text[4096];
    assert_true(mapfile_open(&file, path, &error));
    snprintf(text, sizeof text, "%.*s", (int)file.size, (const char *)file.bytes);
    mapfile_close(&file);
    const char *at = strstr(text, "\"result\"");
    assert_non_null(at);
    assert_int_equal(sscanf(at, "\"result\": \"%31[a-z_]\"", wanted), 1);
}

/* Cases of addresses are those of who fetches; but addresses that are none are left out here. */
static bool is_about_address(const char *name)
{
    return strncmp(name, "url-", 4) == 0 && strcmp(name, "url-crlf") != 0 &&
           strcmp(name, "url-long") != 0 && strcmp(name, "url-space") != 0;
}

static void judge_hostile(const char cases[1024], const char *name)
{
    char path[2048], wanted[32];
    struct stat info;
    bool any = false;
    snprintf(path, sizeof path, "%s/%s/expected.json", cases, name);
    wanted_of(path, wanted);
    for (int i = 0; i < 2; i++) {
        const char *file = i ? "station_status.json" : "gbfs.json";
        snprintf(path, sizeof path, "%s/%s/%s", cases, name, file);
        if (stat(path, &info) != 0)
            continue;
        findings_finish(&all);
        findings_init(&all);
        unreadable = 0;
        read_file(path, file);
        const char *found = gbfs_said_findings(&all);
        any = true;
        print_message("%-24s %-20s %s %s\n", name, wanted, unreadable ? "reject" : "accept", found);
        if (strcmp(wanted, "either") != 0 && (strcmp(wanted, "reject") == 0) != (unreadable > 0))
            fail_msg("%s: %s was wanted", path, wanted);
        if (strcmp(wanted, "accept_with_warning") == 0 && !is_about_address(name) && !*found)
            fail_msg("%s: a warning was wanted", path);
        assert_true(unreadable || gbfs_store_system(said.store));
    }
    assert_true(any);
}

static void hostile_documents_go_as_they_say(void **state)
{
    struct dirent **entries;
    char cases[1024];
    int judged = 0;
    (void)state;
    snprintf(cases, sizeof cases, "%s/conformance/poison/gbfs", folder);
    int count = scandir(cases, &entries, NULL, alphasort);
    for (int i = 0; i < count; i++) {
        if (*entries[i]->d_name != '.') {
            judge_hostile(cases, entries[i]->d_name);
            judged++;
        }
        free(entries[i]);
    }
    free(entries);
    assert_true(judged > 0);
    print_message("%d hostile cases\n", judged);
}

static void print_folders(int count, char **paths)
{
    for (int i = 0; i < count; i++) {
        read_folder(paths[i]);
        struct set counts = count_all(gbfs_store_system(said.store));
        print_set(paths[i], &counts);
    }
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(systems_are_counted),
        cmocka_unit_test(valid_sets_are_read),
        cmocka_unit_test(invalid_ones_lose_what_is_bad),
        cmocka_unit_test(hostile_documents_go_as_they_say),
    };
    const char *shared = getenv("SHARED");
    struct stat info;
    char probe[1024];
    int ending = 0;
    snprintf(folder, sizeof folder, "%s", shared ? shared : "../shared");
    snprintf(probe, sizeof probe, "%s/conformance/gbfs", folder);
    gbfs_said_init(&said);
    findings_init(&all);
    if (argc > 1) {
        print_folders(argc - 1, argv + 1);
    } else if (stat(probe, &info) != 0) {
        printf("skipped: no shared vehicles at %s; set SHARED\n", probe);
        ending = 77;
    } else {
        ending = cmocka_run_group_tests(tests, NULL, NULL);
    }
    gbfs_said_finish(&said);
    findings_finish(&all);
    arena_finish(&arena);
    return ending;
}
