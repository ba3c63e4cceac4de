#include "feeds/osm/osm.h"

#include <errno.h>
#include <string.h>
#include <strings.h>

#include <expat.h>
#include <protobuf-c/protobuf-c.h>
#include <zlib.h>

#include "feeds/osm/reader.h"

#define HEAD_BYTES 64
#define WAY_REFS_USUAL 2000 /* OpenStreetMap's own limit */

void osm_report_text(struct osm_reader *reader, enum osm_oddity oddity, uint32_t line,
                     const char *text, size_t length)
{
    const struct osm_oddity_words *words = &osm_oddities[oddity];
    findings_add(reader->findings, words->code, words->action, words->text, reader->name, line,
                 text, length);
}

void osm_report(struct osm_reader *reader, enum osm_oddity oddity, uint32_t line,
                enum osm_kind kind, int64_t id)
{
    static const char *const names[] = {"node", "way", "relation"};
    char text[40];
    int length = snprintf(text, sizeof text, "%s %lld", names[kind], (long long)id);
    osm_report_text(reader, oddity, line, text, (size_t)length);
}

bool osm_wanted(const struct osm_reader *reader, enum osm_kind kind)
{
    const struct osm_sink *sink = reader->sink;
    return kind == OSM_NODE  ? sink->node != NULL
           : kind == OSM_WAY ? sink->way != NULL
                             : sink->relation != NULL;
}

static struct osm_tags tags_of(const struct osm_reader *reader)
{
    return (struct osm_tags){.items = reader->tags.data, .count = reader->tags.count};
}

bool osm_deliver_node(struct osm_reader *reader, const struct osm_object *object,
                      struct point point)
{
    struct osm_node node = {.object = *object, .point = point};
    node.object.tags = tags_of(reader);
    reader->stopped = !reader->sink->node(reader->sink->context, &node);
    return !reader->stopped;
}

static bool deliver_way(struct osm_reader *reader, const struct osm_object *object, uint32_t line)
{
    struct osm_way way = {
        .object = *object, .refs = reader->refs.data, .ref_count = reader->refs.count};
    way.object.tags = tags_of(reader);
    if (way.ref_count < 2)
        osm_report(reader, ODD_WAY_SHORT, line, OSM_WAY, object->id);
    if (way.ref_count > WAY_REFS_USUAL)
        osm_report(reader, ODD_WAY_LONG, line, OSM_WAY, object->id);
    return reader->sink->way(reader->sink->context, &way);
}

bool osm_deliver(struct osm_reader *reader, const struct osm_object *object, enum osm_kind kind,
                 uint32_t line)
{
    struct osm_relation relation = {
        .object = *object, .members = reader->members.data, .member_count = reader->members.count};
    relation.object.tags = tags_of(reader);
    reader->stopped = kind == OSM_WAY ? !deliver_way(reader, object, line)
                                      : !reader->sink->relation(reader->sink->context, &relation);
    return !reader->stopped;
}

/* What a file is by its first bytes. */
enum format { FORMAT_PBF, FORMAT_XML, FORMAT_OTHER };

static bool starts(const char *bytes, size_t size, const char *with, size_t length)
{
    return size >= length && memcmp(bytes, with, length) == 0;
}

/* A PBF file starts with the length of a small message whose first field is its type. */
static bool is_pbf(const char *bytes, size_t size)
{
    return size > 8 && bytes[0] == 0 && bytes[4] == '\n' &&
           memmem(bytes + 5, size < HEAD_BYTES ? size - 5 : HEAD_BYTES - 5, "OSM", 3);
}

static bool is_xml(const char *bytes, size_t size)
{
    if (starts(bytes, size, "\xfe\xff", 2) || starts(bytes, size, "\xff\xfe", 2))
        return true;
    if (starts(bytes, size, "\xef\xbb\xbf", 3))
        bytes += 3, size -= 3;
    while (size && strchr(" \t\r\n", *bytes) && *bytes)
        bytes++, size--;
    return size && *bytes == '<';
}

static enum format format_of(const char *bytes, size_t size)
{
    if (is_pbf(bytes, size))
        return FORMAT_PBF;
    return is_xml(bytes, size) || starts(bytes, size, "\x1f\x8b", 2) ? FORMAT_XML : FORMAT_OTHER;
}

static bool refuse(const struct osm_reader *reader, const char *bytes, size_t size)
{
    static const struct {
        const char *bytes;
        size_t length;
        const char *what;
    } strangers[] = {
        {"BZh", 3, "this is a bzip2 file; unpack it first"},
        {"PK", 2, "this is a zip file; unpack it first"},
        {"\xfd"
         "7zXZ",
         5, "this is an xz file; unpack it first"},
        {"\x28\xb5\x2f\xfd", 4, "this is a zstd file; unpack it first"},
        {"\xff\xe0\x04o5", 5, "this is an o5m file; convert it to .osm.pbf first"},
    };
    if (!size)
        return error_set(reader->error, ERROR_INPUT, reader->path, "the file is empty");
    for (size_t i = 0; i < sizeof strangers / sizeof *strangers; i++)
        if (starts(bytes, size, strangers[i].bytes, strangers[i].length))
            return error_set(reader->error, ERROR_INPUT, reader->path, "%s", strangers[i].what);
    return error_set(reader->error, ERROR_INPUT, reader->path,
                     "neither OpenStreetMap PBF nor XML (plain or gzip)");
}

static bool read_file(struct osm_reader *reader, FILE *file)
{
    char bytes[HEAD_BYTES];
    size_t size = fread(bytes, 1, sizeof bytes, file);
    if (ferror(file))
        return error_set(reader->error, ERROR_SYSTEM, reader->path, "cannot read: %s",
                         strerror(errno));
    enum format format = format_of(bytes, size);
    if (format == FORMAT_OTHER)
        return refuse(reader, bytes, size);
    if (format == FORMAT_XML)
        return osm_read_xml(reader);
    rewind(file);
    return osm_read_pbf(reader, file);
}

static const char *last_part(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static const struct osm_run whole = {0, UINT64_MAX, 0};

bool osm_read(const char *path, const struct osm_sink *sink, struct findings *findings,
              struct error *error)
{
    return osm_read_run(path, &whole, sink, findings, error);
}

bool osm_read_run(const char *path, const struct osm_run *run, const struct osm_sink *sink,
                  struct findings *findings, struct error *error)
{
    struct osm_reader reader = {
        .path = path,
        .name = last_part(path),
        .run = *run,
        .sink = sink,
        .findings = findings,
        .error = error,
        .tags = vec_of(sizeof(struct osm_tag)),
        .refs = vec_of(sizeof(int64_t)),
        .members = vec_of(sizeof(struct osm_member)),
    };
    FILE *file = fopen(path, "rbe");
    if (!file)
        return error_set(error, errno == ENOENT ? ERROR_MISSING : ERROR_SYSTEM, path,
                         "cannot open: %s", strerror(errno));
    bool read = read_file(&reader, file);
    fclose(file);
    if (read && !reader.objects && !run->start && run->end == UINT64_MAX)
        osm_report_text(&reader, ODD_EMPTY, 0, NULL, 0);
    vec_finish(&reader.tags);
    vec_finish(&reader.refs);
    vec_finish(&reader.members);
    return read;
}

void osm_runs(const char *path, uint64_t bytes, struct vec *runs)
{
    struct error error;
    struct osm_reader reader = {.path = path, .error = &error};
    char head[HEAD_BYTES];
    uint32_t before = runs->count;
    FILE *file = fopen(path, "rbe");
    bool parted = file && format_of(head, fread(head, 1, sizeof head, file)) == FORMAT_PBF;
    if (parted) {
        rewind(file);
        parted = osm_runs_pbf(&reader, file, bytes, runs);
    }
    if (file)
        fclose(file);
    if (parted && runs->count > before)
        return;
    vec_resize(runs, before);
    vec_push(runs, &whole);
}

static bool named_like_osm(const char *path)
{
    static const char *const ends[] = {".osm",     ".osm.gz", ".pbf",     ".osc",     ".osc.gz",
                                       ".osm.bz2", ".osm.xz", ".osm.zst", ".osc.bz2", ".o5m"};
    size_t length = strlen(path);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t tail = strlen(ends[i]);
        if (length > tail && strcasecmp(path + length - tail, ends[i]) == 0)
            return true;
    }
    return false;
}

bool text_is(struct osm_text text, const char *word)
{
    size_t length = strlen(word);
    return text.length == length && memcmp(text.text, word, length) == 0;
}

bool osm_recognise(const char *path)
{
    char bytes[1024];
    gzFile file = gzopen(path, "rbe");
    if (!file)
        return false;
    int size = gzread(file, bytes, sizeof bytes);
    gzclose_r(file);
    if (size > 0 && (is_pbf(bytes, (size_t)size) || memmem(bytes, (size_t)size, "<osm", 4)))
        return true;
    return named_like_osm(path);
}

const char *osm_libraries(void)
{
    static char text[64];
    XML_Expat_Version expat = XML_ExpatVersionInfo();
    snprintf(text, sizeof text, "protobuf-c %s, expat %d.%d.%d", protobuf_c_version(), expat.major,
             expat.minor, expat.micro);
    return text;
}
