#ifndef FEEDS_ELEVATION_ELEVATION_H
#define FEEDS_ELEVATION_ELEVATION_H

#include "engine/base/error.h"
#include "engine/base/geo.h"
#include "feeds/findings/findings.h"

/*
 * Heights of the ground: HGT tiles (SRTM; 1 or 3 seconds of arc; plain, gzip or in a zip) and
 * GeoTIFF in degrees (libtiff lives here). What has no height is unknown, never zero.
 */

struct elevation;

/**
 * Opens files and folders of files, and reads of them what lies in the box. False: one of the paths
 * holds nothing usable at all; `error` names the first file and what is wrong with it. A damaged
 * file in a folder beside good ones is a finding (`elevation_file_unusable`), as are files that are
 * none of ours.
 */
MUST_CHECK bool elevation_open(struct elevation **elevation, const char *const *paths, size_t count,
                               struct box box, struct findings *findings, struct error *error);

/** Frees it; NULL is fine. */
void elevation_close(struct elevation *elevation);

/**
 * Metres above the sea, between the four samples around the point (bilinear); NAN: unknown. The
 * finest file that knows counts. Any number of threads may ask.
 */
double elevation_at(const struct elevation *elevation, struct point at);

/** Files or tiles that lie in the box and were read. */
uint32_t elevation_tiles(const struct elevation *elevation);

/** "libtiff 4.5.0": the library at run time; to be called by one thread. */
const char *elevation_libraries(void);

#endif
