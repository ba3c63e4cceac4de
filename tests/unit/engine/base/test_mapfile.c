#include "engine/base/mapfile.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "engine/base/memory.h"
#include "tests/scratch.h"

static struct scratch scratch;

static int set_up(void **state)
{
    (void)state;
    scratch_init(&scratch);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    scratch_finish(&scratch);
    return 0;
}

static void write_text(const char *path, const char *text)
{
    struct mapfile_part part = {text, strlen(text)};
    assert_true(mapfile_write(path, &part, 1, NULL));
}

static void assert_holds(const char *path, const char *text)
{
    struct mapfile file;
    assert_true(mapfile_open(&file, path, NULL));
    assert_int_equal(file.size, strlen(text));
    assert_memory_equal(file.bytes, text, file.size);
    mapfile_close(&file);
    assert_null(file.bytes);
    mapfile_close(&file);
}

static int files_in(const char *path)
{
    DIR *folder = opendir(path);
    int count = 0;
    for (struct dirent *entry; (entry = readdir(folder));)
        count += entry->d_name[0] != '.';
    closedir(folder);
    return count;
}

static void parts_lie_one_behind_the_other(void **state)
{
    (void)state;
    const char *path = scratch_path(&scratch, "parts");
    const struct mapfile_part parts[] = {{"ab", 2}, {NULL, 0}, {"cde", 3}, {"f", 1}};
    assert_true(mapfile_write(path, parts, 4, NULL));
    assert_holds(path, "abcdef");
    assert_true(mapfile_write(path, NULL, 0, NULL));
    struct mapfile file;
    assert_true(mapfile_open(&file, path, NULL));
    assert_null(file.bytes);
    assert_int_equal(file.size, 0);
    mapfile_close(&file);
}

static void says_why_it_cannot_open(void **state)
{
    (void)state;
    struct mapfile file;
    struct error error = {0};
    assert_false(mapfile_open(&file, scratch_path(&scratch, "nowhere"), &error));
    assert_int_equal(error.kind, ERROR_MISSING);
    assert_non_null(strstr(error.place, "nowhere"));
    assert_false(mapfile_open(&file, scratch.path, &error));
    assert_int_equal(error.kind, ERROR_INPUT);
    assert_string_equal(error.text, "not a regular file");
}

/* A reader of the old file keeps what it has mapped. */
static void old_readers_keep_the_old_file(void **state)
{
    (void)state;
    const char *path = scratch_path(&scratch, "kept");
    struct mapfile file;
    write_text(path, "old");
    assert_true(mapfile_open(&file, path, NULL));
    write_text(path, "newer");
    assert_memory_equal(file.bytes, "old", 3);
    assert_holds(path, "newer");
    mapfile_close(&file);
}

static void no_folder_no_file(void **state)
{
    (void)state;
    struct error error = {0};
    struct mapfile_part part = {"x", 1};
    assert_false(mapfile_write(scratch_path(&scratch, "no/such/folder"), &part, 1, &error));
    assert_int_equal(error.kind, ERROR_MISSING);
    char wide[5000];
    memset(wide, 'w', sizeof wide - 1);
    wide[sizeof wide - 1] = 0;
    assert_false(mapfile_write(wide, &part, 1, &error));
    assert_int_equal(error.kind, ERROR_LIMIT);
}

/* The disk is full: the old file stays, and nothing is left beside it. */
static void a_failure_leaves_the_old_file(void **state)
{
    (void)state;
    const char *path = scratch_path(&scratch, "full/file");
    scratch_text(&scratch, "full/file", "old");
    struct rlimit old, tight;
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
    tight = old;
    tight.rlim_cur = 100000;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &tight), 0);
    char *bytes = memory_zeroed(200000, 1);
    struct mapfile_part parts[] = {{bytes, 90000}, {bytes, 90000}};
    struct error error = {0};
    bool written = mapfile_write(path, parts, 2, &error);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
    memory_free(bytes);
    assert_false(written);
    assert_int_equal(error.kind, ERROR_SYSTEM);
    assert_non_null(strstr(error.text, "cannot write"));
    assert_holds(path, "old");
    assert_int_equal(files_in(scratch_path(&scratch, "full")), 1);
}

/* A folder stands where the file should go: the rename fails. */
static void a_folder_is_not_replaced(void **state)
{
    (void)state;
    scratch_text(&scratch, "taken/path/inside", "kept");
    struct mapfile_part part = {"x", 1};
    struct error error = {0};
    assert_false(mapfile_write(scratch_path(&scratch, "taken/path"), &part, 1, &error));
    assert_holds(scratch_path(&scratch, "taken/path/inside"), "kept");
    assert_int_equal(files_in(scratch_path(&scratch, "taken")), 1);
}

enum { KILLS = 60, KILLS_MAX = 600, SIZE = 1 << 18 };

static void write_for_ever(const char *path, const char *const *contents)
{
    for (unsigned i = 0;; i++) {
        struct mapfile_part parts[] = {{contents[i % 2], SIZE / 3},
                                       {contents[i % 2], SIZE - SIZE / 3}};
        if (!mapfile_write(path, parts, 2, NULL))
            _exit(1);
    }
}

/* Killed at any moment of writing, the file is one of the two that were whole. */
static void a_killed_writer_leaves_a_whole_file(void **state)
{
    (void)state;
    char path[256];
    snprintf(path, sizeof path, "%s", scratch_path(&scratch, "whole"));
    char *contents[2] = {memory_zeroed(SIZE, 1), memory_zeroed(SIZE, 1)};
    memset(contents[0], 'a', SIZE);
    memset(contents[1], 'b', SIZE);
    struct mapfile_part first = {contents[0], SIZE};
    assert_true(mapfile_write(path, &first, 1, NULL));
    int seen[2] = {0, 0};
    for (int i = 0; i < KILLS || (i < KILLS_MAX && (!seen[0] || !seen[1])); i++) {
        pid_t writer = fork();
        assert_true(writer >= 0);
        if (!writer)
            write_for_ever(path, (const char *const *)contents);
        usleep((useconds_t)(500 + i * 211));
        kill(writer, SIGKILL);
        int ending;
        waitpid(writer, &ending, 0);
        assert_true(WIFSIGNALED(ending));
        struct mapfile file;
        assert_true(mapfile_open(&file, path, NULL));
        assert_int_equal(file.size, SIZE);
        int which = file.bytes[0] == 'b';
        assert_memory_equal(file.bytes, contents[which], SIZE);
        seen[which]++;
        mapfile_close(&file);
    }
    assert_true(seen[0] > 0 && seen[1] > 0);
    memory_free(contents[0]);
    memory_free(contents[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_lie_one_behind_the_other),
        cmocka_unit_test(says_why_it_cannot_open),
        cmocka_unit_test(old_readers_keep_the_old_file),
        cmocka_unit_test(no_folder_no_file),
        cmocka_unit_test(a_failure_leaves_the_old_file),
        cmocka_unit_test(a_folder_is_not_replaced),
        cmocka_unit_test(a_killed_writer_leaves_a_whole_file),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
