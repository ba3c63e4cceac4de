#ifndef FEEDS_REALTIME_STORE_H
#define FEEDS_REALTIME_STORE_H

#include "feeds/realtime/apply.h"

/** All that the feed has said and not taken back, as one message; the newest comes last. */
const struct realtime_message *realtime_store_message(const struct realtime_store *store);

#endif
