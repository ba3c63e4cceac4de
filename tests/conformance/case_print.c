#include "tests/conformance/case.h"

#include <jansson.h>
#include <stdio.h>

static json_t *stop_name(const struct network *network, stop_ix stop, const char *door)
{
    if (stop == NO_IX)
        return json_string(door);
    return json_string(network_text(network, network->stops[stop].id));
}

static json_t *time_name(unix_time time)
{
    char text[CIVIL_TEXT];
    return json_string(civil_text_utc(time, text));
}

/* The calls between boarding and alighting, for "serves_stop". */
static json_t *calls_of(const struct network *network, const struct leg *leg)
{
    json_t *stops = json_array();
    const struct pattern *pattern = &network->patterns[network->trips[leg->run.trip].pattern];
    for (uint32_t i = leg->board_call; i <= leg->alight_call; i++)
        json_array_append_new(
            stops, json_pack("{s:o}", "stop_id",
                             stop_name(network, network_call_stop(network, pattern, i), "")));
    return stops;
}

static json_t *leg_json(const struct network *network, const struct leg *leg)
{
    const char *type = leg->kind == LEG_RIDE   ? "transit"
                       : leg->kind == LEG_WALK ? "walk"
                                               : "access_egress";
    json_t *object = json_pack("{s:s, s:o, s:o, s:o, s:o}", "type", type, "from",
                               stop_name(network, leg->from, "ORIGIN"), "to",
                               stop_name(network, leg->to, "DESTINATION"), "departure",
                               time_name(leg->depart), "arrival", time_name(leg->arrive));
    if (leg->kind == LEG_RIDE) {
        const char *id = network_text(network, network->trips[leg->run.trip].id);
        json_object_set_new(object, "trip_ids", json_pack("[s]", id));
        json_object_set_new(object, "stops", calls_of(network, leg));
    }
    return object;
}

/* One who stays seated is still on the same leg. */
static void join(const struct network *network, json_t *before, const struct leg *leg)
{
    const char *id = network_text(network, network->trips[leg->run.trip].id);
    json_array_append_new(json_object_get(before, "trip_ids"), json_string(id));
    json_t *stops = calls_of(network, leg);
    json_array_extend(json_object_get(before, "stops"), stops);
    json_decref(stops);
    json_object_set_new(before, "to", stop_name(network, leg->to, ""));
    json_object_set_new(before, "arrival", time_name(leg->arrive));
}

static json_t *journey_json(const struct network *network, const struct journey *journey)
{
    json_t *legs = json_array();
    for (uint32_t i = 0; i < journey->leg_count; i++) {
        const struct leg *leg = &journey->legs[i];
        if (leg->kind == LEG_RIDE && leg->stays)
            join(network, json_array_get(legs, json_array_size(legs) - 1), leg);
        else
            json_array_append_new(legs, leg_json(network, leg));
    }
    return json_pack("{s:o, s:o, s:i, s:o}", "departure", time_name(journey->depart), "arrival",
                     time_name(journey->arrive), "transfers", (int)journey->transfers, "legs",
                     legs);
}

void case_print(const struct case_file *file, const struct journeys *journeys)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < journeys->count; i++)
        json_array_append_new(list, journey_json(&file->network, &journeys->items[i]));
    json_t *answer = json_pack("{s:o}", "journeys", list);
    json_dumpf(answer, stdout, JSON_INDENT(1));
    putchar('\n');
    json_decref(answer);
}
