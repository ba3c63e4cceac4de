#include "api/cursor.h"

#include <stdlib.h>
#include <string.h>

/* Cursors reach to about the year 4147, in seconds. */
#define EDGE_MAX ((long long)1 << 36)

bool cursor_read(const struct request *request, bool *given, bool *later, unix_time *edge,
                 struct error *error)
{
    const char *text = request_text(request, "pageCursor");
    *given = text && *text;
    if (!*given)
        return true;
    bool forward = strncmp(text, "LATER|", 6) == 0;
    bool good = forward || strncmp(text, "EARLIER|", 8) == 0;
    const char *digits = good ? strchr(text, '|') + 1 : text;
    char *end;
    long long number = strtoll(digits, &end, 10);
    if (!good || end == digits || *end || *digits == ' ' || number < 0 || number > EDGE_MAX)
        return error_set(error, ERROR_INPUT, "pageCursor",
                         "must be a cursor of an earlier answer, as LATER|1700000000");
    *later = forward;
    *edge = number;
    return true;
}

const char *cursor_text(struct arena *arena, bool later, unix_time edge)
{
    return arena_format(arena, "%s|%lld", later ? "LATER" : "EARLIER", (long long)edge);
}
