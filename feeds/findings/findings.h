#ifndef FEEDS_FINDINGS_FINDINGS_H
#define FEEDS_FINDINGS_FINDINGS_H

#include <stdint.h>

#include "engine/base/intern.h"
#include "engine/base/vec.h"

/*
 * What is wrong with a feed and what was done about it. A finding is a kind with a stable code, a
 * count, and its first places; it never stops a reader. One owner, one thread.
 */

/** What was done. */
enum finding_action {
    FINDING_NOTED,  /**< nothing: worth knowing */
    FINDING_MENDED, /**< read as what was surely meant */
    FINDING_ROW,    /**< the row was dropped */
    FINDING_TRIP,   /**< the trip was dropped */
    FINDING_FILE,   /**< the file was left out */
};

#define FINDING_PLACES 5 /**< how many first places are kept of a kind */

/** Where it was seen. */
struct finding_place {
    char file[48];   /**< its name, cut */
    uint32_t line;   /**< 1 = the head; 0: no line */
    char detail[96]; /**< the value or id in question, cut */
};

/** All findings of one kind. */
struct finding {
    const char *code; /**< stable, lower case: "stop_without_coordinates" */
    enum finding_action action;
    const char *text; /**< a sentence for the feed's publisher */
    uint64_t count;
    uint32_t place_count;
    struct finding_place places[FINDING_PLACES];
};

/** A list of kinds. */
struct findings {
    struct vec items; /**< struct finding, in order of first appearance */
};

/** Makes an empty list. */
void findings_init(struct findings *findings);

/** Frees it; fine on a zeroed one. */
void findings_finish(struct findings *findings);

/**
 * Counts one more of `code` (a literal; code, action and text of one kind are always the same; see
 * findings_kind in each reader). `line` 0: none. `detail` (may be NULL) is cut to `length` bytes.
 */
void findings_add(struct findings *findings, const char *code, enum finding_action action,
                  const char *text, const char *file, uint32_t line, const char *detail,
                  size_t length);

/** Adds all findings of another list, as if they had been made after those that are there. */
void findings_merge(struct findings *findings, const struct findings *from);

/** The finding of that code, or NULL. */
const struct finding *findings_find(const struct findings *findings, const char *code);

/** How many there are of all kinds, at most UINT32_MAX. */
uint32_t findings_total(const struct findings *findings);

/** "noted", "mended", "row dropped", ... */
const char *finding_action_name(enum finding_action action);

#endif
