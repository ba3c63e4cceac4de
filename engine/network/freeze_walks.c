#include "engine/network/freeze_walks.h"

#include <stdlib.h>

#include "engine/base/clock.h"
#include "engine/base/memory.h"

/* Walks into the lists a search reads, by where they start and by where they end. */

/* The sections of one table. */
struct walk_table {
    struct vec *out, *out_first, *kinds, *in, *in_first;
    struct vec *changes_out, *change_out_first, *changes_in, *change_in_first;
};

static struct walk_table table_of(struct frozen *frozen, bool wheelchair)
{
    if (wheelchair)
        return (struct walk_table){&frozen->wheel_paths_out,        &frozen->wheel_path_out_first,
                                   &frozen->wheel_path_kinds,       &frozen->wheel_paths_in,
                                   &frozen->wheel_path_in_first,    &frozen->wheel_changes_out,
                                   &frozen->wheel_change_out_first, &frozen->wheel_changes_in,
                                   &frozen->wheel_change_in_first};
    return (struct walk_table){
        &frozen->footpaths_out,    &frozen->footpath_out_first, &frozen->footpath_kinds,
        &frozen->footpaths_in,     &frozen->footpath_in_first,  &frozen->changes_out,
        &frozen->change_out_first, &frozen->changes_in,         &frozen->change_in_first};
}

static int out_order(const void *a, const void *b)
{
    const struct walk *one = a, *two = b;
    if (one->from != two->from)
        return one->from < two->from ? -1 : 1;
    if (one->seconds != two->seconds)
        return one->seconds < two->seconds ? -1 : 1;
    return one->to < two->to ? -1 : one->to > two->to;
}

static int in_order(const void *a, const void *b)
{
    const struct walk *one = a, *two = b;
    if (one->to != two->to)
        return one->to < two->to ? -1 : 1;
    if (one->seconds != two->seconds)
        return one->seconds < two->seconds ? -1 : 1;
    return one->from < two->from ? -1 : one->from > two->from;
}

static berth_ix owner_of(const struct walk *walk, bool out)
{
    return out ? walk->from : walk->to;
}

/* One list of sorted walks; `needed`: only those. */
static void write_list(const struct frozen *frozen, const struct vec *walks, bool out, bool needed,
                       struct vec *list, struct vec *firsts)
{
    const struct walk *walk = walks->data;
    uint32_t *owners = memory_zeroed(walks->count, sizeof *owners);
    for (uint32_t i = 0; i < walks->count; i++) {
        if (needed && !walk[i].needed)
            continue;
        owners[list->count] = owner_of(&walk[i], out);
        vec_push(list, &(struct footpath){owner_of(&walk[i], !out), walk[i].seconds});
    }
    firsts_of(firsts, owners, list->count, frozen->berth_stops.count);
    memory_free(owners);
}

static void sort_walks(struct vec *walks, int (*order)(const void *, const void *))
{
    vec_sort(walks, order);
}

static void report(struct frozen *frozen, const struct vec *walks, bool wheelchair)
{
    const struct walk *walk = walks->data;
    struct freeze_walks_report *into =
        wheelchair ? &frozen->report.in_wheelchair : &frozen->report.on_foot;
    into->footpaths = walks->count;
    for (uint32_t i = 0; i < walks->count; i++) {
        into->kinds[walk[i].kind]++;
        into->needed += !frozen->options.reduce || walk[i].needed;
    }
}

void walks_write(struct frozen *frozen, struct vec *walks, bool wheelchair, bool apart)
{
    struct walk_table table = table_of(frozen, wheelchair);
    bool reduce = frozen->options.reduce;
    int64_t start = clock_ticks();
    sort_walks(walks, out_order);
    if (reduce)
        walks_reduce(frozen, walks, wheelchair || !apart);
    frozen->report.reduce_seconds += (double)(clock_ticks() - start) / 1e9;
    report(frozen, walks, wheelchair);
    for (uint32_t i = 0; i < walks->count; i++)
        vec_push(table.kinds, &((const struct walk *)vec_at(walks, i))->kind);
    write_list(frozen, walks, true, false, table.out, table.out_first);
    if (reduce)
        write_list(frozen, walks, true, true, table.changes_out, table.change_out_first);
    sort_walks(walks, in_order);
    write_list(frozen, walks, false, false, table.in, table.in_first);
    if (reduce)
        write_list(frozen, walks, false, true, table.changes_in, table.change_in_first);
}
