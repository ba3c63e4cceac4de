#include "feeds/zone/zone.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "engine/base/memory.h"

#define ZONE_FOLDER "/usr/share/zoneinfo/"
#define ZONE_NAME_MAX 64
#define DAY 86400
/* Earlier than any time anyone asks for, and far from overflow when offsets are added. */
#define BEFORE_ALL (INT64_MIN / 4)

/* Words and slashes only: no way out of the folder, nothing hidden, no POSIX rule. */
static bool name_is_sane(const char *name)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                  "_+-/";
    size_t length = strlen(name);
    return length > 0 && length <= ZONE_NAME_MAX && strspn(name, letters) == length &&
           name[0] != '/' && name[length - 1] != '/' && !strstr(name, "//");
}

static bool has_magic(const char *path)
{
    char magic[4] = "";
    FILE *file = fopen(path, "rbe");
    if (!file)
        return false;
    size_t got = fread(magic, 1, sizeof magic, file);
    fclose(file);
    return got == sizeof magic && memcmp(magic, "TZif", 4) == 0;
}

bool zone_exists(const char *name)
{
    if (!name_is_sane(name))
        return false;
    char path[sizeof ZONE_FOLDER + ZONE_NAME_MAX];
    struct stat info;
    snprintf(path, sizeof path, ZONE_FOLDER "%s", name);
    return stat(path, &info) == 0 && S_ISREG(info.st_mode) && has_magic(path);
}

static int32_t offset_at(unix_time at)
{
    struct tm local;
    time_t time = (time_t)at;
    return localtime_r(&time, &local) ? (int32_t)local.tm_gmtoff : 0;
}

/* The first second in (low, high] with another offset than at `low`. */
static unix_time bisect(unix_time low, unix_time high, int32_t before)
{
    while (high - low > 1) {
        unix_time middle = low + (high - low) / 2;
        if (offset_at(middle) == before)
            low = middle;
        else
            high = middle;
    }
    return high;
}

static void probe(struct vec *changes)
{
    unix_time end = (unix_time)civil_day_of(2101, 1, 1) * DAY;
    int32_t offset = offset_at(0);
    vec_push(changes, &(struct zone_change){.at = BEFORE_ALL, .offset_seconds = offset});
    for (unix_time day = 0; day < end; day += DAY) {
        int32_t next = offset_at(day + DAY);
        if (next == offset)
            continue;
        unix_time at = bisect(day, day + DAY, offset);
        vec_push(changes, &(struct zone_change){.at = at, .offset_seconds = offset_at(at)});
        offset = next;
    }
}

static void set_zone(const char *value)
{
    if (value)
        setenv("TZ", value, 1);
    else
        unsetenv("TZ");
    tzset();
}

static void probe_as(const char *name, struct vec *changes)
{
    const char *current = getenv("TZ");
    char *kept = NULL, value[ZONE_NAME_MAX + 2];
    if (current) {
        size_t size = strlen(current) + 1;
        kept = memcpy(memory_resize(NULL, size, 1), current, size);
    }
    snprintf(value, sizeof value, ":%s", name);
    set_zone(value);
    probe(changes);
    set_zone(kept);
    memory_free(kept);
}

static bool find(const struct draft *draft, const char *name, zone_ix *zone)
{
    const struct zone_span *spans = draft->zones.data;
    for (zone_ix i = 0; i < draft->zones.count; i++)
        if (strcmp(draft_text_at(draft, spans[i].name), name) == 0) {
            *zone = i;
            return true;
        }
    return false;
}

bool zone_compile(struct draft *draft, const char *name, zone_ix *zone, struct error *error)
{
    if (find(draft, name, zone))
        return true;
    if (!zone_exists(name))
        return error_set(error, ERROR_MISSING, name,
                         "no such time zone; use a name of the tz database, as Europe/Paris "
                         "(the package tzdata holds them)");
    uint32_t first = draft->zone_changes.count;
    probe_as(name, &draft->zone_changes);
    struct zone_span span = {
        .name = draft_text(draft, name, strlen(name)),
        .first = first,
        .count = draft->zone_changes.count - first,
    };
    *zone = vec_push(&draft->zones, &span);
    return true;
}
