#ifndef FEEDS_CONFIG_PARKS_H
#define FEEDS_CONFIG_PARKS_H

#include "feeds/config/keys.h"

/** Reads the list of what is said of spaces in parks into the configuration. */
bool park_list_read(struct document *document, const struct key *key, const json_t *value,
                    void *into);

#endif
