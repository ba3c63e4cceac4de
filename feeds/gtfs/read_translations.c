#include "feeds/gtfs/context.h"

#include <stdlib.h>
#include <string.h>

/*
 * A translation names its original by record (table, field, id) or by value (every record of the
 * field that says so); the first is stronger. The old form of the file (trans_id, lang) is one by
 * value for all fields.
 */

enum { LANGUAGE, TEXT, TABLE, FIELD, RECORD, SUB_RECORD, VALUE, OLD_VALUE, OLD_LANGUAGE };

static const char *const columns[] = {
    "language",      "translation", "table_name", "field_name", "record_id",
    "record_sub_id", "field_value", "trans_id",   "lang",       NULL,
};

/* The fields that answers show. */
static const struct {
    const char *table, *field;
} translated[] = {
    [TRANSLATED_AGENCY_NAME] = {"agency", "agency_name"},
    [TRANSLATED_STOP_NAME] = {"stops", "stop_name"},
    [TRANSLATED_ROUTE_SHORT_NAME] = {"routes", "route_short_name"},
    [TRANSLATED_ROUTE_LONG_NAME] = {"routes", "route_long_name"},
    [TRANSLATED_TRIP_HEADSIGN] = {"trips", "trip_headsign"},
    [TRANSLATED_STOP_HEADSIGN] = {"stop_times", "stop_headsign"},
    [TRANSLATED_FARE_PRODUCT_NAME] = {"fare_products", "fare_product_name"},
    [TRANSLATED_RIDER_CATEGORY_NAME] = {"rider_categories", "rider_category_name"},
    [TRANSLATED_FARE_MEDIUM_NAME] = {"fare_media", "fare_media_name"},
};

enum { KINDS = sizeof translated / sizeof *translated, ALL_KINDS = KINDS };

/* A row by value, kept until all rows by record are in. */
struct by_value {
    uint32_t kind; /* or ALL_KINDS */
    text_ix value, language, text;
    uint32_t line;
};

/* A record by its text, sorted for look-up. */
struct original {
    uint32_t kind;
    text_ix value;
    uint32_t record;
};

static uint32_t kind_of(const struct row *row)
{
    uint32_t kind = 0;
    while (kind < KINDS && !(value_is(row->fields[TABLE], translated[kind].table) &&
                             value_is(row->fields[FIELD], translated[kind].field)))
        kind++;
    return kind;
}

static bool add(struct gtfs *gtfs, const struct translation *translation)
{
    const uint32_t key[] = {translation->kind, translation->record, translation->language};
    uint32_t before = gtfs->seen.count;
    if (intern_add(&gtfs->seen, key, sizeof key) != before)
        return false;
    vec_push(&gtfs->draft->translations, translation);
    return true;
}

static uint32_t offset_of(const struct intern *ids, struct field id, uint32_t first)
{
    uint32_t number = gtfs_find_id(ids, id);
    return number == INTERN_NONE ? NO_IX : first + number;
}

/* The text of the stop headsign of that trip at that stop_sequence, or NO_IX. */
static uint32_t headsign_record(struct gtfs *gtfs, const struct gtfs_trip *trip, struct field sub)
{
    int64_t sequence;
    if (value_whole(sub, 0, UINT32_MAX, &sequence) != VALUE_GOOD)
        return NO_IX;
    const struct draft_call *calls =
        (const struct draft_call *)gtfs->draft->calls.data + trip->trip.first_call;
    for (uint32_t i = 0; i < trip->trip.call_count; i++)
        if (calls[i].sequence == sequence)
            return calls[i].headsign ? calls[i].headsign : NO_IX;
    return NO_IX;
}

static uint32_t trip_record(struct gtfs *gtfs, uint32_t kind, const struct row *row)
{
    uint32_t number = gtfs_find_id(&gtfs->trip_ids, row->fields[RECORD]);
    if (number == INTERN_NONE)
        return NO_IX;
    const struct gtfs_trip *trip = vec_at(&gtfs->trips, number);
    if (trip->kept == NO_IX || kind == TRANSLATED_TRIP_HEADSIGN)
        return trip->kept;
    return headsign_record(gtfs, trip, row->fields[SUB_RECORD]);
}

/* A name stands for itself; without one there is nothing to translate. */
static uint32_t name_record(text_ix name)
{
    return name ? name : NO_IX;
}

/* Rows of one product may have names of their own; an id alone means the first. */
static uint32_t product_record(const struct gtfs *gtfs, struct field id)
{
    const struct vec *rows = &gtfs->draft->tariff.fare_products;
    uint32_t number = gtfs_find_id(&gtfs->fares.product_ids, id);
    if (number >= gtfs->fares.spans.count)
        return NO_IX;
    uint32_t at = ((const struct product_span *)vec_at(&gtfs->fares.spans, number))->first;
    return at < rows->count ? name_record(((const struct fare_product *)vec_at(rows, at))->name)
                            : NO_IX; /* its fares were left out */
}

static uint32_t category_record(const struct gtfs *gtfs, struct field id)
{
    const struct vec *rows = &gtfs->draft->tariff.rider_categories;
    uint32_t at = offset_of(&gtfs->fares.category_ids, id, gtfs->first.tariff.rider_categories);
    return at < rows->count ? name_record(((const struct rider_category *)vec_at(rows, at))->name)
                            : NO_IX;
}

static uint32_t medium_record(const struct gtfs *gtfs, struct field id)
{
    const struct vec *rows = &gtfs->draft->tariff.fare_media;
    uint32_t at = offset_of(&gtfs->fares.medium_ids, id, gtfs->first.tariff.fare_media);
    return at < rows->count ? name_record(((const struct fare_medium *)vec_at(rows, at))->name)
                            : NO_IX;
}

static uint32_t record_of(struct gtfs *gtfs, uint32_t kind, const struct row *row)
{
    struct field id = row->fields[RECORD];
    switch (kind) {
    case TRANSLATED_AGENCY_NAME:
        return offset_of(&gtfs->agency_ids, id, gtfs->first.agencies);
    case TRANSLATED_STOP_NAME:
        return offset_of(&gtfs->stop_ids, id, gtfs->first.stops);
    case TRANSLATED_ROUTE_SHORT_NAME:
    case TRANSLATED_ROUTE_LONG_NAME:
        return offset_of(&gtfs->route_ids, id, gtfs->first.routes);
    case TRANSLATED_FARE_PRODUCT_NAME:
        return product_record(gtfs, id);
    case TRANSLATED_RIDER_CATEGORY_NAME:
        return category_record(gtfs, id);
    case TRANSLATED_FARE_MEDIUM_NAME:
        return medium_record(gtfs, id);
    default:
        return trip_record(gtfs, kind, row);
    }
}

static void take_record(struct gtfs *gtfs, const struct row *row, struct translation translation)
{
    translation.record = record_of(gtfs, translation.kind, row);
    if (translation.record == NO_IX)
        gtfs_note(gtfs, KIND_TRANSLATION_UNKNOWN, row, row->fields[RECORD]);
    else if (!add(gtfs, &translation))
        gtfs_note(gtfs, KIND_TRANSLATION_REPEATED, row, row->fields[RECORD]);
}

static void take(struct gtfs *gtfs, const struct row *row)
{
    const struct field *fields = row->fields;
    bool old = fields[OLD_VALUE].length && !fields[TABLE].length;
    struct field language = fields[LANGUAGE].length ? fields[LANGUAGE] : fields[OLD_LANGUAGE];
    struct field value = old ? fields[OLD_VALUE] : fields[VALUE];
    bool has_place = old || (fields[TABLE].length && fields[FIELD].length);
    if (!has_place || !language.length || !fields[TEXT].length ||
        (!value.length && !fields[RECORD].length)) {
        gtfs_note(gtfs, KIND_TRANSLATION_INCOMPLETE, row, fields[TEXT]);
        return;
    }
    uint32_t kind = old ? ALL_KINDS : kind_of(row);
    if (!old && kind == KINDS) {
        gtfs_note(gtfs, KIND_TRANSLATION_UNREAD, row, fields[FIELD]);
        return;
    }
    text_ix language_text = gtfs_text(gtfs, language), text = gtfs_text(gtfs, fields[TEXT]);
    if (!old && fields[RECORD].length) {
        take_record(gtfs, row,
                    (struct translation){.kind = kind, .language = language_text, .text = text});
        return;
    }
    struct by_value later = {kind, gtfs_text(gtfs, value), language_text, text, row->line};
    vec_push(&gtfs->by_value, &later);
}

static void add_original(struct vec *originals, uint32_t kind, text_ix value, uint32_t record)
{
    if (value)
        vec_push(originals, &(struct original){kind, value, record});
}

static int by_text(const void *left, const void *right)
{
    const struct original *a = left, *b = right;
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    if (a->value != b->value)
        return a->value < b->value ? -1 : 1;
    return (a->record > b->record) - (a->record < b->record);
}

/* Stop headsigns stand for themselves: each text once. */
static void list_headsigns(struct gtfs *gtfs, struct vec *originals)
{
    const struct draft_call *calls = gtfs->draft->calls.data;
    struct intern texts = {0};
    for (uint32_t i = gtfs->first.calls; i < gtfs->draft->calls.count; i++) {
        text_ix text = calls[i].headsign;
        uint32_t before = texts.count;
        if (text && intern_add(&texts, &text, sizeof text) == before)
            add_original(originals, TRANSLATED_STOP_HEADSIGN, text, text);
    }
    intern_finish(&texts);
}

/* What is sold, to whom and on what: each stands for itself, too. */
static void list_fares(struct gtfs *gtfs, struct vec *originals)
{
    const struct tariff_draft *tariff = &gtfs->draft->tariff;
    const struct tariff_marks *first = &gtfs->first.tariff;
    const struct fare_product *products = tariff->fare_products.data;
    const struct rider_category *categories = tariff->rider_categories.data;
    const struct fare_medium *media = tariff->fare_media.data;
    for (uint32_t i = first->fare_products; i < tariff->fare_products.count; i++)
        add_original(originals, TRANSLATED_FARE_PRODUCT_NAME, products[i].name, products[i].name);
    for (uint32_t i = first->rider_categories; i < tariff->rider_categories.count; i++)
        add_original(originals, TRANSLATED_RIDER_CATEGORY_NAME, categories[i].name,
                     categories[i].name);
    for (uint32_t i = first->fare_media; i < tariff->fare_media.count; i++)
        add_original(originals, TRANSLATED_FARE_MEDIUM_NAME, media[i].name, media[i].name);
}

static void list_originals(struct gtfs *gtfs, struct vec *originals)
{
    const struct draft *draft = gtfs->draft;
    const struct agency *agencies = draft->agencies.data;
    const struct stop *stops = draft->stops.data;
    const struct route *routes = draft->routes.data;
    const struct draft_trip *trips = draft->trips.data;
    for (uint32_t i = gtfs->first.agencies; i < draft->agencies.count; i++)
        add_original(originals, TRANSLATED_AGENCY_NAME, agencies[i].name, i);
    for (uint32_t i = gtfs->first.stops; i < draft->stops.count; i++)
        add_original(originals, TRANSLATED_STOP_NAME, stops[i].name, i);
    for (uint32_t i = gtfs->first.routes; i < draft->routes.count; i++) {
        add_original(originals, TRANSLATED_ROUTE_SHORT_NAME, routes[i].short_name, i);
        add_original(originals, TRANSLATED_ROUTE_LONG_NAME, routes[i].long_name, i);
    }
    for (uint32_t i = gtfs->first.trips; i < draft->trips.count; i++)
        add_original(originals, TRANSLATED_TRIP_HEADSIGN, trips[i].headsign, i);
    list_headsigns(gtfs, originals);
    list_fares(gtfs, originals);
    if (originals->count)
        qsort(originals->data, originals->count, sizeof(struct original), by_text);
}

/* The first original of that kind and text, or where it would stand. */
static uint32_t first_original(const struct vec *originals, uint32_t kind, text_ix value)
{
    const struct original wanted = {kind, value, 0}, *items = originals->data;
    uint32_t low = 0, high = originals->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (by_text(&items[middle], &wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Adds a translation to every record of `kind` with that text; returns how many there are. */
static uint32_t spread(struct gtfs *gtfs, const struct vec *originals, uint32_t kind,
                       const struct by_value *row)
{
    const struct original *items = originals->data;
    uint32_t first = first_original(originals, kind, row->value), i = first;
    for (; i < originals->count && items[i].kind == kind && items[i].value == row->value; i++)
        add(gtfs, &(struct translation){kind, items[i].record, row->language, row->text});
    return i - first;
}

static void spread_values(struct gtfs *gtfs)
{
    if (!gtfs->by_value.count)
        return;
    struct vec originals = vec_of(sizeof(struct original));
    list_originals(gtfs, &originals);
    const struct by_value *rows = gtfs->by_value.data;
    for (uint32_t i = 0; i < gtfs->by_value.count; i++) {
        bool all = rows[i].kind == ALL_KINDS;
        uint32_t found = 0, end = all ? KINDS : rows[i].kind + 1;
        for (uint32_t kind = all ? 0 : rows[i].kind; kind < end; kind++)
            found += spread(gtfs, &originals, kind, &rows[i]);
        if (!found)
            gtfs_note_at(gtfs, KIND_TRANSLATION_UNKNOWN, "translations.txt", rows[i].line,
                         draft_text_at(gtfs->draft, rows[i].value));
    }
    vec_finish(&originals);
}

bool gtfs_read_translations(struct gtfs *gtfs, struct error *error)
{
    (void)error; /* Nobody must translate. */
    static const struct gtfs_table table = {"translations.txt", columns, 0, take};
    gtfs->by_value = vec_of(sizeof(struct by_value));
    gtfs_read_optional(gtfs, &table);
    spread_values(gtfs);
    vec_finish(&gtfs->by_value);
    intern_finish(&gtfs->seen);
    return true;
}
