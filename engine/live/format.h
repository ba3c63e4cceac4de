#ifndef ENGINE_LIVE_FORMAT_H
#define ENGINE_LIVE_FORMAT_H

/** What the head of a live image says it is. */
#define LIVE_KIND "live    "

/** Raise it with every change of a record or section in live.h. */
#define LIVE_VERSION 10

#endif
