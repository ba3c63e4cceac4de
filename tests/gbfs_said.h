#ifndef TESTS_GBFS_SAID_H
#define TESTS_GBFS_SAID_H

#include "feeds/gbfs/gbfs.h"

/* What a system of shared vehicles says, in tests: documents as texts with ' for ". */

/** A system, and what became of the last document. */
struct gbfs_said {
    struct gbfs_store *store;
    struct findings findings; /**< of the last document */
    struct gbfs_head head;
    bool news;
    struct error error;
};

/** Begins with an empty system. */
void gbfs_said_init(struct gbfs_said *said);

/** Ends it. */
void gbfs_said_finish(struct gbfs_said *said);

/** Takes a document as it is. */
bool gbfs_said_bytes(struct gbfs_said *said, enum gbfs_document kind, struct gbfs_bytes bytes);

/** Takes a whole document, ' for ". */
bool gbfs_said_text(struct gbfs_said *said, enum gbfs_document kind, const char *text);

/** Takes `data` of a document of that version, and says whether it could be read. */
bool gbfs_said_data(struct gbfs_said *said, enum gbfs_document kind, const char *version,
                    const char *data);

/** Codes of what was found in the last document, with counts: "gbfs_id_repeated 2, ...". */
const char *gbfs_said_findings(const struct findings *findings);

/** The text with " for '; valid until the second call after this one. */
const char *gbfs_said_quoted(const char *text);

/** An amount as "12.50"; valid until the fourth call after this one. */
const char *gbfs_said_amount(struct gbfs_amount amount);

#endif
