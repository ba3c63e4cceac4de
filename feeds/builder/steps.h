#ifndef FEEDS_BUILDER_STEPS_H
#define FEEDS_BUILDER_STEPS_H

#include "engine/base/arena.h"
#include "engine/base/vec.h"
#include "feeds/findings/report.h"

/* What each step of a build took: seconds, and memory at its fullest. */

/** Told of each step as it begins: a few words, valid during the call. */
typedef void (*builder_progress)(void *context, const char *step);

/** The steps of a build, one after the other. */
struct steps {
    builder_progress progress; /**< may be NULL */
    void *context;             /**< for progress */
    struct vec done;           /**< struct report_step; the last one is under way, or ended */
    struct arena names;
    int64_t start; /**< 0: none is under way */
};

/** Makes it empty. */
void steps_init(struct steps *steps);

/** Frees it. */
void steps_finish(struct steps *steps);

/** Ends the step before and begins one, of that name (printf). */
void steps_begin(struct steps *steps, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** Says what the step at hand found (printf): shown like a step, kept nowhere. */
void steps_say(const struct steps *steps, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** Ends the last step. */
void steps_end(struct steps *steps);

#endif
