#include "tests/fuzz/fuzz.h"

#include <string.h>

#include "engine/base/utf8.h"
#include "feeds/table/table.h"
#include "tests/scratch.h"

/* A table of any bytes: what is delivered is always short, valid UTF-8 and in order of lines. */

static const char *const columns[] = {"stop_id", "stop_name", "stop_lat", NULL};

struct watch {
    uint32_t line;
};

static bool on_row(void *context, const struct row *row)
{
    struct watch *watch = context;
    PROMISE(row->line >= 1 && row->line >= watch->line);
    watch->line = row->line;
    for (int i = 0; columns[i]; i++) {
        struct field field = row->fields[i];
        PROMISE(field.text != NULL);
        PROMISE(field.length <= 3 * TABLE_FIELD_MAX);
        PROMISE(utf8_valid_prefix(field.text, field.length) == field.length);
        PROMISE(!field.length || !memchr(field.text, 0, field.length));
        PROMISE(row->present[i] || !field.length);
    }
    return true;
}

static void read_table(const struct scratch *scratch, struct findings *findings)
{
    struct input *input;
    struct error error = {0};
    struct watch watch = {0};
    PROMISE(input_open(&input, scratch->path, NULL, &error));
    bool read = table_read(input, "stops.txt", columns, on_row, &watch, findings, &error);
    PROMISE(read || (error.kind != ERROR_NONE && *error.text));
    input_close(input);
}

static struct scratch scratch;

static void end_scratch(void)
{
    scratch_finish(&scratch);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct findings findings;
    if (!*scratch.path) {
        scratch_init(&scratch);
        atexit(end_scratch);
    }
    scratch_write(&scratch, "stops.txt", bytes, size);
    findings_init(&findings);
    read_table(&scratch, &findings);
    findings_finish(&findings);
    return 0;
}
