#include "tests/rich_fleet.h"

#include "engine/base/bitset.h"

static struct rental_span add(struct vec *vec, const void *items, uint32_t count)
{
    struct rental_span span = {vec->count, count};
    vec_add_many(vec, items, count);
    return span;
}

/* A spot in the middle of an edge. */
static struct rental_span spot_on(struct fleet *fleet, const struct network *network, edge_ix edge)
{
    struct rental_spot spot = {edge, network->street_edges[edge].length_mm / 2, 2000};
    return add(&fleet->rental_spots, &spot, 1);
}

static void add_types(struct fleet *fleet)
{
    const struct rental_type types[] = {
        {.id = fleet_text(fleet, "bike"),
         .name = fleet_text(fleet, "Bicycle"),
         .pricing = NO_IX,
         .riders = 1},
        {.id = fleet_text(fleet, "kick"),
         .name = fleet_text(fleet, "Scooter"),
         .make = fleet_text(fleet, "Acme"),
         .model = fleet_text(fleet, "One"),
         .image_url = fleet_text(fleet, "https://bikes.example/kick.png"),
         .plan = fleet_text(fleet, "plan"),
         .product = 1,
         .range_metres = 30000,
         .form = RENTAL_SCOOTER_STANDING,
         .propulsion = RENTAL_ELECTRIC},
    };
    add(&fleet->rental_types, types, 2);
}

static void add_plan(struct fleet *fleet)
{
    const struct rental_rate rates[] = {{0, RENTAL_RATE_ENDLESS, 60000, 250000},
                                        {5000000, 9000000, 1000000, 100000}};
    const struct rental_plan plan = {
        .id = fleet_text(fleet, "plan"),
        .name = fleet_text(fleet, "By the minute"),
        .url = fleet_text(fleet, "https://bikes.example/plan"),
        .currency = fleet_text(fleet, "EUR"),
        .decimals = 2,
        .price = 1000000,
        .per_minute = add(&fleet->rental_rates, &rates[0], 1),
        .per_km = add(&fleet->rental_rates, &rates[1], 1),
    };
    vec_push(&fleet->rental_plans, &plan);
}

static void add_stations(struct fleet *fleet, const struct network *network)
{
    for (uint32_t i = 0; i < 2; i++) {
        struct rental_stock stock = {0, 3 + i, NO_IX, NO_IX};
        struct rental_station station = {
            .id = fleet_text(fleet, i ? "s2" : "s1"),
            .name = fleet_text(fleet, i ? "Port" : "Square"),
            .address = fleet_text(fleet, "1 Quay"),
            .at = network->stops[i].at,
            .vehicles = 3 + i,
            .docks = NO_IX,
            .capacity = 10,
            .stocks = add(&fleet->rental_stocks, &stock, 1),
            .flags = RENTAL_RENTING | RENTAL_RETURNING | RENTAL_INSTALLED | RENTAL_OPEN,
        };
        struct rental_pickup pickup = {.station = i,
                                       .vehicle = NO_IX,
                                       .at = station.at,
                                       .range_metres = NO_IX,
                                       .vehicles = 3 + i,
                                       .foot = spot_on(fleet, network, i),
                                       .ride = spot_on(fleet, network, i)};
        struct rental_dock dock = {i, station.at, NO_IX, pickup.foot, pickup.ride};
        vec_push(&fleet->rental_stations, &station);
        vec_push(&fleet->rental_pickups, &pickup);
        vec_push(&fleet->rental_docks, &dock);
    }
}

static void add_scooter(struct fleet *fleet, const struct network *network)
{
    const struct rental_vehicle vehicle = {
        .id = fleet_text(fleet, "v1"),
        .web = fleet_text(fleet, "https://bikes.example/v1"),
        .at = network->stops[0].at,
        .type = 1,
        .station = NO_IX,
        .home = NO_IX,
        .range_metres = 8000,
        .pricing = NO_IX,
        .fuel_percent = 40,
        .free_until = 1777600000,
    };
    const struct rental_pickup pickup = {.station = NO_IX,
                                         .vehicle = 0,
                                         .at = vehicle.at,
                                         .range_metres = 8000,
                                         .vehicles = 1,
                                         .foot = spot_on(fleet, network, 0),
                                         .ride = spot_on(fleet, network, 0)};
    vec_push(&fleet->rental_vehicles, &vehicle);
    vec_push(&fleet->rental_pickups, &pickup);
}

static void add_zone(struct fleet *fleet)
{
    const struct rental_point points[] = {
        {{460000000, -50000000}, 3 << 1}, {{460000000, -40000000}, 0},
        {{470000000, -40000000}, 0},      {{461000000, -44000000}, 3 << 1 | 1},
        {{461000000, -43000000}, 0},      {{462000000, -43000000}, 0},
    };
    const uint32_t type = 1;
    const struct rental_rule rules[] = {
        {.types = add(&fleet->rental_rule_types, &type, 1),
         .start = 1,
         .through = 1,
         .speed_kmh = 8},
        {.zone = NO_IX, .start = 1, .end = 1, .through = 1},
    };
    add(&fleet->rental_rules, rules, 2);
    const struct rental_zone zone = {
        .name = fleet_text(fleet, "Old town"),
        .rules = {0, 1},
        .points = add(&fleet->rental_points, points, 6),
        .low = {460000000, -50000000},
        .high = {470000000, -40000000},
    };
    vec_push(&fleet->rental_zones, &zone);
}

static void add_ground(struct fleet *fleet, const struct network *network)
{
    uint64_t bits[4] = {0};
    struct rental_ground ground = {0};
    const struct rental_limit limits[] = {{0, 2222}, {1, 1111}};
    bitset_add(bits, 1);
    ground.no_end = fleet_set(fleet, bits, network->counts.street_vertices - 1);
    ground.slow = fleet_set(fleet, bits, network->counts.street_edges);
    ground.limits = add(&fleet->rental_limits, limits, 2);
    vec_push(&fleet->rental_grounds, &ground);
}

static void add_products(struct fleet *fleet)
{
    const struct rental_product products[] = {
        {.way_back = RENTAL_ANY_STATION, .ground = NO_IX, .docks = {0, 2}, .pickups = {0, 2}},
        {.form = RENTAL_SCOOTER_STANDING,
         .propulsion = RENTAL_ELECTRIC,
         .speed_mm = 5500,
         .pickups = {2, 1}},
    };
    add(&fleet->rental_products, products, 2);
}

static int32_t lower(int32_t a, int32_t b)
{
    return a < b ? a : b;
}

void rich_fleet_make(struct fleet *fleet, const char *id, const struct network *network)
{
    fleet_init(fleet);
    const struct rental_alert alert = {.id = fleet_text(fleet, "a1"),
                                       .kind = fleet_text(fleet, "STATION_CLOSURE"),
                                       .summary = fleet_text(fleet, "Works at the port"),
                                       .station = 1};
    const struct point a = network->stops[0].at, b = network->stops[1].at;
    const struct rental_system system = {
        .id = fleet_text(fleet, id),
        .name = fleet_text(fleet, "Bikes"),
        .url = fleet_text(fleet, "https://bikes.example/"),
        .color = fleet_text(fleet, "#00aa00"),
        .group = fleet_text(fleet, id),
        .group_name = fleet_text(fleet, "Bikes"),
        .products = {0, 2},
        .types = {0, 2},
        .stations = {0, 2},
        .vehicles = {0, 1},
        .zones = {0, 1},
        .alerts = {0, 1},
        .rules = {1, 1},
        .low = {lower(a.lat, b.lat), lower(a.lon, b.lon)},
        .high = {-lower(-a.lat, -b.lat), -lower(-a.lon, -b.lon)},
    };
    vec_push(&fleet->rental_systems, &system);
    add_plan(fleet);
    add_types(fleet);
    add_products(fleet);
    add_stations(fleet, network);
    add_scooter(fleet, network);
    add_zone(fleet);
    add_ground(fleet, network);
    vec_push(&fleet->rental_alerts, &alert);
}
