#include "engine/network/frozen.h"

#include <stdlib.h>
#include <string.h>

#include "engine/base/memory.h"

/* Blocks (one vehicle, several trips) and the rows of transfers.txt between two trips. */

enum { LINKS_MAX = 10 * 1000 * 1000 }; /* A row gives one for each way its trips meet. */

/* A trip of a block on its way to its place. */
struct block_place {
    feed_ix feed;
    text_ix block;
    day_time start;
    trip_ix trip;
};

static int block_order(const void *a, const void *b)
{
    const struct block_place *one = a, *two = b;
    if (one->feed != two->feed)
        return one->feed < two->feed ? -1 : 1;
    if (one->block != two->block)
        return one->block < two->block ? -1 : 1;
    if (one->start != two->start)
        return one->start < two->start ? -1 : 1;
    return one->trip < two->trip ? -1 : one->trip > two->trip;
}

static void write_blocks(struct frozen *frozen)
{
    const struct draft_trip *trips = frozen->draft->trips.data;
    struct trip *written = frozen->trips.data;
    struct vec places = vec_of(sizeof(struct block_place));
    for (uint32_t i = 0; i < frozen->draft->trips.count; i++) {
        trip_ix trip = frozen->trip_of[i];
        if (trips[i].block && !trips[i].frequency_count)
            vec_push(&places, &(struct block_place){trips[i].feed, trips[i].block,
                                                    written[trip].start, trip});
    }
    vec_sort(&places, block_order);
    const struct block_place *place = places.data;
    for (uint32_t i = 0; i < places.count; i++) {
        if (!i || place[i].feed != place[i - 1].feed || place[i].block != place[i - 1].block)
            vec_push(&frozen->blocks, &(struct block){.first = frozen->block_trips.count});
        struct block *block = vec_at(&frozen->blocks, frozen->blocks.count - 1);
        block->count++;
        written[place[i].trip].block = frozen->blocks.count - 1;
        vec_push(&frozen->block_trips, &place[i].trip);
    }
    vec_finish(&places);
}

/* Rows that name both trips and say anything but "guaranteed", by trips, then place in the file:
 * where one is at least as direct, it takes the promise back. */
static int pair_order(const void *a, const void *b)
{
    const struct draft_transfer *one = *(const struct draft_transfer *const *)a;
    const struct draft_transfer *two = *(const struct draft_transfer *const *)b;
    if (one->from_trip != two->from_trip)
        return one->from_trip < two->from_trip ? -1 : 1;
    if (one->to_trip != two->to_trip)
        return one->to_trip < two->to_trip ? -1 : 1;
    return one < two ? -1 : one > two;
}

static struct vec find_overruling(const struct frozen *frozen)
{
    struct vec rows = vec_of(sizeof(const struct draft_transfer *));
    for (uint32_t i = 0; i < frozen->draft->transfers.count; i++) {
        const struct draft_transfer *row = vec_at(&frozen->draft->transfers, i);
        if (transfer_is_walk(row) && !transfer_is_guarantee(row) && row->from_trip != NO_IX &&
            row->to_trip != NO_IX)
            vec_push(&rows, &row);
    }
    vec_sort(&rows, pair_order);
    return rows;
}

static bool overruled(const struct frozen *frozen, const struct vec *overruling,
                      const struct draft_transfer *row, stop_ix off, stop_ix on)
{
    const struct draft_transfer *const *rows = overruling->data;
    int directness = transfer_directness(frozen, row, off, on);
    uint32_t low = 0, high = overruling->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        bool before = rows[middle]->from_trip != row->from_trip
                          ? rows[middle]->from_trip < row->from_trip
                          : rows[middle]->to_trip < row->to_trip;
        if (before)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < overruling->count && rows[low]->from_trip == row->from_trip &&
           rows[low]->to_trip == row->to_trip;
         low++) {
        int other = transfer_directness(frozen, rows[low], off, on);
        if (other >= 0 && (other < directness || (other == directness && rows[low] < row)))
            return true;
    }
    return false;
}

static void add_guarantee(struct frozen *frozen, const struct vec *overruling,
                          const struct draft_transfer *row)
{
    const struct draft_trip *trips = frozen->draft->trips.data;
    const struct draft_call *calls = frozen->draft->calls.data;
    const struct draft_trip *from = &trips[row->from_trip], *to = &trips[row->to_trip];
    for (uint32_t i = 1; i < from->call_count && frozen->trip_links.count <= LINKS_MAX; i++) {
        const struct draft_call *off = &calls[from->first_call + i];
        for (uint32_t k = 0; k + 1 < to->call_count; k++) {
            const struct draft_call *on = &calls[to->first_call + k];
            stop_ix stops[2] = {frozen->stop_of[off->stop], frozen->stop_of[on->stop]};
            if (off->drop_off != BOARDING_NO && on->pickup != BOARDING_NO &&
                transfer_directness(frozen, row, stops[0], stops[1]) >= 0 &&
                !overruled(frozen, overruling, row, stops[0], stops[1]))
                vec_push(&frozen->trip_links,
                         &(struct trip_link){frozen->trip_of[row->from_trip],
                                             frozen->trip_of[row->to_trip], i, k, LINK_GUARANTEE});
        }
    }
}

static int link_order(const void *a, const void *b)
{
    const struct trip_link *one = a, *two = b;
    const uint32_t keys[2][5] = {{one->from, one->to, one->from_call, one->to_call, one->kind},
                                 {two->from, two->to, two->from_call, two->to_call, two->kind}};
    for (int i = 0; i < 5; i++)
        if (keys[0][i] != keys[1][i])
            return keys[0][i] < keys[1][i] ? -1 : 1;
    return 0;
}

static void drop_doubles(struct vec *links)
{
    struct trip_link *items = links->data;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < links->count; i++)
        if (!kept || link_order(&items[kept - 1], &items[i]) != 0)
            items[kept++] = items[i];
    links->count = kept;
}

static void write_links(struct frozen *frozen)
{
    const struct draft_trip *trips = frozen->draft->trips.data;
    struct vec overruling = find_overruling(frozen);
    for (uint32_t i = 0; i < frozen->draft->transfers.count; i++) {
        const struct draft_transfer *row = vec_at(&frozen->draft->transfers, i);
        if (row->from_trip == NO_IX || row->to_trip == NO_IX)
            continue;
        if (row->type >= 4)
            vec_push(&frozen->trip_links,
                     &(struct trip_link){frozen->trip_of[row->from_trip],
                                         frozen->trip_of[row->to_trip],
                                         trips[row->from_trip].call_count - 1, 0,
                                         row->type == 4 ? LINK_STAY : LINK_NO_STAY});
        else if (transfer_is_guarantee(row) && transfer_is_walk(row))
            add_guarantee(frozen, &overruling, row);
    }
    if (frozen->trip_links.count)
        qsort(frozen->trip_links.data, frozen->trip_links.count, sizeof(struct trip_link),
              link_order);
    drop_doubles(&frozen->trip_links);
    frozen->report.links = frozen->trip_links.count;
    vec_finish(&overruling);
}

bool freeze_links(struct frozen *frozen, struct error *error)
{
    write_blocks(frozen);
    write_links(frozen);
    if (frozen->trip_links.count > LINKS_MAX)
        return error_set(error, ERROR_LIMIT, "transfers.txt",
                         "more than %d places where one trip waits for another; name the stops in "
                         "rows between trips that call there often",
                         LINKS_MAX);
    return true;
}
