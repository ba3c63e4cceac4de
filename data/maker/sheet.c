#include "data/maker/sheet.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct sheet sheet_new(void)
{
    return (struct sheet){.bytes = vec_of(1)};
}

void sheet_add(struct sheet *sheet, const char *format, ...)
{
    char text[1024];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (length > 0)
        vec_add_many(&sheet->bytes, text, (size_t)length);
}

void sheet_field(struct sheet *sheet, const char *text, const char *after)
{
    bool quoted = strpbrk(text, ",\"") != NULL;
    if (quoted)
        sheet_add(sheet, "\"");
    for (; *text != '\0'; text++)
        sheet_add(sheet, *text == '"' ? "\"\"" : "%c", *text);
    sheet_add(sheet, quoted ? "\"%s" : "%s", after);
}

static bool sheet_save(const struct sheet *sheet, const char *path, struct error *error)
{
    FILE *file = fopen(path, "wb");
    if (file == NULL)
        return error_set(error, ERROR_SYSTEM, path, "cannot be written");
    bool done = fwrite(sheet->bytes.data, 1, sheet->bytes.count, file) == sheet->bytes.count;
    if (fclose(file) != 0 || !done)
        return error_set(error, ERROR_SYSTEM, path, "cannot be written");
    return true;
}

static bool sheet_equals(const struct sheet *sheet, const char *path, struct error *error)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return error_set(error, ERROR_MISSING, path, "cannot be opened");
    const unsigned char *bytes = sheet->bytes.data;
    uint32_t at = 0;
    int byte;
    while ((byte = fgetc(file)) != EOF && at < sheet->bytes.count && bytes[at] == byte)
        at++;
    fclose(file);
    if (byte != EOF || at != sheet->bytes.count)
        return error_set(error, ERROR_INPUT, path,
                         "differs from what the drawing gives, from byte %u on: make it again", at);
    return true;
}

bool sheet_end(struct sheet *sheet, const char *folder, const char *name, bool check,
               struct error *error)
{
    char path[512];
    bool done = false;
    if (snprintf(path, sizeof path, "%s/%s", folder, name) >= (int)sizeof path)
        error_set(error, ERROR_LIMIT, name, "the path is too long");
    else
        done = check ? sheet_equals(sheet, path, error) : sheet_save(sheet, path, error);
    vec_finish(&sheet->bytes);
    return done;
}
