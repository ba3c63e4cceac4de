#include <stdlib.h>
#include <string.h>

#include "feeds/gbfs/applying.h"

/* Types of vehicles, and the products they make. */

enum travel apply_travel(uint8_t form)
{
    switch ((enum rental_form)form) {
    case RENTAL_BICYCLE:
    case RENTAL_CARGO_BICYCLE:
        return TRAVEL_BICYCLE;
    case RENTAL_CAR:
    case RENTAL_MOPED:
        return TRAVEL_CAR;
    case RENTAL_SCOOTER_STANDING:
    case RENTAL_SCOOTER_SEATED:
    case RENTAL_OTHER:
    case RENTAL_FORMS:
        break;
    }
    return TRAVEL_SCOOTER;
}

/* Whether some vehicle of the type stands by itself: then it may be left so. */
static bool stands_free(const struct applying *applying, const char *type)
{
    for (uint32_t i = 0; i < applying->system->vehicle_count; i++) {
        const struct gbfs_vehicle *vehicle = &applying->system->vehicles[i];
        if (!*vehicle->station && (strcmp(vehicle->type, type) == 0 || !*vehicle->type))
            return true;
    }
    return false;
}

/* Where a vehicle has to be given back whose type does not say. */
static uint8_t guess(const struct applying *applying, const char *type)
{
    if (applying->rules->way_back != RENTAL_RETURN_UNSAID)
        return (uint8_t)applying->rules->way_back;
    return stands_free(applying, type) || !applying->system->station_count ? RENTAL_ANYWHERE
                                                                           : RENTAL_ANY_STATION;
}

static uint32_t speed_mm(uint32_t kmh)
{
    return kmh ? (uint32_t)((uint64_t)kmh * 1000000 / 3600) : 0;
}

/* The product of vehicles that move and are given back alike; zones may tell them apart, by type,
 * so that types that a rule names are products of their own. */
static uint32_t product_of(struct applying *applying, const struct rental_product *wanted,
                           bool alone)
{
    struct vec *products = &applying->fleet->rental_products;
    for (uint32_t i = 0; i < products->count && !alone; i++) {
        const struct rental_product *product = vec_at(products, i);
        if (product->form == wanted->form && product->propulsion == wanted->propulsion &&
            product->way_back == wanted->way_back && product->speed_mm == wanted->speed_mm &&
            product->way_back_guessed == wanted->way_back_guessed)
            return i;
    }
    return vec_push(products, wanted);
}

static bool names(const struct gbfs_rule *rules, uint32_t count, const char *type)
{
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t k = 0; k < rules[i].type_count; k++)
            if (strcmp(rules[i].types[k], type) == 0)
                return true;
    return false;
}

/* Whether a rule of some zone is about this type by name. */
static bool is_named(const struct applying *applying, const char *type)
{
    const struct gbfs_system *system = applying->system;
    for (uint32_t i = 0; i < system->zone_count; i++)
        if (names(system->zones[i].rules, system->zones[i].rule_count, type))
            return true;
    return names(system->global_rules, system->global_rule_count, type);
}

/* A type that names no plan has the only one there is: which of several, nobody says. */
static uint32_t pricing_of(const struct applying *applying, const char *plan)
{
    bool only = !*plan && applying->system->plan_count == 1 && applying->plan_ids.count == 1;
    return only ? 0 : apply_plan(applying, plan);
}

static void add_type(struct applying *applying, const struct gbfs_type *said)
{
    struct fleet *fleet = applying->fleet;
    uint8_t way_back = said->way_back_said ? said->way_back : guess(applying, said->id);
    const struct rental_product product = {
        .form = said->form,
        .propulsion = said->propulsion,
        .way_back = way_back,
        .way_back_guessed = !said->way_back_said,
        .speed_mm = speed_mm(said->speed_kmh),
        .ground = NO_IX,
    };
    const struct rental_type type = {
        .id = fleet_text(fleet, said->id),
        .name = fleet_text(fleet, said->name),
        .make = fleet_text(fleet, said->make),
        .model = fleet_text(fleet, said->model),
        .image_url = fleet_text(fleet, said->image_url),
        .plan = fleet_text(fleet, said->plan),
        .pricing = pricing_of(applying, said->plan),
        .product = product_of(applying, &product, is_named(applying, said->id)),
        .range_metres = said->propulsion == RENTAL_HUMAN ? 0 : said->range_metres,
        .riders = said->riders,
        .cargo = said->cargo,
        .form = said->form,
        .propulsion = said->propulsion,
        .way_back = way_back,
    };
    intern_add(&applying->type_ids, said->id, strlen(said->id));
    vec_push(&fleet->rental_types, &type);
}

/* Before 2.1 there were no types: all are bicycles, and what stands at stations goes back there. */
static void add_untyped(struct applying *applying, const char *id, enum rental_return way_back)
{
    const struct gbfs_type type = {
        .id = id,
        .name = "",
        .make = "",
        .model = "",
        .image_url = "",
        .plan = "",
        .way_back =
            (uint8_t)(applying->rules->way_back != RENTAL_RETURN_UNSAID ? applying->rules->way_back
                                                                        : way_back),
        .way_back_said = true,
    };
    add_type(applying, &type);
    struct rental_product *product =
        vec_at(&applying->fleet->rental_products, applying->fleet->rental_products.count - 1);
    product->way_back_guessed = 1;
}

void apply_types(struct applying *applying)
{
    const struct gbfs_system *system = applying->system;
    for (uint32_t i = 0; i < system->type_count; i++)
        add_type(applying, &system->types[i]);
    if (system->type_count)
        return;
    add_untyped(applying, TYPE_DOCKED, RENTAL_ANY_STATION);
    if (system->vehicle_count)
        add_untyped(applying, TYPE_FREE, RENTAL_ANYWHERE);
}
