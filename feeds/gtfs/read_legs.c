#include "feeds/gtfs/fares.h"

/* What one ride costs, and which rides in a row count as one. */

enum { PRODUCT, GROUP, NETWORK, FROM_AREA, TO_AREA, FROM_TIMES, TO_TIMES, PRIORITY };
enum { FROM_NETWORK, TO_NETWORK, FROM_STOP, TO_STOP };

static const char *const leg_columns[] = {
    "fare_product_id",       "leg_group_id",  "network_id",
    "from_area_id",          "to_area_id",    "from_timeframe_group_id",
    "to_timeframe_group_id", "rule_priority", NULL,
};
static const char *const join_columns[] = {"from_network_id", "to_network_id", "from_stop_id",
                                           "to_stop_id", NULL};

/* An empty condition is "any" where rows have priorities, else "what no other row names". */
static bool find_conditions(struct gtfs *gtfs, const struct row *row, struct fare_leg_rule *rule)
{
    const struct tariff_marks *first = &gtfs->first.tariff;
    uint32_t empty = row->present[PRIORITY] ? TARIFF_ANY : TARIFF_ELSE;
    const struct fares_names networks = {&gtfs->fares.network_ids, first->fare_networks, empty,
                                         KIND_FARE_NETWORK_UNKNOWN};
    const struct fares_names areas = {&gtfs->fares.area_ids, first->fare_areas, empty,
                                      KIND_FARE_AREA_UNKNOWN};
    const struct fares_names times = {&gtfs->fares.timeframe_ids, first->timeframe_groups, empty,
                                      KIND_FARE_TIMEFRAME_UNKNOWN};
    return fares_find(gtfs, row, NETWORK, &networks, &rule->network) &&
           fares_find(gtfs, row, FROM_AREA, &areas, &rule->from_area) &&
           fares_find(gtfs, row, TO_AREA, &areas, &rule->to_area) &&
           fares_find(gtfs, row, FROM_TIMES, &times, &rule->from_times) &&
           fares_find(gtfs, row, TO_TIMES, &times, &rule->to_times);
}

/* The leg group of that id, added when it is new. */
static uint32_t group_of(struct gtfs *gtfs, struct field id)
{
    if (!id.length)
        return NO_IX;
    uint32_t before = gtfs->fares.group_ids.count;
    uint32_t number = intern_add(&gtfs->fares.group_ids, id.text, id.length);
    if (number == before) {
        struct leg_group group = {.id = gtfs_text(gtfs, id), .feed = gtfs->feed};
        vec_push(&gtfs->draft->tariff.leg_groups, &group);
    }
    return gtfs->first.tariff.leg_groups + number;
}

/* Whether a ride may cost less than nothing by the product: only changes take something off. */
static bool is_discount(const struct gtfs *gtfs, struct product_span span)
{
    const struct fare_product *products = gtfs->draft->tariff.fare_products.data;
    for (uint32_t i = span.first; i < span.first + span.count; i++)
        if (products[i].amount < 0)
            return true;
    return false;
}

static bool take_leg(struct gtfs *gtfs, const struct row *row)
{
    struct fare_leg_rule rule = {.feed = gtfs->feed, .line = row->line};
    if (!row->fields[PRODUCT].length) {
        gtfs_note(gtfs, KIND_FARE_PRODUCT_MISSING, row, row->fields[GROUP]);
        return false;
    }
    if (!fares_find_products(gtfs, row, PRODUCT, &rule.product) ||
        !find_conditions(gtfs, row, &rule))
        return false;
    if (is_discount(gtfs, rule.product)) {
        gtfs_note(gtfs, KIND_FARE_AMOUNT_NEGATIVE, row, row->fields[PRODUCT]);
        return false;
    }
    rule.doubt = fares_doubt(gtfs, row);
    rule.group = group_of(gtfs, row->fields[GROUP]);
    rule.priority = (int32_t)gtfs_whole(gtfs, row, PRIORITY, INT32_MAX, 0);
    const uint32_t key[] = {rule.group,         rule.network,           rule.from_area,
                            rule.to_area,       rule.from_times,        rule.to_times,
                            rule.product.first, (uint32_t)rule.priority};
    const size_t less = sizeof key - sizeof *key; /* The standard's key has no priority. */
    if (!rule.doubt && (fares_repeated(gtfs, row, key, sizeof key, row->fields[PRODUCT]) ||
                        fares_contradicts(gtfs, row, key, less, row->fields[PRODUCT])))
        return false;
    vec_push(&gtfs->draft->tariff.fare_leg_rules, &rule);
    return !fares_kept_as_doubt(gtfs, row);
}

static bool take_join(struct gtfs *gtfs, const struct row *row)
{
    const struct fares_names networks = {&gtfs->fares.network_ids, gtfs->first.tariff.fare_networks,
                                         TARIFF_ANY, KIND_FARE_NETWORK_UNKNOWN};
    const struct fares_names stops = {&gtfs->stop_ids, gtfs->first.stops, NO_IX,
                                      KIND_FARE_STOP_UNKNOWN};
    struct fare_join_rule rule = {.feed = gtfs->feed, .line = row->line};
    if (fares_doubtful(gtfs, row) ||
        !fares_find(gtfs, row, FROM_NETWORK, &networks, &rule.from_network) ||
        !fares_find(gtfs, row, TO_NETWORK, &networks, &rule.to_network) ||
        !fares_find(gtfs, row, FROM_STOP, &stops, &rule.from_stop) ||
        !fares_find(gtfs, row, TO_STOP, &stops, &rule.to_stop))
        return false;
    if (rule.from_network == TARIFF_ANY || rule.to_network == TARIFF_ANY)
        gtfs_note(gtfs, KIND_FARE_JOIN_NETWORK_MISSING, row, (struct field){0});
    if ((rule.from_stop == NO_IX) != (rule.to_stop == NO_IX)) {
        gtfs_note(gtfs, KIND_FARE_JOIN_STOP_MISSING, row, row->fields[FROM_NETWORK]);
        return false;
    }
    const uint32_t key[] = {rule.from_network, rule.to_network, rule.from_stop, rule.to_stop};
    if (fares_repeated(gtfs, row, key, sizeof key, row->fields[FROM_NETWORK]))
        return false;
    vec_push(&gtfs->draft->tariff.fare_join_rules, &rule);
    return true;
}

void fares_read_legs(struct gtfs *gtfs)
{
    fares_read(gtfs, FARE_LEG_RULES, leg_columns, 1, take_leg);
    fares_read(gtfs, FARE_JOIN_RULES, join_columns, 2, take_join);
}
