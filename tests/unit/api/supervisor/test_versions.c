#include "api/supervisor/versions.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "tests/scratch.h"

static struct scratch scratch;
static struct versions versions;

/* What is kept on the disk when power fails: the folder as it was when it was last put there. */
static char watched[VERSION_PATH];
static bool was_there;
static int folder_syncs;

int fsync(int fd)
{
    struct stat status;
    if (fstat(fd, &status) == 0 && S_ISDIR(status.st_mode)) {
        folder_syncs++;
        was_there = watched[0] && access(watched, F_OK) == 0;
    }
    return 0;
}

static int set_up(void **state)
{
    (void)state;
    scratch_init(&scratch);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    versions_close(&versions);
    scratch_finish(&scratch);
    return 0;
}

static void open_again(void)
{
    versions_close(&versions);
    assert_true(versions_open(&versions, scratch_path(&scratch, "run"), NULL));
}

/* A version with an image on the disk. */
static struct version built(const char *inputs)
{
    struct version version;
    char path[VERSION_PATH];
    assert_true(versions_next(&versions, inputs, &version));
    FILE *file = fopen(versions_image(&versions, &version, path), "w");
    assert_non_null(file);
    fclose(file);
    return version;
}

static bool has_image(const struct version *version)
{
    char path[VERSION_PATH];
    return access(versions_image(&versions, version, path), F_OK) == 0;
}

static void serve(const struct version *version)
{
    versions_accept(&versions, version, "fine");
}

static void test_the_last_two_are_kept(void **state)
{
    (void)state;
    open_again();
    assert_int_equal(versions.current.number, 0);
    struct version one = built("aa-1"), two = built("aa-2"), three = built("aa-3");
    serve(&one);
    serve(&two);
    serve(&three);
    assert_false(has_image(&one));
    assert_true(has_image(&two) && has_image(&three));
    open_again();
    assert_string_equal(versions.current.state, "aa-3");
    assert_string_equal(versions.before.state, "aa-2");
    assert_true(has_image(&two) && has_image(&three));
    assert_int_equal(versions.last, 3);
}

static void test_what_was_never_served_is_cleared_away(void **state)
{
    (void)state;
    open_again();
    struct version one = built("aa-1");
    serve(&one);
    struct version half = built("aa-2");
    scratch_text(&scratch, "run/000002-aa-2.trajet.77.part", "?");
    scratch_text(&scratch, "run/000002-aa-2.trajet.live", "?");
    open_again();
    assert_int_not_equal(access(scratch_path(&scratch, "run/000002-aa-2.trajet.77.part"), F_OK), 0);
    assert_int_not_equal(access(scratch_path(&scratch, "run/000002-aa-2.trajet.live"), F_OK), 0);
    assert_true(has_image(&one));
    assert_false(has_image(&half));
    assert_int_equal(versions.current.number, 1);
    assert_int_equal(versions.before.number, 0);
    assert_true(versions_next(&versions, "aa-2", &half));
    assert_int_equal(half.number, 3);
}

static void test_what_is_live_of_a_removed_version_goes_too(void **state)
{
    (void)state;
    open_again();
    struct version one = built("aa-1"), two = built("aa-2"), three = built("aa-3");
    serve(&one);
    serve(&two);
    serve(&three);
    /* A feeder that had not heard yet. */
    scratch_text(&scratch, "run/000001-aa-1.trajet.live", "?");
    scratch_text(&scratch, "run/000001-aa-1.trajet.live.77.part", "?");
    struct version four = built("aa-4"), five = built("aa-5");
    serve(&four);
    assert_int_not_equal(access(scratch_path(&scratch, "run/000001-aa-1.trajet.live"), F_OK), 0);
    assert_int_not_equal(
        access(scratch_path(&scratch, "run/000001-aa-1.trajet.live.77.part"), F_OK), 0);
    assert_false(has_image(&two));
    assert_true(has_image(&three) && has_image(&four));
    assert_true(has_image(&five)); /* Which may just have been built. */
}

static void test_an_image_that_is_gone_is_no_version(void **state)
{
    (void)state;
    char path[VERSION_PATH];
    open_again();
    struct version one = built("aa-1"), two = built("aa-2");
    serve(&one);
    serve(&two);
    unlink(versions_image(&versions, &two, path));
    open_again();
    assert_int_equal(versions.current.number, 0);
}

static void test_quarantine_says_why(void **state)
{
    (void)state;
    open_again();
    struct version one = built("aa-1"), bad = built("aa-2"), unbuilt;
    serve(&one);
    assert_false(versions_refuses(&versions, "aa-2"));
    versions_quarantine(&versions, &bad, "it is bad\nin many ways");
    assert_false(has_image(&bad));
    assert_true(versions_next(&versions, "aa-3", &unbuilt));
    versions_quarantine(&versions, &unbuilt, "it was never built");
    for (int i = 0; i < 2; i++) {
        const struct version *found = versions.quarantined.data;
        assert_int_equal(versions.quarantined.count, 2);
        assert_string_equal(found[0].says, "it is bad");
        assert_string_equal(found[1].says, "it was never built");
        assert_true(versions_refuses(&versions, "aa-2") && versions_refuses(&versions, "aa-3"));
        assert_false(versions_refuses(&versions, "aa-1"));
        open_again();
    }
    assert_string_equal(versions.current.state, "aa-1");
}

static void test_quarantine_takes_nothing_else_along(void **state)
{
    (void)state;
    open_again();
    struct version one = built("aa-1"), coming = built("aa-2");
    serve(&one);
    scratch_text(&scratch, "run/000001-aa-1.trajet.77.part", "?");
    scratch_text(&scratch, "run/000002-aa-2.trajet.77.part", "?");
    versions_fall_back(&versions, "it cannot be opened");
    assert_true(has_image(&coming)); /* Whoever builds it is not done yet. */
    assert_int_equal(access(scratch_path(&scratch, "run/000002-aa-2.trajet.77.part"), F_OK), 0);
    assert_int_not_equal(access(scratch_path(&scratch, "run/000001-aa-1.trajet.77.part"), F_OK), 0);
}

static void test_quarantine_is_bounded(void **state)
{
    (void)state;
    open_again();
    for (int i = 0; i < 3 * VERSIONS_QUARANTINED; i++) {
        char inputs[VERSION_STATE];
        snprintf(inputs, sizeof inputs, "aa-%d", i);
        struct version bad = built(inputs);
        versions_quarantine(&versions, &bad, "bad");
    }
    open_again();
    assert_int_equal(versions.quarantined.count, VERSIONS_QUARANTINED);
    const struct version *found = versions.quarantined.data;
    assert_int_equal(found[VERSIONS_QUARANTINED - 1].number, 3 * VERSIONS_QUARANTINED);
}

static void test_the_same_inputs_again_leave_the_one_before(void **state)
{
    (void)state;
    open_again();
    struct version one = built("aa-1"), two = built("aa-2"), again = built("aa-2");
    serve(&one);
    serve(&two);
    serve(&again);
    assert_int_equal(versions.current.number, again.number);
    assert_int_equal(versions.before.number, one.number);
    assert_true(has_image(&one) && has_image(&again));
    assert_false(has_image(&two));
}

static void test_links_are_on_the_disk_before_anything_is_removed(void **state)
{
    (void)state;
    open_again();
    struct version one = built("aa-1"), two = built("aa-2"), three = built("aa-3");
    serve(&one);
    serve(&two);
    versions_image(&versions, &one, watched);
    folder_syncs = 0;
    serve(&three);
    assert_in_range(folder_syncs, 1, 3);
    assert_true(was_there);
    assert_false(has_image(&one));
    folder_syncs = 0;
    versions_fall_back(&versions, "bad");
    assert_in_range(folder_syncs, 1, 3);
    watched[0] = '\0';
}

static void test_falling_back(void **state)
{
    (void)state;
    open_again();
    struct version one = built("aa-1"), two = built("aa-2");
    serve(&one);
    serve(&two);
    versions_fall_back(&versions, "by hand");
    open_again();
    assert_string_equal(versions.current.state, "aa-1");
    assert_int_equal(versions.before.number, 0);
    assert_true(versions_refuses(&versions, "aa-2"));
    versions_fall_back(&versions, "by hand");
    open_again();
    assert_int_equal(versions.current.number, 0);
}

static void test_who_answers_today_is_kept(void **state)
{
    (void)state;
    char path[VERSION_PATH];
    open_again();
    struct version one = built("aa-1"), two = built("aa-2"), three = built("aa-3");
    serve(&one);
    versions_note_today(&versions, versions_image(&versions, &one, path));
    serve(&two);
    serve(&three);
    open_again();
    assert_true(has_image(&one) && has_image(&two) && has_image(&three));
    assert_string_equal(versions.today.state, "aa-1");
    versions_fall_back(&versions, "bad");
    versions_fall_back(&versions, "bad"); /* Better than nothing. */
    assert_string_equal(versions.current.state, "aa-1");
    versions_note_today(&versions, "");
    assert_true(has_image(&one));
    struct version four = built("aa-4"), five = built("aa-5"), six = built("aa-6");
    serve(&four);
    versions_note_today(&versions, versions_image(&versions, &one, path));
    serve(&five);
    serve(&six);
    assert_true(has_image(&one));
    versions_note_today(&versions, "");
    assert_false(has_image(&one));
    versions_note_today(&versions, "/no/such");
    assert_int_equal(versions.today.number, 0);
}

static void test_one_supervisor_at_a_time(void **state)
{
    (void)state;
    struct versions other;
    struct error error = {0};
    open_again();
    assert_false(versions_open(&other, scratch_path(&scratch, "run"), &error));
    assert_int_equal(error.kind, ERROR_LIMIT);
    versions_close(&other);
    assert_false(versions_open(&other, scratch_path(&scratch, "no/such"), &error));
    assert_int_equal(error.kind, ERROR_SYSTEM);
    versions_close(&other);
}

static void test_a_folder_that_anybody_may_change_is_refused(void **state)
{
    (void)state;
    struct error error = {0};
    open_again();
    versions_close(&versions);
    assert_int_equal(chmod(scratch_path(&scratch, "run"), 01777), 0);
    assert_false(versions_open(&versions, scratch_path(&scratch, "run"), &error));
    assert_int_equal(error.kind, ERROR_INPUT);
    versions_close(&versions);
    assert_int_equal(chmod(scratch_path(&scratch, "run"), 0770), 0);
    open_again();
}

static void test_states_are_safe_names(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "", "../x", "AA", "a b", "a\n", "0123456789abcdef0123456789abcdef0123456789abcdef"};
    struct version version;
    open_again();
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(versions_next(&versions, bad[i], &version));
    assert_int_equal(versions.last, 0);
}

static void test_strange_files_are_left_alone(void **state)
{
    (void)state;
    static const char *const names[] = {"run/x.trajet",    "run/7.trajet",
                                        "run/-a.trajet",   "run/7-.trajet",
                                        "run/7-XY.trajet", "run/quarantine/why.txt"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        scratch_text(&scratch, names[i], "?");
    assert_int_equal(symlink("../../etc/passwd", scratch_path(&scratch, "run/current")), 0);
    open_again();
    assert_int_equal(versions.current.number, 0);
    assert_int_equal(versions.last, 0);
    assert_int_equal(versions.quarantined.count, 0);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_int_equal(access(scratch_path(&scratch, names[i]), F_OK), 0);
}

static void test_a_temporary_folder_goes(void **state)
{
    (void)state;
    char path[PATH_MAX];
    assert_true(versions_open_temporary(&versions, NULL));
    struct version one = built("aa-1"), bad = built("aa-2");
    serve(&one);
    versions_quarantine(&versions, &bad, "bad");
    snprintf(path, sizeof path, "%s", versions.path);
    assert_int_equal(access(path, F_OK), 0);
    versions_close(&versions);
    assert_int_not_equal(access(path, F_OK), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_the_last_two_are_kept),
        TEST(test_what_was_never_served_is_cleared_away),
        TEST(test_what_is_live_of_a_removed_version_goes_too),
        TEST(test_an_image_that_is_gone_is_no_version),
        TEST(test_quarantine_says_why),
        TEST(test_quarantine_takes_nothing_else_along),
        TEST(test_quarantine_is_bounded),
        TEST(test_the_same_inputs_again_leave_the_one_before),
        TEST(test_links_are_on_the_disk_before_anything_is_removed),
        TEST(test_falling_back),
        TEST(test_who_answers_today_is_kept),
        TEST(test_one_supervisor_at_a_time),
        TEST(test_a_folder_that_anybody_may_change_is_refused),
        TEST(test_states_are_safe_names),
        TEST(test_strange_files_are_left_alone),
        TEST(test_a_temporary_folder_goes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
