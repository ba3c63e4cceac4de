#include "feeds/gbfs/effects.h"

#include <string.h>

/* Nobody rides faster than that by himself or with a motor that stops helping at 25 km/h: a limit
 * above is none. */
enum { RIDING_KMH = 25, SPEED_MAX = 0xffff };

static bool is_about(const struct gbfs_rule *rule, const char *type)
{
    for (uint32_t i = 0; i < rule->type_count; i++)
        if (strcmp(rule->types[i], type) == 0)
            return true;
    return rule->type_count == 0;
}

static uint32_t speed_of(const struct gbfs_rule *rule, enum travel travel)
{
    uint32_t speed = rule->speed_kmh < SPEED_MAX ? rule->speed_kmh : SPEED_MAX;
    return travel != TRAVEL_CAR && speed >= RIDING_KMH ? 0 : speed;
}

/* Of the rules the first one that is about the type. */
static uint32_t effect_of(const struct gbfs_rule *rules, uint32_t count, const char *type,
                          enum travel travel)
{
    for (uint32_t i = 0; i < count; i++)
        if (is_about(&rules[i], type))
            return EFFECT_SAID | (rules[i].start ? EFFECT_START : 0u) |
                   (rules[i].end && !rules[i].stations_only ? EFFECT_END : 0u) |
                   (rules[i].through ? EFFECT_THROUGH : 0u) |
                   speed_of(&rules[i], travel) << EFFECT_SPEED_SHIFT;
    return 0;
}

static bool holds(const struct gbfs_zone *zone, unix_time now)
{
    return (!zone->start || zone->start <= now) && (!zone->end || now < zone->end);
}

/* A zone without any rule is one where nothing is forbidden that is elsewhere. */
static uint32_t zone_effect(const struct applying *applying, const struct gbfs_zone *zone,
                            const char *type, enum travel travel)
{
    if (!holds(zone, applying->now))
        return 0;
    return zone->rule_count ? effect_of(zone->rules, zone->rule_count, type, travel)
                            : EFFECT_NOTHING;
}

/* The id of some type of a product: rules that name types make those products of their own. */
static const char *type_of(const struct fleet *fleet, uint32_t product)
{
    const struct rental_type *types = fleet->rental_types.data;
    uint32_t type = 0;
    while (type + 1 < fleet->rental_types.count && types[type].product != product)
        type++;
    return fleet->words.bytes + types[type].id;
}

static uint32_t party_of(struct effects *effects, const struct applying *applying, uint32_t product,
                         struct vec *row)
{
    const struct gbfs_system *system = applying->system;
    const struct rental_product *products = applying->fleet->rental_products.data;
    const char *type = type_of(applying->fleet, product);
    enum travel travel = apply_travel(products[product].form);
    vec_resize(row, 0);
    for (uint32_t i = 0; i < system->zone_count; i++)
        vec_push_number(row, zone_effect(applying, &system->zones[i], type, travel));
    vec_push_number(row, effect_of(system->global_rules, system->global_rule_count, type, travel));
    return intern_add(&effects->parties, row->data, row->count * sizeof(uint32_t));
}

void effects_make(struct effects *effects, const struct applying *applying)
{
    struct vec row = vec_of(sizeof(uint32_t));
    *effects = (struct effects){.party_of = vec_of(sizeof(uint32_t)),
                                .zone_count = applying->system->zone_count};
    for (uint32_t i = 0; i < applying->fleet->rental_products.count; i++)
        vec_push_number(&effects->party_of, party_of(effects, applying, i, &row));
    effects->party_count = effects->parties.count;
    vec_finish(&row);
}

void effects_finish(struct effects *effects)
{
    intern_finish(&effects->parties);
    vec_finish(&effects->party_of);
}

/* Keys are bytes at any address. */
static uint32_t effect_at(const struct effects *effects, uint32_t party, uint32_t zone)
{
    uint32_t effect;
    memcpy(&effect, intern_key(&effects->parties, party) + zone * sizeof effect, sizeof effect);
    return effect;
}

uint32_t effects_at(const struct effects *effects, uint32_t party, const uint32_t *zones,
                    uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        uint32_t effect = effect_at(effects, party, zones[i]);
        if (effect & EFFECT_SAID)
            return effect;
    }
    uint32_t effect = effect_at(effects, party, effects->zone_count);
    return effect & EFFECT_SAID ? effect : EFFECT_NOTHING;
}

bool effects_are_none(const struct effects *effects, uint32_t party)
{
    for (uint32_t i = 0; i <= effects->zone_count; i++) {
        uint32_t effect = effect_at(effects, party, i);
        if (effect & EFFECT_SAID && effect != EFFECT_NOTHING)
            return false;
    }
    return true;
}
