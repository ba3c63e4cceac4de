#ifndef FEEDS_FEEDER_FEEDER_H
#define FEEDS_FEEDER_FEEDER_H

#include "engine/base/error.h"
#include "feeds/config/config.h"
#include "feeds/fetch/fetch.h"
#include "feeds/findings/findings.h"

/*
 * Keeps the live images of one or more networks: fetches the live feeds of a city, keeps what each
 * of them says, and writes `NET.live` beside each network image `NET` whenever there is something
 * new, and once a minute anyway. One owner, one thread.
 *
 * A feed that fails keeps what it said until that is stale. Whatever ends this process in whatever
 * moment leaves the last whole image behind.
 */

struct feeder;

/** How a feeder is made. */
struct feeder_options {
    struct fetch_limits limits;
    uint64_t seed;         /**< for what is drawn by chance; also where image numbers begin */
    int32_t least_wait_ms; /**< from one image to the next */
};

/** A feeder without networks. The configuration must outlive it. */
struct feeder *feeder_create(const struct config *config, const struct feeder_options *options);

/** Frees it; NULL is fine. Live images stay. */
void feeder_destroy(struct feeder *feeder);

/**
 * Makes live images for the network image at `path` from now on; one that is known already is
 * opened again. Parts of live images that a killed feeder left there are removed. False: it cannot
 * be opened; one that is known already stays as it was.
 */
MUST_CHECK bool feeder_add(struct feeder *feeder, const char *path, struct error *error);

/** Makes no more live images for `path`; false: it is not known. */
bool feeder_forget(struct feeder *feeder, const char *path);

/** Takes what has come and writes the images that are due. */
void feeder_step(struct feeder *feeder);

/** Waits until there may be something to do, or one of the descriptors can be read. */
void feeder_wait(struct feeder *feeder, const int *descriptors, uint32_t count);

/** Whether every feed has been tried, and what they said is in all images. */
bool feeder_is_settled(const struct feeder *feeder);

/**
 * What was odd in the newest message of live feed `number` of the configuration, whose tag becomes
 * `*tag`; behind the last one in reading the overlay of prices and in laying it on each network.
 * Borrowed until the next step. NULL: there is no such feed.
 */
const struct findings *feeder_findings(const struct feeder *feeder, uint32_t number,
                                       const char **tag);

/** Where the live image of the network image at `path` lies; false: the path is too long. */
MUST_CHECK bool feeder_live_path(const char *path, char *live, size_t size);

#endif
