#include "feeds/input/members.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include <zip.h>
#include <zlib.h>

#include "engine/base/mapfile.h"
#include "engine/base/memory.h"

struct archive {
    struct mapfile file; /* the zip's own bytes: libzip and the overlap check see the same ones */
    zip_t *zip;
};

/* What people hand over in place of a zip, by its first bytes. */
static const struct {
    const char *bytes;
    size_t length;
    const char *what;
} strangers[] = {
    {"\x1f\x8b", 2, "a gzip file, not a zip; unpack it first"},
    {"Rar!", 4, "a RAR archive, not a zip"},
    {"7z\xbc\xaf", 4, "a 7z archive, not a zip"},
    {"BZh", 3, "a bzip2 file, not a zip"},
    {"\xfd"
     "7zXZ",
     5, "an xz file, not a zip"},
    {"<!doctype html", 14, "a web page (HTML), not a zip; was the download refused?"},
    {"<html", 5, "a web page (HTML), not a zip; was the download refused?"},
    {"<", 1, "an XML or HTML document, not a zip; was the download refused?"},
    {"{", 1, "a JSON document, not a zip"},
};

static const char *name_stranger(const unsigned char *bytes, size_t size)
{
    while (size && (*bytes == ' ' || *bytes == '\t' || *bytes == '\r' || *bytes == '\n'))
        bytes++, size--;
    if (size > 262 && memcmp(bytes + 257, "ustar", 5) == 0)
        return "a tar archive, not a zip";
    for (size_t i = 0; i < sizeof strangers / sizeof *strangers; i++)
        if (size >= strangers[i].length &&
            strncasecmp((const char *)bytes, strangers[i].bytes, strangers[i].length) == 0)
            return strangers[i].what;
    return NULL;
}

/* Why what was found at the file's end is no zip to read. */
static bool refuse(const struct input *input, enum directory_state state, struct error *error)
{
    const struct mapfile *file = &input->archive->file;
    const char *what = name_stranger(file->bytes, file->size);
    bool zip = file->size >= 4 && memcmp(file->bytes, "PK\3\4", 4) == 0;
    if (state == DIRECTORY_OVERLAPS)
        return error_set(error, ERROR_INPUT, input->path,
                         "members of the zip overlap: it was damaged or made to deceive");
    if (state == DIRECTORY_DAMAGED)
        return error_set(error, ERROR_CORRUPT, input->path,
                         "the directory at the end of the zip is damaged; fetch it again");
    if (what)
        return error_set(error, ERROR_INPUT, input->path, "this is %s", what);
    return error_set(error, zip ? ERROR_CORRUPT : ERROR_INPUT, input->path, "%s",
                     zip ? "the zip is cut short; fetch it again" : "neither a zip nor a folder");
}

static bool open_zip(struct input *input, const struct directory *directory, struct error *error)
{
    struct archive *archive = input->archive;
    const unsigned char *start = archive->file.bytes + directory->prefix;
    zip_error_t why;
    zip_error_init(&why);
    zip_source_t *source =
        zip_source_buffer_create(start, archive->file.size - directory->prefix, 0, &why);
    archive->zip = source ? zip_open_from_source(source, ZIP_RDONLY, &why) : NULL;
    bool opened = archive->zip != NULL;
    if (!opened && directory->odd_name[0])
        error_set(error, ERROR_INPUT, input->path,
                  "its member %s is packed by method %u; only stored and deflated ones can be read",
                  directory->odd_name, directory->odd_method);
    else if (!opened)
        error_set(error, ERROR_CORRUPT, input->path, "the zip is damaged: %s",
                  zip_error_strerror(&why));
    if (!opened)
        zip_source_free(source);
    zip_error_fini(&why);
    return opened;
}

/* The name after the last slash of either kind. */
static const char *last_name(const char *name)
{
    const char *last = name;
    for (; *name; name++)
        if (*name == '/' || *name == '\\')
            last = name + 1;
    return last;
}

static bool is_table(const char *name)
{
    static const char *const tables[] = {"agency.txt", "stops.txt", "routes.txt", "trips.txt",
                                         "stop_times.txt"};
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        if (strcasecmp(name, tables[i]) == 0)
            return true;
    return false;
}

/* Names that no sane packer writes: nothing is ever unpacked to a path, but they earn a word. */
static bool strange_path(const char *name)
{
    return name[0] == '/' || name[0] == '\\' || strstr(name, "../") || strstr(name, "..\\") ||
           (name[0] && name[1] == ':');
}

static bool clutter(const char *name)
{
    return strncasecmp(name, "__MACOSX/", 9) == 0 || strstr(name, "/__MACOSX/") ||
           last_name(name)[0] == '.' || !*last_name(name);
}

static bool is_link(zip_t *zip, uint64_t index)
{
    zip_uint8_t system;
    zip_uint32_t attributes;
    return zip_file_get_external_attributes(zip, index, 0, &system, &attributes) == 0 &&
           system == ZIP_OPSYS_UNIX && S_ISLNK(attributes >> 16);
}

/* Finds the one folder of the archive that holds the tables: `home` ends with a slash or is "". */
static bool find_home(struct input *input, const char **home, size_t *length, struct error *error)
{
    zip_t *zip = input->archive->zip;
    *home = NULL;
    *length = 0;
    for (zip_int64_t i = 0; i < zip_get_num_entries(zip, 0); i++) {
        const char *name = zip_get_name(zip, (zip_uint64_t)i, ZIP_FL_ENC_RAW);
        if (!name || clutter(name) || strange_path(name) || !is_table(last_name(name)))
            continue;
        size_t prefix = (size_t)(last_name(name) - name);
        if (*home && prefix == *length && strncmp(*home, name, prefix) == 0)
            continue;
        if (*home && *length && prefix)
            return error_set(error, ERROR_INPUT, input->path,
                             "holds tables in two folders, %.*s and %.*s; give one feed a zip",
                             (int)(*length > 60 ? 60 : *length), *home,
                             (int)(prefix > 60 ? 60 : prefix), name);
        if (!*home || !prefix) {
            *home = name;
            *length = prefix;
        }
    }
    return true;
}

static void add_entry(struct input *input, uint64_t index, const char *home, size_t length)
{
    zip_t *zip = input->archive->zip;
    const char *name = zip_get_name(zip, index, ZIP_FL_ENC_RAW);
    if (!name || clutter(name))
        return;
    zip_stat_t info;
    bool inside = strncmp(name, home, length) == 0 && last_name(name) == name + length;
    if (strange_path(name))
        input_add_note(input, "archive_strange_name",
                       "a member's name looks like a path out of the folder; it was not read",
                       name);
    else if (!inside)
        input_add_note(
            input, "archive_elsewhere",
            "a member lies in another folder of the zip than the tables; it was not read", name);
    else if (is_link(zip, index))
        input_add_note(input, "archive_link", "a member is a symbolic link; it was not read", name);
    else if (zip_stat_index(zip, index, 0, &info) == 0)
        input_add_member(
            input, name, length,
            &(struct member){.index = index, .packed = info.comp_size, .plain = info.size});
}

static bool list_entries(struct input *input, struct error *error)
{
    uint64_t count = (uint64_t)zip_get_num_entries(input->archive->zip, 0);
    const char *home;
    size_t length;
    if (!find_home(input, &home, &length, error))
        return false;
    for (uint64_t i = 0; i < count; i++)
        add_entry(input, i, home ? home : "", length);
    if (length) {
        char folder[128];
        snprintf(folder, sizeof folder, "%.*s", (int)length, home);
        input_add_note(input, "archive_folder", "the tables lie in a folder inside the zip",
                       folder);
    }
    return true;
}

/* The directory as we read it and as libzip does must be the same one. */
static bool open_checked(struct input *input, struct error *error)
{
    const struct mapfile *file = &input->archive->file;
    struct directory directory;
    enum directory_state state = directory_scan(file->bytes, file->size, &directory);
    if (state != DIRECTORY_FINE)
        return refuse(input, state, error);
    if (directory.count > input->limits.members_max)
        return error_set(error, ERROR_LIMIT, input->path, "has %llu members, more than %u",
                         (unsigned long long)directory.count, input->limits.members_max);
    if (!open_zip(input, &directory, error))
        return false;
    if ((uint64_t)zip_get_num_entries(input->archive->zip, 0) != directory.count)
        return refuse(input, DIRECTORY_DAMAGED, error);
    if (directory.prefix)
        input_add_note(input, "archive_prefix", "other bytes stand before the zip", "");
    return true;
}

bool archive_list(struct input *input, struct error *error)
{
    input->archive = memory_zeroed(1, sizeof *input->archive);
    if (!mapfile_open(&input->archive->file, input->path, error))
        return false;
    if (input->archive->file.size == 0)
        return error_set(error, ERROR_INPUT, input->path, "the file is empty");
    return open_checked(input, error) && list_entries(input, error);
}

void archive_close(struct archive *archive)
{
    if (!archive)
        return;
    if (archive->zip)
        zip_discard(archive->zip);
    mapfile_close(&archive->file);
    memory_free(archive);
}

bool archive_stream(struct input *input, const struct member *member, struct stream *stream,
                    struct error *error)
{
    zip_t *zip = input->archive->zip;
    stream->file = zip_fopen_index(zip, member->index, 0);
    if (stream->file)
        return true;
    char place[192];
    snprintf(place, sizeof place, "%s:%s", input->path, member->shown);
    return error_set(error, ERROR_INPUT, place, "cannot be unpacked: %s", zip_strerror(zip));
}

int64_t archive_take(struct stream *stream, char *buffer, size_t size)
{
    return zip_fread(stream->file, buffer, size);
}

const char *archive_complaint(struct stream *stream)
{
    return zip_file_strerror(stream->file);
}

void archive_end(struct stream *stream)
{
    zip_fclose(stream->file);
}

const char *input_libraries(void)
{
    static char text[64];
    snprintf(text, sizeof text, "libzip %s, zlib %s", zip_libzip_version(), zlibVersion());
    return text;
}
