#ifndef FEEDS_ELEVATION_RASTER_H
#define FEEDS_ELEVATION_RASTER_H

#include "engine/base/error.h"
#include "engine/base/geo.h"
#include "engine/base/mapfile.h"

/* A grid of heights, whatever it was read from. */

/** Rows run from north to south, columns from west to east. */
struct raster {
    double north, west;           /**< the centre of the first sample, degrees */
    double row_step, column_step; /**< degrees between samples, > 0 */
    uint32_t rows, columns;       /**< >= 1 */
    const unsigned char *shorts;  /**< HGT: 16 bits each, high byte first; else NULL */
    float *metres;                /**< GeoTIFF: NAN unknown; else NULL */
    struct mapfile file;          /**< what `shorts` lies in, */
    unsigned char *bytes;         /**< or memory of its own */
};

/** No land or sea floor of ours lies outside: such samples are unknown. */
#define RASTER_LOWEST (-1000.0)
#define RASTER_HIGHEST 9000.0

/** Frees what it holds. */
void raster_finish(struct raster *raster);

/** The height at a point; NAN: unknown, or outside. */
double raster_at(const struct raster *raster, double lat, double lon);

/** The corner in the south-west of the tile that `name` (N49E008.hgt, whatever follows) says. */
bool hgt_corner(const char *name, int *lat, int *lon);

/** Reads a tile from a file, gzip or plain; `name` says where it lies. False: it is none. */
MUST_CHECK bool hgt_open(struct raster *raster, const char *path, const char *name,
                         struct error *error);

/** Makes a tile of `size` bytes, which it takes over from memory_resize. */
MUST_CHECK bool hgt_take(struct raster *raster, unsigned char *bytes, size_t size, const char *name,
                         struct error *error);

/** The largest tile, in bytes. */
#define HGT_BYTES_MAX ((size_t)3601 * 3601 * 2)

/**
 * Reads of a GeoTIFF what lies in the box; `rows` is 0 when nothing does. False: damaged, too
 * large, or laid out in a way that is not read.
 */
MUST_CHECK bool geotiff_open(struct raster *raster, const char *path, struct box box,
                             struct error *error);

#endif
