#include "feeds/fares/head.h"

#include <string.h>
#include <strings.h>

/* A head that is longer is cut, which the table will say in its own way. */
struct head {
    char text[2048];
    size_t length;
};

static bool take(void *context, const char *bytes, size_t size)
{
    struct head *head = context;
    for (size_t i = 0; i < size; i++) {
        if (bytes[i] == '\n' || bytes[i] == '\r' || head->length == sizeof head->text - 1)
            return false;
        head->text[head->length++] = bytes[i];
    }
    return true;
}

static bool is_known(const char *name, size_t length, const char *const *known)
{
    for (; *known; known++)
        if (strlen(*known) == length && strncasecmp(*known, name, length) == 0)
            return true;
    return false;
}

void head_check(struct input *input, const char *file, const char *const *known,
                struct findings *findings)
{
    struct head head = {.length = 0};
    struct error error;
    if (!input_read(input, file, take, &head, &error))
        return; /* The table says so. */
    const char *at = head.text;
    if (strncmp(at, "\xef\xbb\xbf", 3) == 0)
        at += 3;
    const char *separators = strchr(at, ',') ? "," : ";";
    while (*at) {
        size_t length = strcspn(at, separators);
        const char *name = at + strspn(at, " \t\"");
        const char *end = at + length;
        while (end > name && strchr(" \t\"", end[-1]))
            end--;
        if (end > name && !is_known(name, (size_t)(end - name), known))
            findings_add(findings, "fares_column_unknown", FINDING_NOTED,
                         "A column is none that is known, and was not read: is its name misspelt?",
                         file, 1, name, (size_t)(end - name));
        at += length + (at[length] != '\0');
    }
}
