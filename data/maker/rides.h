#ifndef DATA_MAKER_RIDES_H
#define DATA_MAKER_RIDES_H

#include "data/maker/plan.h"
#include "data/maker/sheet.h"

/* All trips of a drawing: departures become rides, chains become blocks, rides become rows. */

/** One trip. */
struct ride {
    uint32_t way;
    uint32_t every; /**< in plan.everys if frequencies.txt repeats it, or UINT32_MAX */
    const char *service;
    int32_t start, end;    /**< first departure, last arrival */
    uint32_t next, before; /**< rides of the same vehicle, or UINT32_MAX */
    int32_t wheelchair, bikes, number;
};

/** When a way's calls are, and how far along, from its first one. */
struct pace {
    int32_t arrive, depart; /**< seconds */
    double metres;
};

/** All of them, with the drawing they come from. */
struct rides {
    const struct plan *plan;
    struct vec paces; /**< struct pace, one for each of plan.stops */
    struct vec rides; /**< struct ride, by way, service, start */
};

/** Works out paces and trips. False: the drawing contradicts itself (two trips at one time). */
MUST_CHECK bool rides_make(struct rides *rides, const struct plan *plan, struct error *error);

/** Frees it. */
void rides_finish(struct rides *rides);

/** Writes trips.txt. */
void rides_trips(const struct rides *rides, struct sheet *sheet);

/** Writes stop_times.txt. */
void rides_stop_times(const struct rides *rides, struct sheet *sheet);

/** Writes frequencies.txt; a drawing without any leaves the heading alone. */
void rides_frequencies(const struct rides *rides, struct sheet *sheet);

/** Writes shapes.txt, one shape a way. */
void rides_shapes(const struct rides *rides, struct sheet *sheet);

#endif
