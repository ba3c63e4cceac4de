#ifndef API_SUPERVISOR_VERSIONS_H
#define API_SUPERVISOR_VERSIONS_H

#include <limits.h>

#include "engine/base/civil.h"
#include "engine/base/error.h"
#include "engine/base/vec.h"

/*
 * The versions of a timetable, as files of a run folder that one supervisor at a time holds:
 *
 *   NUMBER-STATE.trajet   a version; STATE names the inputs it was made of, as stamps do
 *   current, before       links to the one that is served and to the one that was served before
 *   today                 a link to the one that answers until `current` begins, where one must
 *   quarantine/           versions that may not be served, each with a text that says why
 *   lock
 *
 * Whoever opens the folder finds the last good version, whatever happened to its predecessor.
 */

#define VERSION_STATE 48
#define VERSION_TEXT 320
/** A path in the folder. */
#define VERSION_PATH (PATH_MAX + 128)
/** So many are remembered in quarantine; images only of the newest. */
#define VERSIONS_QUARANTINED 8

/** One version of the timetable. */
struct version {
    uint64_t number;           /**< counts up; 0: there is none */
    char state[VERSION_STATE]; /**< hexadecimal digits and `-` */
    unix_time since;           /**< when it came to be served, or into quarantine */
    char says[VERSION_TEXT];   /**< what the server said of it; why it may not be served */
};

/** A run folder. */
struct versions {
    char path[PATH_MAX];
    int folder; /**< open and locked */
    bool temporary;
    uint64_t last; /**< highest number in use */
    struct version current, before;
    struct version today;   /**< answers until `current` begins, may be `before`; 0: none has to */
    struct vec quarantined; /**< struct version, the newest last */
};

/**
 * Opens the folder `path` (made if need be) and clears away what a predecessor left half done.
 * False: it cannot be used, or (ERROR_LIMIT) another supervisor is using it.
 */
MUST_CHECK bool versions_open(struct versions *versions, const char *path, struct error *error);

/** The same with a folder of its own, which goes with versions_close. */
MUST_CHECK bool versions_open_temporary(struct versions *versions, struct error *error);

/** Lets go of the folder; fine on a zeroed struct. */
void versions_close(struct versions *versions);

/** A version to be made of inputs in that state. False: the state is none. */
MUST_CHECK bool versions_next(struct versions *versions, const char *state,
                              struct version *version);

/** Where its image lies, in `path` (VERSION_PATH bytes), which is returned. */
char *versions_image(const struct versions *versions, const struct version *version, char *path);

/** The version with the image at `path` answers until the current one begins; empty: none does. */
void versions_note_today(struct versions *versions, const char *path);

/** Whether it is one of those in use; false of a zeroed one, too. */
bool versions_keeps(const struct versions *versions, const struct version *version);

/**
 * It is served from now on; the current one becomes the one before, whose own is removed, unless it
 * answers about today. When both were made of the same inputs the one before stays what it is.
 */
void versions_accept(struct versions *versions, const struct version *version, const char *says);

/** It may not be served; `reason` is a sentence. Its image, if there is one, is moved away. */
void versions_quarantine(struct versions *versions, const struct version *version,
                         const char *reason);

/** The current one is quarantined; the one before, or else today's, or none takes its place. */
void versions_fall_back(struct versions *versions, const char *reason);

/** Whether inputs in that state have led to a version that may not be served. */
bool versions_refuses(const struct versions *versions, const char *state);

#endif
