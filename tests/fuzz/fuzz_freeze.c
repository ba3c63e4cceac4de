#include "tests/fuzz/fuzz.h"

#include <string.h>

#include "engine/network/freeze.h"
#include "feeds/gtfs/gtfs.h"
#include "tests/scratch.h"

/*
 * A feed of any tables: read or refused with a reason, and what is read freezes into an image that
 * opens and is whole. The input is one text: `=== stops.txt` opens a table.
 */

static const char mark[] = "=== ";

static bool name_fits(const char *name, size_t length)
{
    return length > 4 && length < 40 && strspn(name, "abcdefghijklmnopqrstuvwxyz_.") >= length &&
           name[0] != '.';
}

/* Writes the table at `at` and returns where the next one begins. */
static const char *write_table(const struct scratch *scratch, const char *at, const char *end)
{
    const char *head = at + sizeof mark - 1;
    const char *line = memchr(head, '\n', (size_t)(end - head));
    if (!line)
        return end;
    const char *next = memmem(line, (size_t)(end - line), "\n=== ", 5);
    char name[64];
    snprintf(name, sizeof name, "%.*s", (int)(line - head < 60 ? line - head : 60), head);
    next = next ? next + 1 : end;
    if (name_fits(name, strlen(name)))
        scratch_write(scratch, name, line + 1, (size_t)(next - line - 1));
    return next;
}

static void write_tables(const struct scratch *scratch, const char *text, size_t size)
{
    const char *at = text, *end = text + size;
    for (int count = 0; count < 40 && (size_t)(end - at) > sizeof mark; count++) {
        if (memcmp(at, mark, sizeof mark - 1) != 0)
            return;
        at = write_table(scratch, at, end);
    }
}

static void freeze(struct draft *draft, const char *path)
{
    struct network network;
    struct error error = {0};
    if (!network_freeze(draft, &freeze_defaults, path, NULL, &error)) {
        PROMISE(error.kind == ERROR_LIMIT);
        return;
    }
    PROMISE(network_open(&network, path, &error));
    PROMISE(network_verify(&network, &error));
    network_close(&network);
}

static void read_feed(const struct scratch *scratch)
{
    static const struct gtfs_options options = {.tag = "fuzz"};
    struct input *input;
    struct findings findings;
    struct gtfs_counts counts = {0};
    struct error error = {0};
    struct draft draft;
    PROMISE(input_open(&input, scratch->path, NULL, &error));
    draft_init(&draft);
    findings_init(&findings);
    if (gtfs_read(&draft, input, &options, &findings, &counts, &error))
        freeze(&draft, scratch_path(scratch, "x.trajet"));
    else
        PROMISE(error.kind != ERROR_NONE && *error.text);
    findings_finish(&findings);
    draft_finish(&draft);
    input_close(input);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct scratch scratch;
    scratch_init(&scratch);
    write_tables(&scratch, (const char *)bytes, size);
    read_feed(&scratch);
    scratch_finish(&scratch);
    return 0;
}
