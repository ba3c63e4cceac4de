#include "feeds/streets/barriers.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "tests/tag_words.h"

#define FOOT VERTEX_NO_FOOT
#define WHEELCHAIR VERTEX_NO_WHEELCHAIR
#define BICYCLE VERTEX_NO_BICYCLE
#define CAR VERTEX_NO_CAR

static struct tags tags;

static void barriers_stop_their_own(void **state)
{
    static const struct {
        const char *tags;
        int marks;
    } rows[] = {
        {"barrier=bollard", CAR},
        {"barrier=bollard motor_vehicle=yes", 0},
        {"barrier=bollard bicycle=no", CAR | BICYCLE},
        {"barrier=gate", 0},
        {"barrier=gate locked=yes", FOOT | WHEELCHAIR | BICYCLE | CAR},
        {"barrier=gate locked=yes foot=yes", BICYCLE | CAR},
        {"barrier=gate access=no", FOOT | WHEELCHAIR | BICYCLE | CAR},
        {"barrier=gate access=private", FOOT | WHEELCHAIR | BICYCLE | CAR},
        {"barrier=gate access=private foot=yes bicycle=yes", CAR},
        {"barrier=gate access=customers", 0},
        {"barrier=gate motor_vehicle=private", CAR},
        {"barrier=bollard motor_vehicle=private", CAR},
        {"barrier=bollard motor_vehicle=delivery", CAR},
        {"barrier=gate motor_vehicle=delivery", 0},
        {"barrier=lift_gate", 0},
        {"barrier=lift_gate motor_vehicle=no", CAR},
        {"barrier=stile", CAR | BICYCLE | WHEELCHAIR},
        {"barrier=stile wheelchair=yes", CAR | BICYCLE},
        {"barrier=kissing_gate", CAR | BICYCLE | WHEELCHAIR},
        {"barrier=turnstile", CAR | BICYCLE | WHEELCHAIR},
        {"barrier=cycle_barrier", CAR},
        {"barrier=cycle_barrier width=0.7", CAR | WHEELCHAIR},
        {"barrier=block", CAR},
        {"barrier=toll_booth", 0},
        {"barrier=kerb", 0},
        {"barrier=kerb kerb=raised", WHEELCHAIR},
        {"barrier=kerb kerb=lowered", 0},
        {"kerb=flush", 0},
        {"kerb=raised wheelchair=yes", 0},
        {"kerb=raised kerb:height=0.02", 0},
        {"kerb:height=12cm", WHEELCHAIR},
        {"highway=crossing", VERTEX_CROSSING},
        {"highway=crossing crossing=traffic_signals", VERTEX_CROSSING | VERTEX_SIGNALS},
        {"highway=crossing wheelchair=no", VERTEX_CROSSING | WHEELCHAIR},
        {"highway=traffic_signals", VERTEX_SIGNALS},
        {"entrance=main", VERTEX_ENTRANCE},
        {"entrance=main wheelchair=no", VERTEX_ENTRANCE | WHEELCHAIR},
        {"entrance=main access=no", VERTEX_ENTRANCE | FOOT | WHEELCHAIR | BICYCLE | CAR},
        {"entrance=no", 0},
        {"railway=subway_entrance", VERTEX_ENTRANCE},
        {"highway=street_lamp access=no", 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        tag_words_take(&tags, rows[i].tags);
        print_message("%s\n", rows[i].tags);
        assert_int_equal(barrier_marks(&tags), rows[i].marks);
    }
}

static void entrances_of_stations_are_told_apart(void **state)
{
    bool station;
    (void)state;
    tag_words_take(&tags, "entrance=yes");
    assert_true(barrier_entrance(&tags, &station));
    assert_false(station);
    tag_words_take(&tags, "railway=train_station_entrance");
    assert_true(barrier_entrance(&tags, &station));
    assert_true(station);
    tag_words_take(&tags, "railway=station");
    assert_false(barrier_entrance(&tags, &station));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(barriers_stop_their_own),
        cmocka_unit_test(entrances_of_stations_are_told_apart),
    };
    tags_init(&tags);
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    tags_finish(&tags);
    return failed;
}
