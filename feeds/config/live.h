#ifndef FEEDS_CONFIG_LIVE_H
#define FEEDS_CONFIG_LIVE_H

#include "feeds/config/keys.h"

/** Reads the list `live` of the feed at hand, which is the next one of `config->feeds`. */
bool live_list_read(struct document *document, const struct key *key, const json_t *value,
                    void *into);

#endif
