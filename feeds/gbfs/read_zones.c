#include "feeds/gbfs/reading.h"

/* Where rides may start, pass and end. */

/* Since 3.0 start and end are said apart; before, one word was for both. */
static bool read_rule(const struct reading *reading, const json_t *item, struct gbfs_rule *rule)
{
    bool both = read_bool(reading, item, "ride_allowed", true), named;
    *rule = (struct gbfs_rule){
        .start = read_bool(reading, item, "ride_start_allowed", both),
        .end = read_bool(reading, item, "ride_end_allowed", both),
        .through = read_bool(reading, item, "ride_through_allowed", true),
        .stations_only = read_bool(reading, item, "station_parking", false),
        .speed_kmh = read_measure(reading, item, "maximum_speed_kph", 500, 0),
    };
    rule->types = read_ids(reading, item, "vehicle_type_ids", &rule->type_count, &named);
    if (!named)
        rule->types = read_ids(reading, item, "vehicle_type_id", &rule->type_count, &named);
    return rule->type_count || !named;
}

static const struct gbfs_rule *read_rules(const struct reading *reading, const json_t *list,
                                          uint32_t *count)
{
    size_t size = json_array_size(list);
    struct gbfs_rule *rules = arena_array(reading->arena, size, sizeof *rules);
    *count = 0;
    for (size_t i = 0; i < size; i++)
        if (json_is_object(json_array_get(list, i)) &&
            read_rule(reading, json_array_get(list, i), &rules[*count]))
            ++*count;
        else
            reading_note(reading, "gbfs_rule_dropped", FINDING_ROW,
                         "A rule is no object, or about types none of which has a usable id.",
                         NULL);
    return rules;
}

/* Whether something is forbidden there: a zone of which some rules forbid and others allow is one
 * that forbids. */
static bool forbids(const struct gbfs_zone *zone)
{
    bool found = false;
    for (uint32_t i = 0; i < zone->rule_count; i++) {
        const struct gbfs_rule *rule = &zone->rules[i];
        found |=
            !rule->start || !rule->end || !rule->through || rule->stations_only || rule->speed_kmh;
    }
    return found;
}

static bool read_zone(const struct reading *reading, const json_t *feature, struct gbfs_zone *zone)
{
    const json_t *about = json_object_get(feature, "properties");
    *zone = (struct gbfs_zone){
        .name = read_text(reading, about, "name"),
        .start = read_moment(reading, about, "start"),
        .end = read_moment(reading, about, "end"),
    };
    zone->rules = read_rules(reading, json_object_get(about, "rules"), &zone->rule_count);
    zone->area = read_area(reading, json_object_get(feature, "geometry"),
                           forbids(zone) ? AREA_FORBIDS : AREA_ALLOWS);
    return zone->area.count > 0;
}

bool read_zones(const struct reading *reading, const json_t *data, struct gbfs_system *system)
{
    const json_t *zones = json_object_get(data, "geofencing_zones");
    const json_t *list = json_object_get(zones, "features");
    size_t size = json_array_size(list);
    struct gbfs_zone *kept = arena_array(reading->arena, size, sizeof *kept);
    system->zone_count = 0;
    for (size_t i = 0; i < size; i++)
        if (read_zone(reading, json_array_get(list, i), &kept[system->zone_count]))
            system->zone_count++;
        else
            reading_note(reading, "gbfs_zone_dropped", FINDING_ROW,
                         "A zone has no area that can be read.", kept[system->zone_count].name);
    system->zones = kept;
    system->global_rules =
        read_rules(reading, json_object_get(data, "global_rules"), &system->global_rule_count);
    return json_is_array(list);
}
