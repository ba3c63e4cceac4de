#ifndef FEEDS_FEEDER_LEADS_H
#define FEEDS_FEEDER_LEADS_H

#include "feeds/feeder/systems.h"

/* From what leads to documents (a discovery document, a manifest, a folder) to sources of the
 * fetcher. What it names is outside input: the fetcher judges it. */

/** Whose source of the fetcher it is. */
struct owner {
    struct system *system; /**< NULL: nobody's here */
    uint32_t document;     /**< enum gbfs_document; GBFS_DOCUMENTS: what leads to them */
};

/** Adds a system of the configuration; what leads to its documents is fetched from now on. */
struct system *leads_add(struct systems *systems, const struct config_shared *shared);

/** Takes a system out of the list and ends its sources. */
void leads_remove(struct systems *systems, uint32_t index);

/**
 * Takes what leads to the documents of a system. `*news`: a document is gone, and with it what it
 * said. False: it cannot be used, all stays as it was.
 */
MUST_CHECK bool leads_take(struct systems *systems, struct system *system, const struct vec *bytes,
                           bool *news, struct error *error);

/**
 * Looks for documents by their names in the folder that the configuration names. False: there is
 * none, all stays as it was.
 */
bool leads_look(struct systems *systems, struct system *system, bool *news);

/** How many seconds pass from one look at a document to the next while all is well. */
int32_t leads_pace(const struct system *system, const struct document *document);

#endif
