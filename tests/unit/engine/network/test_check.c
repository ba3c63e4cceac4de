#include "engine/network/check.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "tests/forge.h"
#include "tests/rich.h"

static struct built built;
static struct forge forge;
static char path[256];

static int set_up(void **state)
{
    (void)state;
    rich_build(&built);
    forge_init(&forge, &built.network.image);
    snprintf(path, sizeof path, "%s", scratch_path(&built.scratch, "forged"));
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    forge_finish(&forge);
    built_finish(&built);
    return 0;
}

/* One change to a field of the last item of a section, and which section is then to blame. */
struct fault {
    const char *section;
    size_t offset, size;
    uint32_t value;
    const char *blamed; /* NULL: the section itself */
};

#define FIELD(section, type, field, value)                                                         \
    {                                                                                              \
#section, offsetof(struct type, field), sizeof(((struct type *)NULL)->field), value, NULL  \
    }
#define ITEM(section, size, value)                                                                 \
    {                                                                                              \
#section, 0, size, value, NULL                                                             \
    }

static const struct fault faults[] = {
    FIELD(facts, network_facts, default_change_seconds, 0x80000000u),
    FIELD(facts, network_facts, overlay, 2),
    FIELD(feeds, feed, tag, 1u << 20),
    FIELD(feeds, feed, publisher, 1u << 20),
    FIELD(feeds, feed, publisher_url, 1u << 20),
    FIELD(feeds, feed, language, 1u << 20),
    FIELD(feeds, feed, version, 1u << 20),
    FIELD(feeds, feed, contact, 1u << 20),
    FIELD(feeds, feed, licence, 1u << 20),
    FIELD(feeds, feed, licence_url, 1u << 20),
    FIELD(feeds, feed, zone, 1),
    FIELD(feeds, feed, longest_seconds, 0x7fffffffu),
    FIELD(feeds, feed, spare_route, 1u << 20),
    FIELD(feeds, feed, longest_seconds, 0xffffffffu),
    FIELD(zones, zone_span, name, 1u << 20),
    FIELD(zones, zone_span, first, 0xffffffffu),
    FIELD(zones, zone_span, count, 0),
    FIELD(zones, zone_span, count, 0xffffffffu),
    FIELD(zone_changes, zone_change, offset_seconds, 0x7fffffffu),
    FIELD(agencies, agency, id, 1u << 20),
    FIELD(agencies, agency, name, 1u << 20),
    FIELD(agencies, agency, url, 1u << 20),
    FIELD(agencies, agency, phone, 1u << 20),
    FIELD(agencies, agency, language, 1u << 20),
    FIELD(agencies, agency, fare_url, 1u << 20),
    FIELD(agencies, agency, email, 1u << 20),
    FIELD(agencies, agency, feed, 1),
    FIELD(agencies, agency, zone, 1),
    FIELD(stops, stop, id, 1u << 20),
    FIELD(stops, stop, code, 1u << 20),
    FIELD(stops, stop, name, 1u << 20),
    FIELD(stops, stop, description, 1u << 20),
    FIELD(stops, stop, url, 1u << 20),
    FIELD(stops, stop, platform_code, 1u << 20),
    FIELD(stops, stop, fare_zone, 1u << 20),
    FIELD(stops, stop, level, 1u << 20),
    FIELD(stops, stop, parent, 10),
    FIELD(stops, stop, feed, 1),
    FIELD(stops, stop, zone, 1),
    FIELD(stops, stop, kind, 5),
    FIELD(stops, stop, wheelchair, 3),
    ITEM(stop_children, 4, 10),
    ITEM(stops_by_id, 4, 10),
    ITEM(stops_by_lat, 4, 10),
    ITEM(berth_stops, 4, 9),
    ITEM(more_berths, 4, 1000),
    ITEM(more_berths, 4, 0),
    ITEM(change_seconds, 4, 0xfffffffeu),
    ITEM(change_seconds, 4, 0x7ffffffeu),
    FIELD(footpaths_out, footpath, berth, 1000),
    FIELD(footpaths_out, footpath, seconds, 0xfffffffeu),
    FIELD(footpaths_out, footpath, seconds, 0x7fffffffu),
    FIELD(footpaths_in, footpath, berth, 1000),
    FIELD(footpaths_in, footpath, seconds, 0x7fffffffu),
    FIELD(changes_out, footpath, seconds, 0x7fff),
    FIELD(changes_in, footpath, seconds, 0x7fff),
    ITEM(footpath_kinds, 1, 4),
    FIELD(changes_out, footpath, berth, 1000),
    FIELD(changes_out, footpath, seconds, 0x7fffffffu),
    FIELD(changes_in, footpath, berth, 1000),
    FIELD(changes_in, footpath, seconds, 0xfffffffeu),
    FIELD(footpath_rows, footpath_row, from, 1000),
    FIELD(footpath_rows, footpath_row, to, 1000),
    FIELD(routes, route, id, 1u << 20),
    FIELD(routes, route, short_name, 1u << 20),
    FIELD(routes, route, long_name, 1u << 20),
    FIELD(routes, route, description, 1u << 20),
    FIELD(routes, route, url, 1u << 20),
    FIELD(routes, route, agency, 1),
    FIELD(routes, route, feed, 1),
    FIELD(routes, route, mode, 17),
    FIELD(routes, route, board_slack, 0x7fffffffu),
    FIELD(routes, route, alight_slack, 0x80000000u),
    FIELD(routes, route, board_key, 1u << 20),
    FIELD(routes, route, alight_key, 1u << 20),
    ITEM(routes_by_id, 4, 4),
    FIELD(services, service, first_exception, 0xffffffffu),
    FIELD(services, service, exception_count, 100),
    FIELD(patterns, pattern, route, 4),
    FIELD(patterns, pattern, first_call, 0),
    FIELD(patterns, pattern, call_count, 1),
    FIELD(patterns, pattern, call_count, 0xffffffffu),
    FIELD(patterns, pattern, first_trip, 0),
    FIELD(patterns, pattern, trip_count, 0),
    FIELD(patterns, pattern, trip_count, 0xffffffffu),
    FIELD(patterns, pattern, wheelchair, 3),
    FIELD(patterns, pattern, bikes, 3),
    FIELD(patterns, pattern, cars, 3),
    ITEM(call_berths, 4, 1000),
    FIELD(call_rules, call_rule, pickup, 4),
    FIELD(call_rules, call_rule, drop_off, 4),
    FIELD(stop_patterns, stop_pattern, pattern, 1000),
    FIELD(stop_patterns, stop_pattern, call, 1000),
    FIELD(stop_patterns, stop_pattern, call, 0),
    FIELD(trips, trip, id, 1u << 20),
    FIELD(trips, trip, headsign, 1u << 20),
    FIELD(trips, trip, short_name, 1u << 20),
    FIELD(trips, trip, pattern, 0),
    FIELD(trips, trip, service, 2),
    FIELD(trips, trip, start, 0x7fffffffu),
    FIELD(trips, trip, profile, 1000),
    FIELD(trips, trip, profile, 1),
    FIELD(trips, trip, shape, 1000),
    FIELD(trips, trip, call_headsigns, 1000),
    FIELD(trips, trip, call_sequences, 1000),
    FIELD(trips, trip, block, 1000),
    FIELD(trips, trip, frequency_count, 65535),
    FIELD(trips, trip, direction, 3),
    ITEM(trips_by_id, 4, 1000),
    FIELD(profile_times, call_time, arrive, 0x7fffffffu),
    FIELD(profile_times, call_time, depart, 0x80000000u),
    ITEM(call_headsigns, 4, 1u << 20),
    FIELD(frequencies, frequency, first, 0x7fffffffu),
    FIELD(frequencies, frequency, last, 0x7fffffffu),
    FIELD(frequencies, frequency, headway, 0),
    FIELD(frequencies, frequency, headway, 1),
    FIELD(frequencies, frequency, headway, 0xffffffffu),
    FIELD(frequencies, frequency, headway, 0x7fffffffu),
    FIELD(blocks, block, first, 1),
    FIELD(blocks, block, count, 1000),
    ITEM(block_trips, 4, 1000),
    FIELD(trip_links, trip_link, from, 1000),
    FIELD(trip_links, trip_link, to, 1000),
    FIELD(trip_links, trip_link, kind, 3),
    FIELD(trip_links, trip_link, from_call, 1000),
    FIELD(trip_links, trip_link, to_call, 1000),
    FIELD(outlines, outline, first_point, 1000),
    FIELD(outlines, outline, point_count, 1000),
    FIELD(outlines, outline, first_call, 1000),
    ITEM(outline_calls, 4, 1000),
    ITEM(outline_calls, 4, 0),
    FIELD(street_vertices, street_vertex, first_out, 0),
    FIELD(street_vertices, street_vertex, first_out, 1u << 20),
    FIELD(street_vertices, street_vertex, first_in, 0),
    FIELD(street_vertices, street_vertex, first_in, 1u << 20),
    FIELD(street_arcs_out, street_arc, vertex, 1000),
    FIELD(street_arcs_out, street_arc, way, 1000),
    FIELD(street_arcs_out, street_arc, way, 0xffffffffu),
    FIELD(street_arcs_out, street_arc, trait, 1000),
    FIELD(street_arcs_out, street_arc, length_mm, 0xffffffffu),
    FIELD(street_arcs_in, street_arc, vertex, 1000),
    FIELD(street_arcs_in, street_arc, way, 1000),
    FIELD(street_arcs_in, street_arc, way, 0xffffffffu),
    FIELD(street_arcs_in, street_arc, trait, 1000),
    FIELD(street_arcs_in, street_arc, length_mm, 0xffffffffu),
    FIELD(street_traits, street_trait, kind, STREET_KINDS),
    FIELD(street_traits, street_trait, road, ROAD_CLASSES),
    FIELD(street_traits, street_trait, foot, 5),
    FIELD(street_traits, street_trait, wheelchair, 5),
    FIELD(street_traits, street_trait, bicycle, 5),
    FIELD(street_traits, street_trait, scooter, 5),
    FIELD(street_traits, street_trait, car, 5),
    FIELD(street_traits, street_trait, surface, 5),
    FIELD(street_traits, street_trait, cycling, 4),
    FIELD(street_edges, street_edge, from, 1000),
    FIELD(street_edges, street_edge, to, 1000),
    FIELD(street_edges, street_edge, trait, 1000),
    FIELD(street_edges, street_edge, name, 1u << 20),
    FIELD(street_edges, street_edge, shape, 1u << 20),
    FIELD(street_edges, street_edge, inner_points, 60000),
    FIELD(street_cells, street_cell, row, 0),
    FIELD(street_cells, street_cell, first, 0),
    FIELD(street_cells, street_cell, first, 1u << 20),
    ITEM(street_cell_edges, 4, 1000),
    FIELD(street_ties, street_tie, record, 1000),
    FIELD(street_ties, street_tie, vertex, 1000),
    FIELD(street_ties, street_tie, kind, 1),
    FIELD(street_ties, street_tie, kind, 3),
    ITEM(street_vertex_ties, 4, 1000),
    FIELD(street_parks, street_park, id, 1u << 20),
    FIELD(street_parks, street_park, name, 1u << 20),
    FIELD(street_parks, street_park, kind, 0),
    FIELD(street_parks, street_park, kind, 3),
    FIELD(street_parks, street_park, fee, 3),
    FIELD(street_parks, street_park, park_ride, 3),
    FIELD(street_parks, street_park, covered, 3),
    FIELD(translations, translation, language, 1u << 20),
    FIELD(translations, translation, text, 1u << 20),
    FIELD(attributions, attribution, organisation, 1u << 20),
    FIELD(attributions, attribution, url, 1u << 20),
    FIELD(attributions, attribution, email, 1u << 20),
    FIELD(attributions, attribution, phone, 1u << 20),
    FIELD(attributions, attribution, feed, 1),
    FIELD(attributions, attribution, agency, 1),
    FIELD(attributions, attribution, route, 4),
    FIELD(attributions, attribution, trip, 1000),
    FIELD(credits, credit, file, 1u << 20),
    FIELD(credits, credit, attribution, 1u << 20),
    FIELD(credits, credit, licence, 1u << 20),
    FIELD(credits, credit, licence_url, 1u << 20),
    FIELD(credits, credit, kind, 2),
    FIELD(rider_categories, rider_category, id, 1u << 20),
    FIELD(rider_categories, rider_category, name, 1u << 20),
    FIELD(rider_categories, rider_category, url, 1u << 20),
    FIELD(rider_categories, rider_category, feed, 1),
    FIELD(fare_media, fare_medium, id, 1u << 20),
    FIELD(fare_media, fare_medium, name, 1u << 20),
    FIELD(fare_media, fare_medium, feed, 1),
    FIELD(fare_media, fare_medium, kind, 5),
    FIELD(fare_products, fare_product, id, 1u << 20),
    FIELD(fare_products, fare_product, name, 1u << 20),
    FIELD(fare_products, fare_product, currency, 1u << 20),
    FIELD(fare_products, fare_product, feed, 1),
    FIELD(fare_products, fare_product, category, 1000),
    FIELD(fare_products, fare_product, medium, 1000),
    FIELD(fare_products, fare_product, decimals, 5),
    FIELD(fare_networks, fare_network, id, 1u << 20),
    FIELD(fare_networks, fare_network, name, 1u << 20),
    FIELD(fare_networks, fare_network, feed, 1),
    FIELD(fare_areas, fare_area, id, 1u << 20),
    FIELD(fare_areas, fare_area, name, 1u << 20),
    FIELD(fare_areas, fare_area, feed, 1),
    ITEM(route_networks, 4, 2),
    ITEM(stop_areas, 4, 2),
    FIELD(timeframes, timeframe, begin, 0xffffffffu),
    FIELD(timeframes, timeframe, begin, 86401),
    FIELD(timeframes, timeframe, end, 86401),
    FIELD(timeframes, timeframe, service, 2),
    FIELD(timeframe_groups, timeframe_group, id, 1u << 20),
    FIELD(timeframe_groups, timeframe_group, feed, 1),
    FIELD(timeframe_groups, timeframe_group, first, 1000),
    FIELD(timeframe_groups, timeframe_group, count, 2),
    FIELD(fare_losses, fare_loss, feed, 1),
    FIELD(fare_losses, fare_loss, file, 1u << 20),
    FIELD(leg_groups, leg_group, id, 1u << 20),
    FIELD(leg_groups, leg_group, feed, 1),
    FIELD(fare_leg_rules, fare_leg_rule, feed, 1),
    FIELD(fare_leg_rules, fare_leg_rule, group, 2),
    FIELD(fare_leg_rules, fare_leg_rule, network, 2),
    FIELD(fare_leg_rules, fare_leg_rule, from_area, 2),
    FIELD(fare_leg_rules, fare_leg_rule, to_area, 2),
    FIELD(fare_leg_rules, fare_leg_rule, from_times, 2),
    FIELD(fare_leg_rules, fare_leg_rule, to_times, 2),
    FIELD(fare_leg_rules, fare_leg_rule, product.first, 1000),
    FIELD(fare_leg_rules, fare_leg_rule, product.count, 1000),
    FIELD(fare_leg_rules, fare_leg_rule, doubt, 1u << 20),
    FIELD(fare_join_rules, fare_join_rule, feed, 1),
    FIELD(fare_join_rules, fare_join_rule, from_network, 2),
    FIELD(fare_join_rules, fare_join_rule, to_network, 2),
    FIELD(fare_join_rules, fare_join_rule, from_stop, 10),
    FIELD(fare_join_rules, fare_join_rule, to_stop, 10),
    FIELD(fare_transfer_rules, fare_transfer_rule, feed, 1),
    FIELD(fare_transfer_rules, fare_transfer_rule, from_group, 2),
    FIELD(fare_transfer_rules, fare_transfer_rule, from_group, 0xffffffffu),
    FIELD(fare_transfer_rules, fare_transfer_rule, to_group, 2),
    FIELD(fare_transfer_rules, fare_transfer_rule, to_group, 0xffffffffu),
    FIELD(fare_transfer_rules, fare_transfer_rule, count, 0xfffffffeu),
    FIELD(fare_transfer_rules, fare_transfer_rule, limit_seconds, 0xfffffffeu),
    FIELD(fare_transfer_rules, fare_transfer_rule, limit_seconds, 0x7fffffffu),
    FIELD(fare_transfer_rules, fare_transfer_rule, limit_kind, 4),
    FIELD(fare_transfer_rules, fare_transfer_rule, kind, 3),
    FIELD(fare_transfer_rules, fare_transfer_rule, product.first, 1000),
    FIELD(fare_transfer_rules, fare_transfer_rule, product.count, 1000),
    FIELD(fare_transfer_rules, fare_transfer_rule, doubt, 1u << 20),
    FIELD(flat_fares, flat_fare, feed, 1),
    FIELD(flat_fares, flat_fare, agency, 1),
    FIELD(flat_fares, flat_fare, product, 1000),
    FIELD(flat_fares, flat_fare, transfers, 0xfffffffeu),
    FIELD(flat_fares, flat_fare, seconds, 0xfffffffeu),
    FIELD(flat_fares, flat_fare, seconds, 0x7fffffffu),
    FIELD(flat_fares, flat_fare, first_rule, 1000),
    FIELD(flat_fares, flat_fare, rule_count, 1000),
    FIELD(flat_fares, flat_fare, doubt, 1u << 20),
    FIELD(flat_rules, flat_rule, route, 4),
    FIELD(flat_rules, flat_rule, origin, 1u << 20),
    FIELD(flat_rules, flat_rule, destination, 1u << 20),
    FIELD(flat_rules, flat_rule, first_zone, 1000),
    FIELD(flat_rules, flat_rule, zone_count, 1000),
    ITEM(flat_zones, 4, 1u << 20),
};

static bool refused(struct error *error)
{
    struct network network;
    forge_write(&forge, path);
    if (!network_open(&network, path, error))
        return true;
    bool sound = network_verify(&network, error);
    network_close(&network);
    return !sound;
}

static void assert_refused(const struct fault *fault)
{
    struct error error = {0};
    uint32_t section = forge_section(&forge, fault->section);
    const struct image_part *part = &forge.parts[section];
    unsigned char *at = forge.items[section] + (part->count - 1) * part->item + fault->offset;
    unsigned char kept[4];
    memcpy(kept, at, fault->size);
    memcpy(at, &fault->value, fault->size); /* Low bytes first, as everywhere we run. */
    if (!refused(&error))
        fail_msg("%s, offset %zu: %u passes", fault->section, fault->offset, fault->value);
    if (strcmp(error.place, fault->blamed ? fault->blamed : fault->section) != 0)
        fail_msg("%s, offset %zu: blames %s", fault->section, fault->offset, error.place);
    assert_int_equal(error.kind, ERROR_CORRUPT);
    memcpy(at, kept, fault->size);
}

static void every_field_that_is_followed_is_checked(void **state)
{
    (void)state;
    struct error error = {0};
    assert_false(refused(&error));
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
        assert_refused(&faults[i]);
    assert_false(refused(&error));
}

static uint32_t *numbers_of(const char *section)
{
    return (uint32_t *)(void *)forge.items[forge_section(&forge, section)];
}

/* The middle of a table of firsts; its ends are looked at on opening. */
static void firsts_never_fall(void **state)
{
    (void)state;
    static const char *const tables[] = {
        "stop_child_first", "more_berth_first", "footpath_out_first", "footpath_in_first",
        "change_out_first", "change_in_first",  "stop_pattern_first", "stop_area_first"};
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        struct error error = {0};
        uint32_t count = (uint32_t)forge.parts[forge_section(&forge, tables[i])].count;
        uint32_t *firsts = numbers_of(tables[i]);
        for (uint32_t k = 0; k < count; k++) {
            uint32_t kept = firsts[k];
            firsts[k] = k + 1 < count ? firsts[count - 1] + 1 : kept + 1;
            assert_true(refused(&error));
            assert_string_equal(error.place, tables[i]);
            firsts[k] = kept;
        }
    }
}

static void stations_stand_in_no_circle(void **state)
{
    (void)state;
    struct stop *stops = (struct stop *)(void *)forge.items[forge_section(&forge, "stops")];
    struct error error = {0};
    for (uint32_t i = 0; i < built.network.counts.stops; i++) {
        stop_ix kept = stops[i].parent;
        stops[i].parent = i;
        assert_true(refused(&error));
        assert_string_equal(error.place, "stops");
        stops[i].parent = kept;
    }
    for (uint32_t i = 0; i < built.network.counts.stops; i++) {
        stop_ix parent = stops[i].parent;
        if (parent == NO_IX)
            continue;
        stop_ix kept = stops[parent].parent;
        stops[parent].parent = i;
        assert_true(refused(&error));
        stops[parent].parent = kept;
    }
}

static void times_never_fall_along_a_trip(void **state)
{
    (void)state;
    uint32_t section = forge_section(&forge, "profile_times");
    struct call_time *times = (struct call_time *)(void *)forge.items[section];
    struct error error = {0};
    for (uint64_t i = 0; i < forge.parts[section].count; i++) {
        struct call_time kept = times[i];
        times[i].depart = kept.arrive - 1;
        assert_true(refused(&error));
        times[i] = (struct call_time){kept.arrive - 100000, kept.arrive - 100000};
        assert_true(refused(&error));
        times[i] = kept;
    }
}

/* Prices are added up, so each has a bound; it is wider than the fields above can say. */
static void prices_are_bounded(void **state)
{
    (void)state;
    uint32_t section = forge_section(&forge, "fare_products");
    struct fare_product *products = (struct fare_product *)(void *)forge.items[section];
    static const int64_t wild[] = {TARIFF_AMOUNT_MAX + 1, -TARIFF_AMOUNT_MAX - 1, INT64_MIN};
    for (size_t i = 0; i < sizeof wild / sizeof *wild; i++) {
        struct error error = {0};
        int64_t kept = products[0].amount;
        products[0].amount = wild[i];
        assert_true(refused(&error));
        assert_string_equal(error.place, "fare_products");
        products[0].amount = kept;
    }
}

/* Every section may lose its end. */
static void short_sections_are_refused(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < forge.count; i++) {
        struct error error = {0};
        const char *name = forge.parts[i].name;
        if (strcmp(name, "translations") == 0 || strcmp(name, "attributions") == 0 ||
            strcmp(name, "credits") == 0 || strcmp(name, "stops_by_id") == 0 ||
            strcmp(name, "stops_by_lat") == 0 || strcmp(name, "routes_by_id") == 0 ||
            strcmp(name, "trips_by_id") == 0 || strcmp(name, "trip_links") == 0 ||
            strcmp(name, "shape_points") == 0 || strcmp(name, "zone_changes") == 0 ||
            strcmp(name, "footpath_rows") == 0 || strcmp(name, "fare_leg_rules") == 0 ||
            strcmp(name, "fare_join_rules") == 0 || strcmp(name, "fare_transfer_rules") == 0 ||
            strcmp(name, "flat_fares") == 0 || strcmp(name, "fare_losses") == 0 ||
            forge.parts[i].count == 0)
            continue; /* Less is found; or the item lost is a zone's or outline's: below. */
        forge.parts[i].count--;
        if (!refused(&error))
            fail_msg("%s may be shorter", name);
        forge.parts[i].count++;
    }
    struct error error = {0};
    forge.parts[forge_section(&forge, "zone_changes")].count = 0;
    assert_true(refused(&error));
    forge.parts[forge_section(&forge, "zone_changes")].count = built.network.counts.zone_changes;
    forge.parts[forge_section(&forge, "shape_points")].count = 5;
    assert_true(refused(&error));
    forge.parts[forge_section(&forge, "shape_points")].count = built.network.counts.shape_points;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_field_that_is_followed_is_checked),
        cmocka_unit_test(firsts_never_fall),
        cmocka_unit_test(stations_stand_in_no_circle),
        cmocka_unit_test(times_never_fall_along_a_trip),
        cmocka_unit_test(prices_are_bounded),
        cmocka_unit_test(short_sections_are_refused),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
