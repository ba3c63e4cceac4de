#include <string.h>
#include <strings.h>

#include "feeds/gbfs/reading.h"

/* Who lends, where and when. */

static void read_apps(const struct reading *reading, const json_t *data,
                      struct gbfs_information *information)
{
    const json_t *apps = json_object_get(data, "rental_apps");
    information->app_android = read_text(reading, json_object_get(apps, "android"), "store_uri");
    information->app_ios = read_text(reading, json_object_get(apps, "ios"), "store_uri");
}

/* The language of 1.0 to 2.x, or the first of those of 3.0. */
static const char *read_language(const struct reading *reading, const json_t *data)
{
    const char *language = read_text(reading, data, "language");
    const char *first = json_string_value(json_array_get(json_object_get(data, "languages"), 0));
    return *language || !first ? language : arena_text(reading->arena, first, strlen(first));
}

bool read_information(const struct reading *reading, const json_t *data, struct gbfs_system *system)
{
    const json_t *brand = json_object_get(data, "brand_assets");
    system->information = (struct gbfs_information){
        .system_id = read_text(reading, data, "system_id"),
        .name = read_text(reading, data, "name"),
        .operator_name = read_text(reading, data, "operator"),
        .url = read_text(reading, data, "url"),
        .purchase_url = read_text(reading, data, "purchase_url"),
        .color = read_text(reading, brand, "color"),
        .language = read_language(reading, data),
        .time_zone = read_text(reading, data, "timezone"),
        .phone = read_text(reading, data, "phone_number"),
        .email = read_text(reading, data, "email"),
        .feed_contact = read_text(reading, data, "feed_contact_email"),
        .terms_url = read_text(reading, data, "terms_url"),
        .licence_url = read_text(reading, data, "license_url"),
        .attribution = read_text(reading, data, "attribution_organization_name"),
        .attribution_url = read_text(reading, data, "attribution_url"),
        .opening_hours = read_text(reading, data, "opening_hours"),
        .opening = read_opening(reading, data, "opening_hours"),
    };
    if (!*system->information.attribution)
        system->information.attribution = read_text(reading, data, "attribution_organization");
    read_apps(reading, data, &system->information);
    return json_is_object(data);
}

static void fill_region(const struct reading *reading, const json_t *item, void *record)
{
    ((struct gbfs_region *)record)->name = read_text(reading, item, "name");
}

bool read_regions(const struct reading *reading, const json_t *data, struct gbfs_system *system)
{
    static const struct reading_kind kind = {
        .key = "region_id",
        .size = sizeof(struct gbfs_region),
        .most = SIZE_MAX,
        .fill = fill_region,
        .code = "gbfs_region_dropped",
        .text = "A region has no id that can be used.",
    };
    const json_t *list = json_object_get(data, "regions");
    system->regions = read_records(reading, list, &kind, &system->region_count);
    return json_is_array(list);
}

/* False: it is about stations or regions only, none of which is named so that one could tell. */
static bool read_alert(const struct reading *reading, const json_t *item, struct gbfs_alert *alert)
{
    const json_t *times = json_array_get(json_object_get(item, "times"), 0);
    const char *id = read_id(reading, item, "alert_id");
    bool named, regions;
    uint32_t region_count;
    *alert = (struct gbfs_alert){
        .id = id ? id : "",
        .kind = read_text(reading, item, "type"),
        .summary = read_text(reading, item, "summary"),
        .description = read_text(reading, item, "description"),
        .url = read_text(reading, item, "url"),
        .start = read_moment(reading, times, "start"),
        .end = read_moment(reading, times, "end"),
    };
    alert->stations = read_ids(reading, item, "station_ids", &alert->station_count, &named);
    (void)read_ids(reading, item, "region_ids", &region_count, &regions);
    return alert->station_count || (!named && !regions);
}

bool read_alerts(const struct reading *reading, const json_t *data, struct gbfs_system *system)
{
    const json_t *list = json_object_get(data, "alerts");
    size_t size = json_array_size(list);
    struct gbfs_alert *alerts = arena_array(reading->arena, size, sizeof *alerts);
    system->alert_count = 0;
    for (size_t i = 0; i < size; i++)
        if (json_is_object(json_array_get(list, i)) &&
            read_alert(reading, json_array_get(list, i), &alerts[system->alert_count]))
            system->alert_count++;
        else
            reading_note(reading, "gbfs_alert_dropped", FINDING_ROW,
                         "An alert is no object, or about no station that is named.", NULL);
    system->alerts = alerts;
    return json_is_array(list);
}

/* `07:30:00`, beyond 24 h too; -1: no such time. */
static int32_t clock_of(const char *text)
{
    int32_t seconds;
    return text && civil_parse_clock(text, strlen(text), &seconds) ? seconds : -1;
}

static uint8_t read_days(const json_t *item)
{
    static const char *const names[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    const json_t *list = json_object_get(item, "days");
    uint8_t days = 0;
    for (size_t i = 0; i < json_array_size(list); i++)
        for (int day = 0; day < 7; day++) {
            const char *text = json_string_value(json_array_get(list, i));
            if (text && strncasecmp(text, names[day], 3) == 0)
                days |= (uint8_t)(1 << day);
        }
    return days;
}

static bool is_for(const json_t *item, const char *user)
{
    const json_t *list = json_object_get(item, "user_types");
    for (size_t i = 0; i < json_array_size(list); i++) {
        const char *text = json_string_value(json_array_get(list, i));
        if (text && strncmp(text, user, strlen(user)) == 0)
            return true;
    }
    return json_array_size(list) == 0;
}

bool read_hours(const struct reading *reading, const json_t *data, struct gbfs_system *system)
{
    const json_t *list = json_object_get(data, "rental_hours");
    size_t size = json_array_size(list);
    struct gbfs_hours *hours = arena_array(reading->arena, size, sizeof *hours);
    system->hours_count = 0;
    for (size_t i = 0; i < size; i++) {
        const json_t *item = json_array_get(list, i);
        struct gbfs_hours at = {
            .days = read_days(item),
            .opens = clock_of(json_string_value(json_object_get(item, "start_time"))),
            .closes = clock_of(json_string_value(json_object_get(item, "end_time"))),
            .members = is_for(item, "member"),
            .visitors = is_for(item, "nonmember"),
        };
        if (at.opens < 0 || at.closes < 0)
            reading_note(reading, "gbfs_hours_dropped", FINDING_ROW,
                         "Rental hours have no time that can be read.", NULL);
        else
            hours[system->hours_count++] = at;
    }
    system->hours = hours;
    return json_is_array(list);
}

bool read_calendar(const struct reading *reading, const json_t *data, struct gbfs_system *system)
{
    const json_t *list = json_object_get(data, "calendars");
    size_t size = json_array_size(list);
    struct gbfs_season *seasons = arena_array(reading->arena, size, sizeof *seasons);
    system->season_count = 0;
    for (size_t i = 0; i < size; i++) {
        const json_t *item = json_array_get(list, i);
        struct gbfs_season season = {
            .start_month = (uint8_t)read_count(reading, item, "start_month", 12, 0),
            .start_day = (uint8_t)read_count(reading, item, "start_day", 31, 0),
            .start_year = (int32_t)read_count(reading, item, "start_year", 9999, 0),
            .end_month = (uint8_t)read_count(reading, item, "end_month", 12, 0),
            .end_day = (uint8_t)read_count(reading, item, "end_day", 31, 0),
            .end_year = (int32_t)read_count(reading, item, "end_year", 9999, 0),
        };
        if (season.start_month && season.start_day && season.end_month && season.end_day)
            seasons[system->season_count++] = season;
        else
            reading_note(reading, "gbfs_season_dropped", FINDING_ROW,
                         "A season has no first or last day.", NULL);
    }
    system->seasons = seasons;
    return json_is_array(list);
}
