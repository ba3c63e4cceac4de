#include "feeds/elevation/raster.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <tiffio.h>

#include "engine/base/memory.h"

/*
 * GeoTIFF (OGC 19-008r4) as far as heights need it: one image of numbers in degrees, not turned,
 * placed by a tie point and a scale. libtiff unpacks; the geographic tags are read here.
 */

enum {
    TAG_PIXEL_SCALE = 33550,
    TAG_TIE_POINT = 33922,
    TAG_GEO_KEYS = 34735,
    TAG_NO_DATA = 42113, /* GDAL's, a number as text */
    KEY_MODEL = 1024,
    KEY_RASTER = 1025,
    MODEL_GEOGRAPHIC = 2,
    RASTER_IS_POINT = 2,
};

#define SIDE_MAX (1u << 20)        /* samples */
#define SAMPLES_MAX (1u << 28)     /* kept of one file: 1 GiB */
#define CHUNK_MAX (64u << 20)      /* bytes of a strip or tile */
#define ALLOCATION_MAX (256 << 20) /* bytes that libtiff may ask for at once */
#define MARGIN 2                   /* samples around the box */

/* A file being read. */
struct geotiff {
    TIFF *tiff;
    const char *path;
    struct error *error;
    char complaint[160]; /* libtiff's first */
    uint32_t width, height;
    uint32_t chunk_width, chunk_height; /* of a strip or tile */
    uint16_t bits, format, samples;
    double no_data; /* NAN: none */
    bool tiled;
};

__attribute__((format(printf, 4, 0))) static int
complain(TIFF *tiff, void *context, const char *module, const char *format, va_list list)
{
    struct geotiff *file = context;
    (void)tiff;
    (void)module;
    if (!*file->complaint)
        vsnprintf(file->complaint, sizeof file->complaint, format, list);
    return 1;
}

static int ignore(TIFF *tiff, void *context, const char *module, const char *format, va_list list)
{
    (void)tiff, (void)context, (void)module, (void)format, (void)list;
    return 1;
}

static bool refuse(struct geotiff *file, const char *text)
{
    return *file->complaint ? error_set(file->error, ERROR_INPUT, file->path, "%s (libtiff: %s)",
                                        text, file->complaint)
                            : error_set(file->error, ERROR_INPUT, file->path, "%s", text);
}

/* The values of a tag that libtiff does not know by name; NULL: it is not there, or not so. */
static const void *values_of(struct geotiff *file, uint32_t tag, TIFFDataType type, uint32_t least,
                             uint32_t *count)
{
    const TIFFField *field = TIFFFieldWithTag(file->tiff, tag);
    void *values = NULL;
    if (!field || TIFFFieldDataType(field) != type || !TIFFFieldPassCount(field) ||
        TIFFFieldReadCount(field) != TIFF_VARIABLE2 ||
        !TIFFGetField(file->tiff, tag, count, &values) || *count < least)
        return NULL;
    return values;
}

/* A key of the geographic directory; -1: not there, or not held in it directly. */
static int geo_key(struct geotiff *file, uint16_t wanted)
{
    uint32_t count;
    const uint16_t *keys = values_of(file, TAG_GEO_KEYS, TIFF_SHORT, 4, &count);
    for (uint32_t i = 4; keys && i + 4 <= count; i += 4)
        if (keys[i] == wanted && keys[i + 1] == 0)
            return keys[i + 3];
    return -1;
}

static void read_no_data(struct geotiff *file)
{
    char text[64];
    uint32_t count = 0;
    const char *value = values_of(file, TAG_NO_DATA, TIFF_ASCII, 1, &count);
    file->no_data = (double)NAN;
    if (!value || count >= sizeof text)
        return;
    memcpy(text, value, count);
    text[count] = '\0';
    char *end;
    double number = strtod(text, &end);
    if (end != text)
        file->no_data = number;
}

static bool read_shape(struct geotiff *file)
{
    TIFF *tiff = file->tiff;
    file->samples = file->format = 1;
    file->tiled = TIFFIsTiled(tiff) != 0;
    if (!TIFFGetField(tiff, TIFFTAG_IMAGEWIDTH, &file->width) ||
        !TIFFGetField(tiff, TIFFTAG_IMAGELENGTH, &file->height) || !file->width || !file->height ||
        file->width > SIDE_MAX || file->height > SIDE_MAX)
        return refuse(file, "the image has no size, or more than 1,048,576 samples a side");
    TIFFGetFieldDefaulted(tiff, TIFFTAG_BITSPERSAMPLE, &file->bits);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLEFORMAT, &file->format);
    TIFFGetFieldDefaulted(tiff, TIFFTAG_SAMPLESPERPIXEL, &file->samples);
    bool real = file->format == SAMPLEFORMAT_IEEEFP && (file->bits == 32 || file->bits == 64);
    bool whole = (file->format == SAMPLEFORMAT_UINT || file->format == SAMPLEFORMAT_INT) &&
                 (file->bits == 8 || file->bits == 16 || file->bits == 32);
    if ((!real && !whole) || file->samples != 1)
        return refuse(file, "heights must be one number a point: whole (8, 16, 32 bits) or real "
                            "(32, 64 bits)");
    return true;
}

/* Strips or tiles: how large they are, and whether libtiff agrees. */
static bool read_chunks(struct geotiff *file)
{
    uint64_t bytes, expected;
    file->chunk_width = file->width;
    file->chunk_height = file->height;
    if (file->tiled) {
        TIFFGetField(file->tiff, TIFFTAG_TILEWIDTH, &file->chunk_width);
        TIFFGetField(file->tiff, TIFFTAG_TILELENGTH, &file->chunk_height);
        bytes = TIFFTileSize64(file->tiff);
    } else {
        TIFFGetFieldDefaulted(file->tiff, TIFFTAG_ROWSPERSTRIP, &file->chunk_height);
        if (file->chunk_height > file->height)
            file->chunk_height = file->height;
        bytes = TIFFStripSize64(file->tiff);
    }
    expected = (uint64_t)file->chunk_width * file->chunk_height * (file->bits / 8);
    if (!expected || expected > CHUNK_MAX || bytes != expected)
        return refuse(file, "its strips or tiles are empty or larger than 64 MiB");
    return true;
}

/* Where the samples lie. A pixel is an area unless the file says that it is a point. */
static bool read_place(struct geotiff *file, struct raster *raster)
{
    uint32_t count;
    const double *scale = values_of(file, TAG_PIXEL_SCALE, TIFF_DOUBLE, 2, &count);
    const double *tie = values_of(file, TAG_TIE_POINT, TIFF_DOUBLE, 6, &count);
    if (!scale || !tie)
        return refuse(file,
                      "it lacks a pixel scale and a tie point, or is turned; make it north up "
                      "with gdalwarp");
    if (geo_key(file, KEY_MODEL) != MODEL_GEOGRAPHIC)
        return refuse(file, "its coordinates are no degrees; convert it with gdalwarp -t_srs "
                            "EPSG:4326");
    double centre = geo_key(file, KEY_RASTER) == RASTER_IS_POINT ? 0 : 0.5;
    raster->column_step = scale[0];
    raster->row_step = scale[1];
    raster->west = tie[3] + (centre - tie[0]) * scale[0];
    raster->north = tie[4] - (centre - tie[1]) * scale[1];
    raster->rows = file->height;
    raster->columns = file->width;
    bool sane = scale[0] > 1e-7 && scale[0] <= 10 && scale[1] > 1e-7 && scale[1] <= 10 &&
                fabs(raster->west) <= 540 && fabs(raster->north) <= 270;
    return sane || refuse(file, "its scale or place is none on Earth");
}

/* The samples within a range of positions, and MARGIN around it. False: there are none. */
static bool cut(double low, double high, uint32_t count, uint32_t *first, uint32_t *kept)
{
    if (!(high >= -0.5 && low <= count - 0.5))
        return false;
    double from = floor(low) - MARGIN, to = ceil(high) + MARGIN;
    *first = from > 0 ? (uint32_t)from : 0;
    uint32_t last = to < count - 1.0 ? (uint32_t)to : count - 1;
    *kept = last - *first + 1;
    return true;
}

/* What to keep: `row` and `column` are where it begins in the file. */
struct window {
    uint32_t row, column;
};

static bool cut_window(struct raster *raster, struct box box, struct window *window)
{
    double top = (raster->north - geo_degrees(box.high.lat)) / raster->row_step;
    double bottom = (raster->north - geo_degrees(box.low.lat)) / raster->row_step;
    double left = (geo_degrees(box.low.lon) - raster->west) / raster->column_step;
    double right = (geo_degrees(box.high.lon) - raster->west) / raster->column_step;
    if (!cut(top, bottom, raster->rows, &window->row, &raster->rows) ||
        !cut(left, right, raster->columns, &window->column, &raster->columns)) {
        raster->rows = 0;
        return false;
    }
    raster->north -= window->row * raster->row_step;
    raster->west += window->column * raster->column_step;
    return true;
}

static double number_at(const struct geotiff *file, const unsigned char *at)
{
    union {
        int8_t i8;
        uint8_t u8;
        int16_t i16;
        uint16_t u16;
        int32_t i32;
        uint32_t u32;
        float f32;
        double f64;
    } value = {0};
    memcpy(&value, at, file->bits / 8);
    bool with_sign = file->format == SAMPLEFORMAT_INT;
    if (file->format == SAMPLEFORMAT_IEEEFP)
        return file->bits == 32 ? (double)value.f32 : value.f64;
    if (file->bits == 8)
        return with_sign ? value.i8 : value.u8;
    if (file->bits == 16)
        return with_sign ? value.i16 : value.u16;
    return with_sign ? (double)value.i32 : (double)value.u32;
}

static float height_at(const struct geotiff *file, const unsigned char *at)
{
    double metres = number_at(file, at);
    bool none = fabs(metres - file->no_data) < 1e-6 * (1 + fabs(file->no_data));
    return none || !(metres >= RASTER_LOWEST && metres <= RASTER_HIGHEST) ? NAN : (float)metres;
}

/* Copies of a chunk that begins at (row, column) of the file what lies in the window. */
static void copy_chunk(const struct geotiff *file, const unsigned char *chunk, uint32_t row,
                       uint32_t column, const struct window *window, struct raster *raster)
{
    uint32_t size = file->bits / 8;
    for (uint32_t r = 0; r < file->chunk_height; r++) {
        if (row + r < window->row || row + r >= window->row + raster->rows)
            continue;
        float *line = raster->metres + (size_t)(row + r - window->row) * raster->columns;
        const unsigned char *from = chunk + (size_t)r * file->chunk_width * size;
        for (uint32_t c = 0; c < file->chunk_width; c++)
            if (column + c >= window->column && column + c < window->column + raster->columns)
                line[column + c - window->column] = height_at(file, from + (size_t)c * size);
    }
}

static bool read_chunk(struct geotiff *file, unsigned char *chunk, uint32_t row, uint32_t column)
{
    tmsize_t size = (tmsize_t)file->chunk_width * file->chunk_height * (file->bits / 8);
    if (file->tiled)
        return TIFFReadEncodedTile(file->tiff, TIFFComputeTile(file->tiff, column, row, 0, 0),
                                   chunk, size) == size;
    uint32_t left = file->height - row;
    if (left < file->chunk_height)
        size = size / file->chunk_height * left;
    return TIFFReadEncodedStrip(file->tiff, TIFFComputeStrip(file->tiff, row, 0), chunk, size) ==
           size;
}

static bool read_window(struct geotiff *file, const struct window *window, struct raster *raster)
{
    if ((uint64_t)raster->rows * raster->columns > SAMPLES_MAX)
        return error_set(file->error, ERROR_LIMIT, file->path,
                         "more than 268,435,456 samples of it lie on the map; cut or coarsen it");
    size_t count = (size_t)raster->rows * raster->columns;
    raster->metres = memory_resize(NULL, count, sizeof *raster->metres);
    for (size_t i = 0; i < count; i++)
        raster->metres[i] = NAN;
    unsigned char *chunk =
        memory_zeroed((size_t)file->chunk_width * file->chunk_height, file->bits / 8);
    uint32_t row = window->row - window->row % file->chunk_height;
    bool read = true;
    for (; read && row < window->row + raster->rows; row += file->chunk_height) {
        uint32_t column = window->column - window->column % file->chunk_width;
        for (; read && column < window->column + raster->columns; column += file->chunk_width) {
            read = read_chunk(file, chunk, row, column);
            if (read)
                copy_chunk(file, chunk, row, column, window, raster);
        }
    }
    memory_free(chunk);
    return read || refuse(file, "it is damaged or cut off");
}

static TIFF *open_quietly(struct geotiff *file)
{
    TIFFOpenOptions *options = TIFFOpenOptionsAlloc();
    TIFFOpenOptionsSetMaxSingleMemAlloc(options, ALLOCATION_MAX);
    TIFFOpenOptionsSetErrorHandlerExtR(options, complain, file);
    TIFFOpenOptionsSetWarningHandlerExtR(options, ignore, file);
    TIFF *tiff = TIFFOpenExt(file->path, "rm", options);
    TIFFOpenOptionsFree(options);
    return tiff;
}

bool geotiff_open(struct raster *raster, const char *path, struct box box, struct error *error)
{
    struct geotiff file = {.path = path, .error = error};
    struct window window;
    *raster = (struct raster){0};
    file.tiff = open_quietly(&file);
    if (!file.tiff)
        return refuse(&file, "it is no TIFF file that can be opened");
    bool read = read_shape(&file) && read_chunks(&file) && read_place(&file, raster);
    read_no_data(&file);
    if (read && cut_window(raster, box, &window))
        read = read_window(&file, &window, raster);
    TIFFClose(file.tiff);
    if (!read)
        raster_finish(raster);
    return read;
}
