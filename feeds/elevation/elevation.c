#include "feeds/elevation/elevation.h"

#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <tiffio.h>

#include "engine/base/intern.h"
#include "engine/base/memory.h"
#include "feeds/elevation/raster.h"
#include "feeds/input/input.h"

#define FILES_MAX 10000

struct elevation {
    struct vec rasters; /* struct raster, the finest first, then by name */
    struct box box;
    struct findings *findings; /* while it is opened */
    struct error first;        /* what was wrong first with the path at hand */
    uint32_t files;            /* of it that are of a kind we read */
    uint32_t usable;           /* of them */
};

static bool ends_in(const char *name, const char *ending)
{
    size_t length = strlen(name), tail = strlen(ending);
    return length >= tail && strcasecmp(name + length - tail, ending) == 0;
}

static const char *last_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static void note(struct elevation *elevation, const char *code, enum finding_action action,
                 const char *text, const char *name, const char *detail)
{
    findings_add(elevation->findings, code, action, text, name, 0, detail,
                 detail ? strlen(detail) : 0);
}

static void leave_out(struct elevation *elevation, const char *name, const struct error *error)
{
    if (elevation->first.kind == ERROR_NONE)
        elevation->first = *error;
    note(elevation, "elevation_file_unusable", FINDING_FILE,
         "The heights cannot be read; what lies there has none.", name, error->text);
}

static void keep(struct elevation *elevation, const struct raster *raster)
{
    elevation->usable++;
    if (raster->rows)
        vec_push(&elevation->rasters, raster);
}

/* Whether a tile of a degree each way touches the box; names that are no tile's may. */
static bool is_wanted(const struct elevation *elevation, const char *name)
{
    int lat, lon;
    return !hgt_corner(name, &lat, &lon) || (lat <= geo_degrees(elevation->box.high.lat) &&
                                             lat + 1 >= geo_degrees(elevation->box.low.lat) &&
                                             lon <= geo_degrees(elevation->box.high.lon) &&
                                             lon + 1 >= geo_degrees(elevation->box.low.lon));
}

/* --- Tiles in a zip --- */

/* A member on its way into memory. */
struct member {
    unsigned char *bytes;
    size_t size;
};

/* More than a tile can have is not kept: the size alone says then that it is none. */
static bool take_bytes(void *context, const char *bytes, size_t size)
{
    struct member *member = context;
    if (member->size + size > HGT_BYTES_MAX) {
        member->size = HGT_BYTES_MAX + 1;
        return false;
    }
    memcpy(member->bytes + member->size, bytes, size);
    member->size += size;
    return true;
}

static void read_member(struct elevation *elevation, struct input *input, const char *name)
{
    struct error error = {0};
    struct raster raster;
    struct member member = {.bytes = memory_resize(NULL, HGT_BYTES_MAX, 1)};
    if (!input_read(input, name, take_bytes, &member, &error)) {
        memory_free(member.bytes);
        leave_out(elevation, name, &error);
        return;
    }
    if (member.size < HGT_BYTES_MAX)
        member.bytes = memory_resize(member.bytes, member.size ? member.size : 1, 1);
    if (hgt_take(&raster, member.bytes, member.size, name, &error))
        keep(elevation, &raster);
    else
        leave_out(elevation, name, &error);
}

static void read_zip(struct elevation *elevation, const char *path)
{
    struct error error = {0};
    struct input *input;
    if (!input_open(&input, path, NULL, &error)) {
        leave_out(elevation, last_name(path), &error);
        return;
    }
    input_report(input, elevation->findings);
    uint32_t tiles = 0;
    for (uint32_t i = 0; i < input_count(input); i++) {
        const char *name = last_name(input_name(input, i));
        if (!ends_in(name, ".hgt"))
            continue;
        tiles++;
        if (is_wanted(elevation, name))
            read_member(elevation, input, name);
        else
            elevation->usable++;
    }
    input_close(input);
    if (!tiles) {
        error_set(&error, ERROR_INPUT, last_name(path), "no HGT tile lies at the top of the zip");
        leave_out(elevation, last_name(path), &error);
    }
}

/* --- Files --- */

static void read_file(struct elevation *elevation, const char *path)
{
    const char *name = last_name(path);
    struct error error = {0};
    struct raster raster;
    bool read = true;
    elevation->files++;
    if (ends_in(name, ".zip")) {
        read_zip(elevation, path);
        return;
    }
    if (ends_in(name, ".tif") || ends_in(name, ".tiff"))
        read = geotiff_open(&raster, path, elevation->box, &error);
    else if (!is_wanted(elevation, name)) {
        elevation->usable++; /* As far as anybody has to know. */
        return;
    } else
        read = hgt_open(&raster, path, name, &error);
    if (read)
        keep(elevation, &raster);
    else
        leave_out(elevation, name, &error);
}

static bool is_ours(const char *name)
{
    static const char *const endings[] = {".hgt", ".hgt.gz", ".zip", ".tif", ".tiff"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (ends_in(name, endings[i]))
            return true;
    return false;
}

static int by_text(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

static void read_names(struct elevation *elevation, const char *path, const struct intern *names)
{
    char whole[4096];
    const char **sorted = memory_zeroed(names->count, sizeof *sorted);
    for (uint32_t i = 0; i < names->count; i++)
        sorted[i] = intern_key(names, i);
    qsort(sorted, names->count, sizeof *sorted, by_text);
    for (uint32_t i = 0; i < names->count; i++) {
        int length = snprintf(whole, sizeof whole, "%s/%s", path, sorted[i]);
        if (!is_ours(sorted[i]))
            note(elevation, "elevation_file_unknown", FINDING_NOTED,
                 "The file is neither HGT nor GeoTIFF nor a zip and was not read.", sorted[i],
                 NULL);
        else if (length > 0 && (size_t)length < sizeof whole)
            read_file(elevation, whole);
    }
    memory_free(sorted);
}

static bool read_folder(struct elevation *elevation, const char *path, struct error *error)
{
    DIR *folder = opendir(path);
    if (!folder)
        return error_set(error, ERROR_SYSTEM, path, "the folder cannot be read");
    struct intern names = {0};
    for (struct dirent *entry = readdir(folder); entry && names.count <= FILES_MAX;
         entry = readdir(folder))
        if (entry->d_name[0] != '.')
            intern_add(&names, entry->d_name, strlen(entry->d_name));
    closedir(folder);
    bool fits = names.count <= FILES_MAX;
    if (fits)
        read_names(elevation, path, &names);
    else
        error_set(error, ERROR_LIMIT, path, "the folder has more than 10,000 files");
    intern_finish(&names);
    return fits;
}

static int by_step(const void *left, const void *right)
{
    const struct raster *a = left, *b = right;
    if (a->row_step < b->row_step || a->row_step > b->row_step)
        return a->row_step < b->row_step ? -1 : 1;
    if (a->north < b->north || a->north > b->north)
        return a->north > b->north ? -1 : 1;
    return (a->west > b->west) - (a->west < b->west);
}

static bool read_path(struct elevation *elevation, const char *path, struct error *error)
{
    struct stat info;
    elevation->first = (struct error){0};
    elevation->files = elevation->usable = 0;
    if (stat(path, &info) != 0)
        return error_set(error, ERROR_MISSING, path, "there is no such file or folder");
    if (S_ISDIR(info.st_mode)) {
        if (!read_folder(elevation, path, error))
            return false;
    } else if (is_ours(path)) {
        read_file(elevation, path);
    }
    if (!elevation->files)
        return error_set(error, ERROR_INPUT, path,
                         "there are no heights: HGT tiles (N49E008.hgt, .hgt.gz, .zip) or GeoTIFF "
                         "(.tif)");
    if (!elevation->usable) {
        if (error)
            *error = elevation->first;
        return false;
    }
    return true;
}

bool elevation_open(struct elevation **elevation, const char *const *paths, size_t count,
                    struct box box, struct findings *findings, struct error *error)
{
    struct elevation *opened = memory_zeroed(1, sizeof *opened);
    opened->rasters = vec_of(sizeof(struct raster));
    opened->box = box;
    opened->findings = findings;
    for (size_t i = 0; i < count; i++)
        if (!read_path(opened, paths[i], error)) {
            elevation_close(opened);
            return false;
        }
    if (opened->rasters.count)
        qsort(opened->rasters.data, opened->rasters.count, sizeof(struct raster), by_step);
    else if (count)
        note(opened, "elevation_elsewhere", FINDING_NOTED,
             "None of the heights lies on the map; the streets are flat.", last_name(paths[0]),
             NULL);
    opened->findings = NULL;
    *elevation = opened;
    return true;
}

void elevation_close(struct elevation *elevation)
{
    if (!elevation)
        return;
    for (uint32_t i = 0; i < elevation->rasters.count; i++)
        raster_finish(vec_at(&elevation->rasters, i));
    vec_finish(&elevation->rasters);
    memory_free(elevation);
}

double elevation_at(const struct elevation *elevation, struct point at)
{
    const struct raster *rasters = elevation->rasters.data;
    double lat = geo_degrees(at.lat), lon = geo_degrees(at.lon), metres = (double)NAN;
    for (uint32_t i = 0; i < elevation->rasters.count && isnan(metres); i++)
        metres = raster_at(&rasters[i], lat, lon);
    return metres;
}

uint32_t elevation_tiles(const struct elevation *elevation)
{
    return elevation->rasters.count;
}

const char *elevation_libraries(void)
{
    static char text[32];
    static const char before[] = "LIBTIFF, Version ";
    const char *version = TIFFGetVersion();
    if (strncmp(version, before, sizeof before - 1) == 0)
        version += sizeof before - 1;
    snprintf(text, sizeof text, "libtiff %.*s", (int)strcspn(version, "\n"), version);
    return text;
}
