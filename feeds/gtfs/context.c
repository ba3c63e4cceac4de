#include "feeds/gtfs/context.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "feeds/zone/zone.h"

#define COLUMNS_MAX 24
#define ID_BYTES_MAX 4096

static struct gtfs_marks marks_of(const struct draft *draft)
{
    return (struct gtfs_marks){
        .texts = draft->texts.count,
        .feeds = draft->feeds.count,
        .zones = draft->zones.count,
        .zone_changes = draft->zone_changes.count,
        .agencies = draft->agencies.count,
        .stops = draft->stops.count,
        .routes = draft->routes.count,
        .services = draft->services.count,
        .exceptions = draft->exceptions.count,
        .trips = draft->trips.count,
        .calls = draft->calls.count,
        .frequencies = draft->frequencies.count,
        .transfers = draft->transfers.count,
        .pathways = draft->pathways.count,
        .shapes = draft->shapes.count,
        .shape_points = draft->shape_points.count,
        .shape_distances = draft->shape_distances.count,
        .translations = draft->translations.count,
        .attributions = draft->attributions.count,
        .tariff = tariff_draft_marks(&draft->tariff),
    };
}

void gtfs_context_init(struct gtfs *gtfs, struct draft *draft, struct input *input,
                       const struct gtfs_options *options)
{
    *gtfs = (struct gtfs){
        .draft = draft,
        .input = input,
        .options = options,
        .first = marks_of(draft),
        .stops = vec_of(sizeof(struct gtfs_stop)),
        .levels = vec_of(sizeof(struct gtfs_level)),
        .pathway_lines = vec_of(sizeof(uint32_t)),
        .trips = vec_of(sizeof(struct gtfs_trip)),
    };
}

static void finish_fares(struct gtfs_fares *fares)
{
    struct intern *const ids[] = {&fares->category_ids, &fares->medium_ids, &fares->product_ids,
                                  &fares->network_ids,  &fares->area_ids,   &fares->timeframe_ids,
                                  &fares->group_ids,    &fares->fare_ids,   &fares->zone_ids};
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++)
        intern_finish(ids[i]);
    beyond_finish(&fares->beyond);
    vec_finish(&fares->spans);
    vec_finish(&fares->flat);
    vec_finish(&fares->pending);
}

void gtfs_context_finish(struct gtfs *gtfs)
{
    intern_finish(&gtfs->agency_ids);
    intern_finish(&gtfs->stop_ids);
    intern_finish(&gtfs->route_ids);
    intern_finish(&gtfs->service_ids);
    intern_finish(&gtfs->trip_ids);
    intern_finish(&gtfs->shape_ids);
    intern_finish(&gtfs->level_ids);
    vec_finish(&gtfs->levels);
    vec_finish(&gtfs->pathway_lines);
    vec_finish(&gtfs->stops);
    vec_finish(&gtfs->trips);
    vec_finish(&gtfs->exceptions);
    vec_finish(&gtfs->repeats);
    vec_finish(&gtfs->by_value);
    finish_fares(&gtfs->fares);
    intern_finish(&gtfs->seen);
}

void gtfs_context_undo(struct gtfs *gtfs)
{
    struct draft *draft = gtfs->draft;
    const struct gtfs_marks *first = &gtfs->first;
    intern_truncate(&draft->texts, first->texts);
    vec_resize(&draft->feeds, first->feeds);
    vec_resize(&draft->zones, first->zones);
    vec_resize(&draft->zone_changes, first->zone_changes);
    vec_resize(&draft->agencies, first->agencies);
    vec_resize(&draft->stops, first->stops);
    vec_resize(&draft->routes, first->routes);
    vec_resize(&draft->services, first->services);
    vec_resize(&draft->exceptions, first->exceptions);
    vec_resize(&draft->trips, first->trips);
    vec_resize(&draft->calls, first->calls);
    vec_resize(&draft->frequencies, first->frequencies);
    vec_resize(&draft->transfers, first->transfers);
    vec_resize(&draft->pathways, first->pathways);
    vec_resize(&draft->shapes, first->shapes);
    vec_resize(&draft->shape_points, first->shape_points);
    vec_resize(&draft->shape_distances, first->shape_distances);
    vec_resize(&draft->translations, first->translations);
    vec_resize(&draft->attributions, first->attributions);
    tariff_draft_truncate(&draft->tariff, &first->tariff);
}

/* One reading of one table. */
struct pass {
    struct gtfs *gtfs;
    const struct gtfs_table *table;
    uint32_t columns;
    bool checked;
    const char *missing; /* a required column that the file does not have */
};

static bool is_null(struct field field)
{
    return field.length == 4 && memcmp(field.text, "NULL", 4) == 0;
}

static bool has_required(struct pass *pass, const struct row *row)
{
    pass->checked = true;
    for (uint32_t i = 0; i < pass->table->required; i++)
        if (!row->present[i])
            pass->missing = pass->table->columns[i];
    return !pass->missing;
}

static void take_without_nulls(struct pass *pass, const struct row *row)
{
    struct field fields[COLUMNS_MAX];
    for (uint32_t i = 0; i < pass->columns; i++) {
        fields[i] = row->fields[i];
        if (!is_null(fields[i]))
            continue;
        const char *column = pass->table->columns[i];
        gtfs_note(pass->gtfs, KIND_VALUE_NULL, row, (struct field){column, strlen(column)});
        fields[i].length = 0;
    }
    struct row cleaned = *row;
    cleaned.fields = fields;
    pass->table->take(pass->gtfs, &cleaned);
}

static bool take(void *context, const struct row *row)
{
    struct pass *pass = context;
    if (!pass->checked && !has_required(pass, row))
        return false;
    for (uint32_t i = 0; i < pass->columns; i++)
        if (is_null(row->fields[i])) {
            take_without_nulls(pass, row);
            return true;
        }
    pass->table->take(pass->gtfs, row);
    return true;
}

bool gtfs_refuse(const struct gtfs *gtfs, struct error *error, enum error_kind kind,
                 const char *file, const char *text)
{
    char place[192];
    snprintf(place, sizeof place, "%s:%s", input_path(gtfs->input), file);
    return error_set(error, kind, place, "%s", text);
}

bool gtfs_read_table(struct gtfs *gtfs, const struct gtfs_table *table, struct error *error)
{
    struct pass pass = {.gtfs = gtfs, .table = table};
    while (table->columns[pass.columns])
        pass.columns++;
    assert(pass.columns <= COLUMNS_MAX);
    if (!table_read(gtfs->input, table->name, table->columns, take, &pass, gtfs->findings, error))
        return false;
    if (!pass.missing)
        return true;
    char text[80];
    snprintf(text, sizeof text, "the file has no column %s", pass.missing);
    return gtfs_refuse(gtfs, error, ERROR_INPUT, table->name, text);
}

bool gtfs_read_optional(struct gtfs *gtfs, const struct gtfs_table *table)
{
    struct error error = {0};
    if (!input_has(gtfs->input, table->name) || gtfs_read_table(gtfs, table, &error))
        return true;
    gtfs_note_at(gtfs, KIND_FILE_UNREADABLE, table->name, 0, error.text);
    return false;
}

void gtfs_note(struct gtfs *gtfs, enum gtfs_kind kind, const struct row *row, struct field detail)
{
    const struct gtfs_kind_words *words = &gtfs_kinds[kind];
    findings_add(gtfs->findings, words->code, words->action, words->text, row->file, row->line,
                 detail.text, detail.length);
}

void gtfs_note_at(struct gtfs *gtfs, enum gtfs_kind kind, const char *file, uint32_t line,
                  const char *detail)
{
    const struct gtfs_kind_words *words = &gtfs_kinds[kind];
    findings_add(gtfs->findings, words->code, words->action, words->text, file, line, detail,
                 detail ? strlen(detail) : 0);
}

text_ix gtfs_text(struct gtfs *gtfs, struct field field)
{
    return field.length ? draft_text(gtfs->draft, field.text, field.length) : 0;
}

uint32_t gtfs_new_id(struct gtfs *gtfs, struct intern *ids, const struct row *row, int column)
{
    struct field id = row->fields[column];
    if (!id.length || id.length > ID_BYTES_MAX) {
        gtfs_note(gtfs, id.length ? KIND_ID_TOO_LONG : KIND_ID_MISSING, row, id);
        return INTERN_NONE;
    }
    uint32_t before = ids->count;
    uint32_t number = intern_add(ids, id.text, id.length);
    if (number == before)
        return number;
    gtfs_note(gtfs, KIND_ID_REPEATED, row, id);
    return INTERN_NONE;
}

uint32_t gtfs_find_id(const struct intern *ids, struct field field)
{
    return field.length ? intern_find(ids, field.text, field.length) : INTERN_NONE;
}

int64_t gtfs_whole(struct gtfs *gtfs, const struct row *row, int column, int64_t high,
                   int64_t unsaid)
{
    int64_t number = unsaid;
    if (value_whole(row->fields[column], 0, high, &number) == VALUE_BAD)
        gtfs_note(gtfs, KIND_VALUE_INVALID, row, row->fields[column]);
    return number;
}

bool gtfs_date(struct gtfs *gtfs, const struct row *row, int column, civil_day *day)
{
    enum value_state state = value_date(row->fields[column], day);
    if (state == VALUE_BAD)
        gtfs_note(gtfs, KIND_DATE_INVALID, row, row->fields[column]);
    if (state == VALUE_MENDED)
        gtfs_note(gtfs, KIND_DATE_MENDED, row, row->fields[column]);
    return state == VALUE_GOOD || state == VALUE_MENDED;
}

#define ZONE_NAME_MAX 64

bool gtfs_zone(struct gtfs *gtfs, struct field name, zone_ix *zone)
{
    char text[ZONE_NAME_MAX];
    if (!name.length || name.length >= sizeof text || memchr(name.text, 0, name.length))
        return false;
    memcpy(text, name.text, name.length);
    text[name.length] = 0;
    return zone_compile(gtfs->draft, text, zone, NULL);
}
