#ifndef FEEDS_GTFS_FARES_H
#define FEEDS_GTFS_FARES_H

#include "feeds/gtfs/context.h"

/*
 * What the readers of fares share. Each `take` says whether its row is kept, and has made a finding
 * when it is not. Rows are counted. A file that cannot be read to its end takes the fares of its
 * form with it: half the rules would give wrong prices.
 */

/** Takes a row. False: a finding says why it is dropped. */
typedef bool (*fares_take)(struct gtfs *gtfs, const struct row *row);

/**
 * Reads a file if it is there. `columns` and `required` are those of struct gtfs_table;
 * `gtfs->seen` is empty before and after.
 */
void fares_read(struct gtfs *gtfs, enum gtfs_fare_file file, const char *const *columns,
                uint32_t required, fares_take take);

/**
 * The first column of the row that no standard knows and that holds something, as `column=value`:
 * it may say when the row holds. Empty: there is none. What is clearly no condition (names, notes
 * ...) does not count, nor does a 0, which is how GTFS writes no.
 */
text_ix fares_doubt(struct gtfs *gtfs, const struct row *row);

/** Whether there is such a column: a finding, nobody is to be charged by the row. */
bool fares_doubtful(struct gtfs *gtfs, const struct row *row);

/** The same of a row that is a rule all the same, which makes prices unsure in a way of its own. */
bool fares_kept_as_doubt(struct gtfs *gtfs, const struct row *row);

/** Where the rows are that a field may name. */
struct fares_names {
    const struct intern *ids;
    uint32_t first;         /**< index of number 0 */
    uint32_t unsaid;        /**< what an empty field means */
    enum gtfs_kind unknown; /**< the finding when there is no such row */
};

/** Sets `*index` to what the field names. False: nothing; the row must go. */
bool fares_find(struct gtfs *gtfs, const struct row *row, int column,
                const struct fares_names *names, uint32_t *index);

/** Sets `*span` to the products of the id in the field; an empty one: none. False: as above. */
bool fares_find_products(struct gtfs *gtfs, const struct row *row, int column,
                         struct product_span *span);

/**
 * Whether a row of the same `size` bytes of key came before in this file: a finding. Nothing is
 * lost with it: the key is to hold all that a price depends on.
 */
bool fares_repeated(struct gtfs *gtfs, const struct row *row, const void *key, size_t size,
                    struct field detail);

/** The same of a key that holds less (of another size): what the row says beside it is lost. */
bool fares_contradicts(struct gtfs *gtfs, const struct row *row, const void *key, size_t size,
                       struct field detail);

/** Reads amount, currency and decimals of a product. False: a finding says why not. */
bool fares_price(struct gtfs *gtfs, const struct row *row, int amount, int currency,
                 struct fare_product *product);

/** The network of that id, added when it is new. */
uint32_t fares_network(struct gtfs *gtfs, struct field id);

/* The readers, in the order in which they run. */

/** rider_categories.txt, fare_media.txt, fare_products.txt. */
void fares_read_products(struct gtfs *gtfs);
/** networks.txt, route_networks.txt; network_id of routes.txt was read with the routes. */
void fares_read_networks(struct gtfs *gtfs);
/** areas.txt, stop_areas.txt. */
void fares_read_areas(struct gtfs *gtfs);
/** timeframes.txt. */
void fares_read_timeframes(struct gtfs *gtfs);
/** fare_leg_rules.txt, fare_leg_join_rules.txt. */
void fares_read_legs(struct gtfs *gtfs);
/** fare_transfer_rules.txt. */
void fares_read_transfers(struct gtfs *gtfs);
/** fare_attributes.txt, fare_rules.txt. */
void fares_read_flat(struct gtfs *gtfs);

#endif
