#include "bench/sample.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

void sample_init(struct sample *sample)
{
    sample->ticks = vec_of(sizeof(int64_t));
}

void sample_finish(struct sample *sample)
{
    vec_finish(&sample->ticks);
}

void sample_add(struct sample *sample, int64_t ticks)
{
    vec_push(&sample->ticks, &ticks);
}

static int by_length(const void *a, const void *b)
{
    const int64_t *left = a, *right = b;
    return (*left > *right) - (*left < *right);
}

/* The smallest measurement that at least `permille` of them do not exceed (nearest rank). */
static int64_t at_permille(const int64_t *ticks, uint32_t count, uint32_t permille)
{
    uint32_t rank = (uint32_t)(((uint64_t)count * permille + 999) / 1000);
    return ticks[rank ? rank - 1 : 0];
}

struct sample_summary sample_summary(struct sample *sample)
{
    int64_t *ticks = sample->ticks.data;
    uint32_t count = sample->ticks.count;
    if (!count)
        return (struct sample_summary){0};
    qsort(ticks, count, sizeof *ticks, by_length);
    return (struct sample_summary){.count = count,
                                   .least = ticks[0],
                                   .median = at_permille(ticks, count, 500),
                                   .p95 = at_permille(ticks, count, 950),
                                   .p99 = at_permille(ticks, count, 990),
                                   .most = ticks[count - 1]};
}

void sample_print(struct sample *sample, const char *name)
{
    struct sample_summary summary = sample_summary(sample);
    printf("%s count=%" PRIu32 " least_ms=%.3f median_ms=%.3f p95_ms=%.3f p99_ms=%.3f "
           "max_ms=%.3f\n",
           name, summary.count, (double)summary.least / 1e6, (double)summary.median / 1e6,
           (double)summary.p95 / 1e6, (double)summary.p99 / 1e6, (double)summary.most / 1e6);
}
