#include "tests/tidy/ladder.h"

#include <string.h>

#define HEADERS_MAX 52 /* of ours that one file draws in, itself and its own rooms included */

/*
 * What a room may include beside itself, as starts of paths. The first row whose name fits counts,
 * so the narrow ones stand before the wide ones.
 */
struct room {
    const char *name;
    const char *may[18];
};

#define BASE "engine/base/"
#define IMAGE "engine/image/"
#define NETWORK "engine/network/"
#define LIVE "engine/live/"
#define WORLD "engine/world/"
#define STREET "engine/street/"
#define JOURNEY "engine/journey/"

static const struct room rooms[] = {
    {BASE, {NULL}},
    {IMAGE, {BASE}},
    {NETWORK, {BASE, IMAGE}},
    {LIVE, {BASE, IMAGE, NETWORK}},
    {WORLD, {BASE, IMAGE, NETWORK, LIVE}},
    {STREET, {BASE, NETWORK, LIVE, WORLD}},
    {JOURNEY, {BASE, NETWORK, WORLD}},
    {"engine/fare/", {BASE, NETWORK, LIVE, WORLD, JOURNEY}},
    {"engine/way/", {BASE, NETWORK, LIVE, WORLD, STREET, JOURNEY}},
    {"engine/search/", {BASE, NETWORK, WORLD, STREET, JOURNEY}},
    {"engine/price/",
     {"engine/fare/", "engine/search/", BASE, NETWORK, LIVE, WORLD, STREET, JOURNEY}},
    {"engine/board/", {BASE, NETWORK, WORLD, JOURNEY}},
    {"engine/places/", {BASE, NETWORK}},
    {"engine/planner", {"engine/"}},
    {"engine/matrix", {"engine/"}},
    {"feeds/builder/", {"feeds/", BASE, NETWORK, STREET}},
    {"feeds/streets/", {"feeds/", BASE, NETWORK, STREET}},
    {"feeds/realtime/", {"feeds/", BASE, NETWORK, LIVE}},
    {"feeds/gbfs/", {"feeds/", BASE, NETWORK, LIVE, STREET}},
    {"feeds/parks/", {"feeds/findings/", BASE, NETWORK, LIVE}},
    {"feeds/fares/", {"feeds/findings/", "feeds/input/", "feeds/table/", BASE, NETWORK, LIVE}},
    {"feeds/fetch/", {"feeds/config/", BASE}},
    {"feeds/feeder/", {"feeds/", BASE, NETWORK, LIVE, STREET}},
    {"feeds/", {"feeds/", BASE, NETWORK}},
    {"api/cli/build", {"api/cli/", "feeds/", BASE, NETWORK}},
    {"api/cli/check", {"api/cli/", "feeds/", BASE, NETWORK}},
    {"api/cli/feed", {"api/cli/", "feeds/", BASE, NETWORK, LIVE}},
    {"api/",
     {"api/", "engine/planner.h", "engine/search/query.h", "engine/search/spread.h",
      "engine/search/stats.h", "engine/matrix.h", "engine/price/price.h", "engine/board/",
      "engine/way/", "engine/places/", "engine/fare/", STREET, JOURNEY, WORLD, LIVE, NETWORK,
      BASE}},
    {"data/live/",
     {"data/live/", "data/parking/parking.h", "data/sharing/sharing.h", "feeds/realtime/",
      "api/cli/options.h", "engine/board/", WORLD, NETWORK, BASE}},
    {"data/parking/", {"data/live/chance.h", NETWORK, BASE}},
    {"data/sharing/", {"data/live/chance.h", NETWORK, BASE}},
    {"data/", {"data/", "bench/", BASE}},
    {"bench/", {""}},
    {"tests/", {""}},
};

/* Headers of a room that only those who write networks may see. */
static const char *const writing[] = {"engine/network/draft.h", "engine/network/freeze.h",
                                      "engine/live/draft.h"};

/* A library's header and where it may stand (starts of paths). Tests may use them all. */
struct library {
    const char *header;
    const char *places[8];
};

static const struct library libraries[] = {
    {"csv.h", {"feeds/table/"}},
    {"zip.h", {"feeds/input/"}},
    {"zlib.h", {"feeds/input/", "feeds/osm/", "feeds/elevation/"}},
    {"tiffio.h", {"feeds/elevation/"}},
    {"jansson.h",
     {"feeds/config/", "feeds/findings/", "feeds/gbfs/", "feeds/area/", "feeds/parks/",
      "api/render", "data/sharing/", "data/parking/"}},
    {"microhttpd.h", {"api/server"}},
    {"curl/", {"feeds/fetch/"}},
    {"expat.h", {"feeds/osm/"}},
    {"protobuf-c/", {"feeds/realtime/", "feeds/osm/"}},
    {"fileformat.pb-c.h", {"feeds/osm/"}}, /* made of our own .proto files */
    {"osmformat.pb-c.h", {"feeds/osm/"}},
    {"gtfs_realtime.pb-c.h", {"feeds/realtime/"}},
    {"sodium.h", {"api/quote_key"}},
    {"geos_c.h", {"feeds/area/", "api/tiles", "api/shape"}},
    {"cmocka.h", {NULL}},
};

/* What the C library, POSIX and Linux give. */
static const char *const system_headers[] = {
    "assert.h",      "ctype.h",        "dirent.h",      "errno.h",       "fcntl.h",
    "float.h",       "ftw.h",          "inttypes.h",    "limits.h",      "locale.h",
    "malloc.h",      "math.h",         "netdb.h",       "poll.h",        "pthread.h",
    "sched.h",       "setjmp.h",       "signal.h",      "spawn.h",       "stdalign.h",
    "stdarg.h",      "stdatomic.h",    "stdbool.h",     "stddef.h",      "stdint.h",
    "stdio.h",       "stdlib.h",       "string.h",      "strings.h",     "time.h",
    "unistd.h",      "arpa/inet.h",    "wchar.h",       "wctype.h",      "sys/epoll.h",
    "sys/eventfd.h", "netinet/in.h",   "sys/file.h",    "sys/mman.h",    "sys/prctl.h",
    "sys/random.h",  "sys/resource.h", "netinet/tcp.h", "sys/select.h",  "sys/socket.h",
    "sys/stat.h",    "sys/statvfs.h",  "sys/time.h",    "sys/timerfd.h", "sys/types.h",
    "sys/uio.h",     "sys/un.h",       "sys/wait.h",    "sys/inotify.h", "sys/signalfd.h",
    "sys/sysinfo.h", "sys/utsname.h",  "sys/syscall.h", "langinfo.h",    "glob.h",
    "fnmatch.h",     "getopt.h",       "libgen.h",      "regex.h",       "sysexits.h",
    "termios.h",     "sys/ioctl.h",    "linux/tcp.h",
};

/* One `#include` line. */
struct include {
    char name[160];
    bool ours; /* in quotes */
    uint32_t line;
};

/* Reads the next include from `*at`, moving it on; false: there is none. */
static bool next_include(const struct source *source, const char **at, struct include *include)
{
    for (const char *line = *at; *line; line += *line == '\n') {
        const char *start = line;
        size_t length = strcspn(line, "\n");
        line += length;
        if (!starts_with(start, "#include "))
            continue;
        const char *open = start + strcspn(start, "<\"\n");
        if (*open == '\n' || !*open)
            continue;
        size_t size = strcspn(open + 1, ">\"\n");
        if (size >= sizeof include->name)
            size = sizeof include->name - 1;
        memcpy(include->name, open + 1, size);
        include->name[size] = '\0';
        include->ours = *open == '"';
        include->line = source_line(source, (size_t)(start - source->text));
        *at = line;
        return true;
    }
    return false;
}

static const struct room *room_of(const char *path)
{
    for (size_t i = 0; i < sizeof rooms / sizeof *rooms; i++)
        if (starts_with(path, rooms[i].name))
            return &rooms[i];
    return NULL;
}

static bool may_write(const char *path)
{
    return starts_with(path, NETWORK) || !starts_with(path, "api/") ||
           starts_with(path, "api/cli/build") || starts_with(path, "api/cli/check");
}

static void check_ours(const struct source *source, const struct include *include,
                       struct report *report)
{
    const struct room *room = room_of(source->path);
    if (!room)
        return;
    bool allowed = starts_with(include->name, room->name);
    for (size_t i = 0; room->may[i] && !allowed; i++)
        allowed = starts_with(include->name, room->may[i]);
    for (size_t i = 0; i < sizeof writing / sizeof *writing && allowed; i++)
        allowed = strcmp(include->name, writing[i]) != 0 || may_write(source->path);
    if (!allowed)
        report_add(report, source, include->line, "%s may not include %s", room->name,
                   include->name);
}

static bool is_system(const char *name)
{
    for (size_t i = 0; i < sizeof system_headers / sizeof *system_headers; i++)
        if (strcmp(system_headers[i], name) == 0)
            return true;
    return false;
}

static void check_library(const struct source *source, const struct include *include,
                          struct report *report)
{
    if (is_system(include->name) || starts_with(source->path, "tests/"))
        return;
    for (size_t i = 0; i < sizeof libraries / sizeof *libraries; i++) {
        if (!starts_with(include->name, libraries[i].header))
            continue;
        for (size_t k = 0; libraries[i].places[k]; k++)
            if (starts_with(source->path, libraries[i].places[k]))
                return;
        report_add(report, source, include->line, "<%s> has its room, and this is not it",
                   include->name);
        return;
    }
    report_add(report, source, include->line, "<%s> is in no table of tests/tidy/ladder.c",
               include->name);
}

static const struct source *find_source(const struct vec *sources, const char *path)
{
    const struct source *items = sources->data;
    for (uint32_t i = 0; i < sources->count; i++)
        if (strcmp(items[i].path, path) == 0)
            return &items[i];
    return NULL;
}

/* A file includes its own header before anything else: so that header is known to stand alone. */
static void check_own_first(const struct vec *sources, const struct source *source,
                            const struct include *first, struct report *report)
{
    if (source_is_header(source))
        return;
    char own[160];
    size_t length = strlen(source->path);
    if (length >= sizeof own)
        return;
    memcpy(own, source->path, length + 1);
    own[length - 1] = 'h';
    if (find_source(sources, own) && strcmp(first->name, own) != 0)
        report_add(report, source, first->line, "its own header %s comes first", own);
}

static void check_includes(const struct vec *sources, const struct source *source,
                           struct report *report)
{
    const char *at = source->text;
    struct include include;
    for (bool first = true; next_include(source, &at, &include); first = false) {
        if (first)
            check_own_first(sources, source, &include, report);
        if (!include.ours)
            check_library(source, &include, report);
        else if (!find_source(sources, include.name))
            report_add(report, source, include.line,
                       "%s: no such file; paths are written from the root", include.name);
        else
            check_ours(source, &include, report);
    }
}

/* A walk from one file along its includes. */
struct walk {
    const struct vec *sources;
    struct vec seen;  /* const struct source *, each once */
    struct vec trail; /* const struct source *, from the start to here */
    struct report *report;
};

static bool holds(const struct vec *list, const struct source *source)
{
    const struct source *const *items = list->data;
    for (uint32_t i = 0; i < list->count; i++)
        if (items[i] == source)
            return true;
    return false;
}

static void follow(struct walk *walk, const struct source *source)
{
    if (holds(&walk->seen, source))
        return;
    vec_push(&walk->seen, &source);
    vec_push(&walk->trail, &source);
    const char *at = source->text;
    struct include include;
    while (next_include(source, &at, &include)) {
        const struct source *next = include.ours ? find_source(walk->sources, include.name) : NULL;
        if (next && holds(&walk->trail, next))
            report_add(walk->report, source, include.line, "a circle of includes through %s",
                       include.name);
        else if (next)
            follow(walk, next);
    }
    walk->trail.count--;
}

static void check_reach(const struct vec *sources, const struct source *source,
                        struct report *report)
{
    struct walk walk = {.sources = sources,
                        .seen = vec_of(sizeof(const struct source *)),
                        .trail = vec_of(sizeof(const struct source *)),
                        .report = report};
    follow(&walk, source);
    if (walk.seen.count - 1 > HEADERS_MAX && !starts_with(source->path, "tests/"))
        report_add(report, source, 1, "draws in %u headers of ours, at most %d",
                   (unsigned)walk.seen.count - 1, HEADERS_MAX);
    vec_finish(&walk.seen);
    vec_finish(&walk.trail);
}

void ladder_check(const struct vec *sources, struct report *report)
{
    const struct source *items = sources->data;
    for (uint32_t i = 0; i < sources->count; i++) {
        if (!source_is_c(&items[i]))
            continue;
        if (!room_of(items[i].path))
            report_add(report, &items[i], 1, "the file is in no room of tests/tidy/ladder.c");
        check_includes(sources, &items[i], report);
        check_reach(sources, &items[i], report);
    }
}
