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
#include "feeds/realtime/write.h"
#include "tests/same_message.h"

/*
 * Decodes the snapshots, the hostile messages and the messages of cases of the shared data. Given
 * paths, it reads these instead and prints what is in them.
 */

static char folder[512];
static struct arena arena;
static struct findings findings;
static struct error error;
static struct realtime_message message;

/* The snapshots as that place's README counted them. */
static const struct snapshot {
    const char *path, *made;
    uint32_t trips, stops, added, vehicles, alerts;
} snapshots[] = {
    {"transitland-caltrain/ct-trip-updates.pb", "2023-11-08T01:05", 19, 220, 0, 0, 0},
    {"transitland-caltrain/ct-vehicle-positions.pb", "2023-11-08T01:05", 0, 0, 0, 14, 0},
    {"transitland-bart/bart-trip-updates.pb", "2019-08-07T17:45", 91, 1060, 8, 0, 0},
    {"transitland-bart/bart-alerts.pb", "2019-08-07T17:45", 0, 0, 0, 0, 1},
    {"otp-kcm-rt/king-county-metro-1.pbf", "2021-09-02T15:31", 0, 0, 0, 627, 0},
    {"otp-kcm-rt/king-county-metro-2.pbf", "2021-09-02T16:08", 0, 0, 0, 570, 0},
};

static bool read_file(const char *path)
{
    /* 2026-01-01T12:00:00Z, the present of the hostile ones. */
    const struct realtime_limits limits = realtime_limits_usual(1767268800);
    findings_finish(&findings);
    findings_init(&findings);
    arena_reset(&arena);
    error = (struct error){0};
    return realtime_read(path, &limits, &arena, &findings, &message, &error);
}

static void print_findings(void)
{
    const struct finding *items = findings.items.data;
    for (uint32_t i = 0; i < findings.items.count; i++)
        print_message(" %s %lu", items[i].code, (unsigned long)items[i].count);
    print_message("\n");
}

/* What was read of a snapshot, written again, is read as the same. */
static void write_and_read(const char *path)
{
    const struct realtime_message first = message;
    struct arena kept = arena;
    struct vec bytes = vec_of(1);
    arena = (struct arena){0};
    realtime_write(&first, &bytes);
    const struct realtime_limits limits = realtime_limits_usual(1767268800);
    const struct realtime_bytes written = {bytes.data, bytes.count, path};
    if (!realtime_decode(written, &limits, &arena, &findings, &message, &error))
        fail_msg("%s, written again: %s", path, error.text);
    const char *difference = message_difference(&first, &message);
    if (difference)
        fail_msg("%s, written again: %s differs", path, difference);
    assert_int_equal(message.entities, first.entities);
    vec_finish(&bytes);
    arena_finish(&kept);
}

static void snapshots_are_counted(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof snapshots / sizeof *snapshots; i++) {
        const struct snapshot *snapshot = &snapshots[i];
        char path[1024], made[CIVIL_TEXT];
        uint32_t added = 0;
        snprintf(path, sizeof path, "%s/data/%s", folder, snapshot->path);
        if (!read_file(path))
            fail_msg("%s: %s", error.place, error.text);
        for (uint32_t k = 0; k < message.trip_count; k++)
            added += message.trips[k].run.relation == TRIP_ADDED;
        civil_text_utc(message.stamp, made);
        print_message("%s: made %s, %u trips (%u added), %u stops, %u vehicles, %u alerts",
                      snapshot->path, made, message.trip_count, added, message.stop_updates,
                      message.vehicle_count, message.alert_count);
        print_findings();
        assert_true(realtime_recognise(path));
        assert_memory_equal(made, snapshot->made, strlen(snapshot->made));
        assert_int_equal(message.trip_count, snapshot->trips);
        assert_int_equal(message.stop_updates, snapshot->stops);
        assert_int_equal(added, snapshot->added);
        assert_int_equal(message.vehicle_count, snapshot->vehicles);
        assert_int_equal(message.alert_count, snapshot->alerts);
        write_and_read(path);
    }
}

/* What the case wants: accept, reject, either ... */
static void wanted_of(const char *path, char wanted[32])
{
    struct mapfile file;
    char text[4096];
    assert_true(mapfile_open(&file, path, &error));
    snprintf(text, sizeof text, "%.*s", (int)file.size, (const char *)file.bytes);
    mapfile_close(&file);
    const char *at = strstr(text, "\"result\"");
    assert_non_null(at);
    assert_int_equal(sscanf(at, "\"result\": \"%31[a-z_]\"", wanted), 1);
}

static uint64_t size_of(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 ? (uint64_t)info.st_size : 0;
}

/* Cases that only applying one message after another can refuse. */
static bool needs_history(const char *name)
{
    return strcmp(name, "time-goes-back") == 0;
}

static void judge_hostile(const char cases[1024], const char *name)
{
    char path[2048], wanted[32];
    struct stat info;
    snprintf(path, sizeof path, "%s/%s/expected.json", cases, name);
    wanted_of(path, wanted);
    for (int i = 0; i < 3; i++) {
        static const char *const files[] = {"feed.pb", "0.pb", "1.pb"};
        snprintf(path, sizeof path, "%s/%s/%s", cases, name, files[i]);
        if (stat(path, &info) != 0)
            continue;
        bool read = read_file(path);
        print_message("%-28s %-8s %s %s", name, wanted, read ? "accept" : "reject", error.text);
        print_findings();
        assert_true(read || *error.text);
        if (!needs_history(name) && strcmp(wanted, read ? "reject" : "accept") == 0)
            fail_msg("%s: %s was wanted", path, wanted);
        /* What is kept stays in proportion to what was sent. */
        assert_true(arena.total < 65536 + 64 * size_of(path));
    }
}

static void hostile_messages_go_as_they_say(void **state)
{
    struct dirent **entries;
    char cases[1024];
    int judged = 0;
    (void)state;
    snprintf(cases, sizeof cases, "%s/conformance/poison/gtfsrt", folder);
    int count = scandir(cases, &entries, NULL, alphasort);
    for (int i = 0; i < count; i++) {
        if (*entries[i]->d_name != '.') {
            judge_hostile(cases, entries[i]->d_name);
            judged++;
        }
        free(entries[i]);
    }
    assert_true(judged > 0);
    free(entries);
    print_message("%d hostile cases\n", judged);
}

/* The messages of one case; how many there are. */
static int read_case(const char path[2048])
{
    struct dirent **entries;
    char file[4096];
    int messages = 0, count = scandir(path, &entries, NULL, alphasort);
    for (int i = 0; i < count; i++) {
        size_t length = strlen(entries[i]->d_name);
        snprintf(file, sizeof file, "%s/%s", path, entries[i]->d_name);
        free(entries[i]);
        if (length < 4 || strcmp(file + strlen(file) - 3, ".pb") != 0)
            continue;
        if (!read_file(file))
            fail_msg("%s: %s", error.place, error.text);
        messages++;
    }
    if (count >= 0)
        free(entries);
    return messages;
}

static void messages_of_cases_are_read(void **state)
{
    static const char *const sources[] = {"nigiri", "otp", "rrrr"};
    int messages = 0;
    (void)state;
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
        struct dirent **entries;
        char path[1024], rt[2048];
        snprintf(path, sizeof path, "%s/conformance/%s", folder, sources[i]);
        int count = scandir(path, &entries, NULL, alphasort);
        for (int k = 0; k < count; k++) {
            snprintf(rt, sizeof rt, "%s/%s/rt", path, entries[k]->d_name);
            messages += read_case(rt);
            free(entries[k]);
        }
        if (count >= 0)
            free(entries);
    }
    print_message("%d messages of cases\n", messages);
    assert_true(messages > 0);
}

static int print_files(int count, char **paths)
{
    int failed = 0;
    for (int i = 0; i < count; i++) {
        bool read = read_file(paths[i]);
        failed += !read;
        print_message("%s: %s, %u trips, %u stops, %u vehicles, %u alerts, kept %zu bytes",
                      paths[i], read ? "read" : error.text, message.trip_count,
                      message.stop_updates, message.vehicle_count, message.alert_count,
                      arena.total);
        print_findings();
    }
    return failed;
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(snapshots_are_counted),
        cmocka_unit_test(hostile_messages_go_as_they_say),
        cmocka_unit_test(messages_of_cases_are_read),
    };
    const char *shared = getenv("SHARED");
    struct stat info;
    char probe[1024];
    snprintf(folder, sizeof folder, "%s", shared ? shared : "../shared");
    snprintf(probe, sizeof probe, "%s/conformance/poison/gtfsrt", folder);
    int ending;
    if (argc > 1) {
        ending = print_files(argc - 1, argv + 1);
    } else if (stat(probe, &info) != 0) {
        printf("skipped: no messages at %s; set SHARED\n", probe);
        ending = 77;
    } else {
        ending = cmocka_run_group_tests(tests, NULL, NULL);
    }
    findings_finish(&findings);
    arena_finish(&arena);
    return ending;
}
