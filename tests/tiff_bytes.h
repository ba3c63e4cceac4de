#ifndef TESTS_TIFF_BYTES_H
#define TESTS_TIFF_BYTES_H

#include <stddef.h>
#include <stdint.h>

/* Small GeoTIFF files made by hand, right and wrong; nothing is packed. */

/** What is written. Zeroes mean the usual. */
struct tiff_image {
    uint16_t columns, rows;
    uint16_t bits;          /**< 8, 16, 32 or 64 */
    uint16_t format;        /**< 1 unsigned, 2 signed, 3 real */
    uint16_t tile;          /**< side of its tiles; 0: strips of two rows */
    double north, west;     /**< of the corner of the first pixel (or its centre, if a point) */
    double step;            /**< degrees */
    uint16_t model, raster; /**< keys 1024 and 1025; 0: 2 (degrees) and 1 (area) */
    const char *no_data;    /**< NULL: none */
    int without_place;      /**< 1: no scale and no tie point */
    const double *heights;  /**< columns * rows */
};

/** The bytes of a file. */
struct tiff_bytes {
    size_t size;
    uint8_t data[65536];
};

/** Writes the file. */
void tiff_write(struct tiff_bytes *bytes, const struct tiff_image *image);

#endif
