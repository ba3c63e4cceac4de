#include "api/render_reach.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "api/render_leg.h"
#include "api/render_reasons.h"
#include "api/render_snapshot.h"
#include "api/render_write.h"

static void put_text(struct render_list *sink, const char *text)
{
    render_put(sink, text, strlen(text));
}

/* A value that is taken over. */
static void put_value(struct render_list *sink, json_t *value)
{
    render_write(sink, value);
    json_decref(value);
}

static json_t *whole_numbers(const uint32_t *numbers, uint32_t count)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < count; i++)
        json_array_append_new(list, json_integer(numbers[i]));
    return list;
}

/* What was asked, as it was understood. */
static void put_question(struct render_list *sink, const struct isochrone_ask *ask)
{
    const struct outward *outward = &ask->outward;
    uint32_t minutes[ISOCHRONE_CUTOFFS_MAX];
    json_t *json = json_object();
    for (uint32_t i = 0; i < ask->cutoff_count; i++)
        minutes[i] = (uint32_t)ask->cutoffs[i] / 60;
    json_object_set_new(json, "place", render_end(&outward->style, &outward->end));
    json_object_set_new(json, "time", render_time(outward->query.when.time));
    json_object_set_new(json, "arriveBy", json_boolean(outward->query.when.arrive_by));
    json_object_set_new(json, "window", json_integer(outward->query.when.window_seconds / 60));
    json_object_set_new(json, "cutoffs", whole_numbers(minutes, ask->cutoff_count));
    if (outward->query.when.window_seconds)
        json_object_set_new(json, "percentiles",
                            whole_numbers(ask->percentiles, ask->percentile_count));
    json_object_set_new(json, "straightLine", json_boolean(ask->streets == NULL));
    json_object_set_new(json, "notes", render_reasons(outward->notes, outward->note_count));
    json_object_set_new(json, "snapshot", render_snapshot(outward->style.asked, ask->arena));
    put_value(sink, json);
}

/* Seconds, begun ones counted; null: there is no way in so many of the minutes. */
static json_t *seconds_of(const struct isochrone_ask *ask, const struct isochrone_times *times,
                          uint32_t item)
{
    json_t *list = json_array();
    const int32_t *milliseconds = times->milliseconds + (size_t)item * ask->percentile_count;
    for (uint32_t i = 0; i < ask->percentile_count; i++)
        json_array_append_new(list, milliseconds[i] == ISOCHRONE_NEVER
                                        ? json_null()
                                        : json_integer((milliseconds[i] + 999) / 1000));
    return list;
}

static bool is_reached(const struct isochrone_times *times, uint32_t item, uint32_t rows)
{
    return times->missed[item] < rows;
}

static void put_stops(struct render_list *sink, const struct isochrone_ask *ask,
                      const struct isochrone_times *stops)
{
    const char *before = "";
    put_text(sink, ",\"stops\":[");
    for (uint32_t i = 0; i < stops->count; i++) {
        if (!is_reached(stops, i, ask->spread.rows))
            continue;
        json_t *item = json_object();
        json_object_set_new(item, "place", render_stop(&ask->outward.style, stops->items[i]));
        json_object_set_new(item, "seconds", seconds_of(ask, stops, i));
        if (ask->spread.rows > 1)
            json_object_set_new(item, "missedMinutes", json_integer(stops->missed[i]));
        else
            json_object_set_new(item, "k", json_integer(ask->spread.standings[i].here_rides));
        put_text(sink, before);
        put_value(sink, item);
        before = ",";
    }
    put_text(sink, "]");
}

/* Degrees to 1e-6, which is 11 cm. */
static void put_degrees(struct render_list *sink, const char *before, int32_t units)
{
    char text[32];
    int64_t rounded = (units < 0 ? 5 - (int64_t)units : 5 + (int64_t)units) / 10;
    int length = snprintf(text, sizeof text, "%s%s%" PRId64 ".%06" PRId64, before,
                          units < 0 ? "-" : "", rounded / 1000000, rounded % 1000000);
    render_put(sink, text, (size_t)length);
}

/* Rows of latitude, longitude and seconds: there may be very many. */
static void put_vertices(struct render_list *sink, const struct isochrone_ask *ask,
                         const struct isochrone_times *vertices)
{
    const struct streets *streets = street_worker_streets(ask->streets);
    put_text(sink, ",\"vertices\":[");
    for (uint32_t i = 0; i < vertices->count; i++) {
        struct point at = streets->street_vertices[vertices->items[i]].at;
        put_degrees(sink, i ? ",[" : "[", at.lat);
        put_degrees(sink, ",", at.lon);
        put_text(sink, ",");
        put_value(sink, seconds_of(ask, vertices, i));
        put_text(sink, "]");
    }
    put_text(sink, "]");
}

void render_reach_points(const struct isochrone_ask *ask, const struct isochrone_times *stops,
                         const struct isochrone_times *vertices, struct reply *reply)
{
    struct render_list sink = render_list_of(ask->arena);
    put_text(&sink, "{\"question\":");
    put_question(&sink, ask);
    put_stops(&sink, ask, stops);
    if (vertices)
        put_vertices(&sink, ask, vertices);
    put_text(&sink, "}");
    render_done(&sink, reply);
}

static void put_ring(struct render_list *sink, const struct shape_ring *ring)
{
    put_text(sink, "[");
    for (uint32_t i = 0; i < ring->count; i++) {
        put_degrees(sink, i ? ",[" : "[", ring->points[i].lon);
        put_degrees(sink, ",", ring->points[i].lat);
        put_text(sink, "]");
    }
    put_text(sink, "]");
}

static void put_area(struct render_list *sink, const struct shape_area *area)
{
    put_text(sink, "{\"type\":\"MultiPolygon\",\"coordinates\":[");
    for (uint32_t i = 0; i < area->count; i++) {
        put_text(sink, i ? ",[" : "[");
        for (uint32_t k = 0; k < area->polygons[i].count; k++) {
            put_text(sink, k ? "," : "");
            put_ring(sink, &area->polygons[i].rings[k]);
        }
        put_text(sink, "]");
    }
    put_text(sink, "]}");
}

static const char *name_of(uint32_t percentile)
{
    return percentile == 0     ? "best"
           : percentile == 50  ? "median"
           : percentile == 100 ? "worst"
                               : "";
}

static void put_feature(struct render_list *sink, const struct isochrone_ask *ask,
                        uint32_t percentile, uint32_t cutoff, const struct shape_area *area)
{
    json_t *properties = json_object();
    json_object_set_new(properties, "cutoff", json_integer(ask->cutoffs[cutoff] / 60));
    if (ask->outward.query.when.window_seconds) {
        uint32_t number = ask->percentiles[percentile];
        json_object_set_new(properties, "percentile", json_integer(number));
        if (*name_of(number))
            json_object_set_new(properties, "name", json_string(name_of(number)));
    }
    put_text(sink, "{\"type\":\"Feature\",\"properties\":");
    put_value(sink, properties);
    put_text(sink, ",\"geometry\":");
    put_area(sink, area);
    put_text(sink, "}");
}

void render_reach_areas(const struct isochrone_ask *ask, const struct shape_area *areas,
                        struct reply *reply)
{
    struct render_list sink = render_list_of(ask->arena);
    put_text(&sink, "{\"type\":\"FeatureCollection\",\"question\":");
    put_question(&sink, ask);
    put_text(&sink, ",\"features\":[");
    for (uint32_t p = ask->percentile_count; p-- > 0;)
        for (uint32_t c = ask->cutoff_count; c-- > 0;) {
            put_feature(&sink, ask, p, c, &areas[(size_t)p * ask->cutoff_count + c]);
            put_text(&sink, p || c ? "," : "");
        }
    put_text(&sink, "]}");
    render_done(&sink, reply);
    if (reply->status == 200)
        reply->content_type = "application/geo+json";
}
