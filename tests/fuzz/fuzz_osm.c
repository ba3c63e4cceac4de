#include "tests/fuzz/fuzz.h"

#include <string.h>

#include "engine/base/utf8.h"
#include "engine/base/vec.h"
#include "feeds/osm/osm.h"
#include "tests/pbf_bytes.h"
#include "tests/scratch.h"

/*
 * A map of any bytes, PBF or XML: what is delivered is on Earth, valid UTF-8 and within limits;
 * read in runs it gives or refuses the same; where all kinds can be read, each alone can, with as
 * many objects. Input that starts with the byte 1 is a block of a PBF file without its wrapping,
 * which mutations would break first; with the byte 2, a list of words of which XML is made that is
 * always closed well.
 */

struct watch {
    uint64_t objects, bytes;
};

static void check_text(struct watch *watch, struct osm_text text)
{
    PROMISE(text.text != NULL && text.length <= 64 * 1024);
    PROMISE(utf8_valid_prefix(text.text, text.length) == text.length);
    watch->bytes += text.length;
}

static void check_object(struct watch *watch, const struct osm_object *object)
{
    watch->objects++;
    PROMISE(object->tags.count <= 100000);
    for (uint32_t i = 0; i < object->tags.count; i++) {
        check_text(watch, object->tags.items[i].key);
        check_text(watch, object->tags.items[i].value);
    }
}

static bool on_node(void *context, const struct osm_node *node)
{
    PROMISE(node->point.lat >= -900000000 && node->point.lat <= 900000000);
    PROMISE(node->point.lon >= -1800000000 && node->point.lon <= 1800000000);
    check_object(context, &node->object);
    return true;
}

static bool on_way(void *context, const struct osm_way *way)
{
    struct watch *watch = context;
    for (uint32_t i = 0; i < way->ref_count; i++)
        watch->bytes += (uint64_t)way->refs[i] & 1;
    check_object(watch, &way->object);
    return true;
}

static bool on_relation(void *context, const struct osm_relation *relation)
{
    struct watch *watch = context;
    for (uint32_t i = 0; i < relation->member_count; i++) {
        PROMISE(relation->members[i].kind <= OSM_RELATION);
        check_text(watch, relation->members[i].role);
    }
    check_object(watch, &relation->object);
    return true;
}

/* Reads one run with some kinds, adding to `objects`, or says that it failed. */
static bool read_run(const char *path, const struct osm_run *run, unsigned kinds, uint64_t *objects)
{
    struct watch watch = {0};
    struct findings findings;
    struct error error = {0};
    const struct osm_sink sink = {
        .context = &watch,
        .node = kinds & 1 ? on_node : NULL,
        .way = kinds & 2 ? on_way : NULL,
        .relation = kinds & 4 ? on_relation : NULL,
        .edited = kinds == 7,
    };
    findings_init(&findings);
    bool read = run ? osm_read_run(path, run, &sink, &findings, &error)
                    : osm_read(path, &sink, &findings, &error);
    PROMISE(read || (error.kind != ERROR_NONE && *error.text));
    findings_finish(&findings);
    *objects += watch.objects;
    return read;
}

/* The same run by run, of a block each. */
static bool read_runs(const char *path, uint64_t *objects)
{
    struct vec runs = vec_of(sizeof(struct osm_run));
    bool read = true;
    osm_runs(path, 1, &runs);
    PROMISE(runs.count > 0);
    for (uint32_t i = 0; read && i < runs.count; i++)
        read = read_run(path, vec_at(&runs, i), 7, objects);
    vec_finish(&runs);
    return read;
}

static struct scratch scratch;

static void end_scratch(void)
{
    scratch_finish(&scratch);
}

static const char *write_block(const uint8_t *bytes, size_t size)
{
    static const char *const features[] = {"OsmSchema-V0.6", "DenseNodes", NULL};
    static struct pbf_bytes file, block;
    file.size = 0;
    block.size = size < sizeof block.data / 2 ? size : sizeof block.data / 2;
    memcpy(block.data, bytes, block.size);
    pbf_file_header(&file, features);
    pbf_blob(&file, "OSMData", &block, PBF_RAW);
    return scratch_write(&scratch, "map", file.data, file.size);
}

/* The words of the language: a byte names one, values come from the bytes after it. */
static const char *const elements[] = {"node", "way",    "relation", "nd",
                                       "tag",  "member", "bounds",   "x"};
static const char *const attributes[] = {"id", "lat", "lon",     "ref",    "type",      "role",
                                         "k",  "v",   "visible", "action", "timestamp", "x"};
static const char *const values[] = {"1",
                                     "-7",
                                     "49.5",
                                     "8.25",
                                     "91",
                                     "way",
                                     "node",
                                     "relation",
                                     "name",
                                     "1e3",
                                     "",
                                     "false",
                                     "delete",
                                     "&#xe9;&amp;",
                                     "2020-01-01T00:00:00Z",
                                     "99999999999999999999"};

/* A byte: 0-7 opens an element, 8-31 closes one, else the low half names an attribute of the next
 * opening and the byte after it a value. */
static const char *write_words(const uint8_t *bytes, size_t size)
{
    static char text[256 * 1024];
    const char *open[64];
    size_t depth = 0, used = (size_t)snprintf(text, sizeof text, "<osm version=\"0.6\">");
    char given[512] = "";
    for (size_t i = 0; i < size && used + 1024 < sizeof text; i++) {
        size_t length = strlen(given);
        if (bytes[i] < 8 && depth < 64) {
            open[depth++] = elements[bytes[i]];
            used += (size_t)snprintf(text + used, sizeof text - used, "<%s%s>", elements[bytes[i]],
                                     given);
            *given = 0;
        } else if (bytes[i] >= 8 && bytes[i] < 32 && depth) {
            used += (size_t)snprintf(text + used, sizeof text - used, "</%s>", open[--depth]);
        } else if (bytes[i] >= 32 && i + 1 < size && length + 64 < sizeof given) {
            const char *name = attributes[bytes[i] % (sizeof attributes / sizeof *attributes)];
            if (!strstr(given, name))
                snprintf(given + length, sizeof given - length, " %s=\"%s\"", name,
                         values[bytes[++i] % (sizeof values / sizeof *values)]);
        }
    }
    while (depth)
        used += (size_t)snprintf(text + used, sizeof text - used, "</%s>", open[--depth]);
    used += (size_t)snprintf(text + used, sizeof text - used, "</osm>");
    return scratch_write(&scratch, "map", text, used);
}

static const char *write_input(const uint8_t *bytes, size_t size)
{
    if (size && bytes[0] == 1)
        return write_block(bytes + 1, size - 1);
    if (size && bytes[0] == 2)
        return write_words(bytes + 1, size - 1);
    return scratch_write(&scratch, "map", bytes, size);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    uint64_t all = 0, by_run = 0, by_kind = 0;
    if (!*scratch.path) {
        scratch_init(&scratch);
        atexit(end_scratch);
    }
    const char *path = write_input(bytes, size);
    osm_recognise(path);
    bool read = read_run(path, NULL, 7, &all);
    PROMISE(read_runs(path, &by_run) == read);
    if (!read)
        return 0;
    for (unsigned kind = 1; kind < 8; kind <<= 1)
        PROMISE(read_run(path, NULL, kind, &by_kind));
    PROMISE(by_kind == all && by_run == all);
    return 0;
}
