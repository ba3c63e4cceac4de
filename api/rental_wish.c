#include "api/rental_wish.h"

#include <string.h>

enum { NAMES_MAX = 64 };

const struct rental_wish rental_wish_all = {
    .forms = (1u << RENTAL_FORMS) - 1,
    .propulsions = (1u << RENTAL_PROPULSIONS) - 1,
};

static const char *const forms[] = {"BICYCLE",          "CARGO_BICYCLE",  "CAR",   "MOPED",
                                    "SCOOTER_STANDING", "SCOOTER_SEATED", "OTHER", NULL};

static const char *const propulsions[] = {"HUMAN",          "ELECTRIC_ASSIST",    "ELECTRIC",
                                          "COMBUSTION",     "COMBUSTION_DIESEL",  "HYBRID",
                                          "PLUG_IN_HYBRID", "HYDROGEN_FUEL_CELL", NULL};

const char *rental_form_name(enum rental_form form)
{
    return forms[form < RENTAL_FORMS ? form : RENTAL_OTHER];
}

const char *rental_propulsion_name(enum rental_propulsion propulsion)
{
    return propulsions[propulsion < RENTAL_PROPULSIONS ? propulsion : RENTAL_HUMAN];
}

/* The parameter of a part: `preTransitRentalProviders`. */
static const char *name_of(const struct request *request, enum rental_part part, const char *what)
{
    static const char *const parts[] = {"direct", "preTransit", "postTransit", "change"};
    return arena_format(&request->worker->arena, "%sRental%s", parts[part], what);
}

/* Names of a list as bits; without any they stay as they are, as in MOTIS. */
static bool read_bits(const struct request *request, const char *name, const char *const *names,
                      uint32_t *bits, struct error *error)
{
    struct request_list list = {0};
    if (!request_list(request, name, NAMES_MAX, &list, error))
        return false;
    if (list.count)
        *bits = 0;
    for (uint32_t i = 0; i < list.count; i++) {
        uint32_t number = 0;
        while (names[number] && strcmp(names[number], list.items[i]) != 0)
            number++;
        if (!names[number])
            return error_set(error, ERROR_INPUT, name, "there is no `%.60s`; there are %s",
                             list.items[i], request_names(&request->worker->arena, names));
        *bits |= 1u << number;
    }
    return true;
}

static bool read_ignore(const struct request *request, enum rental_part part, bool *ignore,
                        struct error *error)
{
    static const char *const names[] = {
        "ignoreDirectRentalReturnConstraints", "ignorePreTransitRentalReturnConstraints",
        "ignorePostTransitRentalReturnConstraints", "ignoreChangeRentalReturnConstraints"};
    return request_bool(request, names[part], ignore, error);
}

bool rental_wish_read(const struct request *request, enum rental_part part,
                      struct rental_wish *wish, struct error *error)
{
    *wish = rental_wish_all;
    return read_bits(request, name_of(request, part, "FormFactors"), forms, &wish->forms, error) &&
           read_bits(request, name_of(request, part, "PropulsionTypes"), propulsions,
                     &wish->propulsions, error) &&
           request_list(request, name_of(request, part, "Providers"), NAMES_MAX, &wish->systems,
                        error) &&
           request_list(request, name_of(request, part, "ProviderGroups"), NAMES_MAX, &wish->groups,
                        error) &&
           read_ignore(request, part, &wish->ignore_returns, error);
}

/* Providers and groups widen each other, as in MOTIS: one of either is enough. */
static bool is_of_them(const struct rental_wish *wish, const struct world *world,
                       const struct rental_system *system)
{
    if (!wish->systems.count && !wish->groups.count)
        return true;
    return request_list_has(&wish->systems, world_text(world, system->id)) ||
           request_list_has(&wish->groups, world_text(world, system->group));
}

bool rental_wish_has(const struct rental_wish *wish, const struct world *world, uint32_t product)
{
    const struct rental_product *of = &world->live->rental_products[product];
    return wish->forms >> of->form & 1 && wish->propulsions >> of->propulsion & 1 &&
           is_of_them(wish, world, &world->live->rental_systems[of->system]);
}

bool rental_wish_knows(const struct world *world, const char *id, bool group)
{
    const struct live *live = world->live;
    for (uint32_t i = 0; live && i < live->counts.rental_systems; i++) {
        const struct rental_system *system = &live->rental_systems[i];
        if (strcmp(world_text(world, group ? system->group : system->id), id) == 0)
            return true;
    }
    return false;
}

const char *rental_wish_stranger(const struct request *request, enum rental_part part,
                                 const struct rental_wish *wish, const struct world *world,
                                 const char **name)
{
    for (uint32_t group = 0; group < 2; group++) {
        const struct request_list *list = group ? &wish->groups : &wish->systems;
        *name = name_of(request, part, group ? "ProviderGroups" : "Providers");
        for (uint32_t i = 0; i < list->count; i++)
            if (!rental_wish_knows(world, list->items[i], group))
                return list->items[i];
    }
    return NULL;
}
