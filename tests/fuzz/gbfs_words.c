#include "tests/fuzz/gbfs_words.h"

#include <stdbool.h>
#include <string.h>

/* A byte is what comes next, and which: a list, an object, an end, a value, another document. */

enum { DEPTH = 10, SPARE = 128 };

/* What comes in front of the first list of each document. */
static const char *const heads[] = {
    "system_information\n{\"data\":{",
    "vehicle_types\n{\"data\":{\"vehicle_types\":[",
    "station_information\n{\"data\":{\"stations\":[",
    "station_status\n{\"version\":\"2.3\",\"data\":{\"stations\":[",
    "vehicle_status\n{\"version\":\"3.0\",\"data\":{\"vehicles\":[",
    "free_bike_status\n{\"data\":{\"bikes\":[",
    "system_hours\n{\"data\":{\"rental_hours\":[",
    "system_calendar\n{\"data\":{\"calendars\":[",
    "system_regions\n{\"data\":{\"regions\":[",
    "system_pricing_plans\n{\"data\":{\"plans\":[",
    "system_alerts\n{\"data\":{\"alerts\":[",
    "geofencing_zones\n{\"data\":{\"geofencing_zones\":{\"features\":[",
    "geofencing_zones\n{\"data\":{\"geofencing_zones\":{\"features\":[]},\"global_rules\":[",
    "gbfs\n{\"data\":{\"feeds\":[",
    "gbfs\n{\"data\":{\"datasets\":[",
    "gbfs\n{",
};

static const char *const keys[] = {"station_id",
                                   "name",
                                   "lat",
                                   "lon",
                                   "vehicle_type_id",
                                   "count",
                                   "vehicle_types_available",
                                   "num_bikes_available",
                                   "num_vehicles_available",
                                   "num_docks_available",
                                   "is_installed",
                                   "is_renting",
                                   "is_returning",
                                   "last_reported",
                                   "capacity",
                                   "parking_type",
                                   "station_area",
                                   "type",
                                   "coordinates",
                                   "rental_uris",
                                   "android",
                                   "ios",
                                   "web",
                                   "vehicle_docks_available",
                                   "vehicle_type_ids",
                                   "vehicle_id",
                                   "bike_id",
                                   "home_station_id",
                                   "pricing_plan_id",
                                   "current_range_meters",
                                   "current_fuel_percent",
                                   "is_reserved",
                                   "is_disabled",
                                   "available_until",
                                   "form_factor",
                                   "propulsion_type",
                                   "return_constraint",
                                   "max_range_meters",
                                   "max_permitted_speed",
                                   "rider_capacity",
                                   "default_pricing_plan_id",
                                   "plan_id",
                                   "price",
                                   "currency",
                                   "per_km_pricing",
                                   "per_min_pricing",
                                   "start",
                                   "end",
                                   "rate",
                                   "interval",
                                   "surge_pricing",
                                   "alert_id",
                                   "times",
                                   "station_ids",
                                   "summary",
                                   "properties",
                                   "geometry",
                                   "rules",
                                   "ride_allowed",
                                   "ride_start_allowed",
                                   "ride_end_allowed",
                                   "ride_through_allowed",
                                   "station_parking",
                                   "maximum_speed_kph",
                                   "days",
                                   "user_types",
                                   "start_time",
                                   "end_time",
                                   "start_month",
                                   "start_day",
                                   "end_month",
                                   "end_day",
                                   "region_id",
                                   "text",
                                   "language",
                                   "is_virtual_station",
                                   "url",
                                   "version",
                                   "versions",
                                   "system_id",
                                   "feeds",
                                   "data",
                                   "ttl",
                                   "timezone",
                                   "opening_hours",
                                   "rental_apps",
                                   "store_uri",
                                   "brand_assets",
                                   "color",
                                   "languages",
                                   "last_updated",
                                   "en",
                                   "fr",
                                   "vehicle_types_capacity",
                                   "vehicle_docks_capacity",
                                   "vehicle_type_capacity",
                                   "vehicle_capacity",
                                   "is_charging_station"};

static const char *const values[] = {
    "0",
    "1",
    "2",
    "-1",
    "12",
    "31",
    "40",
    "120",
    "5000",
    "48",
    "48.0",
    "48.0026",
    "48.003",
    "2",
    "2.0026",
    "2.004",
    "2.0712",
    "181",
    "1e300",
    "0.5",
    "1.5",
    "99999999999",
    "1790000000",
    "1790000000000",
    "true",
    "false",
    "null",
    "\"\"",
    "\"1\"",
    "\"a\"",
    "\"b\"",
    "\"c\"",
    "\"true\"",
    "\"0\"",
    "\"12.5\"",
    "\"2026-09-21T12:00:00+02:00\"",
    "\"1960-01-01T00:00:00Z\"",
    "\"en\"",
    "\"Polygon\"",
    "\"MultiPolygon\"",
    "\"bicycle\"",
    "\"scooter\"",
    "\"car\"",
    "\"moped\"",
    "\"cargo_bicycle\"",
    "\"scooter_seated\"",
    "\"electric\"",
    "\"electric_assist\"",
    "\"combustion\"",
    "\"free_floating\"",
    "\"any_station\"",
    "\"roundtrip_station\"",
    "\"hybrid\"",
    "\"parking_lot\"",
    "\"mon\"",
    "\"sun\"",
    "\"member\"",
    "\"nonmember\"",
    "\"07:30:00\"",
    "\"26:00:00\"",
    "\"24/7\"",
    "\"Mo-Fr 08:00-20:00\"",
    "\"Europe/Paris\"",
    "\"system_hours\"",
    "\"https://example.org/x\"",
    "\"2.3\"",
    "\"3.0\"",
    "\"4.0\"",
    "\"\\u00e9t\\u00e9\"",
    "[[[2.0,48.0],[2.01,48.0],[2.01,48.01],[2.0,48.0]]]",
    "[[[[1.9,47.9],[2.1,47.9],[2.1,48.1],[1.9,48.1]],[[2.0,48.0],[2.01,48.0],[2.01,48.01]]]]",
    "[[[2.0,48.0],[2.01,48.0],[2.01,48.0],[2.0,48.0]]]"};

struct words {
    uint8_t *text;
    size_t size;
    uint8_t ends[DEPTH]; /* of what is open */
    int depth;
};

static void add(struct words *words, const char *text)
{
    size_t length = strlen(text);
    memcpy(words->text + words->size, text, length);
    words->size += length;
}

/* A comma after anything that has ended. */
static void separate(struct words *words)
{
    if (words->size && !strchr("[{:\n", words->text[words->size - 1]))
        add(words, ",");
}

static void end_one(struct words *words)
{
    words->text[words->size++] = words->ends[--words->depth];
}

/* Ends what the head has begun: whatever is open in it. */
static void end_document(struct words *words)
{
    while (words->depth)
        end_one(words);
}

static void begin_document(struct words *words, uint8_t which)
{
    const char *head = heads[which % (sizeof heads / sizeof *heads)];
    end_document(words);
    if (words->size)
        words->text[words->size++] = '\0';
    add(words, head);
    for (const char *at = strchr(head, '\n'); *at; at++)
        if (*at == '{' || *at == '[')
            words->ends[words->depth++] = *at == '{' ? '}' : ']';
        else if (*at == '}' || *at == ']')
            words->depth--;
}

static void open_one(struct words *words, bool list)
{
    if (words->depth == DEPTH)
        return;
    add(words, list ? "[" : "{");
    words->ends[words->depth++] = list ? ']' : '}';
}

/* What a byte stands for where a value may come; `key` is the byte before it. */
static void add_item(struct words *words, uint8_t key, uint8_t what)
{
    bool room = words->depth < DEPTH;
    separate(words);
    if (words->ends[words->depth - 1] == '}') {
        add(words, "\"");
        add(words, keys[key % (sizeof keys / sizeof *keys)]);
        add(words, "\":");
    }
    if (what >= 0xc0 && room)
        open_one(words, what & 1);
    else
        add(words, values[what % (sizeof values / sizeof *values)]);
}

size_t gbfs_words_write(const uint8_t *bytes, size_t size, uint8_t text[GBFS_WORDS_ROOM])
{
    struct words words = {.text = text};
    begin_document(&words, size ? *bytes : 0);
    for (size_t i = 1; i < size && words.size + 2 * SPARE + DEPTH < GBFS_WORDS_ROOM; i++) {
        bool is_object = words.ends[words.depth - 1] == '}';
        if (bytes[i] == 0xff && i + 1 < size)
            begin_document(&words, bytes[++i]);
        else if (bytes[i] == 0xfe && words.depth > 1)
            end_one(&words);
        else if (!is_object)
            add_item(&words, 0, bytes[i]);
        else if (i + 1 < size) {
            add_item(&words, bytes[i], bytes[i + 1]);
            i++;
        }
    }
    end_document(&words);
    return words.size;
}
