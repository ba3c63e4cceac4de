#ifndef TESTS_SAME_MESSAGE_H
#define TESTS_SAME_MESSAGE_H

#include "feeds/realtime/realtime.h"

/** NULL, or what differs first between two messages, field by field: "stop_id", "period" ... */
const char *message_difference(const struct realtime_message *a, const struct realtime_message *b);

#endif
