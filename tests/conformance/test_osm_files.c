#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "engine/base/mapfile.h"
#include "feeds/osm/survey.h"

/*
 * Reads the cases of osm-testdata and the extracts of the shared data. Given paths, it reads these
 * instead and prints what that took.
 */

static char folder[512];

/* The extracts as that place's README counted them; box in units: lat, lon, lat, lon. */
static const struct extract {
    const char *path;
    uint64_t nodes, ways, relations;
    const char *newest;
    int32_t box[4];
} extracts[] = {
    {"oba-king-county-2010/kcm.osm.gz",
     124172,
     19936,
     49,
     "2010-03-24T00:46:36Z",
     {472707520, -1224222559, 477757130, -1222010078}},
    {"osm-graphhopper/andorra.osm.pbf",
     69644,
     2725,
     74,
     "2013-05-28T17:03:15Z",
     {417369089, 10366421, 427883379, 18252606}},
    {"osm-graphhopper/monaco.osm.gz",
     13739,
     1944,
     77,
     "2012-07-06T12:59:39Z",
     {435136837, 73830115, 437543317, 75027982}},
    {"osm-otp/central-atlanta-filtered.osm.pbf",
     21630,
     5806,
     177,
     "2021-09-10T16:33:05Z",
     {337386202, -844381910, 337858307, -843419625}},
    {"poa-porto-alegre/poa_osm.pbf",
     43264,
     16032,
     23,
     "2020-08-12T19:31:51Z",
     {-301133278, -512663537, -299876429, -511321566}},
    {"rnv-rhein-neckar/rnv.osm.pbf",
     164598,
     37344,
     0,
     "2016-12-15T09:19:33Z",
     {493264915, 81574752, 496394846, 88221519}},
};

static bool survey_file(struct osm_survey *survey, const char *path, struct error *error)
{
    struct findings findings;
    findings_init(&findings);
    bool read = osm_survey(survey, path, &findings, error);
    findings_finish(&findings);
    return read;
}

static void extracts_are_counted(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof extracts / sizeof *extracts; i++) {
        const struct extract *extract = &extracts[i];
        char path[1024], newest[CIVIL_TEXT];
        struct osm_survey survey;
        struct error error = {0};
        snprintf(path, sizeof path, "%s/data/%s", folder, extract->path);
        if (!survey_file(&survey, path, &error))
            fail_msg("%s: %s", error.place, error.text);
        print_message("%s: nodes %lu ways %lu relations %lu\n", extract->path, survey.nodes,
                      survey.ways, survey.relations);
        assert_int_equal(survey.nodes, extract->nodes);
        assert_int_equal(survey.ways, extract->ways);
        assert_int_equal(survey.relations, extract->relations);
        assert_string_equal(civil_text_utc(survey.newest, newest), extract->newest);
        assert_int_equal(survey.box.low.lat, extract->box[0]);
        assert_int_equal(survey.box.low.lon, extract->box[1]);
        assert_int_equal(survey.box.high.lat, extract->box[2]);
        assert_int_equal(survey.box.high.lon, extract->box[3]);
    }
}

static uint64_t count_text(const struct mapfile *file, const char *text)
{
    const char *at = (const char *)file->bytes, *end = at + file->size;
    uint64_t count = 0;
    while ((at = memmem(at, (size_t)(end - at), text, strlen(text)))) {
        count++;
        at++;
    }
    return count;
}

/* A plain, sound file holds as many objects as there are words that begin one. */
static void check_file(const char *path)
{
    struct osm_survey survey;
    struct mapfile file;
    struct error error = {0};
    if (!survey_file(&survey, path, &error))
        fail_msg("%s: %s", error.place, error.text);
    assert_true(mapfile_open(&file, path, &error));
    assert_int_equal(survey.nodes, count_text(&file, "<node "));
    assert_int_equal(survey.ways, count_text(&file, "<way "));
    assert_int_equal(survey.relations, count_text(&file, "<relation "));
    assert_int_equal(survey.refs, count_text(&file, "<nd "));
    assert_int_equal(survey.members, count_text(&file, "<member "));
    assert_int_equal(survey.tags, count_text(&file, "<tag "));
    mapfile_close(&file);
}

/* Refused, with a line or a path and a sentence. */
static void check_refused(const char *path)
{
    struct osm_survey survey;
    struct error error = {0};
    if (survey_file(&survey, path, &error))
        fail_msg("%s was read", path);
    assert_true(*error.text && strncmp(error.place, path, strlen(path)) == 0);
}

/* The file of a case, or false if it has none of that name. */
static bool case_file(char path[1024], const char *name, const char *file)
{
    struct stat info;
    snprintf(path, 1024, "%s/conformance/osm/xml/data/%s/%s", folder, name, file);
    return stat(path, &info) == 0;
}

static void xml_cases_go_as_they_say(void **state)
{
    struct dirent **entries;
    char path[1024];
    int read = 0, refused = 0;
    (void)state;
    snprintf(path, sizeof path, "%s/conformance/osm/xml/data", folder);
    int count = scandir(path, &entries, NULL, alphasort);
    assert_true(count > 2);
    for (int i = 0; i < count; i++) {
        struct mapfile result;
        struct error error;
        bool valid = case_file(path, entries[i]->d_name, "result") &&
                     mapfile_open(&result, path, &error) && result.bytes[0] == 'v';
        bool plain = case_file(path, entries[i]->d_name, "data.osm");
        bool found = plain || case_file(path, entries[i]->d_name, "data.osm.gz");
        if (found && !valid)
            check_refused(path), refused++;
        else if (plain)
            check_file(path), read++;
        else if (found) {
            struct osm_survey survey;
            assert_true(survey_file(&survey, path, &error));
            read++;
        }
        free(entries[i]);
    }
    free(entries);
    /* The seventh good one is a change file; the case of version 0.5 says neither. */
    assert_int_equal(read, 6);
    assert_int_equal(refused, 17 + 1);
}

static void change_file_is_named(void **state)
{
    struct osm_survey survey;
    struct error error = {0};
    char path[1024];
    (void)state;
    assert_true(case_file(path, "300-change-file", "data.osc"));
    assert_false(survey_file(&survey, path, &error));
    assert_non_null(strstr(error.text, "change file"));
}

static bool keep_highest(void *context, const struct osm_node *node)
{
    int64_t *highest = context;
    *highest = node->object.id > *highest ? node->object.id : *highest;
    return true;
}

static void ids_have_64_bits(void **state)
{
    char path[1024];
    int64_t highest = 0;
    const struct osm_sink sink = {.context = &highest, .node = keep_highest};
    struct findings findings;
    struct error error = {0};
    (void)state;
    snprintf(path, sizeof path, "%s/conformance/osm/misc/64bit_ids.osm", folder);
    check_file(path);
    findings_init(&findings);
    assert_true(osm_read(path, &sink, &findings, &error));
    findings_finish(&findings);
    assert_true(highest > UINT32_MAX);
}

static void other_files_are_read(void **state)
{
    char path[1024];
    (void)state;
    snprintf(path, sizeof path, "%s/conformance/osm/misc/multipolygon_testcases.osm", folder);
    struct osm_survey survey;
    struct error error = {0};
    assert_true(survey_file(&survey, path, &error));
    snprintf(path, sizeof path, "%s/conformance/osm/misc/tag_lengths.osm", folder);
    check_file(path);
    snprintf(path, sizeof path, "%s/conformance/osm/grid/data/all.osm", folder);
    check_file(path);
}

static void grid_is_read(void **state)
{
    int files = 0;
    (void)state;
    for (int group = 1; group <= 9; group += 2)
        for (int number = 0; number < 100; number++) {
            char path[1024];
            struct stat info;
            snprintf(path, sizeof path, "%s/conformance/osm/grid/data/%d/%d%02d/data.osm", folder,
                     group, group, number);
            if (stat(path, &info) != 0)
                continue;
            check_file(path);
            files++;
        }
    print_message("%d files of the grid\n", files);
    assert_true(files > 100);
}

static bool pass_way(void *context, const struct osm_way *way)
{
    *(uint64_t *)context += way->ref_count;
    return true;
}

/* Seconds of the processor this program has used: others may be using it too. */
static double used(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

/* What one pass over the ways alone takes, in seconds. */
static double time_ways(const char *path)
{
    uint64_t refs = 0;
    const struct osm_sink sink = {.context = &refs, .way = pass_way};
    struct findings findings;
    struct error error;
    double start = used();
    findings_init(&findings);
    bool read = osm_read(path, &sink, &findings, &error);
    findings_finish(&findings);
    return read && refs ? used() - start : 0;
}

static int print_file(const char *path)
{
    struct osm_survey survey;
    struct error error = {0};
    struct stat info = {0};
    double start = used();
    bool read = survey_file(&survey, path, &error);
    double taken = used() - start;
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    if (!read)
        printf("refused: %s: %s\n", error.place, error.text);
    else if (stat(path, &info) == 0)
        printf("%s: cpu_ms=%.1f mb_per_s=%.1f ways_ms=%.1f peak_kib=%ld\n", path, taken * 1000,
               (double)info.st_size / 1e6 / taken, time_ways(path) * 1000, usage.ru_maxrss);
    return read ? 0 : 3;
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
        cmocka_unit_test(extracts_are_counted), cmocka_unit_test(xml_cases_go_as_they_say),
        cmocka_unit_test(change_file_is_named), cmocka_unit_test(ids_have_64_bits),
        cmocka_unit_test(other_files_are_read), cmocka_unit_test(grid_is_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
