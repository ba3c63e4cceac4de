#include "api/plan_hired.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "api/itinerary_id.h"
#include "api/rental_wish.h"
#include "api/retell.h"
#include "tests/lent_town.h"

/* Which searches a question with shared vehicles makes, and which of their journeys it keeps. */

static struct lent_town town;
static struct worker worker;

static int set_up(void **state)
{
    (void)state;
    lent_town_make(&town);
    worker.world = &town.world;
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    worker_finish(&worker);
    lent_town_finish(&town);
    return 0;
}

/* --- Turns --- */

/* One's own stops are 1 at the start and 2 and 3 at the end, hired ones 11, 12 and 13. */
static struct endpoint own_from[] = {{.stop = 1}}, own_to[] = {{.stop = 2}, {.stop = 3}};
static struct endpoint hired_from[] = {{.stop = 11, .hired = true}};
static struct endpoint hired_to[] = {{.stop = 12, .hired = true}, {.stop = 13, .hired = true}};

static struct plan plan_between(uint32_t hires_max, bool arrive_by)
{
    struct plan plan = {.hires_max = hires_max, .query.when.arrive_by = arrive_by};
    plan.ways.from.reach = (struct reach){.stops = own_from, .count = 1};
    plan.ways.to.reach = (struct reach){.stops = own_to, .count = 2};
    plan.ways.from.hired = (struct reach){.stops = hired_from, .count = 1};
    plan.ways.to.hired = (struct reach){.stops = hired_to, .count = 2};
    return plan;
}

/* The stops of a turn as `1 > 2 3`; "-": there is nothing to ask. */
static const char *turn_of(const struct plan *plan, enum plan_turn turn)
{
    static char text[100];
    struct query_where where = {0};
    size_t used = 0;
    if (!plan_hired_turn(plan, turn, &worker.arena, &where))
        return "-";
    for (uint32_t i = 0; i < where.source_count; i++)
        used += (size_t)snprintf(text + used, sizeof text - used, "%u ", where.sources[i].stop);
    used += (size_t)snprintf(text + used, sizeof text - used, ">");
    for (uint32_t i = 0; i < where.target_count; i++)
        used += (size_t)snprintf(text + used, sizeof text - used, " %u", where.targets[i].stop);
    return text;
}

static void one_starts_by_oneself_and_then_on_a_vehicle(void **state)
{
    (void)state;
    struct plan plan = plan_between(2, false);
    assert_string_equal(turn_of(&plan, PLAN_TURN_OWN), "1 > 2 3 12 13");
    assert_string_equal(turn_of(&plan, PLAN_TURN_HIRED), "11 > 2 3 12 13");
    plan.ways.from.hired.count = 0;
    assert_string_equal(turn_of(&plan, PLAN_TURN_HIRED), "-");
    plan.ways.from.reach.count = 0;
    assert_string_equal(turn_of(&plan, PLAN_TURN_OWN), "-");
}

/* Backwards the search starts at the end. */
static void arriving_by_it_is_the_other_way_round(void **state)
{
    (void)state;
    const struct plan plan = plan_between(2, true);
    assert_string_equal(turn_of(&plan, PLAN_TURN_OWN), "1 11 > 2 3");
    assert_string_equal(turn_of(&plan, PLAN_TURN_HIRED), "1 11 > 12 13");
}

static void no_turn_has_more_vehicles_than_wanted(void **state)
{
    (void)state;
    struct plan plan = plan_between(1, false);
    assert_string_equal(turn_of(&plan, PLAN_TURN_OWN), "1 > 2 3 12 13");
    assert_string_equal(turn_of(&plan, PLAN_TURN_HIRED), "11 > 2 3");
    plan.hires_max = 0;
    assert_string_equal(turn_of(&plan, PLAN_TURN_OWN), "1 > 2 3");
    assert_string_equal(turn_of(&plan, PLAN_TURN_HIRED), "-");
}

/* --- What is kept --- */

/* A journey on so many shared vehicles, of which each takes a minute, and a ride. */
static struct journey journey_of(unix_time depart, unix_time arrive, uint32_t hires)
{
    struct leg *legs = arena_array(&worker.arena, 3, sizeof *legs);
    legs[0] = (struct leg){.kind = LEG_ACCESS,
                           .from = NO_IX,
                           .to = 1,
                           .depart = depart,
                           .arrive = depart + 60,
                           .hired = hires > 0};
    legs[1] = (struct leg){
        .kind = LEG_RIDE, .from = 1, .to = 2, .depart = depart + 60, .arrive = arrive - 60};
    legs[2] = (struct leg){.kind = LEG_EGRESS,
                           .from = 2,
                           .to = NO_IX,
                           .depart = arrive - 60,
                           .arrive = arrive,
                           .hired = hires > 1};
    return (struct journey){depart, arrive, 0, 3, legs};
}

/* Those kept as `1000-2000/1`, the vehicles behind the slash. */
static const char *text_of(const struct vec *found)
{
    static char text[300];
    size_t used = 0;
    text[0] = '\0';
    for (uint32_t i = 0; i < found->count; i++) {
        const struct journey *journey = vec_at(found, i);
        used +=
            (size_t)snprintf(text + used, sizeof text - used, "%s%d-%d/%u", i ? " " : "",
                             (int)journey->depart, (int)journey->arrive, journey_hires(journey));
    }
    return text;
}

static void keep(const struct plan *plan, unix_time depart, unix_time arrive, uint32_t hires,
                 struct vec *found)
{
    const struct journey journey = journey_of(depart, arrive, hires);
    plan_hired_keep(plan, &journey, found);
}

static void a_vehicle_has_to_be_worth_it(void **state)
{
    (void)state;
    const struct plan plan = {0};
    struct vec found = vec_of(sizeof(struct journey));
    const struct journey own = journey_of(1000, 2000, 0);
    vec_push(&found, &own);
    keep(&plan, 1000, 2000, 1, &found); /* As good as without: */
    keep(&plan, 900, 2100, 1, &found);
    assert_string_equal(text_of(&found), "1000-2000/0");
    keep(&plan, 1000, 1900, 1, &found); /* better, and what is without stays all the same. */
    assert_string_equal(text_of(&found), "1000-2000/0 1000-1900/1");
    vec_finish(&found);
}

static void the_better_hides_those_with_as_many_vehicles(void **state)
{
    (void)state;
    const struct plan plan = {0};
    struct vec found = vec_of(sizeof(struct journey));
    keep(&plan, 1000, 2000, 1, &found);
    keep(&plan, 1000, 1900, 2, &found); /* Two are not one: */
    assert_string_equal(text_of(&found), "1000-2000/1 1000-1900/2");
    keep(&plan, 1000, 1950, 1, &found); /* better than the first, */
    assert_string_equal(text_of(&found), "1000-1900/2 1000-1950/1");
    keep(&plan, 1000, 1960, 1, &found); /* no better than what is there, */
    assert_string_equal(text_of(&found), "1000-1900/2 1000-1950/1");
    keep(&plan, 1100, 1950, 1, &found); /* better than all with one, */
    assert_string_equal(text_of(&found), "1000-1900/2 1100-1950/1");
    keep(&plan, 1100, 1900, 1, &found); /* than all. */
    assert_string_equal(text_of(&found), "1100-1900/1");
    keep(&plan, 1100, 1900, 1, &found);
    keep(&plan, 1100, 1900, 2, &found);
    assert_string_equal(text_of(&found), "1100-1900/1");
    vec_finish(&found);
}

/* More vehicles hide nothing that does with fewer, whichever is found first. */
static void more_vehicles_hide_nothing(void **state)
{
    (void)state;
    const struct plan plan = {0};
    struct vec found = vec_of(sizeof(struct journey));
    keep(&plan, 1000, 1900, 2, &found);
    keep(&plan, 1000, 2000, 1, &found);
    assert_string_equal(text_of(&found), "1000-1900/2 1000-2000/1");
    vec_finish(&found);
}

/* No stop is looked for from which no journey would be kept. */
static void stops_are_hired_to_within_the_way_without_a_ride(void **state)
{
    (void)state;
    struct plan plan = {.direct_count = 3};
    plan.directs[0] = (struct plan_direct){.mode = WAY_CAR, .way.seconds = 100};
    plan.directs[1] = (struct plan_direct){.mode = WAY_WALK, .way.seconds = 900};
    plan.directs[2] = (struct plan_direct){.hired = true, .way.seconds = 400};
    plan_hired_bound(&plan);
    assert_int_equal(plan.ways.hired_seconds_max, 399);
    plan.direct_count = 2;
    plan_hired_bound(&plan);
    assert_int_equal(plan.ways.hired_seconds_max, 899);
    plan.directs[1].way.seconds = 1;
    plan_hired_bound(&plan);
    assert_int_equal(plan.ways.hired_seconds_max, 1);
    plan.direct_count = 1;
    plan_hired_bound(&plan);
    assert_true(plan.ways.hired_seconds_max > 86400 * 365);
}

/* Two minutes by oneself are no journey where one is there in two without any ride. */
static void who_moves_as_long_may_go_all_the_way(void **state)
{
    (void)state;
    struct plan plan = {.direct_count = 1};
    struct vec found = vec_of(sizeof(struct journey));
    plan.directs[0] = (struct plan_direct){.mode = WAY_WALK, .way.seconds = 120};
    keep(&plan, 1000, 2000, 1, &found);
    plan.directs[0] = (struct plan_direct){.hired = true, .mode = WAY_CAR, .way.seconds = 120};
    keep(&plan, 1000, 2000, 1, &found);
    assert_int_equal(found.count, 0);
    plan.directs[0].way.seconds = 121;
    keep(&plan, 1000, 2000, 1, &found);
    plan.directs[0] = (struct plan_direct){.mode = WAY_CAR, .way.seconds = 10};
    keep(&plan, 1001, 2001, 1, &found); /* Not everybody has a car. */
    assert_int_equal(found.count, 2);
    vec_finish(&found);
}

/* --- All the way --- */

/* The plan from one place to another on the street. */
static void find(struct plan *plan, double from, double to, const char *more)
{
    struct error error = {0};
    struct request request;
    char target[500];
    struct point a = street_town_at(from, 5), b = street_town_at(to, 5);
    snprintf(target, sizeof target,
             "/api/v6/plan?fromPlace=%.6f,%.6f&toPlace=%.6f,%.6f&time=2026-05-04T05:30:00Z"
             "&transitModes=&maxDirectTime=7200%s",
             geo_degrees(a.lat), geo_degrees(a.lon), geo_degrees(b.lat), geo_degrees(b.lon), more);
    if (!request_parse(&request, &worker, target, &error) || !plan_read(&request, plan, &error) ||
        !plan_find(&worker, plan, &error))
        fail_msg("%s: %s", error.place, error.text);
}

/* Forms that are ridden all the way, as bits. */
static uint32_t forms(double from, double to, const char *more)
{
    struct plan plan;
    uint32_t bits = 0;
    find(&plan, from, to, more);
    for (uint32_t i = 0; i < plan.direct_count; i++) {
        const struct plan_direct *direct = &plan.directs[i];
        if (!direct->hired)
            continue;
        assert_false(bits >> direct->way.lending->form & 1);
        bits |= 1u << direct->way.lending->form;
        assert_true(direct->way.parts[1].hired);
        assert_true(direct->journey.legs[0].hired);
        assert_int_equal(direct->journey.arrive - direct->journey.depart, direct->way.seconds);
    }
    return bits;
}

enum { BICYCLE = 1 << RENTAL_BICYCLE, SCOOTER = 1 << RENTAL_SCOOTER_STANDING };

static void each_form_has_its_fastest_way(void **state)
{
    (void)state;
    assert_int_equal(forms(110, 5190, "&directModes=RENTAL"), BICYCLE);
    assert_int_equal(forms(5280, 410, "&directModes=RENTAL"), BICYCLE | SCOOTER);
    assert_int_equal(forms(5280, 410, "&directModes=RENTAL&maxRentals=0"), 0);
    assert_int_equal(forms(5280, 410, "&directModes=WALK"), 0);
}

/* Asks for it again; the old question, which a client may send along, is not what is meant. */
static bool find_again(const char *id, struct plan *plan, const struct plan_direct **found,
                       struct error *error)
{
    const struct parameter asked[] = {
        {"itineraryId", id}, {"directModes", "WALK"}, {"arriveBy", "true"}, {"maxRentals", "1"}};
    struct request request;
    assert_true(request_parse(&request, &worker, "/api/v6/refresh-itinerary", NULL));
    request.parameters = asked;
    request.parameter_count = 4;
    return retell_hire(&request, plan, found, error);
}

/* Two ways set out at one moment; each id leads back to its own, and only to it. */
static void each_has_an_id_that_leads_back_to_it(void **state)
{
    (void)state;
    struct plan plan, again;
    uint32_t hires = 0;
    find(&plan, 5280, 410, "&directModes=WALK,RENTAL");
    for (uint32_t i = 0; i < plan.direct_count; i++) {
        const struct plan_direct *direct = &plan.directs[i], *found;
        struct error error = {0};
        if (!direct->hired)
            continue;
        const char *id =
            itinerary_id_of_hire(&plan.style, &plan.ends, &direct->way, &direct->journey);
        assert_non_null(strstr(id, rental_form_name((enum rental_form)direct->way.lending->form)));
        assert_true(itinerary_id_is_of_hire(id));
        if (!find_again(id, &again, &found, &error))
            fail_msg("%s: %s: %s", id, error.place, error.text);
        assert_int_equal(found->way.lending->form, direct->way.lending->form);
        assert_int_equal(found->journey.depart, direct->journey.depart);
        assert_int_equal(found->journey.arrive, direct->journey.arrive);
        assert_string_equal(
            itinerary_id_of_hire(&again.style, &again.ends, &found->way, &found->journey), id);
        hires++;
    }
    assert_int_equal(hires, 2);
}

static void what_is_no_id_of_a_hire_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *id;
        enum error_kind kind;
    } cases[] = {
        {"d", ERROR_INPUT},
        {"dtown,BICYCLE,HUMAN@1,1@1,1", ERROR_INPUT},
        {"dtown,BICYCLE,HUMAN,2026-05-04T05:30:00Z@1,1", ERROR_INPUT},
        {"dtown,BICYCLE,HUMAN,2026-05-04T05:30:00Z@@1,1", ERROR_INPUT},
        {"dtown,SLEDGE,HUMAN,2026-05-04T05:30:00Z@48.0,2.0@48.0,2.01", ERROR_INPUT},
        {"dtown,BICYCLE,HUMAN,soon@48.0,2.0@48.0,2.01", ERROR_INPUT},
        {"dt%00,BICYCLE,HUMAN,2026-05-04T05:30:00Z@48.0,2.0@48.0,2.01", ERROR_INPUT},
        {"dnobody,BICYCLE,HUMAN,2026-05-04T05:30:00Z@48.0,2.0@48.0,2.01", ERROR_MISSING},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct error error = {0};
        struct plan plan;
        const struct plan_direct *found;
        if (find_again(cases[i].id, &plan, &found, &error) || error.kind != cases[i].kind ||
            strcmp(error.place, "itineraryId") != 0)
            fail_msg("%s: %s: %s", cases[i].id, error.place, error.text);
    }
}

/* Taking and leaving it takes longer than a walk of as much. */
static void a_ride_has_to_beat_the_walk(void **state)
{
    (void)state;
    assert_int_equal(forms(5290, 5100, "&directModes=RENTAL"), SCOOTER);
    assert_int_equal(forms(5290, 5100, "&directModes=WALK,RENTAL"), 0);
    assert_int_equal(forms(5280, 410, "&directModes=WALK,RENTAL"), BICYCLE | SCOOTER);
    /* The best were to ride ten metres and walk on: nobody unlocks a vehicle for that. */
    assert_int_equal(forms(5290, 5250, "&directModes=RENTAL"), 0);
}

/* From the dock at 5200 m it is a thousand seconds on foot. */
static void nobody_walks_far_from_a_vehicle(void **state)
{
    (void)state;
    assert_int_equal(forms(110, 4000, "&directModes=RENTAL"), 0);
    assert_int_equal(forms(110, 4000, "&directModes=RENTAL&maxWalkTime=1100"), BICYCLE);
    assert_int_equal(forms(110, 4700, "&directModes=RENTAL"), BICYCLE);
    assert_int_equal(forms(110, 4700, "&directModes=RENTAL&maxWalkTime=300"), 0);
}

/* The parameter of the first note that no vehicle is of use; "-": there is none. */
static const char *unused(double from, double to, const char *more)
{
    struct plan plan;
    find(&plan, from, to, more);
    for (uint32_t i = 0; i < plan.note_count; i++)
        if (strcmp(plan.notes[i].code, "NO_SHARED_VEHICLE") == 0)
            return plan.notes[i].field;
    return "-";
}

static void it_is_said_when_no_vehicle_is_of_use(void **state)
{
    (void)state;
    assert_string_equal(unused(5280, 410, "&directModes=RENTAL"), "-");
    assert_string_equal(unused(5280, 410, "&directModes=WALK"), "-");
    assert_string_equal(unused(5280, 410, "&directModes=RENTAL&maxRentals=0"), "-");
    assert_string_equal(unused(5290, 5100, "&directModes=WALK,RENTAL"), "directModes");
    assert_string_equal(unused(110, 5190, "&directModes=RENTAL&directRentalFormFactors=CAR"),
                        "directModes");
    assert_string_equal(unused(110, 5190, "&preTransitModes=RENTAL&maxPreTransitTime=1"),
                        "preTransitModes");
    assert_string_equal(unused(110, 5190, "&postTransitModes=RENTAL&maxPostTransitTime=1"),
                        "postTransitModes");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_starts_by_oneself_and_then_on_a_vehicle),
        cmocka_unit_test(arriving_by_it_is_the_other_way_round),
        cmocka_unit_test(no_turn_has_more_vehicles_than_wanted),
        cmocka_unit_test(a_vehicle_has_to_be_worth_it),
        cmocka_unit_test(the_better_hides_those_with_as_many_vehicles),
        cmocka_unit_test(more_vehicles_hide_nothing),
        cmocka_unit_test(stops_are_hired_to_within_the_way_without_a_ride),
        cmocka_unit_test(who_moves_as_long_may_go_all_the_way),
        cmocka_unit_test(each_form_has_its_fastest_way),
        cmocka_unit_test(each_has_an_id_that_leads_back_to_it),
        cmocka_unit_test(what_is_no_id_of_a_hire_is_refused),
        cmocka_unit_test(a_ride_has_to_beat_the_walk),
        cmocka_unit_test(nobody_walks_far_from_a_vehicle),
        cmocka_unit_test(it_is_said_when_no_vehicle_is_of_use),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
