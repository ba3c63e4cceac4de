#include "data/maker/row.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *trim(char *text)
{
    while (*text == ' ')
        text++;
    size_t length = strlen(text);
    while (length > 0 && text[length - 1] == ' ')
        text[--length] = '\0';
    return text;
}

static void row_cut(struct row *row, char *line)
{
    row->count = 0;
    for (uint32_t i = 0; i < ROW_FIELDS; i++)
        row->fields[i] = "";
    while (line != NULL && row->count < ROW_FIELDS) {
        char *bar = strchr(line, '|');
        if (bar != NULL)
            *bar++ = '\0';
        row->fields[row->count++] = trim(line);
        line = bar;
    }
}

int32_t row_number(const char *text)
{
    return (int32_t)strtol(text, NULL, 10);
}

static char *file_text(struct arena *arena, const char *path, struct error *error)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        error_set(error, ERROR_SYSTEM, path, "cannot be opened");
        return NULL;
    }
    char *text = NULL;
    if (fseek(file, 0, SEEK_END) == 0) {
        long size = ftell(file);
        rewind(file);
        text = size < 0 ? NULL : arena_alloc(arena, (size_t)size + 1);
        if (text != NULL && fread(text, 1, (size_t)size, file) != (size_t)size)
            text = NULL;
    }
    fclose(file);
    if (text == NULL)
        error_set(error, ERROR_SYSTEM, path, "cannot be read");
    return text;
}

bool rows_read(struct arena *arena, const char *path, row_take take, void *context,
               struct error *error)
{
    char *line = file_text(arena, path, error);
    if (line == NULL)
        return false;
    for (uint32_t number = 1; line != NULL; number++) {
        char *next = strchr(line, '\n');
        if (next != NULL)
            *next++ = '\0';
        struct row row;
        snprintf(row.place, sizeof row.place, "%s:%u", path, number);
        bool empty = line[0] == '\0' || line[0] == '#';
        if (!empty) {
            row_cut(&row, line);
            if (!take(context, &row, error))
                return false;
        }
        line = next;
    }
    return true;
}
