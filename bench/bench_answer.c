#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/routes.h"
#include "bench/questions.h"
#include "bench/sample.h"
#include "engine/base/clock.h"

/*
 * bench_answer IMAGE [QUESTIONS] [DATE [LIVE [WAY]]]: what a whole answer costs as the server
 * gives it, from the request's text to JSON: doors, ways to and from stops, the way without a ride,
 * the search, journeys, steps. From and to are places beside stops, drawn at random. With a live
 * image that holds shared vehicles other things are measured: the same questions without and with
 * them and with prices, from stops among the vehicles to stops anywhere. With the name of a way
 * that one alone, for counting instructions.
 */

/* One way of asking; `target` takes two places and a time. */
struct way {
    const char *name, *more;
};

static const struct way ways[] = {
    {"plan_next", "&timetableView=false"},
    {"plan_fares", "&timetableView=false&withFares=true"},
    {"plan_next_bare", "&timetableView=false&detailedLegs=false"},
    {"plan_window", ""},
    {"window_fares", "&withFares=true"},
    {"plan_window_bare_transfers", "&detailedTransfers=false"},
    {"plan_wheelchair", "&timetableView=false&pedestrianProfile=WHEELCHAIR"},
    {"plan_bike", "&timetableView=false&preTransitModes=WALK,BIKE_PARKING&directModes=WALK,BIKE"},
    {"plan_park_and_ride",
     "&timetableView=false&preTransitModes=WALK,CAR_PARKING&directModes=WALK,CAR"},
    {"direct_walk", "&transitModes=&maxDirectTime=21600"},
    {"direct_car", "&transitModes=&directModes=CAR&maxDirectTime=21600"},
};

/* In turn, so that both see the same machine. */
static const struct way rental_ways[] = {
    {"plan_next_without", "&timetableView=false"},
    {"plan_next_fares", "&timetableView=false&withFares=true"},
    {"plan_next_rental", "&timetableView=false&preTransitModes=WALK,RENTAL"
                         "&postTransitModes=WALK,RENTAL&directModes=WALK,RENTAL"},
    {"plan_next_between", "&timetableView=false&changeModes=WALK,RENTAL"},
    {"plan_window_without", ""},
    {"plan_window_fares", "&withFares=true"},
    {"plan_window_between", "&changeModes=WALK,RENTAL"},
    {"plan_window_rental", "&preTransitModes=WALK,RENTAL&postTransitModes=WALK,RENTAL"
                           "&directModes=WALK,RENTAL"},
    {"window_rental_fares", "&preTransitModes=WALK,RENTAL&postTransitModes=WALK,RENTAL"
                            "&directModes=WALK,RENTAL&withFares=true"},
};

#define MANY 200
#define TARGET 16384

/* A place up to some 200 m from the stop, which differs with `salt`. */
static struct point beside(const struct network *network, stop_ix stop, uint32_t salt)
{
    struct point at = network->stops[stop].at;
    at.lat += (int32_t)(salt * 7919 % 36000) - 18000;
    at.lon += (int32_t)(salt * 104729 % 54000) - 27000;
    return at;
}

static void write_plan(const struct way *way, const struct network *network,
                       const struct bench_question *question, char *target)
{
    struct point from = beside(network, question->from, question->to);
    struct point to = beside(network, question->to, question->from);
    char time[CIVIL_TEXT];
    snprintf(target, TARGET, "/api/v6/plan?fromPlace=%.6f,%.6f&toPlace=%.6f,%.6f&time=%s%s",
             geo_degrees(from.lat), geo_degrees(from.lon), geo_degrees(to.lat), geo_degrees(to.lon),
             civil_text_utc(question->time, time), way->more);
}

/* From one place to many around it: other stops within the same kilometres. */
static void write_many(const struct network *network, const struct bench_question *question,
                       char *target)
{
    struct point one = beside(network, question->from, question->to);
    int length =
        snprintf(target, TARGET,
                 "/api/v6/one-to-many?one=%.5f;%.5f&mode=WALK&max=900&many=", geo_degrees(one.lat),
                 geo_degrees(one.lon));
    for (uint32_t i = 0; i < MANY; i++) {
        struct point at = beside(network, question->from, question->to + 17 * i);
        length += snprintf(target + length, (size_t)(TARGET - length), "%s%.5f;%.5f", i ? "," : "",
                           geo_degrees(at.lat), geo_degrees(at.lon));
    }
}

/* Moves the start to where shared vehicles are: to the next stop in the box of the first system. */
static void move_start(const struct world *world, struct bench_question *question)
{
    const struct rental_system *system = &world->live->rental_systems[0];
    struct box box = {system->low, system->high};
    uint32_t stops = world->network->facts->served_stops;
    for (uint32_t i = 0; i < stops && !geo_box_has(box, world->network->stops[question->from].at);
         i++)
        question->from = (question->from + 1) % stops;
}

/* Asks all questions twice; the second time counts. */
static bool measure(const struct way *way, const struct world *asked, uint32_t count, civil_day day)
{
    const struct world world = *asked;
    const struct network *network = world.network;
    struct worker worker = {.world = &world};
    struct sample sample;
    uint64_t bytes = 0;
    bool fine = true;
    static char target[TARGET];
    sample_init(&sample);
    for (int pass = 0; pass < 2 && fine; pass++) {
        struct bench_questions questions;
        bench_questions_init(&questions, network, day, 1);
        for (uint32_t i = 0; i < count && fine; i++) {
            struct bench_question question = bench_questions_next(&questions);
            struct reply reply;
            if (world.live)
                move_start(&world, &question);
            if (way)
                write_plan(way, network, &question, target);
            else
                write_many(network, &question, target);
            int64_t start = clock_ticks();
            routes_answer(&worker, target, &reply);
            if (pass)
                sample_add(&sample, clock_ticks() - start);
            bytes += pass ? reply.size : 0;
            fine = reply.status == 200;
            if (!fine)
                fprintf(stderr, "bench_answer: %.200s: %.*s\n", target, (int)reply.size,
                        reply.body);
        }
    }
    if (fine) {
        sample_print(&sample, way ? way->name : "one_to_200");
        printf("    %.1f kB an answer\n", (double)bytes / 1e3 / count);
    }
    sample_finish(&sample);
    worker_finish(&worker);
    return fine;
}

/* All ways, or the one of that name. */
static bool measure_all(const struct world *world, uint32_t count, civil_day day, const char *only)
{
    const struct way *list = world->live ? rental_ways : ways;
    size_t number =
        world->live ? sizeof rental_ways / sizeof *rental_ways : sizeof ways / sizeof *ways;
    bool fine = true;
    for (size_t i = 0; i < number && fine; i++)
        fine = (only && strcmp(list[i].name, only) != 0) || measure(&list[i], world, count, day);
    return fine && (world->live || measure(NULL, world, count, day));
}

int main(int argc, char **argv)
{
    long count = argc > 2 ? strtol(argv[2], NULL, 10) : 1000;
    civil_day day;
    struct network network;
    struct live live = {0};
    struct error error;
    if (argc < 2 || count < 1) {
        fprintf(stderr, "Usage: bench_answer IMAGE [QUESTIONS] [DATE [LIVE [WAY]]]\n");
        return 2;
    }
    if (!network_open(&network, argv[1], &error) ||
        (argc > 4 && !live_open(&live, argv[4], &network, &error))) {
        fprintf(stderr, "bench_answer: %s: %s\n", error.place, error.text);
        return 3;
    }
    const struct world world = {.network = &network, .live = argc > 4 ? &live : NULL};
    bool fine = bench_day(&network, argc > 3 ? argv[3] : NULL, &day) &&
                measure_all(&world, (uint32_t)count, day, argc > 5 ? argv[5] : NULL);
    live_close(&live);
    network_close(&network);
    return fine ? 0 : 1;
}
