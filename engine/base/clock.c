#include "engine/base/clock.h"

#include <time.h>

static int64_t shift_seconds;

unix_time clock_now(void)
{
    return (unix_time)time(NULL) + shift_seconds;
}

void clock_set_now(unix_time now)
{
    shift_seconds = now - (unix_time)time(NULL);
}

int64_t clock_shift(void)
{
    return shift_seconds;
}

int64_t clock_ticks(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}
