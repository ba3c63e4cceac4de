#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "api/cli/journey_text.h"
#include "api/cli/question.h"
#include "api/cli/when.h"
#include "engine/base/clock.h"
#include "engine/network/freeze.h"
#include "tests/scratch.h"

/*
 * A tram from the station Mill (platforms M1 and M2) over Gate to Pier, at 08:00, 08:05 and 08:10
 * on every day of 2026, clocks an hour ahead of UTC.
 */

static struct scratch scratch;
static struct network network;
static struct places *places;
static struct arena arena;

static text_ix say(struct draft *draft, const char *text)
{
    return draft_text(draft, text, strlen(text));
}

static void add_stop(struct draft *draft, const char *id, const char *name, stop_ix parent,
                     double lon)
{
    struct stop *stop = vec_add(&draft->stops);
    stop->id = say(draft, id);
    stop->name = say(draft, name);
    stop->parent = parent;
    stop->at = geo_point(46, lon);
    stop->placed = 1;
    if (id[0] == 'M' && id[1])
        stop->platform_code = say(draft, id + 1);
    else if (id[0] == 'M')
        stop->kind = STOP_STATION;
}

static void add_trip(struct draft *draft)
{
    static const stop_ix stops[] = {1, 3, 4};
    struct draft_trip *trip = vec_add(&draft->trips);
    *trip = (struct draft_trip){.id = say(draft, "t"),
                                .headsign = say(draft, "Harbour"),
                                .shape = NO_IX,
                                .call_count = 3,
                                .direction = 2};
    for (int i = 0; i < 3; i++) {
        struct draft_call *call = vec_add(&draft->calls);
        call->stop = stops[i];
        call->arrive = call->depart = 8 * 3600 + i * 300;
    }
}

static void fill(struct draft *draft)
{
    struct feed *feed = vec_add(&draft->feeds);
    feed->tag = say(draft, "f");
    feed->publisher = say(draft, "Tram works");
    feed->licence = say(draft, "CC0-1.0");
    feed->stated_first = INT32_MIN;
    feed->stated_last = INT32_MAX;
    struct zone_span *zone = vec_add(&draft->zones);
    *zone = (struct zone_span){.name = say(draft, "Test/One"), .count = 1};
    struct zone_change *change = vec_add(&draft->zone_changes);
    change->offset_seconds = 3600;
    struct agency *agency = vec_add(&draft->agencies);
    agency->id = agency->name = say(draft, "a");
    add_stop(draft, "M", "Mill", NO_IX, 4.000);
    add_stop(draft, "M1", "Mill", 0, 4.000);
    add_stop(draft, "M2", "Mill", 0, 4.001);
    add_stop(draft, "G", "Gate", NO_IX, 4.02);
    add_stop(draft, "P", "Pier", NO_IX, 4.04);
    struct route *route = vec_add(&draft->routes);
    *route = (struct route){.id = say(draft, "r"),
                            .short_name = say(draft, "T9"),
                            .colour = 0xFF0000,
                            .text_colour = NO_IX,
                            .mode = MODE_TRAM};
    struct service *service = vec_add(&draft->services);
    *service = (struct service){.first_day = civil_day_of(2026, 1, 1),
                                .last_day = civil_day_of(2026, 12, 31),
                                .weekdays = 127};
    add_trip(draft);
}

static int set_up(void **state)
{
    (void)state;
    struct draft draft;
    struct error error = {0};
    scratch_init(&scratch);
    draft_init(&draft);
    fill(&draft);
    const char *path = scratch_path(&scratch, "n.trajet");
    bool made = network_freeze(&draft, &freeze_defaults, path, NULL, &error) &&
                network_open(&network, path, &error);
    draft_finish(&draft);
    places = places_create(&network);
    return made ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    places_destroy(places);
    network_close(&network);
    arena_finish(&arena);
    scratch_finish(&scratch);
    return 0;
}

static struct finder finder(void)
{
    return (struct finder){.places = places, .limits = reach_default, .arena = &arena};
}

static struct where found(const char *text)
{
    struct where where;
    struct error error = {0};
    struct finder by = finder();
    assert_true(where_find(&by, "FROM", text, &where, &error));
    return where;
}

static void finds_places(void **state)
{
    (void)state;
    assert_string_equal(found("M1").name, "Mill");
    assert_int_equal(found("M1").count, 1);
    assert_int_equal(found("f_P").count, 1);
    assert_string_equal(found("pier").name, "Pier");
    assert_null(found("pier").others);
    struct where mill = found("Mill");
    assert_true(mill.count >= 1);
    assert_false(mill.is_point);
    struct where point = found("46.0001,4.0002");
    assert_true(point.is_point);
    assert_int_equal(point.count, 1);
    assert_in_range(point.endpoints[0].seconds, 1, 60);
    assert_int_equal(found("0,0").count, 0);
}

static void refuses_places(void **state)
{
    (void)state;
    struct where where;
    struct error error = {0};
    struct finder by = finder();
    assert_false(where_find(&by, "TO", "91,0", &where, &error));
    assert_int_equal(error.kind, ERROR_INPUT);
    assert_string_equal(error.place, "TO");
    assert_false(where_find(&by, "TO", "Nowhere", &where, &error));
    assert_int_equal(error.kind, ERROR_MISSING);
}

static void reads_times(void **state)
{
    (void)state;
    struct zone zone = network_zone(&network, 0);
    unix_time time, other, day = (unix_time)civil_day_of(2026, 5, 4) * 86400;
    clock_set_now(day + 12 * 3600);
    assert_true(when_read(&zone, "--at", "08:30", &time, NULL));
    assert_int_equal(time, day + 7 * 3600 + 1800);
    assert_true(when_read(&zone, "--at", "2026-05-05 08:30", &time, NULL));
    assert_int_equal(time, day + 86400 + 7 * 3600 + 1800);
    assert_true(when_read(&zone, "--at", "2026-05-05T08:30:00Z", &time, NULL));
    assert_int_equal(time, day + 86400 + 8 * 3600 + 1800);
    struct error error = {0};
    assert_true(when_read(&zone, "--at", "2026-05-05 08:05", &time, NULL));
    assert_true(when_read(&zone, "--at", "2026-05-05 8:05", &other, NULL));
    assert_int_equal(other, time);
    assert_true(when_read(&zone, "--at", "2026-05-04T32:05", &other, NULL));
    assert_int_equal(other, time);
    assert_false(when_read(&zone, "--at", "2026-05-04 8", &other, &error));
    assert_false(when_read(&zone, "--at", "2026-05-04", &other, &error));
    assert_false(when_read(&zone, "--at", "soon", &time, &error));
    assert_string_equal(error.place, "--at");
}

static struct question understood(const struct asked *asked)
{
    static const char *const ends[] = {"M1", "Pier"};
    struct question question = {0};
    struct error error = {0};
    assert_true(question_read(&question, asked, ends, places, &arena, &error));
    assert_true(query_check(&question.query, &network, &error));
    return question;
}

static void understands_questions(void **state)
{
    (void)state;
    struct asked asked = asked_default;
    asked.by = "2026-05-04 09:00";
    asked.modes = "tram,Bus";
    asked.vias = (struct option_list){.items = {"Gate"}, .count = 1};
    asked.stay_minutes = 3;
    struct question question = understood(&asked);
    assert_true(question.query.when.arrive_by);
    assert_int_equal(question.query.needs.modes, 1 << MODE_TRAM | 1 << MODE_BUS);
    assert_int_equal(question.passes[0].stay_seconds, 180);
    assert_string_equal(question.zone_name, "Test/One");
    struct error error = {0};
    static const char *const ends[] = {"M1", "Pier"};
    asked.modes = "tram,broom";
    assert_false(question_read(&question, &asked, ends, places, &arena, &error));
    assert_string_equal(error.place, "--modes");
}

/* In any letter case; a word that nobody knows is named with its option. */
static void understands_what_may_be_hired(void **state)
{
    (void)state;
    static const char *const ends[] = {"M1", "Pier"};
    struct asked asked = asked_default;
    struct error error = {0};
    asked.rental = (struct asked_rental){"bicycle,Scooter_Standing", "human", "Velo", NULL};
    struct question question = understood(&asked);
    assert_string_equal(question.rental.forms, "BICYCLE,SCOOTER_STANDING");
    assert_string_equal(question.rental.propulsions, "HUMAN");
    assert_string_equal(question.rental.providers, "Velo");
    assert_null(question.rental.groups);
    asked.rental.propulsions = "human,sail";
    assert_false(question_read(&question, &asked, ends, places, &arena, &error));
    assert_string_equal(error.place, "--rental-propulsions");
    assert_string_equal(
        error.text, "there is no \"SAIL\"; there are HUMAN, ELECTRIC_ASSIST, ELECTRIC, COMBUSTION, "
                    "COMBUSTION_DIESEL, HYBRID, PLUG_IN_HYBRID, HYDROGEN_FUEL_CELL");
    asked.rental.forms = "bicycles";
    assert_false(question_read(&question, &asked, ends, places, &arena, &error));
    assert_string_equal(error.place, "--rental-forms");
}

/* One ride on the tram, after a walk of two minutes. */
static void prints_a_journey(void **state)
{
    (void)state;
    struct world world = {.network = &network};
    stop_ix mill = found("M1").stop, pier = found("P").stop;
    struct run tram = {.day = civil_day_of(2026, 5, 4), .start = 8 * 3600};
    unix_time leaves = run_depart(&world, tram, 0);
    struct leg legs[] = {
        {.kind = LEG_ACCESS,
         .from = NO_IX,
         .to = mill,
         .depart = leaves - 180,
         .arrive = leaves - 60},
        {.kind = LEG_RIDE,
         .from = mill,
         .to = pier,
         .depart = leaves,
         .arrive = leaves + 600,
         .run = tram,
         .alight_call = 2},
    };
    struct journey journey = {
        .depart = leaves - 180, .arrive = leaves + 600, .leg_count = 2, .legs = legs};
    struct journeys journeys = {.items = &journey, .count = 1};
    char page[2000] = "";
    const struct screen screen = {.out = fmemopen(page, sizeof page, "w")};
    const struct journey_text text = {.screen = &screen,
                                      .world = &world,
                                      .from = "my door",
                                      .to = "Pier",
                                      .zone = network_zone(&network, 0),
                                      .day = tram.day,
                                      .now = leaves - 480};
    journey_text_print(&text, &journey, 1);
    journey_text_sources(&text, &journeys, NULL, 0);
    fclose(screen.out);
    assert_string_equal(page, "1. 07:57 to 08:10, 13 min, no change, 2 min on foot, "
                              "leaves in 5 min\n\n"
                              "  07:57      my door\n"
                              "             walk 2 min (straight line), wait 1 min\n"
                              "  08:00      Mill, platform 1\n"
                              "  [T9]       tram towards Harbour, 10 min, 2 stops\n"
                              "  08:10      Pier\n\n"
                              "Timetable: Tram works, CC0-1.0\n");
}

static void prints_times(void **state)
{
    (void)state;
    char text[CIVIL_TEXT];
    assert_string_equal(screen_duration(40, text), "40 s");
    assert_string_equal(screen_duration(180, text), "3 min");
    assert_string_equal(screen_duration(190, text), "3 min 10 s");
    assert_string_equal(screen_duration(3900, text), "1 h 05 min");
    assert_string_equal(screen_day(civil_day_of(2026, 5, 4), text), "Monday 4 May 2026");
    struct zone zone = network_zone(&network, 0);
    assert_string_equal(screen_clock(&zone, 7 * 3600, text), "08:00");
    assert_string_equal(screen_clock(&zone, 7 * 3600 + 5, text), "08:00:05");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_places),
        cmocka_unit_test(refuses_places),
        cmocka_unit_test(reads_times),
        cmocka_unit_test(understands_questions),
        cmocka_unit_test(understands_what_may_be_hired),
        cmocka_unit_test(prints_a_journey),
        cmocka_unit_test(prints_times),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
