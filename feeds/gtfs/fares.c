#include "feeds/gtfs/fares.h"

#include <stdio.h>
#include <string.h>

#include "engine/base/utf8.h"
#include "feeds/gtfs/money.h"

/* Rows of all fare files of one feed; the largest published have a fifth of it. */
#define ROWS_MAX 5000000

#define FILE(number, name) name ".txt",
const char *const gtfs_fare_files[GTFS_FARE_FILES] = {GTFS_FARES(FILE)};
#undef FILE
#define FILE(number, name) name,
const char *const gtfs_fare_names[GTFS_FARE_FILES] = {GTFS_FARES(FILE)};
#undef FILE

static void take(struct gtfs *gtfs, const struct row *row)
{
    struct gtfs_fares *fares = &gtfs->fares;
    struct gtfs_rows *rows = &gtfs->counts->fares[fares->file];
    rows->read++;
    if (++fares->rows > ROWS_MAX) {
        gtfs_note(gtfs, KIND_FARE_ROWS_TOO_MANY, row, (struct field){0});
        fares->broken = gtfs_fare_files[fares->file];
    } else if (fares->take(gtfs, row)) {
        rows->kept++;
        fares->cut += row->cut;
    }
}

/* --- Columns that no standard knows --- */

#define DOUBT_MAX 60 /* bytes of a name, or of a value, that are told */
#define COLUMNS_MAX (8 + BEYOND_MAX)

/* Fills the list of columns to ask for: those of the reader, then those that nobody knows. */
static bool list_columns(struct gtfs *gtfs, const char *file, const char *const *columns,
                         const char *list[COLUMNS_MAX + 1])
{
    struct gtfs_fares *fares = &gtfs->fares;
    const struct beyond *beyond = &fares->beyond;
    struct error error;
    uint32_t count = 0;
    for (; columns[count]; count++)
        list[count] = columns[count];
    fares->known = count;
    if (!beyond_read(gtfs->input, file, columns, &fares->beyond, &error)) {
        gtfs_note_at(gtfs, KIND_FILE_UNREADABLE, file, 1, error.text);
        return false;
    }
    for (uint32_t i = 0; i < beyond->doubled.count; i++)
        gtfs_note_at(gtfs, KIND_FARE_CONDITION_UNKNOWN, file, 1, intern_key(&beyond->doubled, i));
    for (uint32_t i = 0; i < beyond->names.count; i++)
        list[count++] = intern_key(&beyond->names, i);
    list[count] = NULL;
    return true;
}

/* The number of the first further column that the row fills, or INTERN_NONE. */
static uint32_t filled(const struct gtfs *gtfs, const struct row *row)
{
    return beyond_filled(&gtfs->fares.beyond, row->fields + gtfs->fares.known);
}

/* Bytes of the text, at most so many, that are whole characters. */
static int whole(const char *text, size_t length, size_t most)
{
    return (int)utf8_valid_prefix(text, length < most ? length : most);
}

text_ix fares_doubt(struct gtfs *gtfs, const struct row *row)
{
    char text[2 * DOUBT_MAX];
    uint32_t column = filled(gtfs, row);
    if (column == INTERN_NONE)
        return gtfs_text(gtfs, (struct field){"", 0});
    struct field value = row->fields[gtfs->fares.known + column];
    const char *name = intern_key(&gtfs->fares.beyond.names, column);
    snprintf(text, sizeof text, "%.*s=%.*s", whole(name, strlen(name), DOUBT_MAX - 2), name,
             whole(value.text, value.length, DOUBT_MAX), value.text);
    return draft_text(gtfs->draft, text, strlen(text));
}

bool fares_doubtful(struct gtfs *gtfs, const struct row *row)
{
    uint32_t column = filled(gtfs, row);
    if (column == INTERN_NONE)
        return false;
    const char *name = intern_key(&gtfs->fares.beyond.names, column);
    gtfs_note(gtfs, KIND_FARE_CONDITION_UNKNOWN, row, (struct field){name, strlen(name)});
    return true;
}

bool fares_kept_as_doubt(struct gtfs *gtfs, const struct row *row)
{
    bool doubtful = fares_doubtful(gtfs, row);
    gtfs->fares.spared += doubtful;
    return doubtful;
}

/* What stands in rows that are not kept is missing from prices, which the image says. */
static void note_loss(struct gtfs *gtfs, enum gtfs_fare_file file)
{
    const struct gtfs_rows *rows = &gtfs->counts->fares[file];
    const char *name = gtfs_fare_files[file];
    const struct fare_loss loss = {
        .feed = gtfs->feed,
        .flat = file <= FARE_RULES,
        .file = draft_text(gtfs->draft, name, strlen(name)),
        .rows = (uint32_t)(rows->read - rows->kept) - gtfs->fares.spared + gtfs->fares.cut,
    };
    if (loss.rows)
        vec_push(&gtfs->draft->tariff.fare_losses, &loss);
}

/* --- Files and fields --- */

void fares_read(struct gtfs *gtfs, enum gtfs_fare_file file, const char *const *columns,
                uint32_t required, fares_take take_row)
{
    const char *list[COLUMNS_MAX + 1];
    const struct gtfs_table table = {gtfs_fare_files[file], list, required, take};
    if (!input_has(gtfs->input, table.name))
        return;
    gtfs->fares.file = file;
    gtfs->fares.take = take_row;
    gtfs->fares.spared = 0;
    gtfs->fares.cut = 0;
    uint64_t dropped = table_dropped(gtfs->findings);
    if (!list_columns(gtfs, table.name, columns, list) || !gtfs_read_optional(gtfs, &table))
        gtfs->fares.broken = table.name;
    gtfs->fares.cut += (uint32_t)(table_dropped(gtfs->findings) - dropped);
    note_loss(gtfs, file);
    beyond_finish(&gtfs->fares.beyond);
    intern_finish(&gtfs->seen);
}

bool fares_find(struct gtfs *gtfs, const struct row *row, int column,
                const struct fares_names *names, uint32_t *index)
{
    struct field id = row->fields[column];
    uint32_t number = gtfs_find_id(names->ids, id);
    *index = number == INTERN_NONE ? names->unsaid : names->first + number;
    if (!id.length || number != INTERN_NONE)
        return true;
    gtfs_note(gtfs, names->unknown, row, id);
    return false;
}

bool fares_find_products(struct gtfs *gtfs, const struct row *row, int column,
                         struct product_span *span)
{
    const struct fares_names names = {&gtfs->fares.product_ids, 0, NO_IX,
                                      KIND_FARE_PRODUCT_UNKNOWN};
    uint32_t number;
    if (!fares_find(gtfs, row, column, &names, &number))
        return false;
    *span = (struct product_span){0};
    if (number != NO_IX)
        *span = *(const struct product_span *)vec_at(&gtfs->fares.spans, number);
    return true;
}

static bool is_new(struct gtfs *gtfs, const void *key, size_t size)
{
    uint32_t before = gtfs->seen.count;
    return intern_add(&gtfs->seen, key, size) == before;
}

bool fares_repeated(struct gtfs *gtfs, const struct row *row, const void *key, size_t size,
                    struct field detail)
{
    if (is_new(gtfs, key, size))
        return false;
    gtfs_note(gtfs, KIND_FARE_ROW_REPEATED, row, detail);
    gtfs->fares.spared++;
    return true;
}

bool fares_contradicts(struct gtfs *gtfs, const struct row *row, const void *key, size_t size,
                       struct field detail)
{
    if (is_new(gtfs, key, size))
        return false;
    gtfs_note(gtfs, KIND_FARE_ROW_CONTRADICTS, row, detail);
    return true;
}

/* The code as ISO 4217 writes it. */
static text_ix currency_text(struct gtfs *gtfs, struct field code)
{
    char capital[4] = {0};
    for (size_t i = 0; i < code.length && i < sizeof capital - 1; i++)
        capital[i] = (char)(code.text[i] & ~0x20);
    return draft_text(gtfs->draft, capital, code.length);
}

bool fares_price(struct gtfs *gtfs, const struct row *row, int amount, int currency,
                 struct fare_product *product)
{
    product->decimals = money_decimals(row->fields[currency]);
    if (product->decimals == MONEY_NO_CURRENCY) {
        gtfs_note(gtfs, KIND_FARE_CURRENCY_UNKNOWN, row, row->fields[currency]);
        return false;
    }
    enum value_state state = value_money(row->fields[amount], product->decimals, &product->amount);
    if (state == VALUE_BAD || state == VALUE_BLANK) {
        gtfs_note(gtfs, KIND_FARE_AMOUNT_INVALID, row, row->fields[amount]);
        return false;
    }
    if (state == VALUE_MENDED)
        gtfs_note(gtfs, KIND_FARE_AMOUNT_ROUNDED, row, row->fields[amount]);
    product->currency = currency_text(gtfs, row->fields[currency]);
    return true;
}

/* Takes back what the files from `first` to `last` have given, when one of them is broken. */
static void leave_out(struct gtfs *gtfs, const struct tariff_marks *marks,
                      enum gtfs_fare_file first, enum gtfs_fare_file last)
{
    if (!gtfs->fares.broken)
        return;
    tariff_draft_truncate(&gtfs->draft->tariff, marks);
    for (enum gtfs_fare_file file = first; file <= last; file++)
        gtfs->counts->fares[file].kept = 0;
    gtfs_note_at(gtfs, KIND_FARES_LEFT_OUT, gtfs->fares.broken, 0, NULL);
    gtfs->fares.broken = NULL;
}

/* Rows that name what is nowhere are told one by one; that a whole file is not there, once. */
static void tell_missing(struct gtfs *gtfs)
{
    static const struct {
        enum gtfs_kind kind;
        enum gtfs_fare_file file;
    } needs[] = {
        {KIND_FARE_PRODUCT_UNKNOWN, FARE_PRODUCTS},
        {KIND_FARE_CATEGORY_UNKNOWN, FARE_CATEGORIES},
        {KIND_FARE_MEDIUM_UNKNOWN, FARE_MEDIA},
        {KIND_FARE_AREA_UNKNOWN, FARE_AREAS},
        {KIND_FARE_TIMEFRAME_UNKNOWN, FARE_TIMEFRAMES},
        {KIND_FARE_GROUP_UNKNOWN, FARE_LEG_RULES},
        {KIND_FARE_UNKNOWN, FARE_ATTRIBUTES},
    };
    for (size_t i = 0; i < sizeof needs / sizeof *needs; i++) {
        const struct finding *lost = findings_find(gtfs->findings, gtfs_kinds[needs[i].kind].code);
        const char *file = gtfs_fare_files[needs[i].file];
        char detail[64];
        if (!lost || input_has(gtfs->input, file))
            continue;
        snprintf(detail, sizeof detail, "named by %s", lost->places[0].file);
        gtfs_note_at(gtfs, KIND_FARE_FILE_MISSING, file, 0, detail);
    }
}

bool gtfs_read_fares(struct gtfs *gtfs, struct error *error)
{
    (void)error; /* A feed without prices is a feed. */
    static void (*const readers[])(struct gtfs * gtfs) = {
        fares_read_products,   fares_read_networks, fares_read_areas,
        fares_read_timeframes, fares_read_legs,     fares_read_transfers,
    };
    for (size_t i = 0; i < sizeof readers / sizeof *readers; i++)
        readers[i](gtfs);
    leave_out(gtfs, &gtfs->first.tariff, FARE_CATEGORIES, FARE_TRANSFER_RULES);
    struct tariff_marks marks = tariff_draft_marks(&gtfs->draft->tariff);
    fares_read_flat(gtfs);
    leave_out(gtfs, &marks, FARE_ATTRIBUTES, FARE_RULES);
    tell_missing(gtfs);
    return true;
}
