#include "feeds/fetch/backoff.h"

#define SECOND INT64_C(1000000000)

/* xorshift64 of Marsaglia. */
static uint64_t draw(struct backoff *backoff, uint64_t below)
{
    uint64_t state = backoff->random;
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    backoff->random = state;
    return state % below;
}

int64_t backoff_after_success(struct backoff *backoff, int32_t every_seconds)
{
    backoff->failures = 0;
    return every_seconds * SECOND;
}

int64_t backoff_after_failure(struct backoff *backoff, int32_t every_seconds, int64_t asked)
{
    int64_t seconds = every_seconds;
    if (backoff->failures < UINT32_MAX)
        backoff->failures++;
    for (uint32_t i = 0; i < backoff->failures && seconds < BACKOFF_MAX; i++)
        seconds *= 2;
    if (seconds > BACKOFF_MAX)
        seconds = every_seconds > BACKOFF_MAX ? every_seconds : BACKOFF_MAX;
    int64_t half = seconds * SECOND / 2, wait = half + (int64_t)draw(backoff, (uint64_t)half + 1);
    int64_t least = asked > BACKOFF_ASKED_MAX ? BACKOFF_ASKED_MAX : asked;
    if (least < every_seconds)
        least = every_seconds;
    return wait < least * SECOND ? least * SECOND : wait;
}
