#include "feeds/table/beyond.h"

#include <string.h>
#include <strings.h>

/* Never a condition: columns of real feeds and of drafts of the standard, and ends of names. */
static const char *const harmless[] = {
    "fare_leg_rule_id",
    "fare_transfer_rule_id",
    "eligible_cap_id",
    "duration_start",
    "duration_amount",
    "duration_unit",
    "duration_type",
    "description",
    "descriptions",
    "note",
    "notes",
    "comment",
    "comments",
    "sort_order",
    "display_order",
};
static const char *const harmless_ends[] = {
    "_name", "_desc", "_description", "_note", "_notes", "_comment", "_url", "_price",
};

static bool is_called(struct field name, const char *wanted)
{
    return strlen(wanted) == name.length && strncasecmp(name.text, wanted, name.length) == 0;
}

static bool is_harmless(struct field name)
{
    for (size_t i = 0; i < sizeof harmless / sizeof *harmless; i++)
        if (is_called(name, harmless[i]))
            return true;
    for (size_t i = 0; i < sizeof harmless_ends / sizeof *harmless_ends; i++) {
        size_t length = strlen(harmless_ends[i]);
        struct field end = {name.text + name.length - length, length};
        if (name.length > length && is_called(end, harmless_ends[i]))
            return true;
    }
    return false;
}

/* A head being read. */
struct head {
    const char *const *known;
    struct intern names; /* of those that nobody knows */
    bool twice[BEYOND_MAX];
};

/* The number of a name, however it is written, or INTERN_NONE. */
static uint32_t find_name(const struct intern *names, struct field name)
{
    for (uint32_t i = 0; i < names->count; i++)
        if (is_called(name, intern_key(names, i)))
            return i;
    return INTERN_NONE;
}

static void take_column(void *context, const char *text, size_t length)
{
    struct head *head = context;
    struct field name = {text, length};
    for (const char *const *known = head->known; *known; known++)
        if (is_called(name, *known))
            return;
    if (!length || is_harmless(name))
        return;
    uint32_t number = find_name(&head->names, name);
    if (number == INTERN_NONE)
        intern_add(&head->names, text, length);
    else if (number < BEYOND_MAX)
        head->twice[number] = true;
}

bool beyond_read(struct input *input, const char *file, const char *const *known,
                 struct beyond *beyond, struct error *error)
{
    struct head head = {.known = known};
    bool read = table_columns(input, file, take_column, &head, error);
    if (read && head.names.count > BEYOND_MAX)
        read = error_set(error, ERROR_LIMIT, file, "too many columns that no standard knows");
    for (uint32_t i = 0; read && i < head.names.count; i++) {
        const char *name = intern_key(&head.names, i);
        intern_add(head.twice[i] ? &beyond->doubled : &beyond->names, name, strlen(name));
    }
    intern_finish(&head.names);
    return read;
}

uint32_t beyond_filled(const struct beyond *beyond, const struct field *fields)
{
    for (uint32_t i = 0; i < beyond->names.count; i++)
        if (fields[i].length && !is_called(fields[i], "0"))
            return i;
    return INTERN_NONE;
}

void beyond_finish(struct beyond *beyond)
{
    intern_finish(&beyond->names);
    intern_finish(&beyond->doubled);
}
