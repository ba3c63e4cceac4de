#include "feeds/gtfs/fares.h"

/* What a change between two rides costs. */

enum { TYPE, FROM_GROUP, TO_GROUP, COUNT, LIMIT, LIMIT_TYPE, PRODUCT };

static const char *const columns[] = {
    "fare_transfer_type", "from_leg_group_id",   "to_leg_group_id", "transfer_count",
    "duration_limit",     "duration_limit_type", "fare_product_id", NULL,
};

#define LIMIT_MAX (100 * 86400) /* as long as any duration of an image may be */
#define COUNT_MAX 1000

static bool find_groups(struct gtfs *gtfs, const struct row *row, struct fare_transfer_rule *rule)
{
    const struct fares_names groups = {&gtfs->fares.group_ids, gtfs->first.tariff.leg_groups,
                                       TARIFF_ELSE, KIND_FARE_GROUP_UNKNOWN};
    return fares_find(gtfs, row, FROM_GROUP, &groups, &rule->from_group) &&
           fares_find(gtfs, row, TO_GROUP, &groups, &rule->to_group);
}

/* How many changes in a row: asked for within one group, meaningless between two. */
static bool read_count(struct gtfs *gtfs, const struct row *row, struct fare_transfer_rule *rule)
{
    int64_t count = 0;
    enum value_state state = value_whole(row->fields[COUNT], -1, COUNT_MAX, &count);
    if (rule->from_group != rule->to_group) {
        if (state != VALUE_BLANK)
            gtfs_note(gtfs, KIND_FARE_TRANSFER_COUNT_MISPLACED, row, row->fields[COUNT]);
        return true;
    }
    if (state == VALUE_BAD || (state == VALUE_GOOD && !count)) {
        gtfs_note(gtfs, KIND_FARE_TRANSFER_COUNT_INVALID, row, row->fields[COUNT]);
        return false;
    }
    bool others = rule->from_group == TARIFF_ELSE; /* perhaps two groups, perhaps one */
    if (state == VALUE_BLANK && !others) {
        gtfs_note(gtfs, KIND_FARE_TRANSFER_COUNT_MISSING, row, row->fields[FROM_GROUP]);
        count = -1;
    }
    rule->count = (int32_t)count;
    return true;
}

static bool read_limit(struct gtfs *gtfs, const struct row *row, struct fare_transfer_rule *rule)
{
    int64_t seconds = -1, kind = DURATION_DEPART_ARRIVE;
    enum value_state state = value_whole(row->fields[LIMIT], 1, LIMIT_MAX, &seconds);
    if (state == VALUE_BAD) {
        gtfs_note(gtfs, KIND_FARE_TRANSFER_LIMIT_INVALID, row, row->fields[LIMIT]);
        return false;
    }
    if (state == VALUE_GOOD &&
        value_whole(row->fields[LIMIT_TYPE], 0, DURATION_ARRIVE_ARRIVE, &kind) != VALUE_GOOD)
        gtfs_note(gtfs, KIND_FARE_TRANSFER_LIMIT_TYPE_MISSING, row, row->fields[LIMIT_TYPE]);
    rule->limit_seconds = (int32_t)seconds;
    rule->limit_kind = (uint16_t)kind;
    return true;
}

/* Whether a rule before says the same, or otherwise of the same change. */
static bool is_said(struct gtfs *gtfs, const struct row *row, const struct fare_transfer_rule *rule)
{
    struct fare_transfer_rule all = *rule;
    const uint32_t key[] = {rule->from_group,      rule->to_group,
                            (uint32_t)rule->count, rule->product.first,
                            rule->product.count,   (uint32_t)rule->limit_seconds};
    all.line = 0;
    return fares_repeated(gtfs, row, &all, sizeof all, row->fields[FROM_GROUP]) ||
           fares_contradicts(gtfs, row, key, sizeof key, row->fields[FROM_GROUP]);
}

static bool take(struct gtfs *gtfs, const struct row *row)
{
    struct fare_transfer_rule rule = {.feed = gtfs->feed, .line = row->line};
    int64_t kind = 0;
    if (value_whole(row->fields[TYPE], 0, TRANSFER_CHANGE, &kind) != VALUE_GOOD) {
        gtfs_note(gtfs, KIND_FARE_TRANSFER_TYPE_INVALID, row, row->fields[TYPE]);
        return false;
    }
    rule.kind = (uint16_t)kind;
    if (!find_groups(gtfs, row, &rule) || !read_count(gtfs, row, &rule) ||
        !read_limit(gtfs, row, &rule) || !fares_find_products(gtfs, row, PRODUCT, &rule.product))
        return false;
    rule.doubt = fares_doubt(gtfs, row);
    if (!rule.doubt && is_said(gtfs, row, &rule))
        return false;
    vec_push(&gtfs->draft->tariff.fare_transfer_rules, &rule);
    return !fares_kept_as_doubt(gtfs, row);
}

void fares_read_transfers(struct gtfs *gtfs)
{
    fares_read(gtfs, FARE_TRANSFER_RULES, columns, 1, take);
}
