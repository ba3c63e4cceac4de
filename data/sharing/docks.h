#ifndef DATA_SHARING_DOCKS_H
#define DATA_SHARING_DOCKS_H

#include "data/sharing/sharing.h"

/* Vélo Rade: bikes in docks. Each stands at one station or is on its way to one. */

/** A bike. */
struct docks_bike {
    uint32_t place;        /**< where it stands, or rides to; in `places` */
    int32_t since;         /**< minute of the day from which it stands there */
    uint32_t rides;        /**< how many it has had today */
    uint32_t range_metres; /**< of an electric one, when it came there */
    bool electric, broken;
    bool riding; /**< it comes there at `since` */
};

/** All bikes at a moment. */
struct docks {
    const struct sharing *sharing; /**< borrowed */
    struct sharing_day day;
    struct vec bikes;          /**< struct docks_bike */
    uint32_t standing[PLACES]; /**< at each station, broken ones too */
};

/** How far an electric bike goes. */
#define DOCKS_RANGE_METRES 60000u

/** Plays the day up to that moment. */
void docks_play(struct docks *docks, const struct sharing *sharing, unix_time now);

/** Forgets it. */
void docks_finish(struct docks *docks);

/** Whether a bike stands there so that it can be taken: sound, charged, at a station that works. */
bool docks_ready(const struct docks *docks, const struct docks_bike *bike);

/** What an electric bike has left now: those at large stations are charged as they stand. */
uint32_t docks_range(const struct docks *docks, const struct docks_bike *bike);

/** Whether a station has power. */
bool docks_charges(const struct shared_place *place);

#endif
