#include "feeds/findings/findings.h"

#include <assert.h>
#include <string.h>

void findings_init(struct findings *findings)
{
    findings->items = vec_of(sizeof(struct finding));
}

void findings_finish(struct findings *findings)
{
    vec_finish(&findings->items);
}

static struct finding *find(const struct findings *findings, const char *code)
{
    struct finding *items = findings->items.data;
    /* The literal itself comes first: readers report the same one a million times. */
    for (uint32_t i = 0; i < findings->items.count; i++)
        if (items[i].code == code)
            return &items[i];
    for (uint32_t i = 0; i < findings->items.count; i++)
        if (strcmp(items[i].code, code) == 0)
            return &items[i];
    return NULL;
}

const struct finding *findings_find(const struct findings *findings, const char *code)
{
    return find(findings, code);
}

/* Cut to fit, never inside a character; control bytes become blanks, so no value can draw lines. */
static void copy_cut(char *into, size_t room, const char *from, size_t length)
{
    size_t count = length < room - 1 ? length : room - 1;
    while (count && count < length && ((unsigned char)from[count] & 0xc0) == 0x80)
        count--;
    for (size_t i = 0; i < count; i++)
        into[i] = (unsigned char)from[i] < 0x20 || from[i] == 0x7f ? ' ' : from[i];
    into[count] = '\0';
}

static void add_place(struct finding *finding, const char *file, uint32_t line,
                      const struct finding_place *detail)
{
    struct finding_place *place = &finding->places[finding->place_count++];
    *place = *detail;
    place->line = line;
    copy_cut(place->file, sizeof place->file, file, strlen(file));
}

void findings_add(struct findings *findings, const char *code, enum finding_action action,
                  const char *text, const char *file, uint32_t line, const char *detail,
                  size_t length)
{
    struct finding *finding = find(findings, code);
    if (!finding) {
        finding = vec_add(&findings->items);
        *finding = (struct finding){.code = code, .action = action, .text = text};
    }
    finding->count++;
    if (finding->place_count == FINDING_PLACES)
        return;
    struct finding_place place = {0};
    if (detail)
        copy_cut(place.detail, sizeof place.detail, detail, length);
    add_place(finding, file ? file : "", line, &place);
}

void findings_merge(struct findings *findings, const struct findings *from)
{
    const struct finding *items = from->items.data;
    for (uint32_t i = 0; i < from->items.count; i++) {
        struct finding *finding = find(findings, items[i].code);
        if (!finding) {
            vec_push(&findings->items, &items[i]);
            continue;
        }
        finding->count += items[i].count;
        for (uint32_t k = 0; k < items[i].place_count; k++)
            if (finding->place_count < FINDING_PLACES)
                finding->places[finding->place_count++] = items[i].places[k];
    }
}

uint32_t findings_total(const struct findings *findings)
{
    const struct finding *items = findings->items.data;
    uint64_t count = 0;
    for (uint32_t i = 0; i < findings->items.count; i++)
        count += items[i].count;
    return count > UINT32_MAX ? UINT32_MAX : (uint32_t)count;
}

const char *finding_action_name(enum finding_action action)
{
    static const char *const names[] = {
        [FINDING_NOTED] = "noted",        [FINDING_MENDED] = "mended",
        [FINDING_ROW] = "row dropped",    [FINDING_TRIP] = "trip dropped",
        [FINDING_FILE] = "file left out",
    };
    assert(action <= FINDING_FILE);
    return names[action];
}
