#include "api/server/editions.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "engine/base/clock.h"
#include "engine/base/log.h"
#include "engine/live/draft.h"
#include "engine/network/keys.h"
#include "tests/built.h"

/* Three timetables of one bus: from 08:00 all year, from 09:00 all year, from 10:00 in autumn. */

#define STOPS "stop_id,stop_name,stop_lat,stop_lon\none,One,46,-1.5\ntwo,Two,46.1,-1.5\n"
#define ROUTES "route_id,agency_id,route_short_name,route_type\nr,a,1,3\n"
#define AGENCY "agency_id,agency_name,agency_url,agency_timezone\na,A,https://example.org,UTC\n"
#define CALENDAR                                                                                   \
    "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\n"    \
    "s,1,1,1,1,1,1,1,"
#define TRIPS "route_id,service_id,trip_id\nr,s,t\n"
#define TIMES(from, to)                                                                            \
    "trip_id,arrival_time,departure_time,stop_id,stop_sequence\nt," from "," from ",one,1\nt," to  \
    "," to ",two,2\n"

enum { EIGHT, NINE, AUTUMN, TWO_TRIPS, VERSIONS };

static const struct built_file files[VERSIONS][7] = {
    {{"agency.txt", AGENCY},
     {"stops.txt", STOPS},
     {"routes.txt", ROUTES},
     {"calendar.txt", CALENDAR "20260101,20261231\n"},
     {"trips.txt", TRIPS},
     {"stop_times.txt", TIMES("08:00:00", "08:30:00")},
     {NULL, NULL}},
    {{"agency.txt", AGENCY},
     {"stops.txt", STOPS},
     {"routes.txt", ROUTES},
     {"calendar.txt", CALENDAR "20260101,20261231\n"},
     {"trips.txt", TRIPS},
     {"stop_times.txt", TIMES("09:00:00", "09:30:00")},
     {NULL, NULL}},
    {{"agency.txt", AGENCY},
     {"stops.txt", STOPS},
     {"routes.txt", ROUTES},
     {"calendar.txt", CALENDAR "20260901,20261231\n"},
     {"trips.txt", TRIPS},
     {"stop_times.txt", TIMES("10:00:00", "10:30:00")},
     {NULL, NULL}},
    {{"agency.txt", AGENCY},
     {"stops.txt", STOPS},
     {"routes.txt", ROUTES},
     {"calendar.txt", CALENDAR "20260101,20261231\n"},
     {"trips.txt", TRIPS "r,s,u\n"},
     {"stop_times.txt",
      TIMES("08:00:00", "08:30:00") "u,12:00:00,12:00:00,one,1\nu,12:30:00,12:30:00,two,2\n"},
     {NULL, NULL}},
};

static struct built built[VERSIONS];
static struct bulletin *bulletin;
static struct editions *editions;

#define NOW INT64_C(1780300800)   /* 2026-06-01T08:00:00Z */
#define MIDNIGHT (NOW - 8 * 3600) /* where times of that day count from */

static const char *image_of(int version)
{
    return scratch_path(&built[version].scratch, "network.image");
}

static const char *live_of(int version)
{
    return scratch_path(&built[version].scratch, "network.image.live");
}

static int set_up_all(void **state)
{
    (void)state;
    log_enable(0);
    clock_set_now(NOW);
    for (int i = 0; i < VERSIONS; i++)
        built_from(&built[i], files[i]);
    return 0;
}

static int tear_down_all(void **state)
{
    (void)state;
    for (int i = 0; i < VERSIONS; i++)
        built_finish(&built[i]);
    return 0;
}

enum { READERS = 3 };

static int set_up(void **state)
{
    (void)state;
    const struct edition_plan plan = {.path = image_of(EIGHT), .planners = READERS};
    bulletin = bulletin_create();
    return editions_create(&editions, &plan, bulletin, NULL) ? 0 : 1;
}

static int tear_down(void **state)
{
    (void)state;
    editions_destroy(editions);
    bulletin_destroy(bulletin);
    for (int i = 0; i < VERSIONS; i++)
        unlink(live_of(i));
    return 0;
}

/* Tells that the bus of that version is so many minutes late today. */
static void tell(int version, unix_time made, uint64_t minutes)
{
    const struct network *network = &built[version].network;
    struct live_draft *draft = live_draft_create(network);
    stop_ix one, two;
    assert_true(keys_find_stop(network, "one", &one, NULL));
    assert_true(keys_find_stop(network, "two", &two, NULL));
    const day_time start = (8 + version) * 3600, late = (day_time)minutes * 60;
    const struct live_draft_call calls[] = {
        {.stop = one,
         .promised_stop = one,
         .arrive = start + late,
         .depart = start + late,
         .promised_arrive = start,
         .promised_depart = start,
         .uncertainty = -1,
         .occupancy = 255},
        {.stop = two,
         .promised_stop = two,
         .arrive = start + 1800 + late,
         .depart = start + 1800 + late,
         .promised_arrive = start + 1800,
         .promised_depart = start + 1800,
         .uncertainty = -1,
         .occupancy = 255},
    };
    live_draft_add_feed(draft, &(struct live_feed){.limit_seconds = 100}, "now", "");
    const struct live_draft_run run = {
        .run = {.promised = 0,
                .like = NO_IX,
                .day = (civil_day)(MIDNIGHT / 86400),
                .start = start,
                .vehicle = NO_IX,
                .state = LIVE_RUNS,
                .origin = LIVE_CHANGED},
        .route = 0,
        .calls = calls,
        .call_count = 2,
    };
    live_draft_add_run(draft, &run);
    assert_true(live_freeze(draft, made, minutes, live_of(version), NULL));
    live_draft_destroy(draft);
}

static const struct world *newest(void)
{
    return worlds_newest(editions_worlds(editions));
}

/* When the bus leaves today, in the layer. */
static unix_time departure(const struct layer *layer, uint32_t reader)
{
    struct edition *edition = layer->edition;
    struct planner **planner = &edition->planners[reader];
    struct arena arena = {0};
    struct journeys journeys;
    struct endpoint from = {0}, to = {0};
    struct query query = query_default;
    if (!*planner) {
        *planner = planner_create(&edition->network);
        planner_share_schedules(*planner, edition->schedules);
    }
    if (!keys_find_stop(&edition->network, "one", &from.stop, NULL) ||
        !keys_find_stop(&edition->network, "two", &to.stop, NULL))
        return -1;
    query.where = (struct query_where){
        .sources = &from, .targets = &to, .source_count = 1, .target_count = 1};
    query.when.time = MIDNIGHT + 1;
    query.when.window_seconds = 86000;
    unix_time found = -1;
    if (planner_run(*planner, &layer->world, &query, &arena, &journeys, NULL) && journeys.count)
        found = journeys.items[0].depart;
    arena_finish(&arena);
    return found;
}

static unix_time newest_departure(void)
{
    return departure(&snapshot_of(newest())->newest, 0);
}

static bool offer(int version, bool forced, struct error *error)
{
    char says[EDITIONS_SAYS];
    return editions_offer(editions, image_of(version), forced, says, error);
}

static void test_an_edition_follows_another(void **state)
{
    (void)state;
    char says[EDITIONS_SAYS];
    assert_int_equal(newest_departure(), MIDNIGHT + 8 * 3600);
    assert_true(editions_offer(editions, image_of(NINE), false, says, NULL));
    assert_non_null(strstr(says, "questions=20"));
    assert_int_equal(newest_departure(), MIDNIGHT + 9 * 3600);
    assert_int_equal(newest()->number, 2);
    assert_null(snapshot_of(newest())->earlier.edition);
}

static void test_what_cannot_be_used_is_refused(void **state)
{
    (void)state;
    struct error error = {0};
    char says[EDITIONS_SAYS];
    const struct world *before = newest();
    const char *text = scratch_text(&built[EIGHT].scratch, "other", "no image at all");
    assert_false(editions_offer(editions, text, true, says, &error));
    assert_false(editions_offer(editions, "/no/such", true, says, &error));
    assert_ptr_equal(newest(), before);
    assert_true(offer(TWO_TRIPS, false, NULL));
    before = newest();
    assert_false(offer(EIGHT, false, &error));
    assert_non_null(strstr(error.text, "of 2 trips 1 are left"));
    assert_ptr_equal(newest(), before);
    assert_true(offer(EIGHT, true, NULL));
    assert_ptr_not_equal(newest(), before);
}

static void test_what_is_live_is_laid_over(void **state)
{
    (void)state;
    editions_look(editions);
    assert_int_equal(newest()->number, 1);
    tell(EIGHT, NOW, 5);
    editions_look(editions);
    assert_int_equal(newest_departure(), MIDNIGHT + 8 * 3600 + 300);
    editions_look(editions);
    assert_int_equal(newest()->number, 2);
    tell(EIGHT, NOW, 7);
    editions_look(editions);
    assert_int_equal(newest_departure(), MIDNIGHT + 8 * 3600 + 420);
    const struct bulletin_live live = bulletin_live(bulletin);
    assert_int_equal(live.taken, 2);
    assert_int_equal(live.made, NOW);
    assert_false(live.silent);
}

static uint64_t laid_out(void)
{
    return schedules_laid_out(snapshot_of(newest())->newest.edition->schedules);
}

static void test_the_same_runs_are_not_laid_out_again(void **state)
{
    (void)state;
    tell(EIGHT, NOW, 5);
    editions_look(editions);
    assert_int_equal(newest_departure(), MIDNIGHT + 8 * 3600 + 300);
    uint64_t count = laid_out();
    for (int i = 1; i < 5; i++) {
        const struct world *before = newest();
        tell(EIGHT, NOW + i, 5);
        editions_look(editions);
        assert_ptr_not_equal(newest(), before);
        assert_int_equal(newest_departure(), MIDNIGHT + 8 * 3600 + 300);
    }
    assert_int_equal(laid_out(), count);
    tell(EIGHT, NOW, 6);
    editions_look(editions);
    assert_int_equal(laid_out(), count + 1);
    assert_int_equal(newest_departure(), MIDNIGHT + 8 * 3600 + 360);
    assert_int_equal(laid_out(), count + 1);
}

static void test_a_bad_live_image_changes_nothing(void **state)
{
    (void)state;
    tell(EIGHT, NOW, 5);
    editions_look(editions);
    assert_int_equal(rename(live_of(EIGHT), live_of(NINE)), 0);
    scratch_text(&built[EIGHT].scratch, "network.image.live", "nothing");
    editions_look(editions);
    editions_look(editions);
    assert_int_equal(bulletin_live(bulletin).refused, 1);
    assert_int_equal(newest_departure(), MIDNIGHT + 8 * 3600 + 300);
    /* One that was made for another network. */
    tell(NINE, NOW, 9);
    assert_int_equal(rename(live_of(NINE), live_of(EIGHT)), 0);
    editions_look(editions);
    assert_int_equal(bulletin_live(bulletin).refused, 2);
    assert_int_equal(newest_departure(), MIDNIGHT + 8 * 3600 + 300);
}

static void test_what_is_too_old_is_left_out_but_for_its_prices(void **state)
{
    (void)state;
    assert_null(newest()->prices);
    tell(EIGHT, NOW - 200, 5);
    editions_look(editions);
    assert_null(newest()->live);
    assert_int_equal(newest()->prices->facts->made, NOW - 200);
    assert_true(bulletin_live(bulletin).silent);
    assert_int_equal(newest_departure(), MIDNIGHT + 8 * 3600);
    tell(EIGHT, NOW, 6);
    editions_look(editions);
    assert_false(bulletin_live(bulletin).silent);
    assert_int_equal(newest_departure(), MIDNIGHT + 8 * 3600 + 360);
    clock_set_now(NOW + 200);
    editions_look(editions);
    clock_set_now(NOW);
    assert_null(newest()->live);
    assert_int_equal(newest()->prices->facts->made, NOW);
    assert_int_equal(newest_departure(), MIDNIGHT + 8 * 3600);
}

static void test_today_is_answered_by_who_covers_it(void **state)
{
    (void)state;
    tell(EIGHT, NOW, 5);
    editions_look(editions);
    for (int i = 0; i < 2; i++) {
        assert_true(offer(AUTUMN, false, NULL));
        const struct snapshot *snapshot = snapshot_of(newest());
        assert_int_equal(departure(&snapshot->newest, 0), -1);
        assert_int_equal(departure(&snapshot->earlier, 0), MIDNIGHT + 8 * 3600 + 300);
    }
    tell(EIGHT, NOW, 6);
    editions_look(editions);
    assert_int_equal(departure(&snapshot_of(newest())->earlier, 0), MIDNIGHT + 8 * 3600 + 360);
    clock_set_now(NOW + INT64_C(100) * 86400);
    editions_look(editions);
    clock_set_now(NOW);
    assert_null(snapshot_of(newest())->earlier.edition);
}

/* Starts anew from two versions, as a server does that has died. */
static void start_anew(int version, const char *before)
{
    const struct edition_plan plan = {
        .path = image_of(version), .before = before, .planners = READERS};
    editions_destroy(editions);
    assert_true(editions_create(&editions, &plan, bulletin, NULL));
}

static void test_a_start_before_the_newest_begins(void **state)
{
    (void)state;
    tell(EIGHT, NOW, 5);
    start_anew(AUTUMN, image_of(EIGHT));
    const struct snapshot *snapshot = snapshot_of(newest());
    assert_int_equal(departure(&snapshot->newest, 0), -1);
    assert_int_equal(departure(&snapshot->earlier, 0), MIDNIGHT + 8 * 3600 + 300);
    assert_int_equal(snapshot->begins, INT64_C(1788220800)); /* 2026-09-01 */
    /* Nobody is needed beside one that covers today. */
    start_anew(NINE, image_of(EIGHT));
    assert_null(snapshot_of(newest())->earlier.edition);
    start_anew(AUTUMN, "/no/such");
    assert_null(snapshot_of(newest())->earlier.edition);
    start_anew(AUTUMN, NULL);
    assert_null(snapshot_of(newest())->earlier.edition);
}

/* Readers plan without a pause while timetables and live images are swapped as fast as can be. */

struct reader {
    pthread_t thread;
    uint32_t number, answers, faults;
};

static atomic_bool ending;

static bool is_right(const struct layer *layer, uint32_t reader)
{
    unix_time found = departure(layer, reader);
    bool nine = strstr(layer->edition->path, built[NINE].scratch.path);
    int64_t late = layer->world.live ? (int64_t)layer->world.live->facts->number * 60 : 0;
    return found == MIDNIGHT + (nine ? 9 : 8) * 3600 + late;
}

static void *read_on(void *closure)
{
    struct reader *reader = closure;
    struct worlds *worlds = editions_worlds(editions);
    struct worlds_reader *place = worlds_join(worlds);
    while (!atomic_load(&ending) || reader->answers == 0) {
        const struct world *world = worlds_pin(worlds, place);
        reader->faults += !is_right(&snapshot_of(world)->newest, reader->number);
        reader->answers++;
        worlds_unpin(place);
    }
    worlds_leave(worlds, place);
    return NULL;
}

static void test_swaps_under_readers(void **state)
{
    (void)state;
    struct reader readers[READERS];
    atomic_store(&ending, false);
    for (uint32_t i = 0; i < READERS; i++) {
        readers[i] = (struct reader){.number = i};
        assert_int_equal(pthread_create(&readers[i].thread, NULL, read_on, &readers[i]), 0);
    }
    for (uint64_t i = 0; i < 40; i++) {
        int version = i % 2 ? EIGHT : NINE;
        assert_true(offer(version, false, NULL));
        for (uint64_t k = 0; k < 5; k++) {
            tell(version, NOW, i + k);
            editions_look(editions);
        }
    }
    atomic_store(&ending, true);
    for (uint32_t i = 0; i < READERS; i++) {
        pthread_join(readers[i].thread, NULL);
        assert_int_equal(readers[i].faults, 0);
        assert_in_range(readers[i].answers, 1, UINT32_MAX);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_an_edition_follows_another),
        TEST(test_what_cannot_be_used_is_refused),
        TEST(test_what_is_live_is_laid_over),
        TEST(test_the_same_runs_are_not_laid_out_again),
        TEST(test_a_bad_live_image_changes_nothing),
        TEST(test_what_is_too_old_is_left_out_but_for_its_prices),
        TEST(test_today_is_answered_by_who_covers_it),
        TEST(test_a_start_before_the_newest_begins),
        TEST(test_swaps_under_readers),
    };
    return cmocka_run_group_tests(tests, set_up_all, tear_down_all);
}
