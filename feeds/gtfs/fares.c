#include "feeds/gtfs/fares.h"

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
    }
}

void fares_read(struct gtfs *gtfs, enum gtfs_fare_file file, const char *const *columns,
                uint32_t required, fares_take take_row)
{
    const struct gtfs_table table = {gtfs_fare_files[file], columns, required, take};
    gtfs->fares.file = file;
    gtfs->fares.take = take_row;
    if (!gtfs_read_optional(gtfs, &table))
        gtfs->fares.broken = table.name;
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

bool fares_repeated(struct gtfs *gtfs, const struct row *row, const void *key, size_t size,
                    struct field detail)
{
    uint32_t before = gtfs->seen.count;
    if (intern_add(&gtfs->seen, key, size) == before)
        return false;
    gtfs_note(gtfs, KIND_FARE_ROW_REPEATED, row, detail);
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
    return true;
}
