#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "engine/live/draft.h"
#include "tests/forge.h"
#include "tests/rich_live.h"

/* Spaces in the two parks of the network. */

enum { NOW = 1777593600 };

static struct built built;
static char path[256];

static int set_up(void **state)
{
    (void)state;
    rich_build(&built);
    snprintf(path, sizeof path, "%s", scratch_path(&built.scratch, "live"));
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    built_finish(&built);
    return 0;
}

/* Two feeds, of which the second speaks of parks. */
static struct live_facts open_with(const struct live_park *parks, uint32_t count, struct live *live)
{
    struct error error = {0};
    struct live_draft *draft = live_draft_create(&built.network);
    const struct live_feed about = {.kind = LIVE_FEED_PARKS, .feed = NO_IX, .stamp = NOW - 30};
    live_draft_add_feed(draft, &(struct live_feed){0}, "buses", NULL);
    live_draft_add_feed(draft, &about, "spaces", NULL);
    for (uint32_t i = 0; i < count; i++)
        live_draft_add_park(draft, &parks[i]);
    if (!live_freeze(draft, NOW, 1, path, &error) || !live_open(live, path, &built.network, &error))
        fail_msg("%s: %s", error.place, error.text);
    live_draft_destroy(draft);
    return *live->facts;
}

static void a_park_has_its_spaces(void **state)
{
    (void)state;
    struct live live;
    unix_time stamp = 1;
    const struct live_park parks[] = {{1, 1, 7, 20, LIVE_PARK_OPEN}};
    struct live_facts some = open_with(parks, 1, &live);
    assert_int_equal(live_park_free(&live, 1, &stamp), 7);
    assert_int_equal(stamp, NOW - 30);
    assert_int_equal(live_park_of(&live, 1)->total, 20);
    assert_int_equal(live_park_free(&live, 0, &stamp), NO_IX);
    assert_int_equal(stamp, 0);
    live_close(&live);
    struct live_facts none = open_with(parks, 0, &live);
    assert_int_not_equal(some.digest, none.digest); /* Answers depend on them. */
    live_close(&live);
}

static void of_two_about_a_park_the_first_holds(void **state)
{
    (void)state;
    struct live live;
    unix_time stamp;
    const struct live_park parks[] = {{1, 1, 7, 20, LIVE_PARK_OPEN},
                                      {0, 1, NO_IX, 40, LIVE_PARK_UNKNOWN},
                                      {1, 1, 9, 20, LIVE_PARK_OPEN}};
    open_with(parks, 3, &live);
    assert_int_equal(live.counts.parks, 2);
    assert_int_equal(live_park_free(&live, 0, &stamp), NO_IX);
    assert_int_equal(live_park_free(&live, 1, &stamp), 7);
    live_close(&live);
}

static void a_closed_park_has_no_space(void **state)
{
    (void)state;
    struct live live;
    unix_time stamp;
    const struct live_park parks[] = {{0, 1, 7, 20, LIVE_PARK_CLOSED}};
    open_with(parks, 1, &live);
    assert_int_equal(live_park_free(&live, 0, &stamp), 0);
    live_close(&live);
}

static void an_image_with_wrong_parks_is_refused(void **state)
{
    (void)state;
    static const struct {
        size_t offset;
        uint32_t value;
    } faults[] = {{offsetof(struct live_park, park), 2}, /* there are two */
                  {offsetof(struct live_park, park), 0}, /* twice */
                  {offsetof(struct live_park, feed), 2},
                  {offsetof(struct live_park, feed), 0}, /* of a timetable */
                  {offsetof(struct live_park, state), LIVE_PARK_CLOSED + 1}};
    const struct live_park parks[] = {{0, 1, 7, 20, LIVE_PARK_OPEN}, {1, 1, 7, 20, LIVE_PARK_OPEN}};
    struct live live, forged;
    struct forge forge;
    struct error error;
    char forged_path[256];
    snprintf(forged_path, sizeof forged_path, "%s", scratch_path(&built.scratch, "forged"));
    open_with(parks, 2, &live);
    forge_init(&forge, &live.image);
    unsigned char *last = forge.items[forge_section(&forge, "parks")] + sizeof(struct live_park);
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        struct live_park kept;
        memcpy(&kept, last, sizeof kept);
        memcpy(last + faults[i].offset, &faults[i].value, sizeof faults[i].value);
        forge_write_live(&forge, forged_path);
        assert_false(live_open(&forged, forged_path, &built.network, &error));
        assert_non_null(strstr(error.text, "is none, out of order, or of no feed"));
        memcpy(last, &kept, sizeof kept);
    }
    forge_write_live(&forge, forged_path);
    assert_true(live_open(&forged, forged_path, &built.network, &error));
    live_close(&forged);
    forge_finish(&forge);
    live_close(&live);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_park_has_its_spaces),
        cmocka_unit_test(of_two_about_a_park_the_first_holds),
        cmocka_unit_test(a_closed_park_has_no_space),
        cmocka_unit_test(an_image_with_wrong_parks_is_refused),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
