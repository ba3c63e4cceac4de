#include "feeds/builder/steps.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "engine/base/clock.h"

void steps_init(struct steps *steps)
{
    *steps = (struct steps){.done = vec_of(sizeof(struct report_step))};
}

void steps_finish(struct steps *steps)
{
    vec_finish(&steps->done);
    arena_finish(&steps->names);
}

/* Lets the kernel count the fullest moment anew; where it will not, it is that since the start. */
static void forget_peak(void)
{
    FILE *file = fopen("/proc/self/clear_refs", "we");
    if (!file)
        return;
    fputs("5", file);
    fclose(file);
}

static uint64_t peak_bytes(void)
{
    char line[256];
    unsigned long long kib = 0;
    FILE *file = fopen("/proc/self/status", "re");
    while (file && fgets(line, sizeof line, file))
        if (sscanf(line, "VmHWM: %llu kB", &kib) == 1)
            break;
    if (file)
        fclose(file);
    return (uint64_t)kib * 1024;
}

void steps_end(struct steps *steps)
{
    if (!steps->start)
        return;
    struct report_step *step = vec_at(&steps->done, steps->done.count - 1);
    step->seconds = (double)(clock_ticks() - steps->start) / 1e9;
    step->peak_bytes = peak_bytes();
    steps->start = 0;
}

void steps_say(const struct steps *steps, const char *format, ...)
{
    char text[256];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (steps->progress)
        steps->progress(steps->context, text);
}

void steps_begin(struct steps *steps, const char *format, ...)
{
    char text[256];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    const char *name = arena_text(&steps->names, text, strlen(text));
    steps_end(steps);
    if (steps->progress)
        steps->progress(steps->context, name);
    vec_push(&steps->done, &(struct report_step){.name = name});
    forget_peak();
    steps->start = clock_ticks();
}
