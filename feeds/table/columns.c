#include "feeds/table/reader.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

static int slot_of(const struct reader *reader, const char *name, size_t length)
{
    for (uint32_t i = 0; i < reader->asked; i++)
        if (strlen(reader->columns[i]) == length &&
            strncasecmp(reader->columns[i], name, length) == 0)
            return (int)i;
    return -1;
}

static void note(struct reader *reader, const char *code, enum finding_action action,
                 const char *text, const char *detail, size_t length)
{
    findings_add(reader->findings, code, action, text, reader->file, reader->row_line, detail,
                 length);
}

void columns_take(struct reader *reader, const char *name, size_t length)
{
    uint32_t column = reader->column++;
    if (column >= TABLE_COLUMNS_MAX) {
        reader_fail(reader, ERROR_LIMIT, reader->row_line, "has more than 1,024 columns");
        return;
    }
    text_trim(&name, &length);
    if (reader->on_column) {
        reader->on_column(reader->context, name, length);
        return;
    }
    int slot = slot_of(reader, name, length);
    reader->slots[column] = (int16_t)slot;
    if (slot < 0)
        return;
    if (memcmp(reader->columns[slot], name, length) != 0)
        note(reader, "column_name_case", FINDING_MENDED,
             "a column's name is not in lower case; it was read all the same", name, length);
    if (reader->present[slot]) {
        char text[128];
        snprintf(text, sizeof text, "has the column %.60s twice; which one is meant?",
                 reader->columns[slot]);
        reader_fail(reader, ERROR_INPUT, reader->row_line, text);
    }
    reader->present[slot] = true;
}

void columns_close(struct reader *reader)
{
    reader->head = reader->column;
    for (uint32_t column = reader->head; column < TABLE_COLUMNS_MAX; column++)
        reader->slots[column] = -1;
    reader->head_read = true;
    reader->stopped = reader->on_column != NULL;
}

void columns_note_blanks(struct reader *reader, const char *line, size_t length)
{
    while (length && (line[length - 1] == '\n' || line[length - 1] == '\r'))
        length--;
    bool blanks = length && (line[0] == ' ' || line[length - 1] == ' ');
    for (size_t i = 1; i < length && !blanks; i++)
        blanks = (line[i - 1] == ',' && line[i] == ' ') || (line[i - 1] == ' ' && line[i] == ',');
    if (blanks)
        note(reader, "column_name_blanks", FINDING_MENDED,
             "the head has blanks around column names; they were cut off", line, length);
}
