#include "feeds/gtfs/fares.h"

#include <stdlib.h>
#include <string.h>

/* Who pays, on what it is stored, and what is bought. */

enum { ID, NAME };
enum { CATEGORY_STANDARD = 2, CATEGORY_URL };
enum { MEDIUM_TYPE = 2 };
enum { PRODUCT_AMOUNT = 1, PRODUCT_CURRENCY, PRODUCT_NAME, PRODUCT_CATEGORY, PRODUCT_MEDIUM };

static const char *const category_columns[] = {
    "rider_category_id", "rider_category_name", "is_default_fare_category", "eligibility_url", NULL,
};
static const char *const medium_columns[] = {
    "fare_media_id",
    "fare_media_name",
    "fare_media_type",
    NULL,
};
static const char *const product_columns[] = {
    "fare_product_id",   "amount",        "currency", "fare_product_name",
    "rider_category_id", "fare_media_id", NULL,
};

static bool take_category(struct gtfs *gtfs, const struct row *row)
{
    if (gtfs_new_id(gtfs, &gtfs->fares.category_ids, row, ID) == INTERN_NONE)
        return false;
    struct rider_category category = {
        .id = gtfs_text(gtfs, row->fields[ID]),
        .name = gtfs_text(gtfs, row->fields[NAME]),
        .url = gtfs_text(gtfs, row->fields[CATEGORY_URL]),
        .feed = gtfs->feed,
        .standard = gtfs_whole(gtfs, row, CATEGORY_STANDARD, 1, 0) == 1,
    };
    if (category.standard && gtfs->fares.has_standard) {
        gtfs_note(gtfs, KIND_FARE_CATEGORY_STANDARD_TWICE, row, row->fields[ID]);
        category.standard = 0;
    }
    gtfs->fares.has_standard = gtfs->fares.has_standard || category.standard;
    vec_push(&gtfs->draft->tariff.rider_categories, &category);
    return true;
}

static bool take_medium(struct gtfs *gtfs, const struct row *row)
{
    if (gtfs_new_id(gtfs, &gtfs->fares.medium_ids, row, ID) == INTERN_NONE)
        return false;
    struct fare_medium medium = {
        .id = gtfs_text(gtfs, row->fields[ID]),
        .name = gtfs_text(gtfs, row->fields[NAME]),
        .feed = gtfs->feed,
        .kind = (uint32_t)gtfs_whole(gtfs, row, MEDIUM_TYPE, MEDIUM_APP, MEDIUM_NONE),
    };
    vec_push(&gtfs->draft->tariff.fare_media, &medium);
    return true;
}

static bool find_buyer(struct gtfs *gtfs, const struct row *row, struct fare_product *product)
{
    const struct tariff_marks *first = &gtfs->first.tariff;
    const struct fares_names categories = {&gtfs->fares.category_ids, first->rider_categories,
                                           TARIFF_ANY, KIND_FARE_CATEGORY_UNKNOWN};
    const struct fares_names media = {&gtfs->fares.medium_ids, first->fare_media, TARIFF_ANY,
                                      KIND_FARE_MEDIUM_UNKNOWN};
    return fares_find(gtfs, row, PRODUCT_CATEGORY, &categories, &product->category) &&
           fares_find(gtfs, row, PRODUCT_MEDIUM, &media, &product->medium);
}

/* Whether a row before says the same, or another price of the same product. */
static bool is_said(struct gtfs *gtfs, const struct row *row, const struct fare_product *product)
{
    struct fare_product all = *product;
    const uint32_t key[] = {product->id, product->category, product->medium};
    all.name = 0;
    return fares_repeated(gtfs, row, &all, sizeof all, row->fields[ID]) ||
           fares_contradicts(gtfs, row, key, sizeof key, row->fields[ID]);
}

static bool take_product(struct gtfs *gtfs, const struct row *row)
{
    struct field id = row->fields[ID];
    struct fare_product product = {.feed = gtfs->feed};
    if (!id.length) {
        gtfs_note(gtfs, KIND_ID_MISSING, row, row->fields[PRODUCT_NAME]);
        return false;
    }
    if (fares_doubtful(gtfs, row) ||
        !fares_price(gtfs, row, PRODUCT_AMOUNT, PRODUCT_CURRENCY, &product) ||
        !find_buyer(gtfs, row, &product))
        return false;
    product.id = gtfs_text(gtfs, id);
    product.name = gtfs_text(gtfs, row->fields[PRODUCT_NAME]);
    if (is_said(gtfs, row, &product))
        return false;
    intern_add(&gtfs->fares.product_ids, id.text, id.length);
    vec_push(&gtfs->draft->tariff.fare_products, &product);
    return true;
}

/* By id; rows of one id never have both category and medium in common. */
static int product_order(const void *a, const void *b, void *draft)
{
    const struct fare_product *one = a, *two = b;
    if (one->id != two->id)
        return strcmp(draft_text_at(draft, one->id), draft_text_at(draft, two->id));
    if (one->category != two->category)
        return one->category < two->category ? -1 : 1;
    return one->medium < two->medium ? -1 : one->medium > two->medium;
}

/* Brings rows of one id together and notes where they are. */
static void order_products(struct gtfs *gtfs)
{
    uint32_t first = gtfs->first.tariff.fare_products;
    struct fare_product *products = gtfs->draft->tariff.fare_products.data;
    uint32_t count = gtfs->draft->tariff.fare_products.count;
    if (count > first)
        qsort_r(products + first, count - first, sizeof *products, product_order, gtfs->draft);
    gtfs->fares.spans = vec_of(sizeof(struct product_span));
    vec_resize(&gtfs->fares.spans, gtfs->fares.product_ids.count);
    struct product_span *spans = gtfs->fares.spans.data;
    for (uint32_t i = first; i < count; i++) {
        const char *id = draft_text_at(gtfs->draft, products[i].id);
        struct product_span *span = &spans[intern_find(&gtfs->fares.product_ids, id, strlen(id))];
        if (!span->count++)
            span->first = i;
    }
}

void fares_read_products(struct gtfs *gtfs)
{
    fares_read(gtfs, FARE_CATEGORIES, category_columns, 1, take_category);
    fares_read(gtfs, FARE_MEDIA, medium_columns, 1, take_medium);
    fares_read(gtfs, FARE_PRODUCTS, product_columns, 3, take_product);
    order_products(gtfs);
}
