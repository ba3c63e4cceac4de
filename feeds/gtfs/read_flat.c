#include "feeds/gtfs/fares.h"

#include <string.h>

/* Fares v1: one price for a row of rides. */

enum { ID, PRICE, CURRENCY, METHOD, TRANSFERS, DURATION, AGENCY };
enum { FARE, ROUTE, ORIGIN, DESTINATION, CONTAINS };

static const char *const fare_columns[] = {
    "fare_id",   "price", "currency_type", "payment_method", "transfers", "transfer_duration",
    "agency_id", NULL,
};
static const char *const rule_columns[] = {
    "fare_id", "route_id", "origin_id", "destination_id", "contains_id", NULL,
};

#define TRANSFERS_MAX 1000
#define DURATION_MAX (100 * 86400) /* as long as any duration of an image may be */

/* A fare until it is known which rules it has. */
struct fare_row {
    struct flat_fare fare;
    struct fare_product product;
    bool ruled; /* fare_rules.txt names it: without a rule left it would hold everywhere */
};

/* A row of fare_rules.txt until those of one fare stand together. */
struct rule_row {
    uint32_t fare; /* number of fare_ids */
    uint32_t route;
    text_ix origin, destination, contains;
    uint32_t never; /* 1: it asks for a zone in which no stop lies */
    uint32_t line;
};

static bool find_agency(struct gtfs *gtfs, const struct row *row, agency_ix *agency)
{
    const struct fares_names agencies = {&gtfs->agency_ids, gtfs->first.agencies, NO_IX,
                                         KIND_FARE_AGENCY_UNKNOWN};
    bool several = gtfs->draft->agencies.count - gtfs->first.agencies > 1;
    if (!row->fields[AGENCY].length && several)
        gtfs_note(gtfs, KIND_FARE_AGENCY_MISSING, row, row->fields[ID]);
    return fares_find(gtfs, row, AGENCY, &agencies, agency);
}

/* Keeps the column that may say when the fare holds; the first one counts. */
static void note_doubt(struct gtfs *gtfs, const struct row *row, struct flat_fare *fare)
{
    text_ix doubt = fares_doubt(gtfs, row);
    const char *text = draft_text_at(gtfs->draft, doubt);
    if (!*text)
        return;
    gtfs_note(gtfs, KIND_FARE_CONDITION_UNSURE, row, (struct field){text, strlen(text)});
    if (!fare->doubt)
        fare->doubt = doubt;
}

static bool take_fare(struct gtfs *gtfs, const struct row *row)
{
    struct fare_row fare = {.fare = {.feed = gtfs->feed, .line = row->line}};
    if (!fares_price(gtfs, row, PRICE, CURRENCY, &fare.product) ||
        !find_agency(gtfs, row, &fare.fare.agency))
        return false;
    if (fare.product.amount < 0) {
        gtfs_note(gtfs, KIND_FARE_AMOUNT_NEGATIVE, row, row->fields[PRICE]);
        return false;
    }
    if (gtfs_new_id(gtfs, &gtfs->fares.fare_ids, row, ID) == INTERN_NONE)
        return false;
    fare.product.id = gtfs_text(gtfs, row->fields[ID]);
    fare.product.feed = gtfs->feed;
    fare.product.category = TARIFF_ANY;
    fare.product.medium = TARIFF_ANY;
    fare.fare.before = gtfs_whole(gtfs, row, METHOD, 1, 0) == 1;
    fare.fare.transfers = (int32_t)gtfs_whole(gtfs, row, TRANSFERS, TRANSFERS_MAX, -1);
    fare.fare.seconds = (int32_t)gtfs_whole(gtfs, row, DURATION, DURATION_MAX, -1);
    note_doubt(gtfs, row, &fare.fare);
    vec_push(&gtfs->fares.flat, &fare);
    return true;
}

/* Sets `*zone`. False: no stop lies in it; the rule can never be met, so nothing is lost. */
static bool find_zone(struct gtfs *gtfs, const struct row *row, int column, text_ix *zone)
{
    struct field id = row->fields[column];
    *zone = gtfs_text(gtfs, id);
    if (!id.length || gtfs_find_id(&gtfs->fares.zone_ids, id) != INTERN_NONE)
        return true;
    gtfs_note(gtfs, KIND_FARE_ZONE_UNKNOWN, row, id);
    gtfs->fares.spared++;
    return false;
}

static bool take_rule(struct gtfs *gtfs, const struct row *row)
{
    const struct fares_names fares = {&gtfs->fares.fare_ids, 0, NO_IX, KIND_FARE_UNKNOWN};
    const struct fares_names routes = {&gtfs->route_ids, gtfs->first.routes, NO_IX,
                                       KIND_FARE_ROUTE_UNKNOWN};
    struct rule_row rule = {.line = row->line};
    if (!fares_find(gtfs, row, FARE, &fares, &rule.fare))
        return false;
    if (rule.fare == NO_IX) {
        gtfs_note(gtfs, KIND_ID_MISSING, row, row->fields[ROUTE]);
        return false;
    }
    struct fare_row *fare = vec_at(&gtfs->fares.flat, rule.fare);
    fare->ruled = true;
    note_doubt(gtfs, row, &fare->fare);
    if (!fares_find(gtfs, row, ROUTE, &routes, &rule.route) ||
        !find_zone(gtfs, row, ORIGIN, &rule.origin) ||
        !find_zone(gtfs, row, DESTINATION, &rule.destination))
        return false;
    rule.never = !find_zone(gtfs, row, CONTAINS, &rule.contains);
    const uint32_t key[] = {rule.fare, rule.route, rule.origin, rule.destination, rule.contains};
    if (fares_repeated(gtfs, row, key, sizeof key, row->fields[FARE])) {
        gtfs->fares.spared -= rule.never; /* It was counted already. */
        return false;
    }
    vec_push(&gtfs->fares.pending, &rule);
    return !rule.never;
}

/* Rows that differ by contains_id only are one rule; one without any is a rule of its own. */
static int compare_rules(const struct rule_row *one, const struct rule_row *two)
{
    const uint32_t keys[2][5] = {
        {one->fare, one->route, one->origin, one->destination, one->contains != 0},
        {two->fare, two->route, two->origin, two->destination, two->contains != 0}};
    for (int i = 0; i < 5; i++)
        if (keys[0][i] != keys[1][i])
            return keys[0][i] < keys[1][i] ? -1 : 1;
    return 0;
}

static int rule_order(const void *a, const void *b)
{
    const struct rule_row *one = a, *two = b;
    int order = compare_rules(one, two);
    if (order)
        return order;
    return one->line < two->line ? -1 : one->line > two->line;
}

/* Writes the rule that begins with the first of `count` rows. Returns how many rows it is. */
static uint32_t write_rule(struct gtfs *gtfs, const struct rule_row *rows, uint32_t count)
{
    struct tariff_draft *tariff = &gtfs->draft->tariff;
    struct flat_rule rule = {
        .route = rows->route,
        .origin = rows->origin,
        .destination = rows->destination,
        .first_zone = tariff->flat_zones.count,
    };
    uint32_t taken = 0;
    bool never = false;
    for (; taken < count && compare_rules(rows, &rows[taken]) == 0; taken++) {
        never = never || rows[taken].never;
        if (rows[taken].contains)
            vec_push(&tariff->flat_zones, &rows[taken].contains);
    }
    rule.zone_count = tariff->flat_zones.count - rule.first_zone;
    if (never)
        vec_resize(&tariff->flat_zones, rule.first_zone);
    else
        vec_push(&tariff->flat_rules, &rule);
    return taken;
}

/* A fare without rules holds everywhere; beside others that have some this may not be meant. */
static void doubt_unruled(struct gtfs *gtfs, uint32_t number, struct flat_fare *fare)
{
    static const char doubt[] = "a fare without rules beside others that have some";
    gtfs_note_at(gtfs, KIND_FARE_WITHOUT_RULES, gtfs_fare_files[FARE_ATTRIBUTES], fare->line,
                 intern_key(&gtfs->fares.fare_ids, number));
    if (!fare->doubt)
        fare->doubt = draft_text(gtfs->draft, doubt, sizeof doubt - 1);
}

/* Writes a fare with its rules, the first of `count` rows. Returns how many rows are its own. */
static uint32_t write_fare(struct gtfs *gtfs, uint32_t number, const struct rule_row *rows,
                           uint32_t count)
{
    struct tariff_draft *tariff = &gtfs->draft->tariff;
    const struct fare_row *row = vec_at(&gtfs->fares.flat, number);
    struct flat_fare fare = row->fare;
    uint32_t taken = 0;
    fare.first_rule = tariff->flat_rules.count;
    while (taken < count && rows[taken].fare == number)
        taken += write_rule(gtfs, rows + taken, count - taken);
    fare.rule_count = tariff->flat_rules.count - fare.first_rule;
    if (row->ruled && !fare.rule_count) {
        gtfs_note_at(gtfs, KIND_FARE_RULES_LOST, gtfs_fare_files[FARE_ATTRIBUTES], fare.line,
                     intern_key(&gtfs->fares.fare_ids, number));
        gtfs->counts->fares[FARE_ATTRIBUTES].kept--;
        return taken;
    }
    if (!row->ruled && gtfs->counts->fares[FARE_RULES].read)
        doubt_unruled(gtfs, number, &fare);
    fare.product = vec_push(&tariff->fare_products, &row->product);
    vec_push(&tariff->flat_fares, &fare);
    return taken;
}

static void list_zones(struct gtfs *gtfs)
{
    const struct stop *stops = gtfs->draft->stops.data;
    for (stop_ix i = gtfs->first.stops; i < gtfs->draft->stops.count; i++) {
        const char *zone = draft_text_at(gtfs->draft, stops[i].fare_zone);
        if (*zone)
            intern_add(&gtfs->fares.zone_ids, zone, strlen(zone));
    }
}

void fares_read_flat(struct gtfs *gtfs)
{
    struct vec *rows = &gtfs->fares.pending;
    list_zones(gtfs);
    *rows = vec_of(sizeof(struct rule_row));
    gtfs->fares.flat = vec_of(sizeof(struct fare_row));
    fares_read(gtfs, FARE_ATTRIBUTES, fare_columns, 3, take_fare);
    fares_read(gtfs, FARE_RULES, rule_columns, 1, take_rule);
    vec_sort(rows, rule_order);
    const struct rule_row *items = rows->data;
    uint32_t at = 0;
    for (uint32_t i = 0; i < gtfs->fares.flat.count; i++)
        at += write_fare(gtfs, i, items + at, rows->count - at);
    vec_finish(&gtfs->fares.flat);
    vec_finish(rows);
}
