#ifndef FEEDS_CONFIG_DOCUMENT_H
#define FEEDS_CONFIG_DOCUMENT_H

#include "feeds/config/config.h"

/** Reads the file at `path` into a configuration that holds the defaults. False: not valid. */
MUST_CHECK bool document_read(struct config *config, const char *path, struct error *error);

#endif
