#ifndef DATA_SHARING_WORDS_H
#define DATA_SHARING_WORDS_H

#include <jansson.h>

#include "data/sharing/fences.h"
#include "data/sharing/sharing.h"

/* How GBFS 3.0 says things. All json_t returned are the caller's. */

/** Somebody who lends vehicles. */
struct words_operator {
    const char *system; /**< system_id, and the folder */
    const char *name;
    const char *french, *english; /**< what it is, in a few words */
    const char *site;             /**< its host */
    const char *color;
};

/** What an operator is saying at a moment. */
struct words {
    const struct sharing *sharing;
    const struct words_operator *who;
    struct sharing_day day;
    struct arena *arena;
    struct vec *documents; /**< struct sharing_document */
    json_t *feeds;         /**< of gbfs.json */
};

/** Begins a system. */
struct words words_begin(const struct sharing *sharing, const struct words_operator *who,
                         const struct sharing_day *day, struct arena *arena, struct vec *documents);

/** Adds a document that changes with every minute; takes `data`. */
void words_now(struct words *words, const char *name, json_t *data);

/** Adds one that hardly ever changes; takes `data`. */
void words_always(struct words *words, const char *name, json_t *data);

/** Adds system_information and, at last, gbfs.json. */
void words_end(struct words *words);

/** A text in French and English. */
json_t *words_both(const char *french, const char *english);

/** A text that is the same in both. */
json_t *words_name(const char *name);

/** An amount in cents as the standard has it: whole units, with a fraction. */
json_t *words_cents(int cents);

/** A time of the city's clocks. */
json_t *words_time(const struct words *words, unix_time time);

/** The same, so many minutes after the day began. */
json_t *words_minute(const struct words *words, int32_t minute);

/** Where an app or a browser rents a thing (`station`, `vehicle`) of that id. */
json_t *words_uris(const struct words *words, const char *thing, const char *id);

/** Degrees of a point, with the seven digits that it has. */
json_t *words_degrees(int32_t units);

/** A ring of a polygon: closed, as GeoJSON wants it, counter-clockwise or (a hole) clockwise. */
json_t *words_ring(const struct ground_metres *points, uint32_t count, bool hole);

/** An area of one ring and, where `hole_count` is not 0, a hole. */
json_t *words_area(const struct ground_metres *points, uint32_t count,
                   const struct ground_metres *hole, uint32_t hole_count);

/** A vehicle's id, another one after each ride, as privacy wants it. */
const char *words_vehicle_id(const struct words *words, uint32_t number, uint32_t rides);

/** The documents of Vélo Rade. */
void words_docks(const struct sharing *sharing, unix_time now, struct arena *arena,
                 struct vec *documents);

/** Those of Trott'Estran. */
void words_roamers(const struct sharing *sharing, unix_time now, struct arena *arena,
                   struct vec *documents);

/** Those of Autopartage. */
void words_cars(const struct sharing *sharing, unix_time now, struct arena *arena,
                struct vec *documents);

#endif
