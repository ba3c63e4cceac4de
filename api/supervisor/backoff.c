#include "api/supervisor/backoff.h"

int64_t backoff_died(struct backoff *backoff, int64_t started, int64_t now)
{
    if (now - started >= BACKOFF_HEALTHY_NS)
        backoff->deaths = 0;
    int64_t pause = 0;
    for (uint32_t i = 0; i < backoff->deaths && pause < BACKOFF_MOST_NS; i++)
        pause = pause ? 2 * pause : BACKOFF_FIRST_NS;
    backoff->deaths++;
    return pause < BACKOFF_MOST_NS ? pause : BACKOFF_MOST_NS;
}
