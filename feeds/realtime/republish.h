#ifndef FEEDS_REALTIME_REPUBLISH_H
#define FEEDS_REALTIME_REPUBLISH_H

#include "engine/live/draft.h"

/**
 * Writes what the draft holds as GTFS-Realtime messages, one for each GTFS feed that anything is
 * said of, and hands them to the draft: matched, mended and with the ids of the timetable, so that
 * others need not do it again. Every call is told, in its absolute time; new and copied runs are
 * NEW. To be called when the draft is complete.
 */
void realtime_republish(struct live_draft *draft, const struct network *network, unix_time now);

#endif
