#ifndef DATA_SHARING_CARS_H
#define DATA_SHARING_CARS_H

#include "data/sharing/sharing.h"

/* Autopartage: cars that were booked for a span. Most come back to where they were taken. */

enum { CARS = 16, LOT_CARS = 12 };

/** What they are. */
enum car_kind { CAR_CITY, CAR_FAMILY, CAR_FREE, CAR_KINDS };

/** A car at a moment. */
struct car {
    uint8_t kind;  /**< enum car_kind; CAR_FREE is left at any station, the others at home */
    bool out;      /**< it is driven */
    bool reserved; /**< it leaves soon */
    uint32_t home; /**< its station, of `sharing.lots` */
    uint32_t lot;  /**< where it stands or will stand */
    uint32_t trips;
    uint32_t range_metres;
    int32_t since;    /**< minute from which it stands there */
    unix_time booked; /**< when it leaves next; 0: not today */
};

/** How far a full one of that kind goes, in metres. */
uint32_t car_range(enum car_kind kind);

/** The car with that number, below CARS, at a moment of the day. */
struct car car_at(const struct sharing_day *day, uint32_t number);

#endif
