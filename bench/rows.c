#include "bench/rows.h"

#include <string.h>

#include "engine/base/memory.h"

static void flush(struct rows *rows)
{
    if (fwrite(rows->buffer, 1, rows->used, rows->file) != rows->used)
        rows->failed = true;
    rows->used = 0;
}

static char *room(struct rows *rows, uint32_t size)
{
    if (rows->used + size > ROWS_BUFFER)
        flush(rows);
    return rows->buffer + rows->used;
}

bool rows_open(struct rows *rows, const char *folder, const char *name, const char *heading,
               struct error *error)
{
    char path[512];
    *rows = (struct rows){.file = NULL};
    snprintf(rows->name, sizeof rows->name, "%s", name);
    snprintf(path, sizeof path, "%s/%s", folder, name);
    rows->file = fopen(path, "wb");
    if (rows->file == NULL)
        return error_set(error, ERROR_SYSTEM, path, "cannot be written");
    rows->buffer = memory_resize(NULL, ROWS_BUFFER, 1);
    rows_text(rows, heading);
    rows_text(rows, "\n");
    return true;
}

void rows_text(struct rows *rows, const char *text)
{
    uint32_t length = (uint32_t)strlen(text);
    memcpy(room(rows, length), text, length);
    rows->used += length;
}

void rows_number(struct rows *rows, uint64_t number)
{
    char digits[20], *to = room(rows, sizeof digits);
    uint32_t length = 0;
    do {
        digits[length++] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    for (uint32_t i = 0; i < length; i++)
        to[i] = digits[length - 1 - i];
    rows->used += length;
}

void rows_clock(struct rows *rows, uint32_t seconds)
{
    const uint32_t parts[3] = {seconds / 3600, seconds / 60 % 60, seconds % 60};
    char *to = room(rows, 8);
    for (int i = 0; i < 3; i++) {
        to[3 * i] = (char)('0' + parts[i] / 10 % 10);
        to[3 * i + 1] = (char)('0' + parts[i] % 10);
        if (i < 2)
            to[3 * i + 2] = ':';
    }
    rows->used += 8;
}

void rows_end(struct rows *rows)
{
    rows_text(rows, "\n");
    rows->count++;
}

bool rows_close(struct rows *rows, struct error *error)
{
    if (rows->file == NULL)
        return true;
    flush(rows);
    bool done = fclose(rows->file) == 0 && !rows->failed;
    rows->file = NULL;
    memory_free(rows->buffer);
    rows->buffer = NULL;
    return done || error_set(error, ERROR_SYSTEM, rows->name, "cannot be written");
}
