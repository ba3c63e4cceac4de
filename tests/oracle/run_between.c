/*
 * run_between IMAGE LIVE DAY QUESTIONS: journeys that change from ride to ride by a shared vehicle,
 * as `plan` finds them, against all pairs of stops one after the other: when one is at each stop,
 * what a vehicle takes from it to each other one, when one arrives from there.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "api/hires.h"
#include "api/plan_hop.h"
#include "api/plan_hired.h"
#include "bench/questions.h"
#include "engine/planner.h"
#include "engine/street/between.h"

enum { NEVER = 1 << 28, TARGET = 400 };

/* The world, and what a vehicle takes from stop to stop. */
struct pairs {
    struct network network;
    struct live live;
    struct world world;
    struct worker worker;
    uint32_t stops;
    int32_t *took[2]; /* forwards, backwards: source * stops + stop */
    struct arena arena;
};

static void stop_if(bool bad, const struct error *error)
{
    if (!bad)
        return;
    fprintf(stderr, "%s: %s\n", error->place, error->text);
    exit(1);
}

/* From each stop alone, so that no other is in its way. */
static void take_times(struct pairs *pairs, const struct plan *plan, bool back)
{
    struct box everywhere = {{INT32_MIN / 4, INT32_MIN / 4}, {INT32_MAX / 4, INT32_MAX / 4}};
    struct hires hires = hires_add(&(struct hires_ask){.person = &plan->person,
                                                       .world = &pairs->world,
                                                       .wish = plan->change.wish,
                                                       .seconds_max = plan->change.seconds_max,
                                                       .stops = &everywhere},
                                   NULL, 0, &pairs->arena);
    struct street_worker *streets = planner_streets(worker_planner(&pairs->worker));
    int32_t *took = arena_array(&pairs->arena, (size_t)pairs->stops * pairs->stops, sizeof *took);
    for (uint32_t i = 0; i < pairs->stops * pairs->stops; i++)
        took[i] = NEVER;
    for (stop_ix stop = 0; stop < pairs->stops; stop++) {
        const struct endpoint source = {stop, 0, false};
        struct between_hops hops;
        between_run(&pairs->network, streets,
                    &(struct between_ask){.sources = &source,
                                          .source_count = 1,
                                          .means = hires.means,
                                          .means_count = hires.hired,
                                          .hop_seconds_max = plan->change.seconds_max,
                                          .ride_metres_least = PLAN_RIDE_METRES_LEAST,
                                          .seconds_max = plan->change.seconds_max,
                                          .back = back},
                    &pairs->arena, &hops);
        for (uint32_t i = 0; i < hops.count; i++)
            took[stop * pairs->stops + hops.items[i].stop] = hops.items[i].took;
    }
    pairs->took[back] = took;
}

/* --- One question --- */

struct asked {
    struct pairs *pairs;
    struct plan plan;
    bool by;
};

/* Seconds from the moment asked for to the other end of a journey (arrive-by: back to it). */
static int32_t seconds_of(const struct asked *asked, const struct journey *journey)
{
    unix_time time = asked->plan.query.when.time;
    return (int32_t)(asked->by ? time - journey->depart : journey->arrive - time);
}

static bool hops(const struct journey *journey)
{
    for (uint32_t i = 0; i < journey->leg_count; i++)
        if (journey->legs[i].kind == LEG_WALK && journey->legs[i].hired)
            return true;
    return false;
}

/* The best of what `plan` answers: of journeys with a hop, or of all others. */
static int32_t best_of(const struct asked *asked, bool with_hop)
{
    int32_t best = NEVER;
    for (uint32_t i = 0; i < asked->plan.journeys.count; i++) {
        const struct journey *journey = &asked->plan.journeys.items[i];
        if (hops(journey) == with_hop && seconds_of(asked, journey) < best)
            best = seconds_of(asked, journey);
    }
    return best;
}

/* The best of the planner from the near end to a stop (`near`), or from a stop to the far end. */
static int32_t ask_planner(struct asked *asked, bool near, struct endpoint stop)
{
    struct query query = asked->plan.query;
    struct journeys journeys;
    struct error error = {0};
    int32_t best = NEVER;
    if (near == asked->by) {
        query.where.sources = &stop;
        query.where.source_count = 1;
    } else {
        query.where.targets = &stop;
        query.where.target_count = 1;
    }
    query.change.transfers_max--;
    struct worker *worker = &asked->pairs->worker;
    stop_if(!planner_run(worker_planner(worker), &asked->pairs->world, &query, &worker->arena,
                         &journeys, &error),
            &error);
    for (uint32_t i = 0; i < journeys.count; i++)
        if (seconds_of(asked, &journeys.items[i]) < best)
            best = seconds_of(asked, &journeys.items[i]);
    return best;
}

/* The best journey with a hop, of all pairs; one second at the door keeps footpaths out of it. */
static int32_t best_of_pairs(struct asked *asked)
{
    const struct pairs *pairs = asked->pairs;
    int32_t best = NEVER,
            *there = arena_array(&asked->pairs->worker.arena, pairs->stops, sizeof *there);
    for (stop_ix stop = 0; stop < pairs->stops; stop++)
        there[stop] = NEVER;
    for (stop_ix source = 0; source < pairs->stops; source++) {
        int32_t off = ask_planner(asked, true, (struct endpoint){source, 1, false}) - 1;
        const int32_t *took = &pairs->took[asked->by][source * pairs->stops];
        for (stop_ix stop = 0; off < NEVER - 1 && stop < pairs->stops; stop++)
            if (took[stop] < NEVER && off + took[stop] < there[stop])
                there[stop] = off + took[stop];
    }
    for (stop_ix stop = 0; stop < pairs->stops; stop++) {
        if (there[stop] == NEVER)
            continue;
        int32_t end = ask_planner(asked, false, (struct endpoint){stop, there[stop], false});
        best = end < best ? end : best;
    }
    return best;
}

static void write_target(const struct pairs *pairs, const struct bench_question *question, bool by,
                         char *target)
{
    char time[CIVIL_TEXT];
    struct point from = pairs->network.stops[question->from].at;
    struct point to = pairs->network.stops[question->to].at;
    snprintf(target, TARGET,
             "/api/v6/plan?fromPlace=%.6f,%.6f&toPlace=%.6f,%.6f&time=%s&arriveBy=%s"
             "&timetableView=false&directModes=&changeModes=WALK,RENTAL",
             geo_degrees(from.lat), geo_degrees(from.lon), geo_degrees(to.lat), geo_degrees(to.lon),
             civil_text_utc(question->time, time), by ? "true" : "false");
}

struct tally {
    uint32_t asked, found, hidden;
};

static bool compare(struct pairs *pairs, const char *target, bool by, struct tally *tally)
{
    struct asked *asked = arena_alloc(&pairs->arena, sizeof *asked);
    struct request request;
    struct error error = {0};
    asked->pairs = pairs;
    asked->by = by;
    arena_reset(&pairs->worker.arena);
    stop_if(!request_parse(&request, &pairs->worker, target, &error) ||
                !plan_read(&request, &asked->plan, &error) ||
                !plan_find(&pairs->worker, &asked->plan, &error),
            &error);
    if (!pairs->took[by])
        take_times(pairs, &asked->plan, by);
    int32_t known = best_of(asked, false), found = best_of(asked, true);
    int32_t best = best_of_pairs(asked), wanted = best < known ? best : NEVER;
    tally->asked++;
    tally->found += found != NEVER;
    tally->hidden += found > wanted;
    if (found >= wanted)
        return true;
    printf("%s: %d s and not %d\n", target, found, wanted);
    return false;
}

int main(int argc, char **argv)
{
    static struct pairs pairs;
    struct bench_questions questions;
    struct tally tally = {0};
    struct error error = {0};
    civil_day day;
    bool good = argc == 5;
    char target[TARGET];
    if (!good)
        return 2;
    stop_if(!network_open(&pairs.network, argv[1], &error) ||
                !live_open(&pairs.live, argv[2], &pairs.network, &error),
            &error);
    pairs.world = (struct world){.network = &pairs.network, .live = &pairs.live};
    pairs.worker.world = &pairs.world;
    pairs.stops = pairs.network.facts->served_stops;
    if (!bench_day(&pairs.network, argv[3], &day))
        return 2;
    bench_questions_init(&questions, &pairs.network, day, 1);
    for (long i = strtol(argv[4], NULL, 10); i > 0; i--) {
        struct bench_question question = bench_questions_next(&questions);
        write_target(&pairs, &question, i % 2, target);
        good = compare(&pairs, target, i % 2, &tally) && good;
    }
    printf("%u questions, %u with a hop, %u where a hop that is too long hides the best\n",
           tally.asked, tally.found, tally.hidden);
    worker_finish(&pairs.worker);
    arena_finish(&pairs.arena);
    live_close(&pairs.live);
    network_close(&pairs.network);
    return good && tally.found > tally.asked / 20 && tally.hidden <= tally.asked / 50 ? 0 : 1;
}
