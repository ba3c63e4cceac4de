#include "api/render_lenders.h"

#include <string.h>

#include "api/render.h"
#include "api/render_rental.h"
#include "api/rental_wish.h"
#include "engine/base/clock.h"

/* --- What both share --- */

json_t *render_lender_box(struct box box)
{
    if (box.low.lat > box.high.lat)
        box = (struct box){0};
    json_t *json = json_array();
    json_array_append_new(json, json_real(geo_degrees(box.low.lon)));
    json_array_append_new(json, json_real(geo_degrees(box.low.lat)));
    json_array_append_new(json, json_real(geo_degrees(box.high.lon)));
    json_array_append_new(json, json_real(geo_degrees(box.high.lat)));
    return json;
}

uint32_t render_lender_forms(const struct live *live, const struct rental_system *system)
{
    uint32_t forms = 0;
    for (uint32_t i = 0; i < system->types.count; i++)
        forms |= 1u << live->rental_types[system->types.first + i].form;
    return forms;
}

json_t *render_lender_form_names(uint32_t forms)
{
    json_t *json = json_array();
    for (uint32_t form = 0; form < RENTAL_FORMS; form++)
        if (forms >> form & 1)
            json_array_append_new(json, json_string(rental_form_name((enum rental_form)form)));
    return json;
}

/* --- Rules --- */

static json_t *render_rule(const struct live *live, const struct rental_system *system,
                           const struct rental_rule *rule)
{
    json_t *json = json_object(), *types = json_array();
    for (uint32_t i = 0; i < rule->types.count; i++)
        json_array_append_new(types, json_integer(live->rental_rule_types[rule->types.first + i] -
                                                  (json_int_t)system->types.first));
    json_object_set_new(json, "vehicleTypeIdxs", types);
    json_object_set_new(json, "rideStartAllowed", json_boolean(rule->start));
    json_object_set_new(json, "rideEndAllowed", json_boolean(rule->end));
    json_object_set_new(json, "rideThroughAllowed", json_boolean(rule->through));
    if (rule->station_parking != TRISTATE_UNKNOWN)
        json_object_set_new(json, "stationParking",
                            json_boolean(rule->station_parking == TRISTATE_YES));
    if (rule->speed_kmh)
        json_object_set_new(json, "maximumSpeedKph", json_integer(rule->speed_kmh));
    return json;
}

json_t *render_lender_rules(const struct live *live, const struct rental_system *system,
                            struct rental_span rules)
{
    json_t *json = json_array();
    for (uint32_t i = 0; i < rules.count; i++)
        json_array_append_new(json,
                              render_rule(live, system, &live->rental_rules[rules.first + i]));
    return json;
}

/* --- A group --- */

json_t *render_lender_group(const struct rentals_ask *ask, const struct rental_system *system)
{
    const struct live *live = ask->world->live;
    const char *id = world_text(ask->world, system->group);
    json_t *json = json_object(), *members = json_array();
    uint32_t forms = 0;
    text_ix color = system->color;
    for (uint32_t i = 0; i < live->counts.rental_systems; i++) {
        const struct rental_system *other = &live->rental_systems[i];
        if (strcmp(world_text(ask->world, other->group), id) != 0)
            continue;
        forms |= render_lender_forms(live, other);
        color = *world_text(ask->world, color) ? color : other->color;
        if (ask->with_systems)
            json_array_append_new(members, render_text(world_text(ask->world, other->id)));
    }
    render_set(json, "id", id);
    render_set(json, "name", world_text(ask->world, system->group_name));
    rental_set_words(ask->world, json, "color", color);
    json_object_set_new(json, "providers", members);
    json_object_set_new(json, "formFactors", render_lender_form_names(forms));
    return json;
}

/* --- A system --- */

static json_t *render_type(const struct world *world, const struct rental_type *type)
{
    json_t *json = json_object();
    render_set(json, "id", world_text(world, type->id));
    rental_set_words(world, json, "name", type->name);
    render_set(json, "formFactor", rental_form_name((enum rental_form)type->form));
    render_set(json, "propulsionType",
               rental_propulsion_name((enum rental_propulsion)type->propulsion));
    render_set(json, "returnConstraint", rental_return_name(type->way_back));
    json_object_set_new(json, "returnConstraintGuessed",
                        json_boolean(world->live->rental_products[type->product].way_back_guessed));
    rental_set_words(world, json, "make", type->make);
    rental_set_words(world, json, "model", type->model);
    rental_set_words(world, json, "imageUrl", type->image_url);
    if (type->range_metres)
        json_object_set_new(json, "rangeMeters", json_integer(type->range_metres));
    return json;
}

static json_t *render_types(const struct world *world, const struct rental_system *system)
{
    json_t *json = json_array();
    for (uint32_t i = 0; i < system->types.count; i++)
        json_array_append_new(
            json, render_type(world, &world->live->rental_types[system->types.first + i]));
    return json;
}

/* MOTIS has these from its configuration; here nothing but the feed's rules forbids. */
static json_t *render_no_limits(void)
{
    json_t *json = json_object();
    json_object_set_new(json, "vehicleTypeIdxs", json_array());
    json_object_set_new(json, "rideStartAllowed", json_true());
    json_object_set_new(json, "rideEndAllowed", json_true());
    json_object_set_new(json, "rideThroughAllowed", json_true());
    return json;
}

static json_t *render_alerts(const struct world *world, const struct rental_system *system)
{
    json_t *list = json_array();
    for (uint32_t i = 0; i < system->alerts.count; i++) {
        const struct rental_alert *alert = &world->live->rental_alerts[system->alerts.first + i];
        json_t *json = json_object();
        render_set(json, "id", world_text(world, alert->id));
        rental_set_words(world, json, "type", alert->kind);
        rental_set_words(world, json, "summary", alert->summary);
        rental_set_words(world, json, "description", alert->text);
        rental_set_words(world, json, "url", alert->url);
        if (alert->station != NO_IX)
            rental_set_words(world, json, "stationId",
                             world->live->rental_stations[alert->station].id);
        if (alert->start)
            json_object_set_new(json, "start", render_time(alert->start));
        if (alert->end)
            json_object_set_new(json, "end", render_time(alert->end));
        json_array_append_new(list, json);
    }
    return list;
}

/* What users, and who shows them the vehicles, may want to know beyond what MOTIS says. */
static void set_service(json_t *json, const struct world *world, const struct rental_system *system)
{
    const struct live_feed *feed = &world->live->feeds[system->feed];
    rental_set_words(world, json, "closed", system->closed);
    rental_set_words(world, json, "phone", system->phone);
    rental_set_words(world, json, "email", system->email);
    rental_set_words(world, json, "termsUrl", system->terms_url);
    rental_set_words(world, json, "licenceUrl", system->licence_url);
    rental_set_words(world, json, "attribution", system->attribution);
    rental_set_words(world, json, "attributionUrl", system->attribution_url);
    rental_set_words(world, json, "appAndroid", system->app_android);
    rental_set_words(world, json, "appIOS", system->app_ios);
    if (system->alerts.count)
        json_object_set_new(json, "alerts", render_alerts(world, system));
    rental_set_words(world, json, "feed", feed->tag);
    if (feed->stamp) {
        json_object_set_new(json, "stamp", render_time(feed->stamp));
        json_object_set_new(json, "age", json_integer(clock_now() - feed->stamp));
    }
}

json_t *render_lender(const struct rentals_ask *ask, const struct rental_system *system)
{
    const struct world *world = ask->world;
    json_t *json = json_object();
    render_set(json, "id", world_text(world, system->id));
    render_set(json, "name", world_text(world, system->name));
    render_set(json, "groupId", world_text(world, system->group));
    rental_set_words(world, json, "operator", system->operator_name);
    rental_set_words(world, json, "url", system->url);
    rental_set_words(world, json, "purchaseUrl", system->purchase_url);
    rental_set_words(world, json, "color", system->color);
    json_object_set_new(json, "bbox", render_lender_box(rentals_box_of(world->live, system)));
    json_object_set_new(json, "vehicleTypes", render_types(world, system));
    json_object_set_new(json, "formFactors",
                        render_lender_form_names(render_lender_forms(world->live, system)));
    json_object_set_new(json, "defaultRestrictions", render_no_limits());
    json_object_set_new(json, "globalGeofencingRules",
                        render_lender_rules(world->live, system, system->rules));
    set_service(json, world, system);
    return json;
}
