#include "tests/oracle/agree.h"

#include <string.h>

void both_init(struct both *both)
{
    *both = (struct both){
        .oracle = {vec_of(sizeof(struct small_result)), vec_of(sizeof(struct small_result))},
        .engine = vec_of(sizeof(struct small_result))};
}

void both_finish(struct both *both)
{
    oracle_answer_finish(&both->oracle);
    vec_finish(&both->engine);
}

static bool same_result(const struct small_result *a, const struct small_result *b)
{
    return a->depart == b->depart && a->arrive == b->arrive && a->transfers == b->transfers;
}

bool same_results(const struct vec *a, const struct vec *b)
{
    if (a->count != b->count)
        return false;
    for (uint32_t i = 0; i < a->count; i++)
        if (!same_result(vec_at(a, i), vec_at(b, i)))
            return false;
    return true;
}

static bool exists(const struct vec *all, const struct small_result *result)
{
    for (uint32_t i = 0; i < all->count; i++)
        if (same_result(vec_at(all, i), result))
            return true;
    return false;
}

/* Rides, transfers and times of the legs fit what the journey says of itself. */
static bool legs_fit(const struct journey *journey)
{
    uint32_t changes = 0, rides = 0;
    unix_time clock = journey->depart;
    for (uint32_t i = 0; i < journey->leg_count; i++) {
        const struct leg *leg = &journey->legs[i];
        if (leg->depart < clock || leg->arrive < leg->depart || leg->arrive > journey->arrive)
            return false;
        clock = leg->arrive;
        if (leg->kind == LEG_RIDE && rides++ > 0)
            changes += !leg->stays;
    }
    return rides > 0 && changes == journey->transfers;
}

/* Insertion keeps the order of the oracle: departure, arrival, transfers. */
static void put_in_order(struct vec *results, const struct small_result *result)
{
    vec_push(results, result);
    struct small_result *items = results->data;
    for (uint32_t i = results->count - 1; i > 0; i--) {
        const struct small_result *before = &items[i - 1];
        bool right = before->depart != result->depart   ? before->depart < result->depart
                     : before->arrive != result->arrive ? before->arrive < result->arrive
                                                        : before->transfers <= result->transfers;
        if (right)
            break;
        items[i] = *before;
        items[i - 1] = *result;
    }
}

static bool take_over(const struct journeys *journeys, const struct small_question *question,
                      struct both *both, struct error *error)
{
    both->engine.count = 0;
    for (uint32_t i = 0; i < journeys->count; i++) {
        const struct journey *journey = &journeys->items[i];
        struct small_result result = {journey->depart, journey->arrive, (int)journey->transfers};
        if (!exists(&both->oracle.all, &result))
            return error_set(error, ERROR_INPUT, NULL, "journey %u is none: %lld to %lld, %d", i,
                             (long long)result.depart - question->time,
                             (long long)result.arrive - question->time, result.transfers);
        if (!legs_fit(journey))
            return error_set(error, ERROR_INPUT, NULL, "the legs of journey %u do not fit", i);
        if (question->window == 0 && question->arrive_by)
            result.arrive = question->time;
        else if (question->window == 0)
            result.depart = question->time;
        put_in_order(&both->engine, &result);
    }
    return true;
}

bool agree(struct engine_side *side, const struct small_world *world,
           const struct small_question *question, struct both *both, struct error *error)
{
    struct journeys journeys;
    *error = (struct error){0};
    both->engine.count = 0;
    oracle_run(world, question, 0, &both->oracle);
    return engine_side_ask(side, question, &journeys, error) &&
           take_over(&journeys, question, both, error) &&
           same_results(&both->oracle.best, &both->engine);
}
