#include "feeds/gtfs/runs.h"

#include <stdlib.h>

#define NONE UINT32_MAX

/* An owner's chain of runs. */
struct head {
    uint32_t first, last;
};

/* A row on its way to being sorted. */
struct ordered {
    uint32_t sequence, row;
};

void runs_init(struct runs *runs, uint32_t owners)
{
    *runs = (struct runs){
        .items = vec_of(sizeof(struct run)),
        .heads = vec_of(sizeof(struct head)),
        .sequences = vec_of(sizeof(uint32_t)),
        .order = vec_of(sizeof(struct ordered)),
    };
    vec_resize(&runs->heads, owners);
    struct head *heads = runs->heads.data;
    for (uint32_t i = 0; i < owners; i++)
        heads[i] = (struct head){NONE, NONE};
}

void runs_finish(struct runs *runs)
{
    vec_finish(&runs->items);
    vec_finish(&runs->heads);
    vec_finish(&runs->sequences);
    vec_finish(&runs->order);
}

/* Whether the row goes on where the latest run of the file ended. */
static bool goes_on(const struct run *run, uint32_t owner, uint32_t line)
{
    return run->owner == owner && run->line + run->count == line;
}

static void open_run(struct runs *runs, uint32_t owner, uint32_t line)
{
    struct run run = {.owner = owner, .first = runs->sequences.count, .line = line, .next = NONE};
    uint32_t number = vec_push(&runs->items, &run);
    struct head *head = vec_at(&runs->heads, owner);
    if (head->first == NONE)
        head->first = number;
    else
        ((struct run *)vec_at(&runs->items, head->last))->next = number;
    head->last = number;
}

void runs_add(struct runs *runs, uint32_t owner, uint32_t line, uint32_t sequence)
{
    uint32_t count = runs->items.count;
    if (!count || !goes_on(vec_at(&runs->items, count - 1), owner, line))
        open_run(runs, owner, line);
    struct run *run = vec_at(&runs->items, runs->items.count - 1);
    run->count++;
    vec_push(&runs->sequences, &sequence);
}

uint32_t runs_last_sequence(const struct runs *runs, uint32_t owner, uint32_t none)
{
    const struct head *head = vec_at(&runs->heads, owner);
    if (head->last == NONE)
        return none;
    const struct run *run = vec_at(&runs->items, head->last);
    return *(const uint32_t *)vec_at(&runs->sequences, run->first + run->count - 1);
}

static int by_sequence(const void *left, const void *right)
{
    const struct ordered *a = left, *b = right;
    if (a->sequence != b->sequence)
        return a->sequence < b->sequence ? -1 : 1;
    return (a->row > b->row) - (a->row < b->row);
}

static void gather(struct runs *runs, uint32_t number)
{
    const uint32_t *sequences = runs->sequences.data;
    runs->order.count = 0;
    while (number != NONE) {
        const struct run *run = vec_at(&runs->items, number);
        for (uint32_t row = run->first; row < run->first + run->count; row++)
            vec_push(&runs->order, &(struct ordered){sequences[row], row});
        number = run->next;
    }
}

static bool in_order(const struct ordered *rows, uint32_t count)
{
    for (uint32_t i = 1; i < count; i++)
        if (rows[i].sequence < rows[i - 1].sequence)
            return false;
    return true;
}

static bool rising(const uint32_t *sequences, uint32_t count)
{
    for (uint32_t i = 1; i < count; i++)
        if (sequences[i] < sequences[i - 1])
            return false;
    return true;
}

struct run_rows runs_order(struct runs *runs, uint32_t owner)
{
    const struct head *head = vec_at(&runs->heads, owner);
    if (head->first == NONE)
        return (struct run_rows){.was_sorted = true};
    const struct run *run = vec_at(&runs->items, head->first);
    const uint32_t *sequences = runs->sequences.data;
    if (run->next == NONE && rising(sequences + run->first, run->count))
        return (struct run_rows){.first = run->first, .count = run->count, .was_sorted = true};
    gather(runs, head->first);
    struct ordered *rows = runs->order.data;
    uint32_t count = runs->order.count;
    bool sorted = in_order(rows, count);
    if (!sorted)
        qsort(rows, count, sizeof *rows, by_sequence);
    uint32_t *numbers = runs->order.data; /* Row i is read before place i is written. */
    for (uint32_t i = 0; i < count; i++) {
        uint32_t row = rows[i].row;
        numbers[i] = row;
    }
    return (struct run_rows){.rows = numbers, .count = count, .was_sorted = sorted};
}

uint32_t runs_line(const struct runs *runs, uint32_t owner, uint32_t row)
{
    const struct head *head = vec_at(&runs->heads, owner);
    for (uint32_t number = head->first; number != NONE;) {
        const struct run *run = vec_at(&runs->items, number);
        if (row >= run->first && row - run->first < run->count)
            return run->line + (row - run->first);
        number = run->next;
    }
    return 0;
}
