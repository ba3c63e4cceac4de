#ifndef DATA_SHARING_ROAMERS_H
#define DATA_SHARING_ROAMERS_H

#include "data/sharing/sharing.h"

/* Trott'Estran: scooters, mopeds and cargo bikes that stand wherever somebody left them. */

enum { ROAMERS = 150 };

/** What they are. */
enum roamer_kind { ROAMER_SCOOTER, ROAMER_MOPED, ROAMER_CARGO, ROAMER_KINDS };

/** A vehicle at a moment. */
struct roamer {
    uint8_t kind;  /**< enum roamer_kind */
    bool riding;   /**< somebody is on it: nobody is told of it */
    bool reserved; /**< somebody is on his way to it */
    bool disabled; /**< empty, or on the workbench */
    uint32_t rides;
    uint32_t range_metres;
    int32_t since; /**< minute from which it stands there */
    const struct sharing_spot *spot;
};

/** How far a full one of that kind goes, in metres. */
uint32_t roamer_range(enum roamer_kind kind);

/** The vehicle with that number, below ROAMERS, at a moment of the day. */
struct roamer roamer_at(const struct sharing *sharing, const struct sharing_day *day,
                        uint32_t number);

#endif
