#ifndef FEEDS_GBFS_SCAN_H
#define FEEDS_GBFS_SCAN_H

#include "feeds/gbfs/gbfs.h"

/*
 * A look over the bytes of a document before they become JSON: what that would cost, and whether
 * they say anything new.
 */

/**
 * `sum` is one of all bytes but the values of `last_updated` and `ttl`, which change without
 * anything else. False: nested too deep, or so many values that they would need too much memory.
 */
MUST_CHECK bool scan_document(struct gbfs_bytes bytes, uint64_t *sum, struct error *error);

#endif
