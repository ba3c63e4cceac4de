#ifndef API_SNAPSHOT_H
#define API_SNAPSHOT_H

#include "engine/network/network.h"

/** Names a timetable: one number for one image, whatever machine it was made on. */
uint64_t snapshot_timetable(const struct network *network);

#endif
