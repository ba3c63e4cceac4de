#include "api/supervisor/notice.h"

#include <stdbool.h>
#include <string.h>

/* What no word of a message has in it. */
#define BETWEEN " \t\"'`:;,()=<>"

/* Up to and with the last slash. */
static size_t folder_length(const char *path, size_t length)
{
    while (length > 0 && path[length - 1] != '/')
        length--;
    return length;
}

static size_t known_folder(const char *text, const char *const *known)
{
    for (; *known; known++) {
        size_t length = folder_length(*known, strlen(*known));
        if (length > 0 && strncmp(text, *known, length) == 0)
            return length;
    }
    return 0;
}

/* What is quoted is a value from a file (`Europe/Paris`) unless it begins as only paths do. */
static size_t any_folder(const char *text, bool quoted)
{
    return quoted && !strchr("/.~", *text) ? 0 : folder_length(text, strcspn(text, BETWEEN));
}

char *notice_public(const char *text, const char *const *known, char *out, size_t size)
{
    size_t used = 0;
    char last = ' ';
    while (*text && used + 1 < size) {
        if (strchr(BETWEEN, last)) {
            text += known_folder(text, known);
            text += any_folder(text, last == '`');
        }
        last = *text;
        out[used] = last;
        used += last != '\0';
        text += last != '\0';
    }
    out[used] = '\0';
    return out;
}
