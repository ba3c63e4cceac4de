#include "feeds/gbfs/apply.h"

#include <string.h>

#include "feeds/gbfs/kept.h"

void apply_note(const struct applying *applying, const char *code, enum finding_action action,
                const char *text, const char *detail)
{
    findings_add(applying->findings, code, action, text, "gbfs", 0, detail,
                 detail ? strlen(detail) : 0);
}

bool apply_is_silent(const struct applying *applying, enum gbfs_document document,
                     unix_time reported, int32_t seconds)
{
    unix_time made = applying->system->heads[document].last_updated;
    return reported && (made ? made : applying->now) - reported > seconds;
}

uint32_t apply_type(const struct applying *applying, const char *id)
{
    uint32_t number = intern_find(&applying->type_ids, id, strlen(id));
    return number == INTERN_NONE ? NO_IX : number;
}

uint32_t apply_station(const struct applying *applying, const char *id)
{
    uint32_t number = intern_find(&applying->station_ids, id, strlen(id));
    return number == INTERN_NONE ? NO_IX : number;
}

static const char *either(const char *text, const char *other)
{
    return text && *text ? text : other;
}

static void add_system(struct applying *applying)
{
    const struct gbfs_information *said = &applying->system->information;
    const struct gbfs_rules *rules = applying->rules;
    struct fleet *fleet = applying->fleet;
    const char *id = either(said->system_id, rules->tag), *name = either(said->name, id);
    apply_clock(applying);
    const char *closed = apply_closed(applying);
    const struct rental_system system = {
        .id = fleet_text(fleet, id),
        .name = fleet_text(fleet, name),
        .operator_name = fleet_text(fleet, said->operator_name),
        .url = fleet_text(fleet, said->url),
        .purchase_url = fleet_text(fleet, said->purchase_url),
        .color = fleet_text(fleet, said->color),
        .group = fleet_text(fleet, either(rules->group, id)),
        .group_name = fleet_text(fleet, either(rules->group_name, either(rules->group, name))),
        .language = fleet_text(fleet, said->language),
        .zone = fleet_text(fleet, said->time_zone),
        .phone = fleet_text(fleet, said->phone),
        .email = fleet_text(fleet, said->email),
        .feed_contact = fleet_text(fleet, said->feed_contact),
        .terms_url = fleet_text(fleet, said->terms_url),
        .licence_url = fleet_text(fleet, said->licence_url),
        .attribution = fleet_text(fleet, said->attribution),
        .attribution_url = fleet_text(fleet, said->attribution_url),
        .app_android = fleet_text(fleet, said->app_android),
        .app_ios = fleet_text(fleet, said->app_ios),
        .closed = fleet_text(fleet, closed),
    };
    applying->open = !*closed;
    vec_push(&fleet->rental_systems, &system);
}

/* Alerts, one for each station that they are about. */
static void add_alerts(struct applying *applying)
{
    struct fleet *fleet = applying->fleet;
    for (uint32_t i = 0; i < applying->system->alert_count; i++) {
        const struct gbfs_alert *said = &applying->system->alerts[i];
        struct rental_alert alert = {
            .id = fleet_text(fleet, said->id),
            .kind = fleet_text(fleet, said->kind),
            .summary = fleet_text(fleet, said->summary),
            .text = fleet_text(fleet, said->description),
            .url = fleet_text(fleet, said->url),
            .station = NO_IX,
            .start = said->start,
            .end = said->end,
        };
        for (uint32_t k = 0; k < said->station_count; k++) {
            alert.station = apply_station(applying, said->stations[k]);
            if (alert.station != NO_IX)
                vec_push(&fleet->rental_alerts, &alert);
        }
        if (!said->station_count)
            vec_push(&fleet->rental_alerts, &alert);
    }
}

/* What the system has, and the box around it. */
static void sum_up(struct applying *applying)
{
    struct fleet *fleet = applying->fleet;
    struct rental_system *system = vec_at(&fleet->rental_systems, 0);
    const struct rental_station *stations = fleet->rental_stations.data;
    const struct rental_vehicle *vehicles = fleet->rental_vehicles.data;
    system->products.count = fleet->rental_products.count;
    system->types.count = fleet->rental_types.count;
    system->stations.count = fleet->rental_stations.count;
    system->vehicles.count = fleet->rental_vehicles.count;
    system->zones.count = fleet->rental_zones.count;
    system->alerts.count = fleet->rental_alerts.count;
    struct box box = GEO_BOX_EMPTY;
    for (uint32_t i = 0; i < system->stations.count; i++)
        geo_box_stretch(&box, stations[i].at);
    for (uint32_t i = 0; i < system->vehicles.count; i++)
        geo_box_stretch(&box, vehicles[i].at);
    system->low = box.low;
    system->high = box.high;
}

void gbfs_apply(const struct gbfs_system *system, const struct gbfs_scene *scene,
                const struct gbfs_rules *rules, struct fleet *fleet, struct findings *findings)
{
    struct gbfs_memory own;
    struct applying applying = {
        .system = system,
        .network = scene->network,
        .worker = scene->worker,
        .rules = rules,
        .memory = rules->memory ? rules->memory : &own,
        .now = scene->now,
        .fleet = fleet,
        .findings = findings,
    };
    kept_init(&own);
    fleet_init(fleet);
    add_system(&applying);
    apply_plans(&applying);
    apply_types(&applying);
    apply_stations(&applying);
    apply_vehicles(&applying);
    apply_landings(&applying);
    apply_zones(&applying);
    apply_ground(&applying);
    apply_stands(&applying);
    add_alerts(&applying);
    sum_up(&applying);
    intern_finish(&applying.plan_ids);
    intern_finish(&applying.type_ids);
    intern_finish(&applying.station_ids);
    kept_finish(&own);
}
