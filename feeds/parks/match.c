#include "feeds/parks/match.h"

#include <string.h>

#include "engine/base/bitset.h"
#include "engine/base/fold.h"
#include "engine/base/memory.h"

/* Between places of one name: the gate of a large park, and its middle. */
#define NAMED_METRES 500.0

/* --- By latitude --- */

/* A park while they are sorted. */
struct placed {
    int32_t lat;
    uint32_t park;
};

static int placed_order(const void *a, const void *b)
{
    const struct placed *one = a, *two = b;
    if (one->lat != two->lat)
        return one->lat < two->lat ? -1 : 1;
    return (one->park > two->park) - (one->park < two->park);
}

void park_index_init(struct park_index *index, const struct network *network, uint8_t kind)
{
    struct vec sorted = vec_of(sizeof(struct placed));
    for (uint32_t i = 0; i < network->counts.street_parks; i++)
        if (network->street_parks[i].kind == kind)
            vec_push(&sorted, &(struct placed){network->street_parks[i].at.lat, i});
    vec_sort(&sorted, placed_order);
    *index = (struct park_index){
        .network = network, .order = vec_of(sizeof(uint32_t)), .with_id = vec_of(sizeof(uint32_t))};
    for (uint32_t i = 0; i < sorted.count; i++) {
        uint32_t park = ((const struct placed *)vec_at(&sorted, i))->park;
        const char *id = network_text(network, network->street_parks[park].id);
        vec_push_number(&index->order, park);
        if (intern_add(&index->ids, id, strlen(id)) == index->with_id.count)
            vec_push_number(&index->with_id, park);
    }
    vec_finish(&sorted);
}

void park_index_finish(struct park_index *index)
{
    vec_finish(&index->order);
    vec_finish(&index->with_id);
    intern_finish(&index->ids);
}

static uint32_t number_at(const struct park_index *index, uint32_t place)
{
    return *(const uint32_t *)vec_at(&index->order, place);
}

static const struct street_park *park_at(const struct park_index *index, uint32_t place)
{
    return &index->network->street_parks[number_at(index, place)];
}

/* The first place in the order at that latitude or north of it. */
static uint32_t first_at(const struct park_index *index, int32_t lat)
{
    uint32_t low = 0, high = index->order.count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (park_at(index, middle)->at.lat < lat)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* --- Pairs --- */

/* Why a lot may be a park, the better first. */
enum reason { SAME_ID, SAME_NAME, NEAR };

struct pair {
    uint32_t reason; /* enum reason */
    uint32_t lot, park;
    double metres;
};

struct pairing {
    const struct park_index *index;
    const struct lots *lots;
    uint32_t metres;
    struct vec pairs; /* struct pair */
};

static void pair_up(struct pairing *pairing, uint32_t number, uint32_t park)
{
    const struct network *network = pairing->index->network;
    const struct street_park *at = &network->street_parks[park];
    const struct lot *lot = &pairing->lots->items[number];
    struct pair pair = {NEAR, number, park, geo_metres(lot->at, at->at)};
    if (pair.metres <= NAMED_METRES && fold_alike(lot->name, network_text(network, at->name)))
        pair.reason = SAME_NAME;
    else if (pair.metres > pairing->metres)
        return;
    vec_push(&pairing->pairs, &pair);
}

/* An id counts wherever the lot says it is. */
static void pair_by_id(struct pairing *pairing, uint32_t number)
{
    const char *id = pairing->lots->items[number].id;
    uint32_t key = intern_find(&pairing->index->ids, id, strlen(id));
    if (key == INTERN_NONE)
        return;
    uint32_t park = *(const uint32_t *)vec_at(&pairing->index->with_id, key);
    vec_push(&pairing->pairs, &(struct pair){SAME_ID, number, park, 0});
}

static void pair_by_place(struct pairing *pairing, uint32_t number)
{
    const struct lot *lot = &pairing->lots->items[number];
    double reach = pairing->metres > NAMED_METRES ? pairing->metres : NAMED_METRES;
    struct box box = geo_box_around(lot->at, reach);
    for (uint32_t i = first_at(pairing->index, box.low.lat); i < pairing->index->order.count; i++) {
        const struct street_park *park = park_at(pairing->index, i);
        if (park->at.lat > box.high.lat)
            return;
        if (geo_box_has(box, park->at))
            pair_up(pairing, number, number_at(pairing->index, i));
    }
}

static int pair_order(const void *a, const void *b)
{
    const struct pair *one = a, *two = b;
    if (one->reason != two->reason)
        return one->reason < two->reason ? -1 : 1;
    if (one->metres != two->metres)
        return one->metres < two->metres ? -1 : 1;
    if (one->lot != two->lot)
        return one->lot < two->lot ? -1 : 1;
    return (one->park > two->park) - (one->park < two->park);
}

static int match_order(const void *a, const void *b)
{
    const struct park_match *one = a, *two = b;
    return (one->lot > two->lot) - (one->lot < two->lot);
}

/* --- Matches --- */

static void note_unmatched(const struct pairing *pairing, const uint64_t *taken,
                           struct findings *findings)
{
    for (uint32_t i = 0; i < pairing->lots->count; i++) {
        const char *id = pairing->lots->items[i].id;
        if (!bitset_has(taken, i))
            findings_add(findings, "park_unmatched", FINDING_ROW,
                         "A lot is no park of the map: none is near, or all that are near are "
                         "other lots.",
                         "parks", 0, id, strlen(id));
    }
}

/* Takes pairs as they stand, if neither of them is taken yet. */
static void take(const struct pairing *pairing, struct vec *matches, struct findings *findings)
{
    uint64_t *lots = memory_zeroed(bitset_words(pairing->lots->count), sizeof *lots);
    uint64_t *parks =
        memory_zeroed(bitset_words(pairing->index->network->counts.street_parks), sizeof *parks);
    for (uint32_t i = 0; i < pairing->pairs.count; i++) {
        const struct pair *pair = vec_at(&pairing->pairs, i);
        if (bitset_has(lots, pair->lot) || bitset_has(parks, pair->park))
            continue;
        bitset_add(lots, pair->lot);
        bitset_add(parks, pair->park);
        vec_push(matches, &(struct park_match){pair->lot, pair->park});
    }
    note_unmatched(pairing, lots, findings);
    memory_free(lots);
    memory_free(parks);
}

void parks_match(const struct park_index *index, const struct lots *lots, uint32_t metres,
                 struct vec *matches, struct findings *findings)
{
    struct pairing pairing = {
        .index = index, .lots = lots, .metres = metres, .pairs = vec_of(sizeof(struct pair))};
    for (uint32_t i = 0; i < lots->count; i++) {
        pair_by_id(&pairing, i);
        if (lots->items[i].placed)
            pair_by_place(&pairing, i);
    }
    vec_sort(&pairing.pairs, pair_order);
    vec_resize(matches, 0);
    take(&pairing, matches, findings);
    vec_sort(matches, match_order);
    vec_finish(&pairing.pairs);
}
