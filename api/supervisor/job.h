#ifndef API_SUPERVISOR_JOB_H
#define API_SUPERVISOR_JOB_H

#include <sys/types.h>

#include "engine/base/error.h"

/* What is done beside serving, one thing at a time: a look at the inputs, or a build (a copy)
 * of them. */

/** What versions are made of. */
struct inputs {
    char *const *paths; /**< borrowed */
    int count;
    bool is_image; /**< the one path is an image, served as it is */
};

/** Looks at the paths. False: one cannot be read, or an image stands among others. */
MUST_CHECK bool inputs_of(struct inputs *inputs, char *const *paths, int count,
                          struct error *error);

/** What is being done. */
enum job_kind { JOB_NONE, JOB_LOOK, JOB_BUILD };

/** A process at work; zeroed: none. */
struct job {
    enum job_kind kind;
    pid_t pid;
    int output; /**< what it prints */
};

/** Longest text that job_end gives back. */
#define JOB_TEXT 16384

/** Asks trajet-build for the inputs' stamp, and whether there are live feeds. */
MUST_CHECK bool job_look(struct job *job, const struct inputs *inputs, struct error *error);

/** Builds an image at `path`, within limits of memory and time. */
MUST_CHECK bool job_build(struct job *job, const struct inputs *inputs, char *path,
                          struct error *error);

/** Copies an image that is served as it is to `path`, which there is not yet. */
MUST_CHECK bool job_copy(struct job *job, const struct inputs *inputs, const char *path,
                         struct error *error);

/** The job's process has ended: gives what it printed (JOB_TEXT bytes), and there is none. */
void job_end(struct job *job, char *text);

/** Ends the job and its process; fine on a zeroed one. */
void job_stop(struct job *job);

/** The state of an image that is served as it is, as a stamp. False: it is gone. */
MUST_CHECK bool inputs_image_state(const struct inputs *inputs, char *state, size_t size);

/** Puts a link beside `path` that leads to what is live of the image. False: there can be none. */
MUST_CHECK bool inputs_link_live(const struct inputs *inputs, const char *path,
                                 struct error *error);

/**
 * Gives an image that is served as it is a second name, `path`, so that it stays what it is when
 * another one is put in its place. False: there can be none, on another file system, say.
 */
MUST_CHECK bool inputs_link_image(const struct inputs *inputs, const char *path);

#endif
