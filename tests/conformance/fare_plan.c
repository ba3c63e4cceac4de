#include <jansson.h>
#include <stdio.h>
#include <unistd.h>

#include "engine/fare/legs.h"
#include "tests/conformance/case.h"

/*
 *   fare_plan CASE_FOLDER IMAGE
 *
 * Asks a plan case and prints, for each journey, its legs as fares see them: trips that are one
 * leg, and each row of a product that a leg rule offers for it. Exit 77: we do not offer what it
 * wants.
 */

static json_t *product_of(const struct tariff *tariff, const struct fare_product *product)
{
    const struct world *world = tariff->world;
    const char *medium = product->medium == TARIFF_ANY
                             ? ""
                             : world_text(world, tariff->fare_media[product->medium].name);
    const char *category =
        product->category == TARIFF_ANY
            ? ""
            : world_text(world, tariff->rider_categories[product->category].name);
    return json_pack("[s,I,s,s,s]", world_text(world, product->name), (json_int_t)product->amount,
                     world_text(world, product->currency), medium, category);
}

static json_t *leg_of(const struct tariff *tariff, const struct journey *journey,
                      const struct fare_ride *rides, uint32_t count)
{
    struct arena arena = {0};
    json_t *trips = json_array(), *products = json_array();
    for (uint32_t i = 0; i < count; i++)
        json_array_append_new(
            trips, json_string(world_text(
                       tariff->world,
                       world_trip(tariff->world, journey->legs[rides[i].leg].run.trip)->id)));
    struct leg_matches matches = legs_match(tariff, rides, count, &arena);
    for (uint32_t i = 0; i < matches.count; i++) {
        struct product_span span = tariff->fare_leg_rules[matches.rules[i]].product;
        for (uint32_t k = 0; k < span.count; k++)
            json_array_append_new(products,
                                  product_of(tariff, &tariff->fare_products[span.first + k]));
    }
    arena_finish(&arena);
    return json_pack("{s:o,s:o}", "ride", trips, "products", products);
}

static json_t *legs_of(const struct tariff *tariff, const struct journey *journey,
                       struct arena *arena)
{
    const struct fare_ride *rides;
    json_t *legs = json_array();
    uint32_t count = fare_rides(tariff, journey, arena, &rides);
    for (uint32_t first = 0, next; first < count; first = next) {
        for (next = first + 1; next < count && (rides[next].stays ||
                                                legs_join(tariff, &rides[next - 1], &rides[next]));
             next++)
            ;
        json_array_append_new(legs, leg_of(tariff, journey, &rides[first], next - first));
    }
    return legs;
}

static bool answer(struct case_file *file, struct error *error)
{
    const struct world world = {.network = &file->network};
    const struct tariff tariff = tariff_of(&world);
    struct planner *planner = planner_create(&file->network);
    struct journeys journeys = {0};
    bool done = planner_run(planner, &world, &file->query, &file->arena, &journeys, error);
    json_t *told = json_array();
    for (uint32_t i = 0; done && i < journeys.count; i++)
        json_array_append_new(told, legs_of(&tariff, &journeys.items[i], &file->arena));
    json_dumpf(told, stdout, JSON_COMPACT);
    json_decref(told);
    planner_destroy(planner);
    return done;
}

int main(int count, char **arguments)
{
    struct case_file file;
    struct case_skip skip = {0};
    struct error error = {0};
    if (count != 3) {
        fprintf(stderr, "usage: fare_plan CASE_FOLDER IMAGE\n");
        return 2;
    }
    bool done =
        case_open(&file, arguments[1], arguments[2], &skip, &error) && answer(&file, &error);
    case_close(&file);
    if (!done && skip.reason[0]) {
        fprintf(stderr, "%s", skip.reason);
        return 77;
    }
    if (!done)
        fprintf(stderr, "%s: %s", error.place, error.text);
    return done ? 0 : 2;
}
