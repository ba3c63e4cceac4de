#ifndef FEEDS_FETCH_SECRET_H
#define FEEDS_FETCH_SECRET_H

#include "engine/base/error.h"
#include "engine/base/vec.h"

/**
 * Writes `text` to the end of `into` (chars; a NUL follows that is not counted) with each `${NAME}`
 * put in: the first line of `key_file` for KEY where there is one (it may be NULL), else the
 * environment's variable. `encode`: values are percent-encoded for a query. False: one of them is
 * not there, empty, longer than 4096 bytes or holds control bytes; the error never shows it.
 */
MUST_CHECK bool secret_expand(const char *text, const char *key_file, bool encode, struct vec *into,
                              struct error *error);

#endif
