#include "data/sharing/sharing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <jansson.h>

#include "data/sharing/cars.h"
#include "data/sharing/docks.h"
#include "data/sharing/fences.h"
#include "data/sharing/roamers.h"
#include "feeds/builder/builder.h"
#include "feeds/gbfs/apply.h"
#include "tests/scratch.h"

/* What those who lend vehicles in the demo city tell can be believed, at any hour. */

static struct scratch scratch;
static struct network network;
static struct sharing city;
static struct arena arena;

static void stop_if(bool bad, const struct error *error)
{
    if (!bad)
        return;
    fprintf(stderr, "%s: %s\n", error->place, error->text);
    exit(1);
}

/* The city as it is built for everybody, streets and all. */
static void build_city(void)
{
    struct error error = {0};
    struct config config;
    struct builder builder;
    struct draft draft;
    scratch_init(&scratch);
    draft_init(&draft);
    const char *path = scratch_path(&scratch, "city.image");
    stop_if(!config_read(&config, "data/city/city.json", &error), &error);
    builder_init(&builder, &config);
    stop_if(!builder_read(&builder, &draft, &error) ||
                !builder_freeze(&builder, &draft, path, &error) ||
                !network_open(&network, path, &error),
            &error);
    builder_finish(&builder);
    draft_finish(&draft);
    config_finish(&config);
}

static unix_time at(int day, int hour, int minute)
{
    return zone_time(&city.zone, civil_day_of(2026, 5, day), hour * 3600 + minute * 60);
}

enum { MONDAY = 4, SUNDAY = 10 };

static uint32_t place_of(const char *id)
{
    for (uint32_t i = 0; i < PLACES; i++)
        if (strcmp(places[i].id, id) == 0)
            return i;
    fail_msg("no place %s", id);
    return 0;
}

/* --- Bikes in docks --- */

/* Each bike stands at one station or rides; no station holds more than it has docks. */
static void look_at_docks(const struct docks *docks, uint32_t bikes, uint32_t *riding)
{
    uint32_t standing[PLACES] = {0};
    *riding = 0;
    assert_int_equal(docks->bikes.count, bikes);
    for (uint32_t i = 0; i < docks->bikes.count; i++) {
        const struct docks_bike *bike = vec_at(&docks->bikes, i);
        assert_int_equal(bike->riding, bike->since > docks->day.minute);
        assert_true(bike->range_metres <= DOCKS_RANGE_METRES);
        assert_true(docks_range(docks, bike) <= DOCKS_RANGE_METRES);
        if (bike->riding)
            ++*riding;
        else
            standing[bike->place]++;
    }
    for (uint32_t i = 0; i < PLACES; i++) {
        assert_int_equal(docks->standing[i], standing[i]);
        assert_true(standing[i] <= places[i].docks);
        assert_true(places[i].kind != PLACE_CLOSED || standing[i] == 0);
    }
}

static void no_bike_is_lost(void **state)
{
    (void)state;
    uint32_t bikes = 0, riding, most = 0;
    for (int minute = 0; minute < 24 * 60; minute += 7) {
        struct docks docks;
        docks_play(&docks, &city, at(MONDAY, 4, minute));
        bikes = bikes ? bikes : docks.bikes.count;
        look_at_docks(&docks, bikes, &riding);
        most = riding > most ? riding : most;
        docks_finish(&docks);
    }
    assert_in_range(bikes, 250, 500);
    assert_in_range(most, 15, bikes / 3);
}

/* The night leaves nobody on the road when a new day begins, on days of 23 and 25 hours neither. */
static void a_day_ends_with_all_bikes_standing(void **state)
{
    (void)state;
    const civil_day days[] = {civil_day_of(2026, 5, 5), civil_day_of(2026, 3, 29),
                              civil_day_of(2026, 10, 25)};
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        struct docks docks;
        uint32_t riding;
        docks_play(&docks, &city, zone_time(&city.zone, days[i], 4 * 3600) - 1);
        assert_true(docks.day.minute > 22 * 60);
        look_at_docks(&docks, docks.bikes.count, &riding);
        assert_int_equal(riding, 0);
        docks_finish(&docks);
    }
}

static uint32_t standing(const char *place, int day, int hour, int minute)
{
    struct docks docks;
    docks_play(&docks, &city, at(day, hour, minute));
    uint32_t count = docks.standing[place_of(place)];
    docks_finish(&docks);
    return count;
}

static void stations_follow_the_day(void **state)
{
    (void)state;
    uint32_t night = standing("V01", MONDAY, 3, 0);
    assert_true(standing("V01", MONDAY, 9, 0) >= night + 12);
    assert_true(standing("V01", MONDAY, 19, 0) + 12 < standing("V01", MONDAY, 9, 0));
    /* People leave home in the morning and come back. */
    assert_true(standing("V24", MONDAY, 9, 30) + 4 < standing("V24", MONDAY, 6, 0));
    assert_true(standing("V24", MONDAY, 20, 0) > standing("V24", MONDAY, 9, 30) + 4);
    /* The beach is for the afternoon, and on Sunday nobody goes to work. */
    assert_true(standing("V10", SUNDAY, 15, 30) > standing("V10", SUNDAY, 9, 0) + 6);
    assert_true(standing("V10", SUNDAY, 20, 30) + 6 < standing("V10", SUNDAY, 15, 30));
    assert_true(standing("V01", SUNDAY, 9, 0) < standing("V01", MONDAY, 9, 0));
}

/* --- Scooters --- */

static void scooters_stand_where_they_may(void **state)
{
    (void)state;
    struct streets streets = network_streets(&network);
    uint32_t kinds[ROAMER_KINDS] = {0}, painted = 0;
    for (int hour = 5; hour < 28; hour += 4) {
        struct sharing_day day = sharing_day_at(&city, at(MONDAY, hour, 13));
        for (uint32_t i = 0; i < ROAMERS; i++) {
            struct roamer roamer = roamer_at(&city, &day, i);
            kinds[roamer.kind]++;
            assert_non_null(roamer.spot);
            assert_true(roamer.range_metres <= roamer_range(roamer.kind));
            assert_true(roamer.riding == (roamer.since > day.minute));
            struct point where = roamer.spot->at;
            const struct fence *fence = fence_at(ground_metres(where));
            assert_true(fence && fence->end);
            assert_int_equal(fence->painted, roamer.spot->painted != NO_IX);
            assert_true(geo_metres(where, ground_nearest(&streets, GROUND_SCOOTER, where)) < 0.1);
            painted += roamer.spot->painted != NO_IX;
        }
    }
    assert_true(kinds[ROAMER_SCOOTER] > 10 * kinds[ROAMER_MOPED] && kinds[ROAMER_CARGO] > 0);
    assert_true(painted > 0);
}

/* Each ride costs range, somebody brings batteries, and nobody takes one that is empty. */
static void ranges_drain_and_come_back(void **state)
{
    (void)state;
    uint32_t rides = 0, swapped = 0, drained = 0, reserved = 0, disabled = 0;
    for (uint32_t i = 0; i < ROAMERS; i++) {
        struct roamer before = {0};
        for (int minute = 120; minute < 20 * 60; minute += 5) {
            struct sharing_day day = sharing_day_at(&city, at(MONDAY, 4, minute));
            struct roamer now = roamer_at(&city, &day, i);
            if (minute > 120) {
                assert_true(now.rides >= before.rides);
                assert_true(now.rides != before.rides || now.spot == before.spot);
                rides += now.rides - before.rides;
                swapped += now.range_metres > before.range_metres;
                drained += now.range_metres < before.range_metres;
            }
            assert_true(!now.riding || (!now.reserved && !now.disabled));
            reserved += now.reserved;
            disabled += now.disabled;
            before = now;
        }
    }
    assert_true(rides > 3 * ROAMERS && swapped > 10 && drained > 3 * ROAMERS);
    assert_true(reserved > 0 && disabled > 0);
}

static void zones_are_what_they_look_like(void **state)
{
    (void)state;
    static const struct {
        struct ground_metres at;
        const char *name; /* NULL: none counts */
    } cases[] = {
        {{-600, -300}, "Historic centre: on foot only"},
        {{-1000, -500}, "Old town: no parking"},
        {{-200, 1900}, "Botanical Garden: parking at the rotunda only"},
        {{-75, 2000}, "Operating area"}, /* the hole */
        {{-2090, -2375}, "Sablons promenade"},
        {{-600, -1378}, "Shipyard quay: slowly"},
        {{-600, -1440}, "Operating area"},
        {{-3100, 2400}, "Lighthouse terminus: painted places"},
        {{7000, 1500}, NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct fence *fence = fence_at(cases[i].at);
        assert_string_equal(fence ? fence->english : "none",
                            cases[i].name ? cases[i].name : "none");
    }
}

/* --- Cars --- */

static void cars_come_home_or_go_where_they_like(void **state)
{
    (void)state;
    uint32_t out = 0, elsewhere = 0, booked = 0;
    for (int hour = 5; hour < 28; hour++) {
        struct sharing_day day = sharing_day_at(&city, at(MONDAY, hour, 31));
        for (uint32_t i = 0; i < CARS; i++) {
            struct car car = car_at(&day, i);
            assert_true(car.lot == car.home || car.kind == CAR_FREE);
            assert_int_equal(car.out, car.since > day.minute);
            assert_true(!car.booked || (!car.out && car.booked > day.now));
            assert_in_range(car.range_metres, 1, car_range(car.kind));
            out += car.out;
            elsewhere += car.lot != car.home;
            booked += car.booked != 0;
        }
    }
    assert_true(out > 20 && elsewhere > 10 && booked > 20);
}

/* --- Documents --- */

static const struct sharing_document *find(const struct sharing_document *documents, uint32_t count,
                                           const char *system, const char *name)
{
    for (uint32_t i = 0; i < count; i++)
        if (strcmp(documents[i].system, system) == 0 && strcmp(documents[i].name, name) == 0)
            return &documents[i];
    return NULL;
}

/* Its `data`; to be given back. */
static json_t *data_of(const struct sharing_document *document)
{
    json_t *root = json_loadb(document->text, document->length, JSON_REJECT_DUPLICATES, NULL);
    const char *version = NULL, *stamp = NULL;
    unix_time time = 0;
    int ttl = 0;
    json_t *data = NULL;
    if (json_unpack(root, "{s:s, s:s, s:i, s:O}", "version", &version, "last_updated", &stamp,
                    "ttl", &ttl, "data", &data) != 0)
        fail_msg("%s/%s", document->system, document->name);
    assert_string_equal(version, "3.0");
    assert_true(ttl > 0 && civil_parse_time(stamp, NULL, &time));
    json_decref(root);
    return data;
}

/* All that gbfs.json names is there, and nothing else. */
static void each_set_is_whole(void **state)
{
    (void)state;
    static const char *const systems[] = {"velo-rade", "trottestran", "autopartage"};
    uint32_t count, named = 0;
    arena_reset(&arena);
    const struct sharing_document *documents =
        sharing_tell(&city, at(MONDAY, 8, 50), &arena, &count);
    for (uint32_t i = 0; i < count; i++)
        json_decref(data_of(&documents[i]));
    for (size_t i = 0; i < 3; i++) {
        json_t *data = data_of(find(documents, count, systems[i], "gbfs.json")), *feed;
        size_t k;
        json_array_foreach(json_object_get(data, "feeds"), k, feed)
        {
            const char *url = json_string_value(json_object_get(feed, "url"));
            assert_non_null(find(documents, count, systems[i], strrchr(url, '/') + 1));
            named++;
        }
        assert_non_null(find(documents, count, systems[i], "system_information.json"));
        json_decref(data);
    }
    assert_int_equal(named + 3, count);
}

/* The data of a document of a moment; to be given back. */
static json_t *told(int day, int hour, int minute, const char *system, const char *name)
{
    uint32_t count;
    arena_reset(&arena);
    const struct sharing_document *documents =
        sharing_tell(&city, at(day, hour, minute), &arena, &count);
    return data_of(find(documents, count, system, name));
}

static json_int_t number(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    assert_true(json_is_integer(value));
    return json_integer_value(value);
}

static json_t *station_of(json_t *data, const char *id)
{
    size_t i;
    json_t *station;
    json_array_foreach(json_object_get(data, "stations"), i, station)
    {
        if (strcmp(json_string_value(json_object_get(station, "station_id")), id) == 0)
            return station;
    }
    fail_msg("no station %s", id);
    return NULL;
}

/* A station's vehicles, free docks and what is out of order are its capacity, and the vehicles told
 * of one by one are those counted. */
static void counts_agree(void **state)
{
    (void)state;
    json_t *status = told(MONDAY, 17, 40, "velo-rade", "station_status.json");
    json_t *bikes = told(MONDAY, 17, 40, "velo-rade", "vehicle_status.json");
    json_t *bike;
    size_t i;
    json_int_t ready[PLACES] = {0};
    json_array_foreach(json_object_get(bikes, "vehicles"), i, bike)
    {
        const char *id = json_string_value(json_object_get(bike, "station_id"));
        ready[place_of(id)] += json_is_false(json_object_get(bike, "is_disabled"));
    }
    for (uint32_t k = 0; k < PLACES; k++) {
        json_t *station = station_of(status, places[k].id);
        assert_int_equal(number(station, "num_vehicles_available"), ready[k]);
        assert_int_equal(ready[k] + number(station, "num_vehicles_disabled") +
                             number(station, "num_docks_available") +
                             number(station, "num_docks_disabled"),
                         places[k].docks);
    }
    json_decref(status);
    json_decref(bikes);
}

static void a_rush_hour_has_something_of_everything(void **state)
{
    (void)state;
    json_t *status = told(MONDAY, 8, 50, "velo-rade", "station_status.json");
    assert_int_equal(number(station_of(status, "V01"), "num_docks_available"), 0);
    assert_true(number(station_of(status, "V01"), "num_vehicles_available") > 20);
    assert_int_equal(number(station_of(status, "V40"), "num_vehicles_available"), 0);
    assert_true(json_is_true(json_object_get(station_of(status, "V40"), "is_renting")));
    assert_true(json_is_false(json_object_get(station_of(status, "V33"), "is_renting")));
    assert_true(json_is_false(json_object_get(station_of(status, "V33"), "is_returning")));
    json_decref(status);
}

/* A vehicle has another id after a ride, and never shares one. */
static void ids_change_with_each_ride(void **state)
{
    (void)state;
    json_t *before = told(MONDAY, 8, 0, "trottestran", "vehicle_status.json");
    json_t *after = told(MONDAY, 9, 0, "trottestran", "vehicle_status.json");
    json_t *seen = json_object(), *vehicle;
    size_t i, again = 0, count = json_array_size(json_object_get(before, "vehicles"));
    json_array_foreach(json_object_get(before, "vehicles"), i, vehicle)
    {
        const char *id = json_string_value(json_object_get(vehicle, "vehicle_id"));
        json_object_set(seen, id, vehicle);
    }
    assert_int_equal(json_object_size(seen), count);
    json_array_foreach(json_object_get(after, "vehicles"), i, vehicle)
    {
        const char *id = json_string_value(json_object_get(vehicle, "vehicle_id"));
        const json_t *same = json_object_get(seen, id);
        again += same != NULL;
        assert_true(!same ||
                    (json_equal(json_object_get(same, "lat"), json_object_get(vehicle, "lat")) &&
                     json_equal(json_object_get(same, "lon"), json_object_get(vehicle, "lon"))));
    }
    assert_true(again > count / 5 && again < count * 19 / 20);
    json_decref(before);
    json_decref(after);
    json_decref(seen);
}

static bool same_told(const struct sharing *other, unix_time now, unix_time then)
{
    uint32_t count, others;
    bool same = true;
    arena_reset(&arena);
    const struct sharing_document *a = sharing_tell(&city, now, &arena, &count);
    const struct sharing_document *b = sharing_tell(other, then, &arena, &others);
    assert_int_equal(count, others);
    for (uint32_t i = 0; i < count; i++)
        same &= a[i].length == b[i].length && memcmp(a[i].text, b[i].text, a[i].length) == 0;
    return same;
}

static void the_same_moment_gives_the_same_documents(void **state)
{
    (void)state;
    struct sharing again, other;
    unix_time now = at(MONDAY, 12, 7);
    assert_true(sharing_open(&again, &network, 1) && sharing_open(&other, &network, 2));
    assert_true(same_told(&again, now, now));
    assert_true(same_told(&again, now, now + 59)); /* and again all through the minute */
    assert_false(same_told(&again, now, now + 60));
    assert_false(same_told(&other, now, now));
    sharing_close(&again);
    sharing_close(&other);
}

/* --- As the feeder reads them --- */

static void nothing_odd(const struct findings *findings, const char *system)
{
    for (uint32_t i = 0; i < findings->items.count; i++) {
        const struct finding *finding = vec_at(&findings->items, i);
        fail_msg("%s: %s, %s", system, finding->code, finding->places[0].detail);
    }
}

/* What a system says at that moment, read without a complaint; to be destroyed. */
static struct gbfs_store *read_set(const char *system, unix_time now, struct findings *findings)
{
    struct gbfs_store *store = gbfs_store_create("en");
    struct error error = {0};
    uint32_t count;
    arena_reset(&arena);
    const struct sharing_document *documents = sharing_tell(&city, now, &arena, &count);
    const struct sharing_document *root = find(documents, count, system, "gbfs.json");
    const struct gbfs_bytes bytes = {root->text, root->length, root->name};
    struct gbfs_discovery discovery;
    stop_if(!gbfs_read_discovery(bytes, "en", &arena, &discovery, findings, &error), &error);
    for (uint32_t i = 0; i < discovery.count; i++) {
        const char *name = strrchr(discovery.links[i].url, '/') + 1;
        const struct sharing_document *document = find(documents, count, system, name);
        const struct gbfs_bytes text = {document->text, document->length, name};
        struct gbfs_taken taken;
        stop_if(
            !gbfs_store_take(store, discovery.links[i].document, text, findings, &taken, &error),
            &error);
        assert_string_equal(taken.head.version, "3.0");
        assert_true(taken.news && taken.head.ttl > 0 && taken.head.last_updated <= now &&
                    taken.head.last_updated > now - 300);
    }
    nothing_odd(findings, system);
    return store;
}

/* The fleet that it becomes at that moment, without a complaint; to be finished. */
static void make_fleet(const char *system, unix_time now, struct fleet *fleet)
{
    struct findings findings;
    struct streets streets = network_streets(&network);
    struct street_worker *worker = street_worker_create(&streets);
    const struct gbfs_rules rules = {.tag = system, .way_back = RENTAL_RETURN_UNSAID};
    findings_init(&findings);
    struct gbfs_store *store = read_set(system, now, &findings);
    gbfs_apply(gbfs_store_system(store), &(struct gbfs_scene){&network, worker, now}, &rules, fleet,
               &findings);
    nothing_odd(&findings, system);
    gbfs_store_destroy(store);
    street_worker_destroy(worker);
    findings_finish(&findings);
}

static void the_reader_has_nothing_to_complain_about(void **state)
{
    (void)state;
    static const struct {
        const char *system;
        uint32_t types, stations, vehicles_least;
    } cases[] = {{"velo-rade", 2, PLACES, 230},
                 {"trottestran", ROAMER_KINDS, SHARING_PAINTED, 100},
                 {"autopartage", CAR_KINDS, SHARING_LOTS, 5}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (int hour = 0; hour < 24; hour += 3) {
            struct fleet fleet;
            make_fleet(cases[i].system, at(MONDAY, hour, 20), &fleet);
            assert_int_equal(fleet.rental_systems.count, 1);
            assert_int_equal(fleet.rental_types.count, cases[i].types);
            assert_int_equal(fleet.rental_stations.count, cases[i].stations);
            assert_true(fleet.rental_vehicles.count >= cases[i].vehicles_least);
            fleet_finish(&fleet);
        }
}

/* All vehicles can be ridden from where they stand, and stations be ridden to. */
static void vehicles_stand_on_streets(void **state)
{
    (void)state;
    static const char *const systems[] = {"velo-rade", "trottestran", "autopartage"};
    for (size_t i = 0; i < sizeof systems / sizeof *systems; i++) {
        struct fleet fleet;
        make_fleet(systems[i], at(MONDAY, 8, 10), &fleet);
        assert_true(fleet.rental_pickups.count > 0 && fleet.rental_docks.count > 0);
        for (uint32_t k = 0; k < fleet.rental_pickups.count; k++) {
            const struct rental_pickup *pickup = vec_at(&fleet.rental_pickups, k);
            assert_true(pickup->foot.count > 0 && pickup->ride.count > 0);
        }
        for (uint32_t k = 0; k < fleet.rental_docks.count; k++) {
            const struct rental_dock *dock = vec_at(&fleet.rental_docks, k);
            assert_true(dock->foot.count > 0 && dock->ride.count > 0);
        }
        fleet_finish(&fleet);
    }
}

/* Zones and what holds in them arrive as they were drawn, and concern streets. */
static void zones_arrive(void **state)
{
    (void)state;
    struct fleet fleet;
    uint32_t closed = 0, slow = 0, painted = 0;
    make_fleet("trottestran", at(MONDAY, 8, 10), &fleet);
    assert_int_equal(fleet.rental_zones.count, FENCES);
    assert_int_equal(fleet.rental_rules.count, FENCES + 1); /* and one for everywhere else */
    for (uint32_t i = 0; i < fleet.rental_rules.count; i++) {
        const struct rental_rule *rule = vec_at(&fleet.rental_rules, i);
        closed += !rule->through;
        slow += rule->speed_kmh > 0;
        painted += rule->station_parking == TRISTATE_YES;
    }
    assert_true(closed == 2 && slow == 2 && painted == 1);
    const struct rental_ground *ground = vec_at(&fleet.rental_grounds, 0);
    assert_true(ground->shut.pages.count && ground->no_end.pages.count && ground->limits.count > 5);
    fleet_finish(&fleet);
}

static void other_cities_share_nothing(void **state)
{
    (void)state;
    struct network none = {0};
    struct sharing sharing;
    assert_false(sharing_open(&sharing, &none, 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_bike_is_lost),
        cmocka_unit_test(a_day_ends_with_all_bikes_standing),
        cmocka_unit_test(stations_follow_the_day),
        cmocka_unit_test(scooters_stand_where_they_may),
        cmocka_unit_test(ranges_drain_and_come_back),
        cmocka_unit_test(zones_are_what_they_look_like),
        cmocka_unit_test(cars_come_home_or_go_where_they_like),
        cmocka_unit_test(each_set_is_whole),
        cmocka_unit_test(counts_agree),
        cmocka_unit_test(a_rush_hour_has_something_of_everything),
        cmocka_unit_test(ids_change_with_each_ride),
        cmocka_unit_test(the_same_moment_gives_the_same_documents),
        cmocka_unit_test(the_reader_has_nothing_to_complain_about),
        cmocka_unit_test(vehicles_stand_on_streets),
        cmocka_unit_test(zones_arrive),
        cmocka_unit_test(other_cities_share_nothing),
    };
    build_city();
    if (!sharing_open(&city, &network, 1)) {
        fprintf(stderr, "the demo city is not known\n");
        return 1;
    }
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_finish(&arena);
    sharing_close(&city);
    network_close(&network);
    scratch_finish(&scratch);
    return failed;
}
