#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/fare/legs.h"
#include "engine/network/keys.h"
#include "tests/built.h"

/*
 *   fare_case CASE_FOLDER
 *
 * Loads the feed of a case, prices the legs that its question gives and prints what they cost, and
 * for each leg the products of the leg rules that hold for it.
 */

struct fare_question {
    struct built built;
    json_t *legs;
    struct arena arena;
    struct journey journey;
};

static void stop_if(bool bad, const char *what)
{
    if (!bad)
        return;
    fprintf(stderr, "%s\n", what);
    exit(2);
}

static const char *said(const json_t *leg, const char *key)
{
    const char *text = json_string_value(json_object_get(leg, key));
    stop_if(!text, key);
    return text;
}

/* The call of the trip at that stop; the last one, when it is where the leg ends. */
static uint32_t call_at(const struct world *world, trip_ix trip, const char *id)
{
    stop_ix stop = keys_stop_in(world->network, 0, id);
    const struct pattern *pattern = world_trip_pattern(world, trip);
    for (uint32_t call = pattern->call_count; call-- > 0;)
        if (world_call_stop(world, pattern, call) == stop)
            return call;
    stop_if(true, id);
    return 0;
}

static struct leg leg_of(const struct world *world, const json_t *said_leg)
{
    struct leg leg = {.kind = LEG_RIDE};
    leg.run.trip = keys_trip_in(world->network, 0, said(said_leg, "trip_id"));
    stop_if(leg.run.trip == NO_IX, "no such trip");
    leg.board_call = call_at(world, leg.run.trip, said(said_leg, "from"));
    leg.alight_call = call_at(world, leg.run.trip, said(said_leg, "to"));
    leg.from = keys_stop_in(world->network, 0, said(said_leg, "from"));
    leg.to = keys_stop_in(world->network, 0, said(said_leg, "to"));
    stop_if(!civil_parse_time(said(said_leg, "departure"), NULL, &leg.depart) ||
                !civil_parse_time(said(said_leg, "arrival"), NULL, &leg.arrive),
            "no such time");
    return leg;
}

static json_t *offers_of(const struct tariff *tariff, const struct fare_ride *ride,
                         struct arena *arena)
{
    json_t *offers = json_array();
    struct leg_matches matches = legs_match(tariff, ride, 1, arena);
    for (uint32_t i = 0; i < matches.count; i++) {
        struct product_span span = tariff->fare_leg_rules[matches.rules[i]].product;
        if (span.count)
            json_array_append_new(
                offers,
                json_string(world_text(tariff->world, tariff->fare_products[span.first].id)));
    }
    return offers;
}

static void answer(struct fare_question *question)
{
    const struct tariff tariff = tariff_of(&question->built.world);
    const struct fare_profile nobody = {0};
    const struct fare_ride *rides;
    struct fare fare;
    uint32_t count = fare_rides(&tariff, &question->journey, &question->arena, &rides);
    fare_price_rides(&tariff, rides, count, &nobody, &question->arena, &fare);
    json_t *legs = json_array();
    for (uint32_t i = 0; i < count; i++)
        json_array_append_new(legs, json_pack("{s:o,s:b}", "offers",
                                              offers_of(&tariff, &rides[i], &question->arena),
                                              "priced", !(fare.unknown >> i & 1)));
    json_t *told = json_pack("{s:I,s:i,s:s,s:o}", "minor", (json_int_t)fare.total, "decimals",
                             (int)fare.decimals, "currency", fare.currency, "legs", legs);
    json_dumpf(told, stdout, JSON_COMPACT);
    json_decref(told);
}

int main(int count, char **arguments)
{
    struct fare_question question = {0};
    stop_if(count != 2, "usage: fare_case CASE_FOLDER");
    const char *feed = arena_format(&question.arena, "%s/gtfs", arguments[1]);
    const char *path = arena_format(&question.arena, "%s/query.json", arguments[1]);
    json_t *query = json_load_file(path, 0, NULL);
    question.legs = json_object_get(query, "legs");
    stop_if(!json_is_array(question.legs), "no legs");
    built_from_paths(&question.built, (const char *const[]){feed, NULL});
    question.journey.leg_count = (uint32_t)json_array_size(question.legs);
    question.journey.legs =
        arena_array(&question.arena, question.journey.leg_count, sizeof(struct leg));
    for (uint32_t i = 0; i < question.journey.leg_count; i++)
        question.journey.legs[i] = leg_of(&question.built.world, json_array_get(question.legs, i));
    answer(&question);
    json_decref(query);
    built_finish(&question.built);
    arena_finish(&question.arena);
    return 0;
}
