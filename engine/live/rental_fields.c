#include "engine/live/rental_fields.h"

#define TEXT(of, field)                                                                            \
    {                                                                                              \
        IN_##of##s, RENTAL_FIELD_TEXT, offsetof(struct of, field), IN_RENTAL_SECTIONS, false       \
    }
#define NUMBER(of, field, to)                                                                      \
    {                                                                                              \
        IN_##of##s, RENTAL_FIELD_NUMBER, offsetof(struct of, field), IN_##to, false                \
    }
#define PERHAPS(of, field, to)                                                                     \
    {                                                                                              \
        IN_##of##s, RENTAL_FIELD_NUMBER, offsetof(struct of, field), IN_##to, true                 \
    }
#define SPAN(of, field, to)                                                                        \
    {                                                                                              \
        IN_##of##s, RENTAL_FIELD_SPAN, offsetof(struct of, field), IN_##to, false                  \
    }

static const struct rental_field fields[] = {
    TEXT(rental_system, id),
    TEXT(rental_system, name),
    TEXT(rental_system, operator_name),
    TEXT(rental_system, url),
    TEXT(rental_system, purchase_url),
    TEXT(rental_system, color),
    TEXT(rental_system, group),
    TEXT(rental_system, group_name),
    TEXT(rental_system, language),
    TEXT(rental_system, zone),
    TEXT(rental_system, phone),
    TEXT(rental_system, email),
    TEXT(rental_system, feed_contact),
    TEXT(rental_system, terms_url),
    TEXT(rental_system, licence_url),
    TEXT(rental_system, attribution),
    TEXT(rental_system, attribution_url),
    TEXT(rental_system, app_android),
    TEXT(rental_system, app_ios),
    TEXT(rental_system, closed),
    SPAN(rental_system, products, rental_products),
    SPAN(rental_system, types, rental_types),
    SPAN(rental_system, stations, rental_stations),
    SPAN(rental_system, vehicles, rental_vehicles),
    SPAN(rental_system, zones, rental_zones),
    SPAN(rental_system, alerts, rental_alerts),
    SPAN(rental_system, rules, rental_rules),
    NUMBER(rental_product, system, rental_systems),
    PERHAPS(rental_product, ground, rental_grounds),
    SPAN(rental_product, docks, rental_docks),
    SPAN(rental_product, pickups, rental_pickups),
    TEXT(rental_type, id),
    TEXT(rental_type, name),
    TEXT(rental_type, make),
    TEXT(rental_type, model),
    TEXT(rental_type, image_url),
    TEXT(rental_type, plan),
    PERHAPS(rental_type, pricing, rental_plans),
    NUMBER(rental_type, product, rental_products),
    TEXT(rental_station, id),
    TEXT(rental_station, name),
    TEXT(rental_station, address),
    TEXT(rental_station, cross_street),
    TEXT(rental_station, region),
    TEXT(rental_station, android),
    TEXT(rental_station, ios),
    TEXT(rental_station, web),
    NUMBER(rental_station, system, rental_systems),
    SPAN(rental_station, stocks, rental_stocks),
    SPAN(rental_station, area, rental_points),
    NUMBER(rental_stock, type, rental_types),
    TEXT(rental_vehicle, id),
    TEXT(rental_vehicle, android),
    TEXT(rental_vehicle, ios),
    TEXT(rental_vehicle, web),
    TEXT(rental_vehicle, plan),
    NUMBER(rental_vehicle, system, rental_systems),
    NUMBER(rental_vehicle, type, rental_types),
    PERHAPS(rental_vehicle, station, rental_stations),
    PERHAPS(rental_vehicle, home, rental_stations),
    PERHAPS(rental_vehicle, pricing, rental_plans),
    PERHAPS(rental_pickup, station, rental_stations),
    PERHAPS(rental_pickup, vehicle, rental_vehicles),
    SPAN(rental_pickup, foot, rental_spots),
    SPAN(rental_pickup, ride, rental_spots),
    NUMBER(rental_dock, station, rental_stations),
    SPAN(rental_dock, foot, rental_spots),
    SPAN(rental_dock, ride, rental_spots),
    SPAN(rental_ground, shut.pages, rental_set_pages),
    SPAN(rental_ground, no_end.pages, rental_set_pages),
    SPAN(rental_ground, slow.pages, rental_set_pages),
    SPAN(rental_ground, limits, rental_limits),
    TEXT(rental_zone, name),
    NUMBER(rental_zone, system, rental_systems),
    SPAN(rental_zone, rules, rental_rules),
    SPAN(rental_zone, points, rental_points),
    NUMBER(rental_rule, system, rental_systems),
    PERHAPS(rental_rule, zone, rental_zones),
    SPAN(rental_rule, types, rental_rule_types),
    TEXT(rental_alert, id),
    TEXT(rental_alert, kind),
    TEXT(rental_alert, summary),
    TEXT(rental_alert, text),
    TEXT(rental_alert, url),
    NUMBER(rental_alert, system, rental_systems),
    PERHAPS(rental_alert, station, rental_stations),
    TEXT(rental_plan, id),
    TEXT(rental_plan, name),
    TEXT(rental_plan, url),
    TEXT(rental_plan, currency),
    NUMBER(rental_plan, system, rental_systems),
    SPAN(rental_plan, per_minute, rental_rates),
    SPAN(rental_plan, per_km, rental_rates),
    /* These are numbers themselves. */
    {IN_rental_rule_types, RENTAL_FIELD_NUMBER, 0, IN_rental_types, false},
};

const struct rental_field *rental_fields(size_t *count)
{
    *count = sizeof fields / sizeof *fields;
    return fields;
}
