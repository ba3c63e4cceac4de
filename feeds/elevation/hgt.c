#include "feeds/elevation/raster.h"

#include <string.h>
#include <zlib.h>

#include "engine/base/memory.h"

/* SRTM tiles: a degree each way, samples on the border of both neighbours. */

static const uint32_t sides[] = {3601, 1201}; /* 1 and 3 seconds of arc */

static bool digits(const char *text, int count, int *number)
{
    *number = 0;
    for (int i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        *number = *number * 10 + (text[i] - '0');
    }
    return true;
}

bool hgt_corner(const char *name, int *lat, int *lon)
{
    if (strlen(name) < 7 || !strchr("NnSs", name[0]) || !strchr("EeWw", name[3]) ||
        !digits(name + 1, 2, lat) || !digits(name + 4, 3, lon))
        return false;
    if (strchr("Ss", name[0]))
        *lat = -*lat;
    if (strchr("Ww", name[3]))
        *lon = -*lon;
    return *lat >= -90 && *lat < 90 && *lon >= -180 && *lon < 180;
}

/* Fills all but where the samples are. */
static bool lay(struct raster *raster, size_t size, const char *name, struct error *error)
{
    int lat, lon;
    if (!hgt_corner(name, &lat, &lon))
        return error_set(error, ERROR_INPUT, name,
                         "the name of an HGT tile says where it lies: N49E008.hgt");
    for (size_t i = 0; i < sizeof sides / sizeof *sides; i++) {
        uint32_t side = sides[i];
        if (size != (size_t)side * side * 2)
            continue;
        *raster = (struct raster){
            .north = lat + 1,
            .west = lon,
            .row_step = 1.0 / (side - 1),
            .column_step = 1.0 / (side - 1),
            .rows = side,
            .columns = side,
        };
        return true;
    }
    return error_set(error, ERROR_INPUT, name,
                     "an HGT tile has 25,934,402 bytes (1 second of arc) or 2,884,802 (3 seconds), "
                     "this one %zu%s",
                     size, size > HGT_BYTES_MAX ? " or more" : "");
}

bool hgt_take(struct raster *raster, unsigned char *bytes, size_t size, const char *name,
              struct error *error)
{
    if (!lay(raster, size, name, error)) {
        memory_free(bytes);
        return false;
    }
    raster->bytes = bytes;
    raster->shorts = bytes;
    return true;
}

static bool open_plain(struct raster *raster, const char *path, const char *name,
                       struct error *error)
{
    struct mapfile file;
    if (!mapfile_open(&file, path, error))
        return false;
    if (!lay(raster, file.size, name, error)) {
        mapfile_close(&file);
        return false;
    }
    raster->file = file;
    raster->shorts = file.bytes;
    return true;
}

static bool open_packed(struct raster *raster, const char *path, const char *name,
                        struct error *error)
{
    gzFile file = gzopen(path, "rb");
    if (!file)
        return error_set(error, ERROR_SYSTEM, name, "the file cannot be opened");
    unsigned char *bytes = memory_resize(NULL, HGT_BYTES_MAX + 1, 1);
    size_t size = 0;
    int got = 1;
    while (size <= HGT_BYTES_MAX && got > 0) {
        got = gzread(file, bytes + size, (unsigned)(HGT_BYTES_MAX + 1 - size));
        size += got > 0 ? (size_t)got : 0;
    }
    int state = Z_OK;
    gzerror(file, &state);
    gzclose(file);
    if (got < 0 || (state != Z_OK && state != Z_STREAM_END)) {
        memory_free(bytes);
        return error_set(error, ERROR_INPUT, name, "the gzip file is damaged or cut off");
    }
    return hgt_take(raster, bytes, size, name, error);
}

bool hgt_open(struct raster *raster, const char *path, const char *name, struct error *error)
{
    size_t length = strlen(name);
    bool packed = length > 3 && strcmp(name + length - 3, ".gz") == 0;
    return packed ? open_packed(raster, path, name, error) : open_plain(raster, path, name, error);
}
