#ifndef FEEDS_CONFIG_SHARED_H
#define FEEDS_CONFIG_SHARED_H

#include "feeds/config/keys.h"

/** Reads the list `shared` of a city: who lends vehicles there. */
bool shared_list_read(struct document *document, const struct key *key, const json_t *value,
                      void *into);

#endif
