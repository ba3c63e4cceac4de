#include "api/supervisor/versions.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "engine/base/clock.h"

#define QUARANTINE "quarantine"
#define LIVE ".live"

enum { NAME_ROOM = 96 };

/* `000012-STATE` and the ending, which may be empty. */
static char *name_of(const struct version *version, const char *ending, char name[NAME_ROOM])
{
    snprintf(name, NAME_ROOM, "%06" PRIu64 "-%s%s", version->number, version->state, ending);
    return name;
}

static bool is_state(const char *text)
{
    return *text && strlen(text) < VERSION_STATE &&
           strspn(text, "0123456789abcdef-") == strlen(text);
}

/* Reads back what name_of wrote. */
static bool read_name(const char *name, const char *ending, struct version *version)
{
    char *rest;
    size_t length = strlen(name), end = strlen(ending);
    *version = (struct version){0};
    if (length <= end || strcmp(name + length - end, ending) != 0 || *name < '0' || *name > '9')
        return false;
    version->number = strtoull(name, &rest, 10);
    length -= (size_t)(rest - name) + end;
    if (*rest != '-' || length < 2 || length > VERSION_STATE)
        return false;
    snprintf(version->state, VERSION_STATE, "%.*s", (int)length - 1, rest + 1);
    return version->number && is_state(version->state);
}

static void remove_files(int folder, const struct version *version)
{
    static const char *const endings[] = {".trajet", ".trajet" LIVE, ".txt"};
    char name[NAME_ROOM];
    for (size_t i = 0; version->number && i < sizeof endings / sizeof *endings; i++)
        unlinkat(folder, name_of(version, endings[i], name), 0);
}

/* Where a link leads to, or a zeroed version. */
static struct version linked(const struct versions *versions, const char *link)
{
    char name[NAME_ROOM];
    struct version version = {0};
    struct stat status;
    ssize_t length = readlinkat(versions->folder, link, name, sizeof name - 1);
    if (length < 0)
        return version;
    name[length] = '\0';
    if (!read_name(name, ".trajet", &version) || fstatat(versions->folder, name, &status, 0) != 0)
        return (struct version){0};
    version.since = clock_now();
    return version;
}

/* Makes the link lead there, in one step; a zeroed version removes it. */
static void lead(const struct versions *versions, const char *link, const struct version *version)
{
    char name[NAME_ROOM];
    if (!version->number) {
        unlinkat(versions->folder, link, 0);
        return;
    }
    unlinkat(versions->folder, "next", 0);
    if (symlinkat(name_of(version, ".trajet", name), versions->folder, "next") == 0)
        renameat(versions->folder, "next", versions->folder, link);
}

static void note_links(const struct versions *versions)
{
    lead(versions, "current", &versions->current);
    lead(versions, "before", &versions->before);
    lead(versions, "today", &versions->today);
    /* Before anything is removed that the links led to: power may fail at any moment. Some file
     * systems cannot; then all is as they have it. */
    fsync(versions->folder);
}

static DIR *list(const struct versions *versions, const char *name)
{
    int fd = openat(versions->folder, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *folder = fd >= 0 ? fdopendir(fd) : NULL;
    if (fd >= 0 && !folder)
        close(fd);
    return folder;
}

/* A file of a version, or one that somebody died of while he wrote it: `NAME.trajet.PID.part`. */
static bool is_ours(const char *name, struct version *version)
{
    char whole[NAME_ROOM];
    const char *ending = strstr(name, ".trajet");
    size_t length = ending ? (size_t)(ending - name) + strlen(".trajet") : 0;
    if (length == 0 || length >= sizeof whole)
        return false;
    snprintf(whole, sizeof whole, "%.*s", (int)length, name);
    const char *rest = name + length;
    return read_name(whole, ".trajet", version) &&
           (*rest == '\0' || strcmp(rest, LIVE) == 0 || strstr(rest, ".part"));
}

/* Removes all that is of versions `first` to `last` and not in use. */
static void clear_away(struct versions *versions, uint64_t first, uint64_t last)
{
    DIR *folder = list(versions, ".");
    struct version found;
    for (struct dirent *entry; folder && (entry = readdir(folder));) {
        if (!is_ours(entry->d_name, &found))
            continue;
        versions->last = found.number > versions->last ? found.number : versions->last;
        if (found.number >= first && found.number <= last && !versions_keeps(versions, &found))
            unlinkat(versions->folder, entry->d_name, 0);
    }
    if (folder)
        closedir(folder);
}

/* Of older ones that were let go, also what the feeder put there before it heard of it. */
static void sweep(struct versions *versions)
{
    if (versions->current.number)
        clear_away(versions, 0, versions->current.number - 1);
}

static int by_number(const void *a, const void *b)
{
    const struct version *one = a, *other = b;
    return (one->number > other->number) - (one->number < other->number);
}

static void read_reason(DIR *folder, const char *name, struct version *version)
{
    int fd = openat(dirfd(folder), name, O_RDONLY | O_CLOEXEC);
    struct stat status;
    if (fd < 0)
        return;
    ssize_t size = read(fd, version->says, sizeof version->says - 1);
    version->says[size > 0 ? strcspn(version->says, "\n") : 0] = '\0';
    if (fstat(fd, &status) == 0)
        version->since = status.st_mtim.tv_sec;
    close(fd);
}

/* Keeps what is remembered within bounds. */
static void forget_oldest(struct versions *versions)
{
    struct version *items = versions->quarantined.data;
    uint32_t count = versions->quarantined.count;
    char name[NAME_ROOM];
    int folder = openat(versions->folder, QUARANTINE, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0)
        return;
    for (uint32_t i = 0; i + 1 < count; i++)
        unlinkat(folder, name_of(&items[i], ".trajet", name), 0);
    while (versions->quarantined.count > VERSIONS_QUARANTINED) {
        remove_files(folder, &items[0]);
        memmove(items, items + 1, --versions->quarantined.count * sizeof *items);
    }
    close(folder);
}

static void read_quarantine(struct versions *versions)
{
    DIR *folder = list(versions, QUARANTINE);
    struct version found;
    for (struct dirent *entry; folder && (entry = readdir(folder));) {
        if (!read_name(entry->d_name, ".txt", &found))
            continue;
        read_reason(folder, entry->d_name, &found);
        versions->last = found.number > versions->last ? found.number : versions->last;
        vec_push(&versions->quarantined, &found);
    }
    if (folder)
        closedir(folder);
    vec_sort(&versions->quarantined, by_number);
    forget_oldest(versions);
}

/* Who may rename files here decides what is served, and what we remove. */
static bool is_guarded(const struct versions *versions)
{
    struct stat status;
    return fstat(versions->folder, &status) == 0 && !(status.st_mode & S_IWOTH);
}

/* A child of one that was killed may hold the lock for a moment longer than its parent. */
static bool lock(struct versions *versions, struct error *error)
{
    const struct timespec pause = {.tv_nsec = 50000000};
    for (int tries = 0; tries < 60; tries++) {
        if (flock(versions->folder, LOCK_EX | LOCK_NB) == 0)
            return true;
        if (errno != EWOULDBLOCK)
            break;
        nanosleep(&pause, NULL);
    }
    return error_set(error, errno == EWOULDBLOCK ? ERROR_LIMIT : ERROR_SYSTEM, versions->path,
                     errno == EWOULDBLOCK ? "another `trajet serve` is using this folder"
                                          : "cannot be locked");
}

bool versions_open(struct versions *versions, const char *path, struct error *error)
{
    *versions = (struct versions){.folder = -1, .quarantined = vec_of(sizeof(struct version))};
    if ((mkdir(path, 0700) != 0 && errno != EEXIST) || !realpath(path, versions->path))
        return error_set(error, ERROR_SYSTEM, path, "cannot be made: %s", strerror(errno));
    if (strchr(versions->path, '\n'))
        return error_set(error, ERROR_INPUT, path, "there is a line end in this path");
    versions->folder = open(versions->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (versions->folder < 0 || access(versions->path, W_OK) != 0)
        return error_set(error, ERROR_SYSTEM, path, "cannot be used: %s", strerror(errno));
    if (!is_guarded(versions))
        return error_set(error, ERROR_INPUT, path,
                         "anybody may write there; use a folder of your own");
    if (!lock(versions, error))
        return false;
    mkdirat(versions->folder, QUARANTINE, 0700);
    versions->current = linked(versions, "current");
    versions->before = linked(versions, "before");
    versions->today = linked(versions, "today");
    if (!versions->current.number || versions->before.number == versions->current.number)
        versions->before = (struct version){0};
    if (!versions->current.number || versions->today.number == versions->current.number)
        versions->today = (struct version){0};
    clear_away(versions, 0, UINT64_MAX);
    read_quarantine(versions);
    note_links(versions);
    return true;
}

bool versions_open_temporary(struct versions *versions, struct error *error)
{
    char path[PATH_MAX];
    const char *temporary = getenv("TMPDIR");
    snprintf(path, sizeof path, "%s/trajet-XXXXXX", temporary && *temporary ? temporary : "/tmp");
    if (mkdtemp(path) == NULL)
        return error_set(error, ERROR_SYSTEM, path, "cannot be made: %s", strerror(errno));
    bool opened = versions_open(versions, path, error);
    versions->temporary = opened;
    return opened;
}

static void remove_all(struct versions *versions)
{
    static const char *const folders[] = {QUARANTINE, "."};
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        DIR *folder = list(versions, folders[i]);
        for (struct dirent *entry; folder && (entry = readdir(folder));)
            unlinkat(dirfd(folder), entry->d_name, 0);
        if (folder)
            closedir(folder);
    }
    unlinkat(versions->folder, QUARANTINE, AT_REMOVEDIR);
    rmdir(versions->path);
}

void versions_close(struct versions *versions)
{
    if (versions->temporary)
        remove_all(versions);
    if (versions->path[0] && versions->folder >= 0)
        close(versions->folder);
    vec_finish(&versions->quarantined);
    *versions = (struct versions){0};
}

bool versions_next(struct versions *versions, const char *state, struct version *version)
{
    if (!is_state(state))
        return false;
    *version = (struct version){.number = ++versions->last};
    snprintf(version->state, sizeof version->state, "%s", state);
    return true;
}

char *versions_image(const struct versions *versions, const struct version *version, char *path)
{
    char name[NAME_ROOM];
    snprintf(path, VERSION_PATH, "%s/%s", versions->path, name_of(version, ".trajet", name));
    return path;
}

bool versions_keeps(const struct versions *versions, const struct version *version)
{
    return version->number && (version->number == versions->current.number ||
                               version->number == versions->before.number ||
                               version->number == versions->today.number);
}

void versions_note_today(struct versions *versions, const char *path)
{
    const struct version *known[] = {&versions->current, &versions->before, &versions->today};
    struct version found = {0};
    char image[VERSION_PATH];
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (known[i]->number && strcmp(path, versions_image(versions, known[i], image)) == 0)
            found = *known[i];
    versions->today = found;
    note_links(versions);
    sweep(versions);
}

void versions_accept(struct versions *versions, const struct version *version, const char *says)
{
    bool anew = strcmp(version->state, versions->current.state) == 0;
    if (!anew)
        versions->before = versions->current;
    versions->current = *version;
    versions->current.since = clock_now();
    snprintf(versions->current.says, VERSION_TEXT, "%s", says);
    note_links(versions);
    sweep(versions);
}

void versions_quarantine(struct versions *versions, const struct version *version,
                         const char *reason)
{
    char image[NAME_ROOM], text[NAME_ROOM + sizeof QUARANTINE], away[sizeof text];
    struct version *kept = vec_add(&versions->quarantined);
    *kept = *version;
    kept->since = clock_now();
    snprintf(kept->says, VERSION_TEXT, "%.*s", (int)strcspn(reason, "\n"), reason);
    name_of(version, ".trajet", image);
    snprintf(away, sizeof away, QUARANTINE "/%s", image);
    renameat(versions->folder, image, versions->folder, away);
    snprintf(text, sizeof text, QUARANTINE "/%s", name_of(version, ".txt", image));
    int fd = openat(versions->folder, text, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd >= 0) {
        dprintf(fd, "%s\n", reason);
        fsync(fd);
        close(fd);
    }
    forget_oldest(versions);
    clear_away(versions, version->number, version->number);
}

void versions_fall_back(struct versions *versions, const char *reason)
{
    struct version bad = versions->current;
    if (versions->today.number == bad.number)
        versions->today = (struct version){0};
    versions->current = versions->before.number ? versions->before : versions->today;
    versions->current.since = clock_now();
    versions->before = (struct version){0};
    note_links(versions);
    versions_quarantine(versions, &bad, reason);
}

bool versions_refuses(const struct versions *versions, const char *state)
{
    const struct version *items = versions->quarantined.data;
    for (uint32_t i = 0; i < versions->quarantined.count; i++)
        if (strcmp(items[i].state, state) == 0)
            return true;
    return false;
}
